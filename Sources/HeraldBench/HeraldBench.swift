import Foundation
import Workflows

/// Figures with their baselines from the same run: `herald-bench [SIZE…]` for projects of so many
/// campaigns, `herald-bench messenger` for what pages wait for; both, where neither is named.
///
/// Each figure is the median of several runs that take turns with the baseline, so that a machine
/// that slows down slows both. Nothing here passes or fails.
@main
struct HeraldBench {
  static func main() async throws {
    let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "herald-bench-\(ProcessInfo.processInfo.processIdentifier)")
    defer { removeQuietly(folder) }
    if sizes.isEmpty {
      let figures = Figures()
      try await MessengerBench(folder: folder).run(figures)
      try await StatsBench(folder: folder).run(figures)
    }
    if CommandLine.arguments.dropFirst() == ["messenger"] { return }
    var table = Table()
    for size in sizes.isEmpty ? [100, 1_000, 10_000] : sizes {
      let corpus = try Corpus(size: size, in: folder.appending(path: "\(size)"))
      try await ReadingBench(corpus: corpus).run(&table)
      try await PlanBench(corpus: corpus).run(&table)
    }
    table.finish()
  }

  /// What is left over lies in the system's folder for temporary files.
  private static func removeQuietly(_ folder: URL) {
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      FileHandle.standardError.write(Data("could not remove \(folder.path)\n".utf8))
    }
  }
}
