import ArgumentParser
import Campaigns
import JSON
import Measuring
import Rendering
import Workflows

/// Of what messages did.
enum StatsFormat: String, FormatName {
  case text, json, csv
}

struct Stats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what messages did: who received them, engaged, and reached their goals.",
    discussion: """
      Example: herald stats --since "14 days" --format csv=stats.csv

      What needs attention comes first. A message is judged by `measure` in herald.yaml, from enough \
      people on, and only where chance does not explain it; of what it shows now, not of what it \
      showed before. With keys, the versions of each are compared, and told with their commits.
      """)

  @Argument(help: "Campaigns' keys; all of the project's messages if left out.")
  var keys: [String] = []

  @Option(
    help: ArgumentHelp(
      "Count who received a message since a day, or in so many days, as `14 days`.",
      valueName: "day"),
    transform: readSince)
  var since: Since?

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: ResultFormats<StatsFormat>

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      let loaded = try LoadedProject.usable(try await project.read(.system))
      let wanted = try loaded.environment(environment.environment)
      let board = try await loaded.measure(
        MeasuringScope(keys: keys, since: since, withOrigins: !keys.isEmpty), in: wanted,
        connection.options, .system, onEvent: console.measuringProgress)
      return format.write(to: console) { name, page in
        switch name {
        case .text: StatsText(page).render(board, withVersions: !keys.isEmpty)
        case .json: StatsJSON.render(board).pretty(endsLine: true)
        case .csv: StatsCSV.render(board)
        }
      }
    }
  }
}

/// Reads `--since`.
func readSince(_ word: String) throws -> Since {
  guard let since = Since(word) else {
    throw ValidationError("--since must be a day, as 2026-12-01, or a number of them, as `14 days`")
  }
  return since
}
