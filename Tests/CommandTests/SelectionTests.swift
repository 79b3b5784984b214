import TestSupport
import Testing

/// `--only` and `--except`.
@Suite struct `A subset` {
  private func bench() throws -> Workbench {
    try Workbench.project([
      "exports/one.yaml": Text.chat("one", "tags: [launch]\n"),
      "exports/two.yaml": Text.chat("two"), "three.yaml": Text.chat("three"),
    ])
  }

  @Test(arguments: [
    (["--only", "one"], ["one"]), (["--only", "tag:launch"], ["one"]),
    (["--only", "campaigns/exports"], ["one", "two"]),
    (["--only", "./campaigns//exports/../exports/two.yaml"], ["two"]),
    (["--only", "one", "--only", "three"], ["one", "three"]),
    (["--except", "campaigns/exports"], ["three"]),
    (["--only", "campaigns/exports", "--except", "tag:launch"], ["two"]),
    (["--only", "campaigns"], ["one", "three", "two"]),
  ])
  func `is applied, and nothing else`(arguments: [String], keys: [String]) async throws {
    let bench = try bench()
    let output = try await bench.herald(["apply", "--auto-approve"] + arguments)
    #expect(output.status == 0, "\(output.both)")
    #expect(try await Listing(of: bench).keys == keys)
    let left = 3 - keys.count
    if left > 0 {
      #expect(
        output.stdout.contains("\(left) campaign\(left == 1 ? "" : "s") left out"), "\(output.both)"
      )
    }
    let again = try await bench.herald(["plan", "--detailed-exitcode"] + arguments)
    #expect(again.status == 0, "\(again.both)")
  }

  @Test func `deletes nothing outside of it`() async throws {
    let bench = try bench()
    try await apply(bench)
    try bench.remove("campaigns/three.yaml")
    try bench.edit("campaigns/exports/one.yaml", "Hello there.", "Hello again.")
    try await apply(bench, "--only", "campaigns/exports")
    #expect(try await Listing(of: bench).keys == ["one", "three", "two"])
    try await apply(bench, "--only", "three")
    #expect(try await Listing(of: bench).keys == ["one", "two"])
  }

  @Test(arguments: [
    ("oen", "did you mean `one`?"), ("tag:lunch", "did you mean `tag:launch`?"),
    ("campaigns/export", "did you mean `campaigns/exports`?"),
    ("campaigns/exports/oen.yaml", "did you mean `campaigns/exports/one.yaml`?"),
    ("launch", "did you mean `tag:launch`?"),
    ("exports/one.yaml", "the project is `campaigns`; paths are from the current folder"),
    ("/etc", "the project is `campaigns`"), ("tag:", "name a campaign's key, `tag:` and a tag"),
    ("xyzzy", "name a campaign's key"),
  ])
  func `that names nothing is a usage error`(word: String, help: String) async throws {
    let bench = try bench()
    for arguments in [
      ["plan", "--only", word], ["apply", "--auto-approve", "--except", word],
      ["plan", "--only", "one", "--only", word],
    ] {
      let output = try await bench.herald(arguments)
      #expect(output.status == 64, "\(output.both)")
      #expect(output.stderr.contains(help), "\(output.stderr)")
    }
    #expect(try await Listing(of: bench).keys == [])
  }

  @Test func `may name what belongs to another environment alone`() async throws {
    let bench = try bench()
    try bench.write(
      "campaigns/herald.yaml",
      """
      project: shop
      default_environment: test
      environments:
        test: { remote: sandbox }
        else: { remote: sandbox }
      defaults: { from: ana@acme.test }
      """)
    try bench.write("campaigns/four.yaml", Text.chat("four", "only_in: [else]\n"))
    let output = try await bench.herald("plan", "--only", "four")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("No changes."), "\(output.both)")
  }

  @Test func `is saved, and applied as it was saved`() async throws {
    let bench = try bench()
    let saved = try await bench.herald("plan", "--only", "one", "--out", "plan.json")
    #expect(saved.status == 0, "\(saved.both)")
    let refused = try await bench.herald("apply", "plan.json", "--only", "two")
    #expect(refused.status == 64, "\(refused.both)")
    let applied = try await bench.herald("apply", "plan.json")
    #expect(applied.status == 0, "\(applied.both)")
    #expect(try await Listing(of: bench).keys == ["one"])
  }
}
