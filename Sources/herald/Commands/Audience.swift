import ArgumentParser
import Audiences
import JSON
import Rendering
import Workflows

struct Audience: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whom a campaign is for, in words or as SQL. Needs no network and no token.",
    discussion: """
      Example: herald audience csv-export-launch --sql duckdb | duckdb people.duckdb

      The statement asks these tables, which a view can make of those you have:

        contacts           id, and a column for each attribute; NULL where it is unknown
        companies          the same of companies
        contact_companies  contact_id, company_id
        contact_tags       contact_id, tag
        contact_segments   contact_id, segment
        events             contact_id, name, created_at

      Texts, numbers, booleans and times are columns of these types; times are in UTC. Spans and days \
      are written as instants: the statement is right for the moment at which it was made.
      """)

  @Argument(help: "A campaign's key.")
  var key: String

  @Option(help: "Print SQL that counts them: postgres, duckdb, clickhouse or spark.")
  var sql: SQLEngine?

  @Flag(help: "With --sql: list their ids instead.")
  var ids = false

  @Option(
    help: ArgumentHelp(
      "With --sql: the workspace's time zone, whose days are meant; that of the project's defaults, "
        + "or UTC, if left out.", valueName: "zone"))
  var timeZone: String?

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard sql == nil else { return }
    if ids { throw ValidationError("--ids needs --sql") }
    if timeZone != nil { throw ValidationError("--time-zone needs --sql") }
  }

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      let loaded = try LoadedProject.usable(try await project.read(.system))
      keepUntilExit(loaded)
      let wanted = try loaded.environment(environment.environment)
      let rule = try loaded.audience(of: key, in: wanted)
      guard let sql else {
        return format.write(to: console) { plain in
          AudienceText(plain ? .plain : console.output.page).render(rule, of: key)
        } json: {
          .object(AudienceJSON.render(rule, of: key))
        }
      }
      let statement = try AudienceStatement(
        rule, ids ? .ids : .count, for: sql, now: Surroundings.system.now(),
        timeZone: timeZone ?? loaded.timeZone)
      return format.write(to: console) { _ in
        StatementText.render(
          statement.text, of: rule, key, now: statement.now, timeZone: statement.timeZone)
      } json: {
        var json = AudienceJSON.render(rule, of: key)
        json["sql"] = [
          "engine": .string(sql.rawValue), "statement": .string(statement.text),
          "now": .integer(statement.now), "time_zone": .string(statement.timeZone),
        ]
        return .object(json)
      }
    }
  }
}

extension SQLEngine: ExpressibleByArgument {}
