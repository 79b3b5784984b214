import Diagnostics
import Foundation
import Workflows

/// Reading and checking a whole project, against libyaml alone.
struct ReadingBench {
  let corpus: Corpus

  func run(_ table: inout Table) async throws {
    let surroundings = Surroundings(
      variables: [:], now: { 0 }, currentFolder: "/",
      workers: ProcessInfo.processInfo.activeProcessorCount)
    let runs = try await inTurns(
      corpus.size >= 10_000 ? 5 : 11,
      Baseline.works(corpus) + [
        {
          try await timed {
            let reading = try await LoadedProject.read(at: corpus.path, surroundings)
            let late = await reading.project?.look(throughEnvironments: surroundings).problems ?? []
            // Its campaigns share pages and people, of which a warning tells.
            precondition(!(reading.diagnostics + late).hasErrors, "the corpus is right")
            precondition(reading.campaignCount == corpus.size, "the corpus is read whole")
          }
        }
      ])
    let baseline = Baseline(runs[...])
    table.add(size: corpus.size, "bare: libyaml's event loop, in memory", baseline.loop, baseline)
    table.add(
      size: corpus.size, "loop: files read, libyaml's event loop", baseline.readAndLoop, baseline)
    table.add(size: corpus.size, "read and validate (in process)", runs[2], baseline)
  }
}
