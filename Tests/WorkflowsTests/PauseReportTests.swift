import Applying
import Planning
import Remote
import Testing
import Workflows

@Suite struct `A pause` {
  private func verdicts(_ ends: PauseReport.End...) -> Set<Verdict> {
    PauseReport(
      project: "shop", environment: "test",
      workspace: Workspace(id: "w", name: "Acme", timeZone: nil),
      results: ends.map { PauseReport.Result(key: "a", end: $0) }
    ).verdicts
  }

  private static let lost = PauseReport.End.failed(
    .unreachable(reason: "gone", mayHaveLanded: false))

  @Test func `is partial only where something was paused`() {
    #expect(verdicts(.paused, .wasNot(.draft)) == [])
    #expect(verdicts(Self.lost, .wasNot(.draft)) == [.unreachable])
    #expect(verdicts(Self.lost, .paused) == [.unreachable, .partial])
  }
}
