import Audiences
import Measuring
import Planning
import Remote
import Synchronization
import Testing

@Suite("A destination that reads through its reader")
struct ReadingDestinationTests {
  @Test("asks it all that planning asks, as it is asked")
  func passesOn() async throws {
    let reader = Reader()
    let destination: any Destination = Writer(reader: reader)
    #expect(try await destination.snapshot(of: ["shop"]) == Reader.snapshot)
    #expect(try await destination.bystanders() == Bystanders())
    #expect(try await destination.facts(about: .tags) == WorkspaceFacts(silence: .tags))
    #expect(try await destination.reach(of: .tag("beta")) == .people(3, of: 7))
    let day = CalendarDate(daysSince1970: 20_000)
    #expect(try await destination.stats(of: ["shop"], since: day).isEmpty)
    await #expect(throws: RemoteError.notFound) {
      try await destination.stats(ofEach: ["7", "8"], since: nil)
    }
    #expect(
      reader.asked == [
        "snapshot shop", "bystanders", "facts", "reach tag beta",
        "stats shop since \(try #require(day))", "stats of 7 8",
      ])
  }

  private struct Writer: ReadingDestination {
    let reader: Reader

    func perform(_ step: Step) async throws(RemoteError) -> StepResult { .deleted }
  }

  private final class Reader: WorkspaceReading {
    static let snapshot = Snapshot(
      workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: [], messages: [])
    private let calls = Mutex<[String]>([])

    var asked: [String] { calls.withLock { $0 } }
    private func note(_ call: String) { calls.withLock { $0.append(call) } }

    func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
      note("snapshot \(projects.joined(separator: " "))")
      return Self.snapshot
    }

    func bystanders() async throws(RemoteError) -> Bystanders {
      note("bystanders")
      return Bystanders()
    }

    func facts(
      about topics: WorkspaceFacts.Topics
    ) async throws(RemoteError) -> WorkspaceFacts {
      note("facts")
      return WorkspaceFacts(silence: topics)
    }

    func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount {
      note("reach \(rule.summary)")
      return .people(3, of: 7)
    }

    func stats(
      of projects: [String], since: CalendarDate?
    ) async throws(RemoteError) -> [MessageStats] {
      note("stats \(projects.joined(separator: " "))" + (since.map { " since \($0)" } ?? ""))
      return []
    }

    func stats(
      ofEach ids: [String], since: CalendarDate?
    ) async throws(RemoteError) -> [MessageStats] {
      note("stats of \(ids.joined(separator: " "))")
      throw .notFound
    }
  }
}
