import Foundation
import JSON
import TestSupport
import Testing

/// `herald audience KEY --explain PERSON`.
@Suite struct `Why somebody is in an audience` {
  private static let campaign = """
    campaign: one
    format: chat
    audience:
      all:
        - { attribute: location.country, is: Iceland }
        - any:
            - { event: csv_exported, count: { at_least: 2 }, within: 30 days }
            - { tag: champion }
        - company: { attribute: plan, is: team }
        - { attribute: signed_up_at, after: 2026-01-01 }
    copy: { body: Hello there. }
    schedule: { send: ongoing }

    """

  /// Two people: the second's own id is the first's in the workspace.
  private func populated(_ campaign: String = campaign) async throws -> ProxiedSandbox {
    let remote = try await ProxiedSandbox(files: ["one.yaml": campaign])
    let hour = Int64(Date().timeIntervalSince1970) - 3_600
    try Ledger(over: remote.bench.path("server.sqlite")).fill(
      """
      INSERT INTO contacts (id, role, external_id, email, location_country, signed_up_at, created_at,
        updated_at)
      VALUES (71, 'user', 'u1', 'Ana@acme.test', 'Iceland', 1772355600, 1, 1),
        (72, 'lead', '71', 'ben@acme.test', 'Norway', NULL, 1, 1);
      INSERT INTO event_names (name) VALUES ('csv_exported');
      INSERT INTO events (name, contact_id, created_at)
      VALUES ('csv_exported', 71, \(hour)), ('csv_exported', 71, \(hour - 86400));
      INSERT INTO companies (id, company_id, name, plan, created_at, updated_at)
      VALUES (5, 'c5', 'Acme', 'team', 1, 1);
      INSERT INTO contact_companies (contact_id, company_id) VALUES (71, 5);
      """)
    return remote
  }

  private func explain(
    _ person: String, _ remote: ProxiedSandbox, _ more: String...
  ) async throws -> Output {
    try await remote.bench.herald(
      ["audience", "one", "--explain", person] + more, variables: remote.variables)
  }

  @Test func `is a tree of conditions with what the person has`() async throws {
    let remote = try await populated()
    let output = try await explain("u1", remote)
    #expect(output.status == 0, "\(output.both)")
    let lines = output.stdout.split(separator: "\n").map(String.init)
    #expect(lines.first == "one is for Ana@acme.test")
    let expected: [(String, String)] = [
      ("  ✓ all of", ""),
      ("  ├ ✓ location.country is Iceland", "\"Iceland\""),
      ("  ├ ✓ any of", ""),
      ("  │ ├ ✓ event csv_exported at least 2 times within 30 days", "2 times, first "),
      ("  │ └ ✗ tag champion", "no"),
      ("  ├ ✓ in a company with", ""),
      ("  │ └ ✓ plan is team", "\"team\""),
      ("  └ ✓ signed_up_at after 2026-01-01", "2026-03-01 "),
    ]
    #expect(lines.count == expected.count + 1, "\(output.stdout)")
    for (line, (condition, value)) in zip(lines.dropFirst(), expected) {
      #expect(line.hasPrefix(condition), "\(line)")
      let rest = line.dropFirst(condition.count).drop { $0 == " " }
      #expect(value.isEmpty ? rest.isEmpty : rest.hasPrefix(value), "\(line)")
    }
    #expect(remote.gateway.writes.isEmpty)
  }

  @Test(
    "is found by every name that somebody has",
    arguments: ["id:71", "user_id:u1", "email:Ana@acme.test", "Ana@acme.test"])
  func names(name: String) async throws {
    let output = try await explain(name, try await populated())
    #expect(output.stdout.hasPrefix("one is for Ana@acme.test\n"), "\(output.both)")
  }

  @Test func `is no failure where somebody is not`() async throws {
    let remote = try await populated()
    let output = try await explain("ben@acme.test", remote, "--format", "json")
    #expect(output.status == 0, "\(output.both)")
    let json = try JSONValue(parsing: output.stdout)
    let explanation = try #require(json["explanation"])
    #expect(explanation["matches"] == false)
    #expect(explanation["person"] == ["id": "72", "user_id": "71", "email": "ben@acme.test"])
    let parts = try #require(explanation["trace"]?["parts"]?.array)
    #expect(parts.map { $0["holds"] } == [false, false, false, false])
    #expect(parts.first?["value"] == "Norway" && parts.last?["value"] == .null)
    #expect(parts[2]["parts"]?.array?.first?["company_values"] == [])
  }

  @Test func `is not told of a name that two people have`() async throws {
    let output = try await explain("71", try await populated())
    #expect(output.status == 1 && output.stdout.isEmpty, "\(output.both)")
    #expect(output.stderr.contains("`71` is a name of 2 people"))
    #expect(output.stderr.contains("say which: `id:71` (user), `id:72` (lead)"))
  }

  @Test func `is not told of somebody whom nobody knows`() async throws {
    let output = try await explain("zoe@acme.test", try await populated())
    #expect(output.status == 1 && output.stdout.isEmpty, "\(output.both)")
    #expect(output.stderr.contains("the workspace knows nobody by `zoe@acme.test`"))
  }

  @Test func `goes to no file`() async throws {
    let remote = try await populated()
    let before = try remote.bench.everyFile().keys.sorted()
    let refused = try await explain("u1", remote, "--format", "json=why.json")
    #expect(refused.status == 64, "\(refused.both)")
    #expect(refused.stderr.contains("goes to no file"))
    #expect(try await explain("u1", remote).status == 0)
    #expect(try remote.bench.everyFile().keys.sorted() == before)
  }

  @Test func `asks for what the rule needs, and no more`() async throws {
    let remote = try await populated(
      Self.campaign.replacing(/all:[\s\S]*copy/, with: { _ in "tag: champion\ncopy" }))
    #expect(try await explain("u1", remote).status == 0)
    let paths = remote.gateway.requests.map { $0.path.prefix { $0 != "?" } }
    #expect(paths == ["/me", "/contacts/search", "/contacts/71/tags"], "\(paths)")
  }

  @Test func `is readable on a narrow terminal, in colour`() async throws {
    let remote = try await populated()
    let output = try await remote.bench.shell(
      "stty cols 40 2>/dev/null; $HERALD audience one --explain u1",
      variables: remote.variables.merging(["CLICOLOR_FORCE": "1"]) { $1 })
    #expect(output.stdout.contains("\u{1B}[32m✓ \u{1B}[0m"), "\(output.both)")
  }
}
