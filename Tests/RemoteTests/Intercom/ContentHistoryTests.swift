import Audiences
import JSON
import Measuring
import Planning
import Testing

@testable import Remote

@Suite("What a campaign said when")
struct ContentHistoryTests {
  /// The entry after each of these was applied, a hundred seconds apart.
  private func applied(_ edits: [(inout MessageSpec) -> Void]) -> RegistryEntry? {
    var entry: RegistryEntry?
    for (index, edit) in edits.enumerated() {
      let plain = draft("hello", edit)
      var record = plain.record
      record.revision = index + 1
      let commit = GitCommit(id: "c\(index + 1)", hasEdits: index == 1)
      record.provenance = Provenance(commit: commit, appliedAt: Int64(index) * 100)
      record.history = entry.map { $0.record.history + [$0.record.present] } ?? []
      let draft = MessageDraft(
        externalID: plain.externalID, name: plain.name, state: plain.state, spec: plain.spec,
        record: record, otherMetadata: [:])
      entry = RegistryEntry(draft, over: entry, at: Int64(index) * 100)
    }
    return entry
  }

  @Test("is another version only where people read something else")
  func versions() throws {
    let entry = try #require(
      applied([
        { $0.body = "one" },
        {
          $0.body = "one"
          $0.schedule.endsAt = 9
        }, { $0.body = "two" },
      ]))
    let history = ContentHistory(entry)
    #expect(history.versions.map(\.number) == [1, 2])
    #expect(history.versions.map(\.revision) == [1, 3])
    #expect(history.versions.map(\.createdAt) == [0, 200])
    #expect(history.versions.map(\.commit) == ["c1", "c3"])
    #expect([1, 2, 3].map(history.number(inRevision:)) == [1, 1, 2])
    #expect([-5, 0, 199, 200, 999].map(history.number(at:)) == [1, 1, 1, 2, 2])
  }

  @Test("comes from no commit where its files had edits")
  func edits() throws {
    let entry = try #require(applied([{ $0.body = "one" }, { $0.body = "two" }]))
    #expect(ContentHistory(entry).versions.map(\.commit) == ["c1", nil])
  }

  @Test("sums up to what each day and each version did")
  func sums() throws {
    let entry = try #require(applied([{ $0.body = "one" }, { $0.body = "two" }]))
    let days = try ["2026-11-01", "2026-11-02"].map { try #require(CalendarDate($0)) }
    var counts = DatedCounts()
    for (day, version, recipients) in [(0, 1, 10), (1, 1, 20), (1, 2, 40), (1, 2, 2)] {
      var more = Counts.none
      more.recipients = recipients
      counts.add(more, at: .init(day: days[day], version: version))
    }
    let history = ContentHistory(entry)
    let all = counts.stats(ofMessage: "7", history, countsPartly: true, since: nil)
    #expect(all.totals.recipients == 72 && all.countsPartly && all.version == 2)
    #expect(all.days.map(\.counts.recipients) == [10, 62])
    #expect(all.versions.map(\.counts.recipients) == [30, 42])
    let late = counts.stats(ofMessage: "7", history, countsPartly: false, since: days[1])
    #expect(late.totals.recipients == 62 && late.days.map(\.day) == [days[1]])
    #expect(late.versions.map(\.counts.recipients) == [20, 42])
  }
}
