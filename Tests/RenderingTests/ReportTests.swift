import Audiences
import Foundation
import Measuring
import Planning
import Rendering
import Testing

@Suite struct `A report` {
  private func page(_ messages: [MeasuredMessage]) -> String {
    ReportHTML().render(Measured.board(messages))
  }

  @Test func `says first how many need attention, and shows those first`() {
    let page = page([Measured.message("fine", engaged: 60), Measured.message("poor", engaged: 2)])
    #expect(page.contains("<h1>1 of 2 campaigns needs attention</h1>"))
    #expect(page.contains("<a href=\"#m1\">poor</a>"))
  }

  @Test func `says where nothing needs attention`() {
    let page = page([Measured.message("fine", engaged: 60)])
    #expect(page.contains("<h1>Nothing needs attention: 1 campaign</h1>"))
  }

  @Test func `is a page also of a workspace without messages`() {
    #expect(page([]).contains("<h1>The workspace holds no message of the project</h1>"))
  }

  @Test func `labels what is simulated, in every table and chart`() {
    let page = page([Measured.message("made-up", engaged: 60, simulated: 400)])
    #expect(page.contains("these figures measure nothing"))
    #expect(page.contains(">people, simulated</th>"))
    #expect(page.contains("<title id=\"m1-time-title\">Simulated. People"))
    #expect(page.contains("<title id=\"m1-versions-title\">Simulated. Engagement"))
    #expect(page.contains("<summary>Simulated. The same"))
  }

  @Test func `labels the one message that is simulated among those that are not`() {
    let page = page([
      Measured.message("made-up", engaged: 60, simulated: 400),
      Measured.message("mixed", engaged: 70, simulated: 7), Measured.message("true", engaged: 80),
    ])
    #expect(page.matches(of: /<td>400 <em class="tag">simulated<\/em>/).count == 1)
    #expect(page.matches(of: /<td>400 <em class="tag">partly simulated<\/em>/).count == 1)
    #expect(page.matches(of: /<td>400<\/td><td class="figure">20.0 %/).count > 0)
  }

  @Test func `says nothing of a simulation where there was none`() {
    #expect(!page([Measured.message("true", engaged: 80)]).contains("imulated"))
  }

  @Test func `marks where the copy changed`() {
    let page = page([Measured.changed()])
    #expect(page.matches(of: /<path class="change"/).count == 1)
    #expect(page.contains(">v2</text>"))
  }

  @Test func `tells the commit and author of each version`() {
    let page = page([Measured.changed()])
    for commit in ["c000000001", "c000000002"] { #expect(page.contains("<code>\(commit)</code>")) }
    #expect(page.contains("<td>Ana Kern &lt;ana@acme.test&gt;</td>"))
  }

  @Test func `has a column for each day without a gap, and no more than can be told apart`() {
    let some = page([Measured.message("some", engaged: 60, days: [-9, -2])])
    #expect(some.contains("People who received it, by day"))
    #expect(some.contains("From 2027-01-06 to 2027-01-15"))
    let years = page([Measured.message("years", engaged: 60, days: [-3_000, 0])])
    #expect(years.contains("People who received it, by 35 days"))
  }

  @Test func `ends with the last receipt where nobody is shown it any more`() {
    let page = page([Measured.message("over", engaged: 60, state: .archived, days: [-30, -20])])
    #expect(page.contains("From 2026-12-16 to 2026-12-26"))
  }

  @Test func `escapes everything that files and remotes say`() {
    let page = page([
      Measured.message("</a><script>go()</script>", body: "<img src=x>\u{202E}", engaged: 3)
    ])
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("\u{202E}"))
    #expect(page.contains("&lt;img src=x&gt;&lt;U+202E&gt;"))
  }

  @Test func `is the same to the byte`() {
    let messages = (1...9).map { Measured.message("k\($0)", engaged: 10 * $0) }
    #expect(page(messages) == page(messages.reversed()))
  }
}

/// The samples that `Tests/checkers` hold against a parser that is not ours.
@Suite struct `A recorded report` {
  static let boards: [(name: String, board: Scoreboard)] = [
    ("empty", Measured.board([])),
    (
      "measured",
      Measured.board([
        Measured.message("poor", engaged: 2, days: Array(-30...0)),
        Measured.changed(),
        Measured.message("unseen", engaged: 0, days: []),
        Measured.message(
          "</code><b>@everyone\u{1B}", body: "<script>go()</script>\u{202E}", engaged: 1),
      ])
    ),
    ("simulated", Measured.board([Measured.message("made-up", engaged: 60, simulated: 400)])),
  ]

  @Test(arguments: boards.map(\.name))
  func `is what is rendered`(name: String) throws {
    let board = try #require(Self.boards.first { $0.name == name }?.board)
    try Recording.hold("page-report-\(name).html", ReportHTML().render(board))
  }
}

/// Messages that were shown to 400 people each, on 2027-01-15 and before.
enum Measured {
  static let today = 20_833
  private static let bar = Bar(
    minRecipients: 100, minEngagement: 0.05, now: Int64(today) * 86_400 + 40_000, today: date(0),
    isAhead: false)

  /// So many days from today; the seconds at which it begins.
  static func day(_ offset: Int) -> Int64 { Int64(today + offset) * 86_400 }

  private static func date(_ offset: Int) -> CalendarDate {
    guard let date = CalendarDate(daysSince1970: today + offset) else {
      preconditionFailure("a day of the calendar")
    }
    return date
  }

  static func board(_ messages: [MeasuredMessage]) -> Scoreboard {
    Scoreboard(
      project: "acme-growth", environment: "sandbox",
      workspace: Workspace(id: "w1", name: "Acme", timeZone: "UTC"), bar: bar, since: nil,
      messages: messages)
  }

  /// One whose copy was changed while it was received.
  static func changed() -> MeasuredMessage {
    message("two", engaged: 60, days: Array(-9...0), versions: [day(-20), day(-3)])
  }

  /// - Parameters:
  ///   - days: those on which it was received, each by as many people as the others.
  ///   - versions: when each began, in Unix seconds.
  static func message(
    _ key: String, body: String = "Hello there", engaged: Int, simulated: Int = 0,
    state: MessageState = .live, days: [Int] = [-2, -1, 0], versions: [Int64] = [day(-60)]
  ) -> MeasuredMessage {
    let totals = counts(days.isEmpty ? 0 : 400, engaged, simulated)
    let spec = Sample.spec {
      $0.body = body
      $0.goal = Goal(event: "exported")
    }
    let revisions = versions.indices.map { index in
      Revision(
        number: index + 1, key: key,
        provenance: Provenance(
          file: "campaigns/\(key).yaml",
          commit: GitCommit(id: "c00000000\(index + 1)", author: "Ana Kern <ana@acme.test>")))
    }
    let message = RemoteMessage(
      id: key, etag: "1", externalID: "acme-growth/\(key)", name: key, state: state, spec: spec,
      record: Record(
        project: "acme-growth", environment: "sandbox", key: key, revision: revisions.count,
        provenance: revisions.last?.provenance ?? Provenance(), history: revisions.dropLast(),
        lastApplied: spec))
    let share = max(days.count, 1)
    let stats = MessageStats(
      messageID: key, version: versions.count, totals: totals,
      days: days.map { offset in
        .init(
          day: date(offset),
          counts: counts(400 / share, engaged / share, simulated / share))
      },
      versions: versions.enumerated().map { index, moment in
        .init(
          number: index + 1, createdAt: moment,
          origin: .init(revision: index + 1, commit: revisions[index].provenance.commit?.id),
          counts: counts(
            totals.recipients / versions.count, totals.engaged / versions.count,
            totals.simulated / versions.count))
      }, countsPartly: false)
    return MeasuredMessage(message, stats, by: bar)
  }

  private static func counts(_ people: Int, _ engaged: Int, _ simulated: Int) -> Counts {
    Counts(
      recipients: people, impressions: people, clicks: engaged, dismissals: 0, replies: 0,
      completions: 0, engaged: engaged, goals: engaged / 2, simulated: simulated)
  }
}
