import JSON
import TestSupport
import Testing

/// What files name, held against a workspace with people in it.
@Suite struct `Names in files` {
  private static let campaign = """
    campaign: one
    format: chat
    audience:
      all:
        - { attribute: plna, is: pro }
        - { tag: champoin }
        - { event: csv_exportd, ever: true }
    copy: { body: Hello there. }
    schedule: { send: ongoing }

    """

  private func populated(_ campaign: String) async throws -> ProxiedSandbox {
    let remote = try await ProxiedSandbox(files: ["one.yaml": campaign])
    try Ledger(over: remote.bench.path("server.sqlite")).fill(
      """
      INSERT INTO contacts (role, external_id, created_at, updated_at) VALUES ('user', 'u1', 1, 1);
      """)
    for (path, body) in [
      ("data_attributes", #"{"name":"plan","model":"contact","data_type":"string"}"#),
      ("tags", #"{"name":"champion"}"#),
    ] {
      let output = try await remote.bench.shell(
        """
        curl -sf -H 'Authorization: Bearer '$HERALD_TOKEN -H 'Content-Type: application/json' \
          -d '\(body)' http://127.0.0.1:\(remote.sandbox.port)/\(path)
        """, variables: remote.variables)
      try #require(output.status == 0, "\(output.both)")
    }
    return remote
  }

  @Test(arguments: ["plan", "apply --auto-approve"])
  func `are told before anything is done, and stop nothing by themselves`(
    command: String
  ) async throws {
    let remote = try await populated(Self.campaign)
    let output = try await remote.bench.herald(
      command.split(separator: " ").map(String.init), variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stderr.contains("campaigns/one.yaml:5:20\n"), "\(output.stderr)")
    #expect(output.stderr.contains("did you mean `plan`?"))
    #expect(output.stderr.contains("did you mean `champion`?"))
    #expect(output.stderr.contains("warning[unseen-event]"))
    #expect(output.stdout.contains("1 to create") || output.stdout.contains("1 created"))
  }

  @Test func `are an error where everybody would pass`() async throws {
    let remote = try await populated(Self.campaign.replacing("is: pro", with: "is_not: pro"))
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", variables: remote.variables)
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stderr.contains("error[unknown-attribute]"), "\(output.stderr)")
    #expect(remote.gateway.writes.isEmpty)
  }

  @Test func `are looked at by validate when it is asked to`() async throws {
    let remote = try await populated(Self.campaign)
    let quiet = try await remote.bench.herald("validate", variables: remote.variables)
    #expect(quiet.status == 0 && quiet.stdout.hasPrefix("Valid."), "\(quiet.both)")
    #expect(remote.gateway.connectionCount == 0)
    let output = try await remote.bench.herald(
      "validate", "--live", "--format", "json", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    let found = try JSONValue(parsing: output.stdout).object?["diagnostics"]?.array ?? []
    #expect(
      found.map { $0.object?["code"] } == ["unknown-attribute", "unknown-tag", "unseen-event"])
    #expect(remote.gateway.writes.isEmpty)
    let unauthorized = try await remote.bench.herald(
      "validate", "--live", variables: ["HERALD_TOKEN": "wrong"])
    #expect(unauthorized.status == 4, "\(unauthorized.both)")
  }

  @Test func `cost an unchanged plan one request a topic`() async throws {
    let remote = try await populated(Self.campaign)
    try await apply(remote.bench, variables: remote.variables)
    let before = remote.gateway.requests.count
    try await expectNoChanges(remote.bench, variables: remote.variables)
    let paths = remote.gateway.requests.dropFirst(before).map { $0.path.prefix { $0 != "?" } }
      .sorted()
    #expect(
      paths == ["/admins", "/data_attributes", "/me", "/messages", "/messages/reach", "/tags"],
      "\(paths)")
  }

  @Test func `that a server does not say are not checked, which is told`() async throws {
    let remote = try await populated(Self.campaign)
    remote.follow { request, port in
      request.path == "/tags" ? .send(Answer.json(403, "{}")) : .forward(to: port)
    }
    let output = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stderr.contains("does not say which tags it has"), "\(output.stderr)")
  }
}
