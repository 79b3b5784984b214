import TestSupport
import Testing

/// Promises 1 and 5: apply, then plan, is empty; and nothing is kept beside the remote.
@Suite struct `The main job` {
  @Test func `validates, plans, applies, and then finds no changes`() async throws {
    let bench = try Workbench.acme()
    let validated = try await bench.herald("validate")
    #expect(validated.status == 0, "\(validated.both)")
    #expect(validated.stdout.contains("Valid. 15 campaigns"))

    let planned = try await bench.herald("plan", "--detailed-exitcode")
    #expect(planned.status == 2, "\(planned.both)")
    #expect(planned.stdout.contains("14 to create, 0 to change, 0 to delete"))

    let applied = try await bench.herald("apply", "--auto-approve")
    #expect(applied.status == 0, "\(applied.both)")
    #expect(applied.stdout.contains("Applied: 14 created"))

    try await expectNoChanges(bench)
  }

  @Test func `shows a changed sentence word by word, and a revert brings it back`() async throws {
    let bench = try Workbench.acme()
    try await apply(bench)
    let file = "campaigns/exports/csv-export-launch.yaml"
    let before = try bench.edit(file, "in one step", "in two clicks")

    let planned = try await bench.herald("plan")
    #expect(planned.stdout.contains("in [-one step-]{+two clicks+} --"), "\(planned.stdout)")
    #expect(planned.stdout.contains("0 to create, 1 to change, 0 to delete"))
    try await apply(bench)
    try await expectNoChanges(bench)

    try bench.write(file, before)
    let reverted = try await bench.herald("plan")
    #expect(reverted.stdout.contains("in [-two clicks-]{+one step+} --"), "\(reverted.stdout)")
    try await apply(bench)
    try await expectNoChanges(bench)
  }

  @Test func `names files as they can be opened from the current folder`() async throws {
    let bench = try Workbench.acme()
    let above = try await bench.herald("plan")
    #expect(above.stdout.contains(" campaigns/exports/export-tip.yaml:2\n"))
    let below = try await bench.shell("cd campaigns/exports && $HERALD plan -C ..")
    #expect(below.stdout.contains(" ../exports/export-tip.yaml:2\n"), "\(below.both)")
    let inside = try await bench.shell("cd campaigns && $HERALD plan")
    #expect(inside.stdout.contains(" exports/export-tip.yaml:2\n"), "\(inside.both)")
  }

  @Test func `records a file as it is from the project's root, wherever it ran`() async throws {
    let bench = try Workbench.project(["a/one.yaml": Text.chat("one")])
    let applied = try await bench.shell("cd campaigns/a && $HERALD apply -C .. --auto-approve")
    #expect(applied.status == 0, "\(applied.both)")
    #expect(try await Listing(of: bench)["one"]?.file == "a/one.yaml")
    try await expectNoChanges(bench)
  }

  @Test func `records the commit that was applied`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let commit = try await bench.shell(
      """
      git init -q . && git add campaigns && git -c user.name=t -c user.email=t@acme.test \
        commit -q -m Start && git rev-parse HEAD
      """)
    try #require(commit.status == 0, "\(commit.both)")
    try await apply(bench)
    let shown = try await bench.herald("show", "one", "--format", "json")
    #expect(shown.stdout.contains(commit.stdout.filter(\.isHexDigit)), "\(shown.stdout)")
  }

  @Test func `finds no changes when a file is moved`() async throws {
    let bench = try Workbench.acme()
    try await apply(bench)
    try bench.move("campaigns/exports/export-tip.yaml", to: "campaigns/tips/exports/tip.yml")
    try await expectNoChanges(bench)
  }

  @Test func `writes no file but in its own folder`() async throws {
    let bench = try Workbench.acme()
    let before = try bench.everyFile()
    try await apply(bench)
    for command in ["validate", "plan", "list", "show"] { _ = try await bench.herald(command) }
    #expect(try bench.everyFile() == before)
  }

  @Test func `needs nothing on this machine but the files to go on`() async throws {
    let bench = try Workbench()
    let server = try await RunningSandbox(on: bench)
    let gateway = try Gateway { _ in .forward(to: server.port) }
    let variables = ["HERALD_TOKEN": RunningSandbox.token]
    let files = ["one.yaml": Text.chat("one"), "two.yaml": Text.post("two")]
    let first = try Workbench.project(files, remote: Text.messages(gateway.url))
    try await apply(first, variables: variables)
    // Another checkout, on another machine.
    let second = try Workbench.project(files, remote: Text.messages(gateway.url))
    try await expectNoChanges(second, variables: variables)
  }
}
