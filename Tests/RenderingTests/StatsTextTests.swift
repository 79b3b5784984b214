import Audiences
import Measuring
import Planning
import Remote
import Testing

@testable import Rendering

@Suite struct `Stats on a screen` {
  private static let messages = [
    Measured.message("csv-export-launch", engaged: 60),
    Measured.message("integration-error-notice", engaged: 2),
    Measured.message("export-tip", engaged: 18), Measured.message("new", engaged: 0, days: []),
    Measured.changed(),
  ]

  private func text(
    _ width: Int?, colour: Bool = false, withVersions: Bool = false,
    _ messages: [MeasuredMessage] = messages
  ) -> String {
    StatsText(Page(colour: colour, width: width)).render(
      Measured.board(messages), withVersions: withVersions)
  }

  @Test(arguments: [30, 40, 60, 80, 100, 120, 200])
  func `has every verdict and rate, however narrow it is`(width: Int) {
    let text = text(width, withVersions: true)
    // Nothing is lost but white space, where a line is broken.
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let board = Measured.board(Self.messages)
    for message in board.messages {
      #expect(words.contains(message.verdict(on: board)))
      let rate = message.stats.totals.engagement.map(RateText.share) ?? "-"
      #expect(words.contains(rate))
      for version in message.stats.versions {
        #expect(words.contains(version.counts.engagement.map(RateText.share) ?? "-"))
      }
    }
  }

  @Test(arguments: [40, 60, 80, 100, 120])
  func `has no line that is wider than the screen`(width: Int) {
    for line in text(width, withVersions: true).split(separator: "\n") {
      #expect(String(line).columns <= width, "\(line)")
    }
  }

  @Test(arguments: [40, 80, 100, nil] as [Int?])
  func `colours each verdict, and no more than that`(width: Int?) {
    let text = text(width, colour: true)
    #expect(text.contains("\u{1B}[31mbelow 5 %: revise or prune\u{1B}[0m"))
    #expect(text.contains("\u{1B}[32mgood\u{1B}[0m"))
    #expect(text.contains("\u{1B}[33mnobody has received it\u{1B}[0m"))
  }

  @Test func `says the least needed last`() {
    func header(_ width: Int?) -> [String] {
      let line = text(width).split(separator: "\n").first { $0.contains("KEY") } ?? ""
      return line.split(separator: " ").map(String.init).filter { $0.allSatisfy(\.isLetter) }
    }
    #expect(
      header(nil) == ["KEY", "STATE", "PEOPLE", "SHOWN", "ENGAGED", "GOAL", "WEEK", "VERDICT"])
    #expect(header(120) == ["KEY", "PEOPLE", "ENGAGED", "GOAL", "WEEK", "VERDICT"])
    #expect(header(80) == ["KEY", "PEOPLE", "ENGAGED", "GOAL", "WEEK"])
    #expect(header(40) == ["KEY", "ENGAGED"])
  }

  @Test func `keeps the figures where a key is longer than the screen`() {
    let long = String(repeating: "very-", count: 20) + "long"
    let text = text(40, [Measured.message(long, engaged: 60)])
    #expect(text.contains("15.0 %") && text.contains("…") && text.contains("    good\n"))
  }

  @Test func `says since when nobody has received it, and how few have`() {
    func text(since: CalendarDate?) -> String {
      let board = Measured.board([
        Measured.message("none", engaged: 0, days: []), Measured.message("few", engaged: 2),
      ])
      return StatsText(.plain).render(
        Scoreboard(
          project: board.project, environment: board.environment, workspace: board.workspace,
          bar: board.bar, since: since, messages: board.messages), withVersions: false)
    }
    let day = CalendarDate("2027-01-10")
    #expect(text(since: day).contains("nobody has received it since 2027-01-10\n"))
    #expect(text(since: nil).contains("nobody has received it\n"))
  }

  @Test func `tells what is waited for, where that takes its time`() {
    #expect(MeasuringEventText(.exporting).text?.contains("may take minutes") == true)
    #expect(MeasuringEventText(.asking(key: "a", people: 499)).text == nil)
    #expect(
      MeasuringEventText(.asking(key: "a", people: 12_400)).text
        == "Asking of 12,400 people whether they reached the goal of a, one by one …")
  }

  @Test func `tells of a workspace whose clock is ahead`() {
    let board = Measured.board([])
    let bar = board.bar
    func notes(isAhead: Bool) -> String {
      let bar = Bar(
        minRecipients: bar.minRecipients, minEngagement: bar.minEngagement, now: bar.now,
        today: bar.today, isAhead: isAhead)
      return StatsNotes.texts(
        Scoreboard(
          project: board.project, environment: board.environment, workspace: board.workspace,
          bar: bar, since: nil, messages: [])
      ).joined(separator: "\n")
    }
    #expect(notes(isAhead: true).contains("clock is ahead of ours: judged as of 2027-01-15"))
    #expect(!notes(isAhead: false).contains("ahead"))
  }
}
