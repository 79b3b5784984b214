import Audiences
import Delivering
import Foundation
import HTTP
import Planning
import Remote
import Sandbox

/// Sending a chat to some thousands of people under Intercom's limit, through real requests, on a
/// clock that both sides share; what a delivery that goes on searches for again; and what a million
/// people take of memory.
struct DeliverBench {
  private static let people = 3_200
  /// How many of them the first delivery is for: the second goes on with the rest.
  private static let first = 2_600
  /// Requests that a person costs: their tags are read, they are tagged, they are sent it.
  private static let requestsEach = 3
  /// As of `herald deliver`.
  private static let parallelism = DeliverySettings.usualParallelism
  private static let compression = 5.0

  let folder: URL

  func run(_ figures: Figures) async throws {
    try await pace(0.05...0.15, "0.1 s", figures)
    try await pace(0.15...0.35, "0.25 s", figures)
    try Crowd.measure(figures)
  }

  private func pace(
    _ latency: ClosedRange<Double>, _ words: String, _ figures: Figures
  ) async throws {
    let clock = CompressedClock(factor: Self.compression)
    let sandbox = try await Sandbox.start(
      SandboxConfiguration(
        databasePath: folder.appending(path: "deliver-\(words).sqlite").path,
        people: PeopleRecipe(count: Self.people, seed: 7),
        clock: { Int64(clock.unixSeconds) }))
    var configuration = HTTPClient.Configuration()
    configuration.maximumConcurrency = DeliverySettings.requests(forPeople: Self.parallelism)
    let http = try HTTPClient(configuration)
    let link = MeteredLink(http, clock, latency: latency)
    let client = IntercomClient(
      sender: RetryingClient(link, policy: RetryPolicy(), environment: clock.environment),
      url: sandbox.baseURL, token: Secret(sandbox.token),
      now: { Int64(clock.unixSeconds) },
      moment: { _ in Audiences.Moment(now: Int64(clock.unixSeconds), in: ZoneClock { _ in 0 }) })
    _ = try await client.perform(.create(Crowd.draft(.everyone)))
    let deliveries = IntercomDeliveries(client)
    _ = link.read()
    try await deliver(Self.first, deliveries, clock)
    let meter = link.read()
    try await deliver(Self.people - Self.first, deliveries, clock)
    let rest = link.read()
    await http.shutDown()
    await sandbox.stop()

    let (limit, requests, sends) = meter.whole.reduce((0, 0, 0)) {
      ($0.0 + $1.limit, $0.1 + $1.requests, $0.2 + $1.sends)
    }
    figures.add(
      "deliver at \(words) an answer: requests of those allowed", Self.share(requests, of: limit),
      target: "95 %")
    figures.add(
      "…sends of those it allows at \(Self.requestsEach) requests each",
      Self.share(sends, of: limit / Self.requestsEach), target: "95 %")
    figures.add("…refused as too many", "\(meter.refused + rest.refused)", target: "0")
    figures.add(
      "…people searched for in a delivery that goes on",
      "\(rest.found) of \(Self.people)", target: "\(Self.people - Self.first)")
  }

  private static func share(_ part: Int, of whole: Int) -> String {
    String(format: "%.1f %% (%d of %d)", Double(part) / Double(max(whole, 1)) * 100, part, whole)
  }

  private func deliver(
    _ count: Int, _ deliveries: IntercomDeliveries, _ clock: CompressedClock
  ) async throws {
    let settings = DeliverySettings(
      now: { Int64(clock.unixSeconds) }, elapsed: { clock.elapsed }, sleep: clock.sleep,
      holder: "bench",
      parallelism: Self.parallelism, limit: count)
    let sent = try await Crowd.deliver(deliveries, settings)
    guard sent == count else { throw BenchError(what: "\(sent) of \(count) were sent it") }
  }
}
