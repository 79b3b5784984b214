import ArgumentParser
import Foundation
import JSON
import Workflows

/// Where the results of an apply go.
struct ResultFiles {
  let format: ReviewFormats
  /// The saved plan.
  var plan: String?
  /// What became of each change.
  var report: String?
  var detailedExitcode = false

  /// - Throws: where two results would go to one file, and the first be lost.
  func checkNames() throws {
    try ValidationError.checkNames(format.files + [plan, report].compactMap { $0 })
  }

  /// Whether every file can be written: said before anything is done whose result would be lost.
  ///
  /// - Parameter reading: what else could be said; what is wrong with the files comes first.
  func check(after reading: () async throws(Failure) -> Void) async throws(Failure) {
    do throws(Failure) {
      try format.check()
      for file in [plan, report].compactMap({ $0 }) { try OutputFile.check(file) }
    } catch {
      try await reading()
      throw error
    }
  }

  /// Empties those that say what became of each change.
  func empty() throws(Failure) {
    for file in format.files + [report].compactMap({ $0 }) { try OutputFile.empty(file) }
  }

  /// Writes what an apply came to, but for the text on standard output, which was shown as it came.
  func write(to console: Console, report json: JSONValue, _ render: (ReviewFormat) -> String)
    -> Set<Verdict>
  {
    if !format.showsText { console.output.write(render(format.shown)) }
    var verdicts = format.writeFiles(to: console, render)
    if let report, !console.save(json.pretty(endsLine: true), to: report) {
      verdicts.insert(.failed)
    }
    return verdicts
  }
}

extension ValidationError {
  /// - Throws: where a file is named twice, however it is spelled. A device takes all that comes.
  static func checkNames(_ files: [String]) throws {
    var seen: Set<String> = []
    for file in files where !file.hasPrefix("/dev/") {
      let path = URL(fileURLWithPath: file).standardizedFileURL.path
      guard seen.insert(path).inserted else {
        throw ValidationError("`\(file)` is named for two results: give each a file of its own")
      }
    }
  }
}

/// `--report`, for commands that apply.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write what became of each change to a file, as JSON.", valueName: "file"),
    completion: .file())
  var report: String?
}

/// `--out`, for commands that plan.
struct SaveOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Save the plan to a file: `herald apply FILE` does exactly that.", valueName: "file"),
    completion: .file())
  var out: String?

  @Flag(help: "Exit with 2 when there are changes.")
  var detailedExitcode = false
}

/// A length of time, as `30m`, `24h` or `7d`.
struct Age: ExpressibleByArgument {
  let seconds: Int64

  init?(argument: String) {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let last = argument.last, let unit = units[last],
      let count = Int32(argument.dropLast()), count >= 0
    else { return nil }
    seconds = Int64(count) * unit
  }
}
