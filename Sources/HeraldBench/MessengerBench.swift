import Foundation
import HTTP
import Sandbox

/// What a page waits for: pings of a hundred thousand people against 200 live campaigns, the client
/// on the same machine.
struct MessengerBench {
  private static let people = 100_000
  private static let campaigns = 200
  private static let senders = 64
  private static let pings = 60_000

  let folder: URL

  func run(_ figures: Figures) async throws {
    let server = try await BenchServer(
      folder.appending(path: "pings.sqlite").path,
      people: PeopleRecipe(count: Self.people, seed: 7), senders: Self.senders)
    for index in 0..<Self.campaigns {
      try await server.send(.post, "/messages", Self.campaign(index))
    }
    // The people of one-time sends are fixed, and what is live is compiled.
    try await server.send(.post, "/messenger/ping", Self.ping(0))
    let empty = try await Volley.send(20_000, atOnce: Self.senders) { _ in
      try await server.send(.post, "/messenger/nothing", "{}", status: 404)
    }
    let pings = try await Volley.send(Self.pings, atOnce: Self.senders) { index in
      try await server.send(.post, "/messenger/ping", Self.ping(index))
    }
    await server.stop()
    figures.add("requests that are answered 404", empty.perSecond, target: "")
    figures.add("", empty.processorEach, target: "")
    figures.add(
      "pings, \(Self.campaigns) campaigns, \(Self.people) people", pings.perSecond,
      target: "5000/s")
    figures.add("", pings.processorEach, target: "0.40 ms")
    figures.add("…their waits", pings.percentile(50), target: "")
    figures.add("", pings.percentile(99), target: "p99 50 ms")
  }

  /// Of somebody, somewhere: everybody comes before anybody comes again.
  private static func ping(_ index: Int) -> String {
    let person = index &* 7_919 % people + 1
    let section = index &* 31 % 20
    return """
      {"id":\(person),"url":"https://app.acme.test/section-\(section)/\(index % 9)?tab=1",
       "page_view":"\(index)","seconds_on_page":\(index % 3 * 8)}
      """
  }

  /// Each is on one or two sections of twenty, and one of ten on every page.
  private static func campaign(_ index: Int) -> String {
    let pages =
      index % 10 == 0
      ? "[]" : "[\"/section-\(index % 20)/*\",\"https://app.acme.test/section-\(index / 20)/1*\"]"
    let trigger =
      index % 3 == 0 ? #"{"type":"page_load"}"# : #"{"type":"delay","seconds":\#(index % 3 * 4)}"#
    return """
      {"format":"chat","state":"live","body":"Hi {{first_name | fallback: \\"there\\"}}, number \(index).",
       "from":{"type":"admin","id":"5001"},"to":{"type":"audience","audience":\(audience(index))},
       "display":{"trigger":\(trigger),"pages":\(pages),
         "frequency":"\(index % 8 == 0 ? "show_until_dismissed" : "show_once")"},
       "schedule":{"send":"\(index % 2 == 0 ? "once" : "ongoing")"},
       "goal":{"event":"csv_exported","within":{"amount":14,"unit":"day"}}}
      """
  }

  private static func audience(_ index: Int) -> String {
    let plan = ["free", "trial", "pro", "team"][index % 4]
    return """
      {"all":[
        {"attribute":"plan","type":"string","comparison":"ne","value":"\(plan)"},
        {"attribute":"signed_up_at","type":"date","comparison":"more_than",
         "value":{"amount":\(index % 60),"unit":"day"}},
        {"any":[
          {"event":"\(index % 2 == 0 ? "csv_exported" : "report_created")","type":"count",
           "comparison":"lte","value":\(index % 5),"within":{"amount":30,"unit":"day"}},
          {"attribute":"seats","type":"number","comparison":"gte","value":\(index % 50)},
          {"company":{"attribute":"size","type":"number","comparison":"gt","value":\(index)}}]}]}
      """
  }
}
