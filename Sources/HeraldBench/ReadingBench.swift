import CLibYAML
import Foundation
import Workflows

/// Reading and checking a whole project, against libyaml alone.
struct ReadingBench {
  let corpus: Corpus

  func run(_ table: inout Table) async throws {
    let contents = try corpus.files.map { try Array(Data(contentsOf: URL(fileURLWithPath: $0))) }
    let surroundings = Surroundings(
      variables: [:], now: { 0 }, workers: ProcessInfo.processInfo.activeProcessorCount)
    let rounds = corpus.size >= 10_000 ? 5 : 11
    let runs = try await inTurns(
      rounds,
      [
        {
          await timed {
            for content in contents {
              precondition(herald_yaml_count_events(content, content.count) > 0, "bad corpus")
            }
          }
        },
        {
          try await timed {
            let reading = try await LoadedProject.read(at: corpus.path, surroundings)
            precondition(reading.diagnostics.isEmpty, "the corpus has no problems")
            precondition(reading.campaignCount == corpus.size, "the corpus is read whole")
          }
        },
      ])
    table.add(size: corpus.size, "libyaml's event loop", runs[0], baseline: nil)
    table.add(size: corpus.size, "read and validate (in process)", runs[1], baseline: runs[0])
  }
}
