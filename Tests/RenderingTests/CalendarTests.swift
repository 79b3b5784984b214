import Audiences
import JSON
import Planning
import Rendering
import Testing

@Suite struct `A calendar as text` {
  private func text(_ calendar: CampaignCalendar, width: Int? = nil) -> String {
    CalendarText(Page(colour: false, width: width)).render(calendar)
  }

  @Test func `has a line for each campaign, then what happens, in its order`() {
    #expect(
      text(Calendars.full()) == """
        herald calendar · environment sandbox · project acme-growth
        2026-10-26 to 2026-11-08 · America/New_York · 2 campaigns are live, 1 not, 2 gaps, 1 collision

                         Oct 2026                Nov
                         26                          2
          launch          ███████████████████████
          reminder                   █████████████
          later (draft)                              ░░░░░░░░░░░░
          nothing shows  ××                      ××××××××××××××××××××××××××××××××
          frozen                                 ▒▒▒▒▒▒▒▒

          2026-10-26        nothing shows until 2026-10-26 09:00
          2026-10-26 09:00  launch starts
          2026-10-29        reminder starts
          2026-10-31        launch: the last day
          2026-11-01        frozen until 2026-11-02: The office is closed.
          2026-11-01        clocks go back: 02:00 becomes 01:00
          2026-11-01 03:00  reminder ends
          2026-11-01 03:00  nothing shows until 2026-11-08
          2026-11-02        later (draft) starts
          2026-11-04        later (draft): the last day

        Collisions
          2026-10-29 to 2026-10-31  launch and reminder, for the same people

        Collisions: live campaigns on the same page at the same time, as far as their rules prove that they share people.
        1 campaign shows before these days or after them.

        """)
  }

  @Test(arguments: [40, 60, 80, 120, 200])
  func `fits a terminal`(width: Int) {
    for line in text(Calendars.full(), width: width).split(separator: "\n") {
      #expect(line.count <= width, "\(line)")
    }
  }

  @Test func `has bars of a hundred columns in a pipe`() throws {
    let days = Calendars.calendar(days: 20_600...20_691, [Calendars.always("on")])
    let bar = try #require(text(days).split(separator: "\n").first { $0.contains("█") })
    #expect(bar == "  on  " + String(repeating: "█", count: 92))
  }

  @Test func `has colours for terminals, and the same words`() {
    let coloured = CalendarText(Page(colour: true, width: nil)).render(Calendars.full())
    #expect(coloured.contains("\u{1B}[34m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == text(Calendars.full()))
  }

  @Test func `tells of clocks that go forward`() {
    let spring = Calendars.calendar(days: 20_518...20_524, [])
    #expect(text(spring).contains("2026-03-08  clocks go forward: 02:00 becomes 03:00"))
  }

  @Test func `shows a year in columns of several days`() {
    let year = Calendars.calendar(days: 20_454...20_818, [Calendars.always("on")])
    #expect(text(year).contains("a column is 4 days"))
    #expect(text(year).contains("  Jan    Feb    Mar"))
  }

  @Test func `makes visible what files hide`() {
    #expect(!text(Calendars.besieged()).contains("\u{202E}"))
  }
}

@Suite struct `A calendar as a page` {
  private func page(_ calendar: CampaignCalendar) -> String { CalendarHTML().render(calendar) }

  @Test func `says what it comes to`() {
    #expect(
      page(Calendars.full())
        .contains("<h1>2 campaigns are live, 1 not, 2 gaps, 1 collision</h1>"))
  }

  @Test func `has a bar where a campaign shows, in shares of its days`() {
    let half = Calendars.calendar(
      days: 20_600...20_609,
      [Calendars.file("half", from: Calendars.start(20_600), to: Calendars.start(20_605))])
    #expect(page(half).contains("<rect class=\"live\" x=\"0.000%\" y=\"2\" width=\"50.000%\""))
  }

  @Test func `shows what nobody sees as such`() {
    let page = page(Calendars.full())
    #expect(page.contains("<small>chat · once (draft)</small>"))
    #expect(page.ranges(of: "<rect class=\"draft\"").count == 1)
  }

  @Test func `has freezes and clock changes behind each bar`() {
    let page = page(Calendars.full())
    #expect(page.ranges(of: "<rect class=\"frozen\"").count == 4)
    #expect(page.ranges(of: "<line class=\"clocks\"").count == 4)
  }

  @Test func `marks now where it lies in its days`() {
    let ahead = Calendars.calendar(days: 20_600...20_609, [Calendars.always("on")])
    let now = Calendars.calendar(
      days: 20_600...20_609, [Calendars.always("on")], now: Calendars.start(20_605))
    #expect(!page(ahead).contains("<line class=\"now\""))
    #expect(page(now).contains("<line class=\"now\" x1=\"50.000%\""))
  }

  @Test func `escapes everything that files say`() {
    let page = page(Calendars.besieged())
    #expect(!page.contains("<script") && !page.contains("\u{202E}"))
    #expect(page.contains("&lt;script&gt;"))
  }
}

@Suite struct `A calendar as data` {
  @Test func `has what the text has`() throws {
    let json = CalendarJSON.render(Calendars.full())
    #expect(json["time_zone"] == "America/New_York" && json["last_day"] == "2026-11-08")
    #expect(json["campaigns"]?.array?.compactMap { $0["key"] } == ["launch", "reminder", "later"])
    #expect(json["gaps"]?.array?.count == 2)
    #expect(json["collisions"]?.array?.first?["proof"] == "same")
    #expect(json["clock_changes"]?.array?.first?["offset_after"] == -18_000)
    #expect(json["freezes"]?.array?.first?["reason"] == "The office is closed.")
  }
}

/// The samples that `Tests/checkers` hold against a parser that is not ours.
@Suite struct `A recorded calendar` {
  static let calendars: [(name: String, calendar: CampaignCalendar)] = [
    ("full", Calendars.full()), ("besieged", Calendars.besieged()),
    ("empty", Calendars.calendar(days: 20_600...20_609, [])),
    ("year", Calendars.calendar(days: 20_454...20_818, [Calendars.always("on")])),
  ]

  @Test(arguments: calendars.map(\.name))
  func `is what is rendered`(name: String) throws {
    let calendar = try #require(Self.calendars.first { $0.name == name }?.calendar)
    try Recording.hold("page-calendar-\(name).html", CalendarHTML().render(calendar))
  }
}

/// Calendars of New York in 2026.
enum Calendars {
  /// 2026-03-08 07:00 and 2026-11-01 06:00 in UTC.
  private static let clock = ZoneClock { instant in
    (1_772_953_200..<1_793_512_800).contains(instant) ? -14_400 : -18_000
  }
  private static let zone = CalendarZone("America/New_York", clock)

  static func start(_ day: Int) -> Int64 { clock.instant(daysSince1970: day, minuteOfDay: 0) }

  static func calendar(
    days: ClosedRange<Int>, _ files: [DesiredMessage], freezes: [Freeze] = [], now: Int64 = 0
  ) -> CampaignCalendar {
    CampaignCalendar(
      of: DesiredSet(
        project: "acme-growth", environment: "sandbox", messages: files, freezes: freezes),
      only: nil, days: days, in: zone, now: now)
  }

  static func file(
    _ key: String, from start: Int64?, to end: Int64?,
    _ edit: (inout MessageSpec) -> Void = { _ in }
  ) -> DesiredMessage {
    Sample.file(key) {
      $0.schedule.startsAt = start
      $0.schedule.endsAt = end
      edit(&$0)
    }
  }

  static func always(_ key: String) -> DesiredMessage { file(key, from: nil, to: nil) }

  /// Two weeks around the day on which clocks go back.
  static func full() -> CampaignCalendar {
    calendar(
      days: 20_752...20_765,
      [
        file("launch", from: start(20_752) + 9 * 3_600, to: start(20_758)),
        file("reminder", from: start(20_755), to: start(20_758) + 4 * 3_600),
        file("later", from: start(20_759), to: start(20_762)) { $0.status = .draft },
        file("last-year", from: start(20_400), to: start(20_500)),
      ],
      freezes: [
        Freeze(
          start: start(20_758), end: start(20_760), timeZone: "America/New_York",
          reason: "The office is closed.")
      ])
  }

  /// What names and reasons could hold.
  static func besieged() -> CampaignCalendar {
    let bait = "</td><script>go()</script>\u{202E}\u{1B}[31m\"'"
    return calendar(
      days: 20_752...20_765,
      [always(bait), file(bait + "2", from: start(20_753), to: start(20_760) + 60)],
      freezes: [Freeze(start: start(20_753), end: start(20_754), timeZone: "UTC", reason: bait)])
  }
}
