import Foundation
import Workflows

/// Figures with their baselines from the same run: `herald-bench [SIZE…]` for projects of so many
/// campaigns, `herald-bench messenger` for what pages wait for, `herald-bench people` for counting them
/// and holding campaigns against one another; all, where none is named.
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
    let word = sizes.isEmpty ? CommandLine.arguments.dropFirst().first : nil
    if sizes.isEmpty {
      let figures = Figures()
      if word != "people" {
        try await MessengerBench(folder: folder).run(figures)
        try await StatsBench(folder: folder).run(figures)
      }
      if word != "messenger" { try await people(in: folder, figures) }
    }
    if word != nil { return }
    var table = Table()
    for size in sizes.isEmpty ? [100, 1_000, 10_000] : sizes {
      let corpus = try Corpus(size: size, in: folder.appending(path: "\(size)"))
      try await ReadingBench(corpus: corpus).run(&table)
      try await PlanBench(corpus: corpus).run(&table)
    }
    table.finish()
  }

  private static func people(in folder: URL, _ figures: Figures) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try await AnalysisBench(folder: folder).run(figures)
    try await CollisionBench().run(figures)
    try await ReachBench(folder: folder).run(figures)
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
