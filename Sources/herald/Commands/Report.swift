import ArgumentParser
import Campaigns
import Measuring
import Rendering
import Workflows

struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write what messages did as one HTML page, with charts.",
    discussion: """
      Example: herald report -e production --since "30 days" --out november.html

      What needs attention comes first; then each message over time and by version, with the commit \
      of each. The page needs no network and no script, and can be printed. `herald stats` has the \
      same figures for terminals, spreadsheets and programs.
      """)

  @Argument(help: "Campaigns' keys; all of the project's messages if left out.")
  var keys: [String] = []

  @Option(
    help: ArgumentHelp(
      "Count who received a message since a day, or in so many days, as `14 days`.",
      valueName: "day"),
    transform: readSince)
  var since: Since?

  @OptionGroup var page: PageOptions<ReportPage>
  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try page.check()
      let loaded = try LoadedProject.usable(try await project.read(.system))
      let wanted = try loaded.environment(environment.environment)
      let board = try await loaded.measure(
        MeasuringScope(keys: keys, since: since, withOrigins: true), in: wanted,
        connection.options, .system, onEvent: console.measuringProgress)
      return page.write(
        ReportHTML().render(board), of: board.messages.count, to: console)
    }
  }
}

enum ReportPage: PageName {
  static let usual = "report.html"
}
