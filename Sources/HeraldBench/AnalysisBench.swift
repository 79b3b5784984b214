import Foundation
import Workflows

/// Linting a project and analysing its rules and collisions, beside the reading of its files alone: by
/// libyaml, in C, which makes nothing of what it reads.
struct AnalysisBench {
  let folder: URL
  private static let size = 10_000

  func run(_ figures: Figures) async throws {
    let corpus = try Corpus(size: Self.size, in: folder.appending(path: "analysed"))
    let surroundings = Surroundings(
      variables: [:], now: { 1_795_392_000 }, currentFolder: "/",
      workers: ProcessInfo.processInfo.activeProcessorCount)
    let runs = try await inTurns(
      5,
      Baseline.works(corpus) + [
        {
          try await timed {
            let reading = try await LoadedProject.read(at: corpus.path, surroundings)
            guard let project = reading.project, reading.campaignCount == Self.size else {
              throw BenchError(what: "the corpus cannot be read")
            }
            _ = await project.look(throughEnvironments: surroundings)
          }
        }
      ])
    figures.add(
      "read, lint and analyse \(Self.size) campaigns, beside reading", runs[2],
      beside: Baseline(runs[...]).readAndLoop, atMost: 2)
  }
}
