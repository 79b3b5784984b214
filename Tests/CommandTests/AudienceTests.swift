import Foundation
import JSON
import TestSupport
import Testing

@Suite struct `Whom a campaign is for` {
  static let project = """
    project: shop
    environments:
      sandbox: { remote: sandbox, variables: { plan: pro } }
    defaults: { from: ana@acme.test, schedule: { time_zone: Europe/Berlin } }

    """

  static let campaign = """
    campaign: csv-export-launch
    format: chat
    audience:
      all:
        - audience: settled
        - { attribute: plan, is: "${plan}" }
    copy: { body: CSV export is live. }
    ---
    audience: settled
    where: { attribute: signed_up_at, more_than: 7 days ago }

    """

  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write("campaigns/herald.yaml", Self.project)
    try bench.write("campaigns/csv.yaml", Self.campaign)
    return bench
  }

  @Test func `is said in words, with variables and shared audiences filled in`() async throws {
    let output = try await bench().herald("audience", "csv-export-launch")
    #expect(output.status == 0, "\(output.both)")
    #expect(
      output.stdout == """
        csv-export-launch is for

          all of
            signed_up_at more than 7 days ago
            plan is pro

        """)
  }

  @Test(arguments: ["postgres", "duckdb", "clickhouse", "spark"])
  func `is SQL for each engine`(engine: String) async throws {
    let output = try await bench().herald("audience", "csv-export-launch", "--sql", engine)
    #expect(output.status == 0, "\(output.both)")
    let lines = output.stdout.split(separator: "\n")
    #expect(
      lines.first == "-- csv-export-launch: signed_up_at more than 7 days ago and plan is pro")
    #expect(lines.dropFirst().first?.hasSuffix(" Europe/Berlin") == true)
    #expect(lines.dropFirst(2).starts(with: ["SELECT count(*)", "FROM contacts"]))
    #expect(lines.last?.hasSuffix(" = 'pro';") == true)
  }

  @Test func `is data, too`() async throws {
    let output = try await bench().herald(
      "audience", "csv-export-launch", "--sql", "duckdb", "--ids", "--time-zone", "Asia/Tokyo",
      "--format", "json")
    #expect(output.status == 0, "\(output.both)")
    let json = try JSONValue(parsing: output.stdout)
    #expect(json.object?["key"] == "csv-export-launch")
    #expect(json.object?["audience"]?.object?["all"]?.array?.count == 2)
    let sql = try #require(json.object?["sql"]?.object)
    #expect(sql["engine"] == "duckdb" && sql["time_zone"] == "Asia/Tokyo")
    #expect(sql["statement"]?.string?.hasPrefix("SELECT id\nFROM contacts\nWHERE ") == true)
  }

  @Test(arguments: [
    (["audience", "csv-export-lunch"], "did you mean `csv-export-launch`?"),
    (
      ["audience", "csv-export-launch", "--sql", "duckdb", "--time-zone", "Mars/Olympus"],
      "there is no time zone `Mars/Olympus`"
    ),
    (["audience", "csv-export-launch", "--sql", "oracle"], "oracle"),
    (["audience", "csv-export-launch", "--ids"], "--ids needs --sql"),
  ])
  func `is nothing where something is misspelt`(
    arguments: [String], words: String
  ) async throws {
    let output = try await bench().herald(arguments)
    #expect(output.status != 0)
    #expect(output.stdout.isEmpty && output.stderr.contains(words), "\(output.both)")
  }
}

@Suite struct `A rule that tells nobody apart` {
  @Test func `is told with the parts that make it so`() async throws {
    let bench = try Workbench()
    try bench.write("campaigns/herald.yaml", `Whom a campaign is for`.project)
    try bench.write(
      "campaigns/plans.yaml",
      """
      campaign: csv-export-launch
      format: chat
      audience:
        any:
          - { attribute: plan, is_not: "${plan}" }
          - { attribute: seats, at_least: 5 }
          - { attribute: plan, is_not: team }
      copy:
        body: CSV export is live.
        cta: { label: Export now, url: "https://app.acme.test/reports/export" }

      """)
    let output = try await bench.herald("validate", "--format", "json")
    #expect(output.status == 0, "\(output.both)")
    let found = try JSONValue(parsing: output.stdout).object?["diagnostics"]?.array ?? []
    #expect(found.map { $0.object?["code"] } == ["matches-everyone"])
    let text = try await bench.herald("validate").stdout
    #expect(text.contains("is_not: \"${plan}\"") && text.contains("is_not: team"), "\(text)")
    #expect(!text.contains("seats"), "\(text)")
  }
}
