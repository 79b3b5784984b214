import Audiences
import Measuring
import Planning
import Testing

@Suite struct `A message` {
  @Test func `is underperforming where all of the interval lies below the bar`() {
    #expect(judge(versions: [(1_000, 30)]).name == "underperforming")
  }

  @Test func `is doubtful where its rate lies below the bar and may be chance`() {
    #expect(judge(versions: [(1_000, 45)]).name == "doubtful")
    #expect(judge(versions: [(100, 1)]).name == "doubtful")
  }

  @Test func `is not judged by fewer people than the bar asks for`() {
    #expect(judge(versions: [(99, 0)]) == .tooEarly(recipients: 99))
    #expect(judge(versions: [(100, 0)]).name == "underperforming")
  }

  @Test func `is judged by what it shows now, not by what it showed before`() {
    #expect(judge(versions: [(1_000, 10), (20, 2)]) == .tooEarly(recipients: 20))
    #expect(judge(versions: [(1_000, 10), (500, 60)]).name == "good")
  }

  @Test func `is worse where it does less than before, and not by chance`() {
    #expect(judge(versions: [(500, 150), (500, 60)]).name == "worse")
    #expect(judge(versions: [(500, 65), (500, 60)]).name == "good")
  }

  @Test func `is falling where the week does less than the one before, and not by chance`() {
    #expect(judge(versions: [(1_000, 200)], weeks: ((500, 140), (500, 60))).name == "falling")
    #expect(judge(versions: [(1_000, 200)], weeks: ((500, 105), (500, 95))).name == "good")
    // Too few people in one of the weeks.
    #expect(judge(versions: [(1_000, 200)], weeks: ((99, 90), (500, 60))).name == "good")
  }

  @Test func `is not called bad for clicks that nobody counts`() {
    #expect(judge(versions: [(1_000, 30)], countsPartly: true).name == "partly_counted")
    #expect(judge(versions: [(1_000, 45)], countsPartly: true).name == "partly_counted")
    #expect(judge(versions: [(500, 150), (500, 60)], countsPartly: true).name == "good")
    #expect(judge(versions: [(99, 0)], countsPartly: true) == .tooEarly(recipients: 99))
  }

  @Test func `is unseen where it shows and nobody has received it`() {
    #expect(judge(versions: [(0, 0)]) == .unseen)
  }

  @Test(arguments: [MessageState.draft, .paused, .archived])
  func `is not judged while nobody is shown it`(state: MessageState) {
    #expect(judge(versions: [(1_000, 1)], state: state).name == "off")
  }

  @Test func `is not judged before it starts and once it has ended`() {
    #expect(judge(versions: [(0, 0)], starts: now + 1) == .off(.notStarted))
    #expect(judge(versions: [(1_000, 1)], ends: now) == .off(.ended))
  }

  @Test func `comes before others where more people were bothered with it`() {
    let few = measured("few", versions: [(1_000, 1)])
    let many = measured("many", versions: [(2_000, 2)])
    let good = measured("good", versions: [(9_000, 8_000)])
    let board = Scoreboard(
      project: "p", environment: "e", workspace: Workspace(id: "w", name: "W", timeZone: nil),
      bar: bar, since: nil, messages: [good, few, many])
    #expect(board.messages.map(\.message.id) == ["many", "few", "good"])
    #expect(board.totals.recipients == 12_000)
  }
}

private let now: Int64 = 1_800_000_000
private let today = 20_833
private let bar = Bar(
  minRecipients: 100, minEngagement: 0.05, now: now,
  today: CalendarDate(daysSince1970: today) ?? preconditionDay, isAhead: false)
private var preconditionDay: CalendarDate { preconditionFailure("a day of the calendar") }

private func counts(_ numbers: (Int, Int)) -> Counts {
  var counts = Counts.none
  counts.recipients = numbers.0
  counts.impressions = numbers.0
  counts.clicks = numbers.1
  counts.engaged = numbers.1
  return counts
}

private func judge(
  versions: [(Int, Int)], weeks: ((Int, Int), (Int, Int))? = nil, state: MessageState = .live,
  starts: Int64? = nil, ends: Int64? = nil, countsPartly: Bool = false
) -> Judgement {
  measured(
    "m", versions: versions, weeks: weeks, state: state, starts: starts, ends: ends,
    countsPartly: countsPartly
  ).judgement
}

/// - Parameter weeks: who received it and engaged, the week before and this week.
private func measured(
  _ id: String, versions: [(Int, Int)], weeks: ((Int, Int), (Int, Int))? = nil,
  state: MessageState = .live, starts: Int64? = nil, ends: Int64? = nil, countsPartly: Bool = false
) -> MeasuredMessage {
  let spec = MessageSpec(
    format: .chat, status: .live, sender: .id("1"), audience: .everyone, body: "Hello",
    schedule: Schedule(send: .ongoing, startsAt: starts, endsAt: ends, timeZone: nil))
  let days = weeks.map { [(today - 7, $0.0), (today, $0.1)] } ?? []
  return MeasuredMessage(
    RemoteMessage(
      id: id, etag: "1", externalID: "p/\(id)", name: id, state: state, spec: spec, record: nil),
    MessageStats(
      messageID: id, version: versions.count, totals: versions.map(counts).sum,
      days: days.map { day, numbers in
        .init(
          day: CalendarDate(daysSince1970: day) ?? preconditionDay, counts: counts(numbers))
      },
      versions: versions.enumerated().map { index, numbers in
        .init(number: index + 1, createdAt: nil, origin: nil, counts: counts(numbers))
      }, countsPartly: countsPartly), by: bar)
}
