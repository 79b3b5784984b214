import Foundation
import Workflows

/// Figures with their baselines from the same run: `herald-bench 1000` for projects of so many
/// campaigns; `messenger` for what pages wait for, `stats`, `analysis` for what rules say, `collisions`,
/// `reach` for counting people, and `deliver` for sending chats; all, where none is named.
///
/// Each figure is the median of several runs that take turns with the baseline, so that a machine
/// that slows down slows both. Nothing here passes or fails.
@main
struct HeraldBench {
  static func main() async throws {
    if CommandLine.arguments.dropFirst().first == CommandTiming.word {
      return try CommandTiming.run(Array(CommandLine.arguments.dropFirst(2)))
    }
    if CommandLine.arguments.count == 3, CommandLine.arguments[1] == Crowd.word {
      return try await Crowd.run(Int(CommandLine.arguments[2]) ?? 0)
    }
    let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "herald-bench-\(ProcessInfo.processInfo.processIdentifier)")
    defer { removeQuietly(folder) }
    let words = CommandLine.arguments.dropFirst().filter { Int($0) == nil }
    if let unknown = words.first(where: { word in !Self.parts.contains { $0.word == word } }) {
      throw BenchError(what: "no part of the benchmark is named \(unknown)")
    }
    let isWhole = sizes.isEmpty && words.isEmpty
    let figures = Figures()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for part in Self.parts where isWhole || words.contains(part.word) {
      try await part.run(folder, figures)
    }
    if sizes.isEmpty && !isWhole { return }
    var table = Table()
    for size in isWhole ? [100, 1_000, 10_000] : sizes {
      let corpus = try Corpus(size: size, in: folder.appending(path: "\(size)"))
      try await ReadingBench(corpus: corpus).run(&table)
      try await PlanBench(corpus: corpus).run(&table)
    }
    table.finish()
  }

  /// What is measured once, not for each size of a project.
  private static let parts: [(word: String, run: @Sendable (URL, Figures) async throws -> Void)] = [
    ("messenger", { try await MessengerBench(folder: $0).run($1) }),
    ("stats", { try await StatsBench(folder: $0).run($1) }),
    ("analysis", { try await AnalysisBench(folder: $0).run($1) }),
    ("collisions", { try await CollisionBench().run($1) }),
    ("reach", { try await ReachBench(folder: $0).run($1) }),
    ("deliver", { try await DeliverBench(folder: $0).run($1) }),
  ]

  /// What is left over lies in the system's folder for temporary files.
  private static func removeQuietly(_ folder: URL) {
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      FileHandle.standardError.write(Data("could not remove \(folder.path)\n".utf8))
    }
  }
}
