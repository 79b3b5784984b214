import ArgumentParser
import Audiences
import Campaigns
import JSON
import Planning
import Rendering
import Workflows

/// Of what is live when.
enum CalendarFormat: String, FormatName {
  case text, json, html
}

struct CalendarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Show what is live when, with gaps, collisions, freezes and clock changes.",
    discussion: """
      Example: herald calendar --for "12 weeks" --format html=calendar.html

      From the files alone: it needs no network and no token. Days are those of the project's time \
      zone, or of --time-zone. Gaps are times in which nothing is live; collisions are campaigns \
      on the same page at the same time, whose rules prove that they share people.
      """)

  @Option(
    help: ArgumentHelp("The first day, as 2026-12-01; today if left out.", valueName: "day"),
    transform: readDay)
  var from: CalendarDate?

  @Option(
    help: ArgumentHelp("The last day; eight weeks are shown if left out.", valueName: "day"),
    transform: readDay)
  var to: CalendarDate?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How many days are shown, as `12 weeks`.", valueName: "time"),
    transform: readDays)
  var length: Int?

  @Option(
    help: ArgumentHelp(
      "The time zone whose days are meant; that of the project's defaults, or UTC, if left out.",
      valueName: "zone"))
  var timeZone: String?

  @OptionGroup var selection: SelectionFlags

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var format: ResultFormats<CalendarFormat>

  func validate() throws {
    if to != nil, length != nil {
      throw ValidationError("--to and --for both say where the calendar ends")
    }
  }

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      let loaded = try LoadedProject.usable(try await project.read(.system))
      keepUntilExit(loaded)
      let wanted = try loaded.environment(environment.environment)
      let zone = try loaded.calendarZone(timeZone)
      guard let days = period.days(today: zone.today(at: Surroundings.system.now())) else {
        throw ValidationError(
          "the last day must not be before the first, which is today without --from, and at most"
            + " \(CalendarPeriod.most) days are shown")
      }
      let selected = try loaded.selection(selection.words, .system)
      let calendar = try loaded.calendar(of: selected, in: wanted, days, in: zone, .system)
      return format.write(to: console) { name, page in
        switch name {
        case .text: CalendarText(page).render(calendar)
        case .json: CalendarJSON.render(calendar).pretty(endsLine: true)
        case .html: CalendarHTML().render(calendar)
        }
      }
    }
  }

  private static let usualDays = 56

  private var period: CalendarPeriod {
    CalendarPeriod(from: from, to.map { .until($0) } ?? .days(length ?? Self.usualDays))
  }
}

/// Reads `--from` and `--to`.
private func readDay(_ word: String) throws -> CalendarDate {
  guard let day = CalendarDate(word) else {
    throw ValidationError("`\(word)` is not a day, as 2026-12-01")
  }
  return day
}

/// Reads `--for`.
private func readDays(_ word: String) throws -> Int {
  guard let days = TimeSpan(word)?.wholeDays else {
    throw ValidationError(
      "`\(word)` is not a number of days or weeks, as `12 weeks`, of a hundred years at most")
  }
  return days
}
