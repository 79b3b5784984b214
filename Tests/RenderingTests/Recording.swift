import Foundation
import Testing

/// The samples that `Tests/checkers` hold against tools that are not ours.
enum Recording {
  private static let samples = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "checkers/samples")

  /// Compares with the file, which is recorded when it is not there.
  static func hold(_ name: String, _ rendered: String) throws {
    let file = samples.appending(path: name)
    guard FileManager.default.fileExists(atPath: file.path()) else {
      try Data(rendered.utf8).write(to: file)
      Issue.record("\(name) was recorded: look at it, then run the test again")
      return
    }
    let isSame = String(decoding: try Data(contentsOf: file), as: UTF8.self) == rendered
    #expect(isSame, "\(name) differs from what is rendered")
  }
}
