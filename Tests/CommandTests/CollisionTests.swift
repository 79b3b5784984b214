import TestSupport
import Testing

/// Campaigns that get in each other's way, as commands tell it.
@Suite struct `Campaigns on one page` {
  private static func campaign(
    _ key: String, _ country: String, pages: String = "/reports/*", start: String? = nil
  ) -> String {
    """
    campaign: \(key)
    format: chat
    audience:
      \(country)
    copy: { body: Hello there. }
    display: { pages: [\(pages)] }
    schedule: { time_zone: UTC\(start.map { ", start: \($0)" } ?? "") }

    """
  }

  private static let iceland = "attribute: location.country\n  is: Iceland"
  private static let lynx = "attribute: browser\n  is: Lynx"
  private static let both = """
    all:
        - { attribute: location.country, is: Iceland }
        - { attribute: browser, is: Lynx }
    """

  @Test func `are shown under the one that changes, with the people whom both are for`()
    async throws
  {
    let remote = try await populated([
      "one.yaml": Self.campaign("one", Self.iceland), "two.yaml": Self.campaign("two", Self.lynx),
      "far.yaml": Self.campaign("far", Self.lynx, pages: "/home"),
    ])
    let plan = try await remote.bench.herald(
      "plan", "--format", "json=plan.json", variables: remote.variables)
    #expect(plan.status == 0, "\(plan.both)")
    #expect(
      plan.stdout.contains("! neighbours on the same page: two (4 people, 40.0 %)"),
      "\(plan.stdout)")
    #expect(
      plan.stdout.contains("! neighbours on the same page: one (4 people, 2.0 %)"),
      "\(plan.stdout)")
    #expect(plan.stdout.contains("! take note"), "\(plan.stdout)")
    let json = try remote.bench.read("plan.json")
    #expect(json.contains(#""proof": null"#), "\(json)")
    #expect(remote.gateway.writes.isEmpty)
    try await apply(remote.bench, variables: remote.variables)
    try await expectNoChanges(remote.bench, variables: remote.variables)
  }

  @Test func `are told without counting as the rules tell`() async throws {
    let remote = try await populated([
      "one.yaml": Self.campaign("one", Self.iceland), "two.yaml": Self.campaign("two", Self.both),
    ])
    let plan = try await remote.bench.herald("plan", "--no-reach", variables: remote.variables)
    #expect(plan.status == 0, "\(plan.both)")
    #expect(
      plan.stdout.contains("! neighbours on the same page: two (everyone whom that is for)"),
      "\(plan.stdout)")
    #expect(!remote.gateway.requests.contains { $0.path == "/messages/reach" })
  }

  @Test func `are warned of by validate where the rules prove it`() async throws {
    let bench = try Workbench.project([
      "one.yaml": Self.campaign("one", Self.iceland), "two.yaml": Self.campaign("two", Self.both),
    ])
    try bench.edit("campaigns/herald.yaml", ", collision: off", "")
    let told = try await bench.herald("validate")
    #expect(told.status == 0, "\(told.both)")
    #expect(told.stdout.contains("warning[collision]"), "\(told.both)")
    try bench.edit("campaigns/herald.yaml", "lint: {", "lint: { collision: error,")
    for command in [["validate"], ["plan"], ["apply", "--auto-approve"]] {
      let output = try await bench.herald(command)
      #expect(output.status == 3, "\(output.both)")
      #expect(output.both.contains("error[collision]"), "\(output.both)")
    }
  }

  @Test func `that are too many for one person are told with how many these are`() async throws {
    let files = [
      "one.yaml": Self.campaign("one", Self.iceland, start: "2099-01-01"),
      "two.yaml": Self.campaign("two", Self.lynx, pages: "/home", start: "2099-01-03"),
      "three.yaml": Self.campaign("three", "everyone: true", pages: "/team", start: "2099-01-07"),
    ]
    let remote = try await populated(files, more: "limits: { per_person: 2 per 7 days }\n")
    let plan = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(plan.status == 0, "\(plan.both)")
    #expect(
      plan.stdout.contains("4 people can get more than 2 messages within 7 days"),
      "\(plan.stdout)")
    try remote.bench.edit("campaigns/three.yaml", "2099-01-07", "2099-01-08")
    let later = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(!later.stdout.contains("can get more than"), "\(later.stdout)")
    #expect(try await remote.bench.herald("validate").stdout.hasPrefix("Valid."))
  }

  /// A workspace of three hundred people: ten in one place, two hundred with a browser, four with both.
  private func populated(
    _ files: [String: String], more: String = ""
  ) async throws -> ProxiedSandbox {
    let remote = try await ProxiedSandbox(files: files)
    try remote.bench.write(
      "campaigns/herald.yaml",
      Text.project(remote: Text.messages(remote.gateway.url))
        .replacing(", collision: off", with: "") + more)
    try Ledger(over: remote.bench.path("server.sqlite")).fill(
      """
      WITH RECURSIVE people (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM people WHERE n < 300)
      INSERT INTO contacts (role, external_id, location_country, browser, created_at, updated_at)
      SELECT 'user', 'u' || n, CASE WHEN n <= 10 THEN 'Iceland' END,
        CASE WHEN n BETWEEN 7 AND 206 THEN 'Lynx' END, 1, 1 FROM people
      """)
    return remote
  }
}
