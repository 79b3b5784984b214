import TestSupport
import Testing

/// Whom a plan reaches, and what apply refuses because of it.
@Suite struct `A plan counts people` {
  /// Everybody in a place, and those with a browser: ten in one, two hundred in the other, four in both.
  private static func audience(_ word: String) -> String {
    """
    audience:
      \(word):
        - { attribute: location.country, is: Iceland }
        - { attribute: browser, is: Lynx }

    """
  }

  @Test func `and stops a wider audience, told how many people it would expose`() async throws {
    let remote = try await populated(limits: "limits: { new_reach: 100 }\n")
    let output = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(
      output.stdout.contains("reach              0 → 4 people (+4), 1.3 % of everyone"),
      "\(output.stdout)")
    #expect(output.stdout.contains("Newly exposed: 4 people, 1.3 % of everyone (300).\n"))
    try await apply(remote.bench, variables: remote.variables)

    try remote.bench.write("campaigns/one.yaml", Self.campaign("any"))
    let writes = remote.gateway.writes.count
    for command in [["plan"], ["apply", "--auto-approve"]] {
      let wider = try await remote.bench.herald(command, variables: remote.variables)
      #expect(wider.status == 6, "\(wider.both)")
      #expect(wider.stdout.contains("reach     4 → 206 people (+202), 68.7 % of everyone"))
      #expect(wider.stdout.contains("202 people would be newly exposed; at most 100 may be"))
    }
    #expect(remote.gateway.writes.count == writes)

    let lower = try await remote.bench.herald(
      "plan", "--allow-reach", "201", variables: remote.variables)
    #expect(lower.status == 6)
    try await apply(remote.bench, "--allow-reach", "202", variables: remote.variables)
    try await expectNoChanges(remote.bench, variables: remote.variables)
  }

  @Test func `unless it is told not to, and then refuses what a limit is set for`() async throws {
    let limited = try await populated(limits: "limits: { new_reach: 100 }\n")
    let refused = try await limited.bench.herald(
      "plan", "--no-reach", variables: limited.variables)
    #expect(refused.status == 6, "\(refused.both)")
    #expect(
      refused.stdout.contains("nobody counted whom 1 change would expose"), "\(refused.stdout)")
    #expect(!limited.gateway.requests.contains { $0.path == "/messages/reach" })

    let free = try await populated(limits: "")
    let told = try await free.bench.herald("plan", "--no-reach", variables: free.variables)
    #expect(told.status == 0, "\(told.both)")
    #expect(told.stdout.contains("! nobody counted whom 1 change can reach"), "\(told.stdout)")
  }

  @Test func `and a server that cannot count them is no reason to go on uncounted`() async throws {
    let remote = try await populated(limits: "limits: { reach: 100 }\n")
    remote.follow { request, port in
      request.path == "/messages/reach"
        ? .send(Answer.json(404, "{}")) : .forward(to: port)
    }
    let output = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(output.status == 6, "\(output.both)")
    #expect(output.stdout.contains("`limits.reach` limits it"), "\(output.stdout)")
  }

  @Test func `and refuses to be told both a number and not to count`() async throws {
    let bench = try Workbench.project(
      ["one.yaml": Self.campaign("all")], remote: "remote: sandbox")
    let output = try await bench.herald("plan", "--allow-reach", "1", "--no-reach")
    #expect(output.status == 64, "\(output.both)")
  }

  @Test func `of one audience, and those whom it shares with others, on request`() async throws {
    let remote = try await populated(limits: "")
    try remote.bench.write("campaigns/two.yaml", Self.campaign("any", key: "two"))
    try remote.bench.write(
      "campaigns/three.yaml",
      Self.campaign("all", key: "three").replacing("is: Iceland", with: "is_not: Iceland"))
    try remote.bench.write(
      "campaigns/four.yaml",
      Self.campaign("all", key: "four").replacing(
        "Iceland", with: "Iceland }\n    - { attribute: os, is: Plan 9"))
    let asked = ["audience", "one", "--count", "--overlap"]
    let text = try await remote.bench.herald(asked, variables: remote.variables)
    #expect(text.status == 0, "\(text.both)")
    #expect(
      text.stdout == """
        one reaches 4 of 300 people (1.3 %)

        Shared with

          two    4 people
          four   nobody now
          three  nobody can be in both

        """)
    // What excludes one another by its rules is not counted.
    #expect(remote.gateway.requests.count { $0.path == "/messages/reach" } == 3)
    #expect(remote.gateway.writes.isEmpty)
    let json = try await remote.bench.herald(
      asked + ["--format", "json"], variables: remote.variables)
    #expect(json.stdout.contains(#""reach": {"#), "\(json.stdout)")
    #expect(json.stdout.contains(#""key": "two""#))
    #expect(json.stdout.contains(#""possible": false"#))
  }

  @Test func `or says that the workspace does not`() async throws {
    let remote = try await populated(limits: "")
    remote.follow { request, port in
      request.path == "/messages/reach" ? .send(Answer.json(404, "{}")) : .forward(to: port)
    }
    let output = try await remote.bench.herald(
      "audience", "one", "--count", variables: remote.variables)
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("does not count the people of `one`"), "\(output.stderr)")
    let both = try await remote.bench.herald("audience", "one", "--count", "--sql", "duckdb")
    #expect(both.status == 64, "\(both.both)")
  }

  private static func campaign(_ word: String, key: String = "one") -> String {
    """
    campaign: \(key)
    format: chat
    from: ana@acme.test
    schedule: { send: ongoing }
    copy: { body: Hello there. }

    """ + audience(word)
  }

  /// A workspace of three hundred people.
  private func populated(limits: String) async throws -> ProxiedSandbox {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Self.campaign("all")])
    try remote.bench.write(
      "campaigns/herald.yaml",
      Text.project(remote: Text.messages(remote.gateway.url)) + limits)
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
