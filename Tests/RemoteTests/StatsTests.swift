import Audiences
import HTTP
import JSON
import Measuring
import Planning
import Remote
import Testing

@Suite("Reading what messages did")
struct StatsTests {
  private static let counts: JSONObject = [
    "recipients": 10, "impressions": 12, "clicks": 3, "dismissals": 1, "replies": 1,
    "completions": 0, "engaged": 4, "goal_completions": 2,
  ]

  private static func stats(
    _ id: String, changing name: String = "clicks", to value: JSONValue = 3
  ) -> JSONValue {
    var totals = counts
    totals[name] = value
    var day = counts
    day["day"] = "2026-11-20"
    var version = counts
    version["content_version"] = 2
    version["created_at"] = 1_790_000_000
    version["metadata"] = ["herald": ["revision": 4, "commit": "abc"]]
    return [
      "type": "message.stats", "message_id": .string(id), "external_id": "p/k",
      "content_version": 2, "since": .null, "totals": .object(totals),
      "by_day": [.object(day)], "by_version": [.object(version)], "steps": [],
    ]
  }

  @Test("those of one message have its days, its versions and where they came from")
  func one() async throws {
    let remote = ScriptedRemote(.json(Self.stats("7")))
    let all = try await remote.reader.stats(ofEach: ["7"], since: CalendarDate("2026-11-01"))
    let stats = try #require(all.first)
    #expect(remote.calls == ["GET /messages/7/stats?since=2026-11-01"])
    #expect(stats.totals.engaged == 4)
    #expect(stats.days.map(\.day.description) == ["2026-11-20"])
    #expect(stats.versions.first?.origin == .init(revision: 4, commit: "abc"))
    #expect(stats.totals.simulated == 0)
  }

  @Test("those of a project are read as one list")
  func list() async throws {
    let remote = ScriptedRemote(
      .json(["data": [Self.stats("1"), Self.stats("2")], "total_count": 2]))
    let stats = try await remote.reader.stats(of: ["shop", "shop"], since: nil)
    #expect(
      remote.calls == ["GET /messages/stats?per_page=150&external_id_prefix=shop%2F"])
    #expect(stats.map(\.messageID) == ["1", "2"])
  }

  @Test(
    "what cannot be counted is not taken for a count",
    arguments: [
      ("engaged", 11), ("clicks", -1), ("recipients", "10"), ("impressions", 9e18),
      ("impressions", 1_000_000_000_001), ("simulated", 11),
    ] as [(String, JSONValue)])
  func wrong(name: String, value: JSONValue) async throws {
    let remote = ScriptedRemote(.json(Self.stats("7", changing: name, to: value)))
    let error = await #expect(throws: RemoteError.self) {
      _ = try await remote.reader.stats(ofEach: ["7"], since: nil)
    }
    guard case .badAnswer(let reason, mayHaveLanded: false) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("the stats of message 7"))
  }
}
