import Delivering
import JSON
import Planning
import Remote
import Rendering
import TestSupport
import Testing

@Suite("Each reason for which a delivery stops, or does nothing")
struct DeliveryStopTests {
  private static let failure = RemoteError.lacking(.noNewsfeed("News"))

  /// A row for each, so that a new one is missed here where it is missed elsewhere.
  private static let stops: [(CampaignDelivery.Stop, words: String, help: String?)] = [
    (.interrupted, "interrupted", nil),
    (.limit, "--limit is reached", nil),
    (.paused, "somebody paused it", nil),
    (.ended(endsAt: 0), "its schedule ended on 1970-01-01 00:00 UTC", nil),
    (.renamed("x"), "somebody renamed its tag to `x`", "give the tag its name back"),
    (.changed, "somebody changed it meanwhile", "run it again: nobody gets it twice"),
    (.removed, "somebody deleted it", nil),
    (.leased(until: 60), "another delivery has it until 1970-01-01 00:01 UTC", nil),
    (
      .leaseLost, "its lease ran out, or another delivery took it over",
      "run it again: nobody gets it twice"
    ),
    (
      .ledgerLost(expected: 3, tagged: 1), "3 are to have its tag, and only 1 have it",
      "somebody took the tag from people"
    ),
    (
      .recordLost(tagged: 4), "4 have its tag, and nothing remembers",
      "somebody deleted the internal article of its delivery"
    ),
    (.failed(failure), "\(failure)", failure.help),
  ]

  private static let reasons: [(CampaignDelivery.Reason, words: String)] = [
    (.draft, "a draft"), (.paused, "paused"), (.archived, "archived"),
    (.notBegun(startsAt: 0), "begins on 1970-01-01 00:00 UTC"),
    (.ended(endsAt: 0), "ended on 1970-01-01 00:00 UTC"),
    (.completed(at: 0), "went to everybody who matched on 1970-01-01 00:00 UTC"),
    (.asItIs, "shown already"), (.unsupported, "this remote cannot deliver it"),
  ]

  private static func told(_ end: CampaignDelivery.End) -> (text: String, json: JSONValue?) {
    told(CampaignDelivery(key: "news", end: end))
  }

  private static func told(_ result: CampaignDelivery) -> (text: String, json: JSONValue?) {
    let report = DeliveryReport(campaigns: [result])
    let workspace = Workspace(id: "w1", name: "Acme", timeZone: nil)
    let page = Page(colour: false, width: 1_000)
    let json = DeliveryJSON.render(
      report, environment: "test", project: "shop", workspace: workspace, isRehearsal: false)
    return (
      DeliveryText(page).render(
        report, environment: "test", project: "shop", workspace: workspace, isRehearsal: false),
      json["campaigns"]?.array?.first
    )
  }

  @Test("is told in words, with what to do next where that is not plain")
  func words() {
    for (stop, words, help) in Self.stops {
      let (text, json) = Self.told(.stopped(stop))
      #expect(text.contains("! news · 0 sent, then stopped: \(words)"), "\(stop): \(text)")
      if let help { #expect(text.contains("\n      \(help)"), "\(stop): \(text)") }
      #expect((json?["help"] == .null) == (help == nil), "\(stop)")
    }
    for (reason, words) in Self.reasons {
      #expect(Self.told(.nothing(reason)).text.contains("· news · \(words)\n"), "\(reason)")
    }
  }

  @Test("has a name in the schema, and the schema names no other")
  func names() throws {
    let schema = try JSONValue(parsing: Array(Repository.read("schemas/deliver.schema.json").utf8))
    let reason = schema["properties"]?["campaigns"]?["items"]?["properties"]?["reason"]
    let known = try #require(reason?["enum"]?.array).compactMap(\.string)
    let ends =
      Self.stops.map { CampaignDelivery.End.stopped($0.0) }
      + Self.reasons.map { .nothing($0.0) }
    let told = ends.compactMap { Self.told($0).json?["reason"]?.string }
    #expect(told.count == ends.count && Set(told) == Set(known))
    #expect(known.count == Set(known).count)
  }

  @Test("who is left, and who has the tag for no known reason, is told by number")
  func numbers() {
    var result = CampaignDelivery(key: "news", end: .done)
    result.left = 1
    result.untraced = 1_200
    let (text, json) = Self.told(result)
    #expect(
      text.contains("1 person: not known yet whether they are tagged; the next run looks again"))
    #expect(text.contains("1,200 people: tagged, and nothing remembers that they were sent it"))
    #expect(json?["left"]?.integer == 1 && json?["untraced"]?.integer == 1_200)
    let (none, _) = Self.told(.done)
    #expect(!none.contains("tagged"))
  }
}
