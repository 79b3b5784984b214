import ArgumentParser
import Audiences
import Campaigns
import JSON
import Planning
import Remote
import Rendering
import Workflows

struct Audience: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whom a campaign is for: in words, as SQL, or how many people that is now.",
    discussion: """
      Example: herald audience csv-export-launch --sql duckdb | duckdb people.duckdb

      In words and as SQL it needs no network and no token; --count, --overlap and --explain ask the \
      workspace, and write nothing.

      --explain says of one person, named by id, by your own id or by e-mail address, why they are in it \
      or not: each condition with what the workspace knows of them. That goes to no file.

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

  @Flag(help: "Count the people whom it reaches now.")
  var count = false

  @Flag(help: "Count those whom each other campaign of the project is for, too.")
  var overlap = false

  @Option(
    help: ArgumentHelp(
      "Say why somebody is in it or not: an id, your own id or an e-mail address; as id:17, "
        + "user_id:17 or email:ANY where it is not clear.", valueName: "person"),
    transform: personName)
  var explain: PersonName?

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
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: FormatOptions

  func validate() throws {
    if explain != nil {
      if sql != nil || count || overlap {
        throw ValidationError("--explain is about one person, and needs no other flag")
      }
      if !format.files.isEmpty {
        throw ValidationError("--explain shows what is known of a person, and that goes to no file")
      }
    }
    if sql != nil, count || overlap {
      throw ValidationError("--sql prints what counts, and --count and --overlap count")
    }
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
      if let explain { return try await show(explain, loaded, in: wanted, of: rule, console) }
      if count || overlap { return try await showCount(loaded, in: wanted, of: rule, console) }
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

  private func show(
    _ person: PersonName, _ project: LoadedProject, in environment: Environment, of rule: Rule,
    _ console: Console
  ) async throws(Failure) -> Set<Verdict> {
    let found = try await project.explain(
      key, for: person, in: environment, connection.options, .system)
    return format.write(to: console) { plain in
      TraceText(plain ? .plain : console.output.page, timeZone: found.timeZone)
        .render(found.trace, of: key, for: found.person.shownName)
        + (found.status == .live
          ? "" : "\nThe campaign is \(found.status.rawValue): nobody sees it.\n")
    } json: {
      var json = AudienceJSON.render(rule, of: key)
      json["explanation"] = TraceJSON.render(
        found.trace, for: found.person, now: found.now, timeZone: found.timeZone)
      return .object(json)
    }
  }

  private func showCount(
    _ project: LoadedProject, in environment: Environment, of rule: Rule, _ console: Console
  ) async throws(Failure) -> Set<Verdict> {
    let counted = try await project.count(
      key, in: environment, withOverlaps: overlap, connection.options, .system)
    return format.write(to: console) { plain in
      let text = AudienceCountText(plain ? .plain : console.output.page)
      return text.render(counted.people, of: key)
        + (counted.overlaps.map { overlaps in
          text.render(overlaps: overlaps.map { ($0.key, $0.status, $0.people, $0.isPossible) })
        } ?? "")
    } json: {
      var json = AudienceJSON.render(rule, of: key)
      json["reach"] = AudienceJSON.reach(counted.people)
      if let overlaps = counted.overlaps {
        json["overlaps"] = .array(
          overlaps.map { overlap in
            [
              "key": .string(overlap.key), "status": .string(overlap.status.rawValue),
              "shared": AudienceJSON.reach(overlap.people),
              "possible": overlap.isPossible.map(JSONValue.boolean) ?? .null,
            ]
          })
      }
      return .object(json)
    }
  }
}

extension SQLEngine: ExpressibleByArgument {}

private func personName(_ word: String) throws -> PersonName {
  guard let name = PersonName(word) else { throw ValidationError("nobody is named by nothing") }
  return name
}
