import TestSupport
import Testing

/// Promise 8: a slip never weakens safety.
@Suite struct `A misspelt` {
  @Test(arguments: [
    (["apply", "--auto-aprove"], "--auto-approve"),
    (["apply", "--auto-approve", "--allow-delete", "3"], "--allow-deletes"),
    (["plan", "--detailed-exit-code"], "--detailed-exitcode"),
    (["destroy", "--confrim", "shop"], "--confirm"),
  ])
  func `flag is a usage error with a suggestion`(
    arguments: [String], suggestion: String
  ) async throws {
    let (output, gateway) = try await run(arguments)
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("'\(suggestion)'"), "\(output.stderr)")
    #expect(gateway.connectionCount == 0)
  }

  @Test(arguments: [
    ["apply", "--auto-approve", "--dry-run"], ["plan", "--force"], ["aply"], ["pln"],
    ["apply", "--auto-approve", "extra"], ["plan", "--parallelism", "0"],
    ["plan", "--parallelism", "many"], ["plan", "--patience", "-1"],
    ["deliver", "--auto-approve", "--parallelism", "257"],
    ["deliver", "--auto-approve", "--watch", "--accept-ledger", "hello"],
    ["deliver", "--auto-approve", "--patience", "86401"],
    ["apply", "--auto-approve", "--allow-deletes=-1"], ["plan", "--format", "jsn"],
    ["plan", "--format", "json="], ["sandbox", "--port", "99999"], ["sandbox", "--token", ""],
    ["sandbox", "--db", ""],
    ["schema", "campain"], ["explain", "duplicate-kee"],
  ])
  func `command, flag or value is a usage error`(arguments: [String]) async throws {
    let (output, gateway) = try await run(arguments)
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.lowercased().contains("error: "))
    #expect(output.stdout.isEmpty)
    #expect(gateway.connectionCount == 0)
  }

  @Test(arguments: [
    (["pln"], "did you mean `plan`?"), (["help", "aply"], "did you mean `apply`?"),
    (["xyzzy"], "`herald --help` lists the commands"),
    (["plan", "detailed-exitcode"], "did you mean `--detailed-exitcode`?"),
    (["apply", "\u{2013}auto-approve"], "did you mean `--auto-approve`?"),
    (["plan", "formt", "json"], "did you mean `--format`?"),
  ])
  func `command, or flag without its dashes, gets a suggestion`(
    arguments: [String], help: String
  ) async throws {
    let (output, _) = try await run(arguments)
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("  help: \(help)\n"), "\(output.stderr)")
  }

  @Test(arguments: [
    (["apply"], "apply"), (["destroy"], "destroy"), (["destroy", "--confirm", "shp"], "destroy"),
    (["plan", "--formt", "json"], "plan"), (["list", "formt"], "list"),
  ])
  func `command line shows how that command is used`(
    arguments: [String], command: String
  ) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("welcome")])
    let output = try await bench.herald(arguments)
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("\nUsage: herald \(command) "), "\(output.stderr)")
    #expect(output.stderr.hasSuffix("See 'herald \(command) --help' for more information.\n"))
  }

  @Test(arguments: ["--overwrite", "--resume"])
  func `key is a usage error with a suggestion`(flag: String) async throws {
    let (output, gateway) = try await run(["apply", "--auto-approve", flag, "wellcome"])
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("did you mean `welcome`?"), "\(output.stderr)")
    #expect(gateway.connectionCount == 0)
  }

  @Test func `environment is a usage error with a suggestion`() async throws {
    let (output, gateway) = try await run(["apply", "--auto-approve", "-e", "tset"])
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("did you mean `test`?"), "\(output.stderr)")
    #expect(gateway.connectionCount == 0)
  }

  @Test(arguments: [
    ("lifecyle: { protect: true }\n", "lifecycle"),
    ("lifecycle: { protct: true }\n", "protect"),
    ("only-in: [test]\n", "only_in"),
    ("status: live\nstatsu: draft\n", "status"),
  ])
  func `key of a file is refused with a suggestion`(line: String, meant: String) async throws {
    let gateway = try Gateway { _ in .hangUp }
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("welcome", line)], remote: Text.messages(gateway.url))
    for arguments in [["validate"], ["plan"], ["apply", "--auto-approve"]] {
      let output = try await bench.herald(arguments, variables: ["HERALD_TOKEN": "t"])
      #expect(output.status == 3, "\(output.both)")
      #expect(output.both.contains("did you mean `\(meant)`?"), "\(output.both)")
    }
    // A plan looks at the workspace while it reads the files.
    #expect(gateway.writes.isEmpty)
  }

  @Test func `limit of the project file is refused with a suggestion`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write(
      "campaigns/herald.yaml",
      Text.project(remote: "remote: sandbox") + "limits: { delets: 10% }\n")
    let output = try await bench.herald("apply", "--auto-approve")
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stderr.contains("did you mean `deletes`?"), "\(output.stderr)")
  }

  /// Runs it where a connection would be seen.
  private func run(_ arguments: [String]) async throws -> (Output, Gateway) {
    let gateway = try Gateway { _ in .hangUp }
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("welcome")], remote: Text.messages(gateway.url))
    return (try await bench.herald(arguments, variables: ["HERALD_TOKEN": "t"]), gateway)
  }
}
