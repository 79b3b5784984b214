import Audiences
import Measuring
import Planning
import Testing

@Suite struct `Instead of being pruned a message` {
  @Test(arguments: [(0, true), (6, true), (7, false)])
  func `is left alone for a week after its copy has changed`(days: Int64, waits: Bool) {
    let message = measured(
      versions: [(1_000, 10, nil), (1_000, 10, now - days * 86_400)])
    let advice = PruneCandidate.Advice(message, by: bar)
    #expect(advice == (waits ? .recentlyChanged(days: Int(days)) : nil))
  }

  @Test func `is not called changed where it has only ever said one thing`() {
    #expect(PruneCandidate.Advice(measured(versions: [(1_000, 10, now)]), by: bar) == nil)
  }

  @Test func `is given back the version before where that did better, and well enough`() {
    let old = now - 90 * 86_400
    #expect(
      PruneCandidate.Advice(measured(versions: [(500, 60, nil), (1_000, 10, old)]), by: bar)
        == Rate(60, of: 500).map { .betterBefore(version: 1, $0) })
    // Better, and below the bar all the same.
    #expect(
      PruneCandidate.Advice(measured(versions: [(5_000, 200, nil), (1_000, 5, old)]), by: bar)
        == nil)
  }

  @Test(arguments: [(499, false), (500, true), (1_000, true)])
  func `is for fewer people where half of everyone is in its audience`(count: Int, wide: Bool) {
    let message = measured(versions: [(1_000, 10, nil)]).message
    #expect(
      PruneCandidate.Advice(message, reaching: .people(count, of: 1_000))
        == (wide ? .wide(count: count, of: 1_000) : nil))
  }

  @Test func `is not narrowed once its people are fixed`() {
    let message = measured(versions: [(1_000, 10, nil)], frozenAt: now).message
    #expect(PruneCandidate.Advice(message, reaching: .people(1_000, of: 1_000)) == nil)
  }

  @Test func `is not narrowed where nobody could be counted`() {
    let message = measured(versions: [(1_000, 10, nil)]).message
    #expect(PruneCandidate.Advice(message, reaching: .uncounted) == nil)
    #expect(PruneCandidate.Advice(message, reaching: .people(0, of: 0)) == nil)
    #expect(PruneCandidate.Advice(message, reaching: .atMost(1_000, of: 1_000)) == nil)
  }
}

private let now: Int64 = 1_800_000_000
private let bar = Bar(
  minRecipients: 100, minEngagement: 0.05, now: now,
  today: CalendarDate(daysSince1970: 20_833) ?? preconditionDay, isAhead: false)
private var preconditionDay: CalendarDate { preconditionFailure("a day of the calendar") }

private func measured(
  versions: [(recipients: Int, engaged: Int, since: Int64?)], frozenAt: Int64? = nil
) -> MeasuredMessage {
  let spec = MessageSpec(
    format: .chat, status: .live, sender: .id("1"), audience: .everyone, body: "Hello",
    schedule: Schedule(send: .ongoing, startsAt: nil, endsAt: nil, timeZone: nil))
  let counts = versions.map { version in
    Counts(
      recipients: version.recipients, impressions: version.recipients, clicks: version.engaged,
      dismissals: 0, replies: 0, completions: 0, engaged: version.engaged, goals: 0, simulated: 0)
  }
  return MeasuredMessage(
    RemoteMessage(
      id: "1", etag: "1", externalID: "p/m", name: "m", state: .live, spec: spec, record: nil,
      audienceFrozenAt: frozenAt),
    MessageStats(
      messageID: "1", version: versions.count, totals: counts.sum, days: [],
      versions: zip(versions, counts).enumerated().map { index, version in
        .init(
          number: index + 1, createdAt: version.0.since, origin: nil, counts: version.1)
      }, countsPartly: false), by: bar)
}
