import Audiences
import Delivering
import Foundation
import HTTP
import JSON
import Planning
import Remote

/// A delivery to so many people, in a process of its own, whose memory is measured.
enum Crowd {
  /// The first argument of that process; how many people is the second.
  static let word = "--deliver-to"
  private static let people = 1_000_000

  static func measure(_ figures: Figures) throws {
    let own = CommandLine.arguments[0]
    let few = try timedCommand(own, [word, "1000"])
    let many = try timedCommand(own, [word, "\(people)"])
    figures.add(
      "memory of a delivery to \(people) people, beside 1000",
      "\(many.memory / 1_000_000) MB : \(few.memory / 1_000_000) MB", target: "200 MB")
    figures.add(
      "…in all", String(format: "%.0f s, %.0f s of a processor", many.wall, many.processor),
      target: "")
  }

  static func run(_ count: Int) async throws {
    let client = IntercomClient(
      sender: MadeUpCrowd(count: count), url: "https://api.intercom.io", token: Secret("made-up"),
      now: { now },
      moment: { _ in Audiences.Moment(now: now, in: ZoneClock { _ in 0 }) })
    // So many conditions that two searches ask for them, both of which find everybody.
    let rule = Rule.any((0..<20).map { .attribute(name: "plan", .text(.startsWith("pro-\($0)"))) })
    _ = try await client.perform(.create(draft(rule)))
    let settings = DeliverySettings(
      now: { now }, elapsed: { .zero }, sleep: { _ in }, holder: "bench")
    let sent = try await deliver(IntercomDeliveries(client), settings)
    guard sent == count else { throw BenchError(what: "\(sent) of \(count) were sent it") }
  }

  private static let now: Int64 = 1_800_000_000

  static func deliver(
    _ deliveries: IntercomDeliveries, _ settings: DeliverySettings
  ) async throws -> Int {
    let board = try await deliveries.board(of: ["bench"])
    let report = await Deliverer(deliveries, settings, zone: ZoneClock { _ in 0 })
      .deliver(board.campaigns) { _ in }
    guard report.uncertain.isEmpty else { throw BenchError(what: "some are uncertain") }
    return report.sent
  }

  static func draft(_ audience: Rule) -> MessageDraft {
    let spec = MessageSpec(
      format: .chat, status: .live, sender: .id("5001"), audience: audience,
      body: "Hello {{first_name | fallback: \"there\"}}.", schedule: Schedule(send: .ongoing))
    return MessageDraft(
      externalID: "bench/hello", name: "hello", state: .live, spec: spec,
      record: Record(
        project: "bench", environment: "production", key: "hello", lastApplied: spec),
      otherMetadata: [:])
  }
}
