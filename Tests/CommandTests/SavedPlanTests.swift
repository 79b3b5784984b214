import Foundation
import TestSupport
import Testing

/// Promise 4: a saved plan is checked whole before its first write: exactly that is done, or nothing.
@Suite struct `A plan that is saved` {
  private static let files = ["one.yaml": Text.chat("one"), "two.yaml": Text.chat("two")]

  @Test func `is applied without a question, and then there are no changes`() async throws {
    let remote = try await ProxiedSandbox(files: Self.files)
    let planned = try await run(["plan", "--out", "plan.json"], remote)
    #expect(planned.status == 0, "\(planned.both)")
    #expect(planned.stderr.contains("Saved to plan.json: `herald apply plan.json`"))
    #expect(remote.gateway.writes.isEmpty)
    let applied = try await run(["apply", "plan.json"], remote)
    #expect(applied.status == 0, "\(applied.both)")
    #expect(applied.stdout.contains("2 to create, 0 to change, 0 to delete"))
    #expect(applied.stdout.contains("Applied: 2 created"))
    try await expectNoChanges(remote.bench, variables: remote.variables)
  }

  @Test func `is the same bytes for the same plan, but for the time`() async throws {
    let bench = try Workbench.project(Self.files)
    for name in ["a.json", "b.json"] { _ = try await bench.herald("plan", "--out", name) }
    func lines(_ name: String) throws -> [Substring] {
      try bench.read(name).split(separator: "\n").filter {
        !$0.contains(#""made_at""#) && !$0.contains(#""digest""#)
      }
    }
    #expect(try lines("a.json") == lines("b.json"))
    #expect(try lines("a.json").count > 50)
  }

  @Test func `holds no token`() async throws {
    let remote = try await ProxiedSandbox(files: Self.files)
    _ = try await run(["plan", "--out", "plan.json"], remote)
    let text = try remote.bench.read("plan.json")
    #expect(text.contains(remote.gateway.url))
    #expect(!text.contains(RunningSandbox.token))
  }

  @Test func `is refused with what moved when the workspace did, and nothing is written`()
    async throws
  {
    let remote = try await ProxiedSandbox(files: Self.files)
    try await apply(remote.bench, variables: remote.variables)
    try remote.bench.write("campaigns/one.yaml", Text.chat("one", body: "First."))
    _ = try await run(["plan", "--out", "plan.json"], remote)
    // A colleague applies something else meanwhile.
    try remote.bench.write("campaigns/one.yaml", Text.chat("one", body: "Second."))
    try await apply(remote.bench, variables: remote.variables)
    try remote.bench.write("campaigns/one.yaml", Text.chat("one", body: "First."))
    let writes = remote.gateway.writes.count
    let output = try await run(["apply", "plan.json"], remote)
    #expect(output.status == 7, "\(output.both)")
    #expect(
      output.stderr.contains("change 1: `one` was changed in the workspace since: copy.body"),
      "\(output.stderr)")
    #expect(remote.gateway.writes.count == writes)
  }

  @Test func `is refused with what moved when the files did, and not for a comment`() async throws {
    let bench = try Workbench.project(Self.files)
    _ = try await bench.herald("plan", "--out", "plan.json")
    try bench.write("campaigns/three.yaml", Text.chat("three"))
    let moved = try await bench.herald("apply", "plan.json")
    #expect(moved.status == 7, "\(moved.both)")
    #expect(moved.stderr.contains("the files have a new campaign `three` since"))
    try bench.remove("campaigns/three.yaml")
    try bench.move("campaigns/one.yaml", to: "campaigns/deep/uno.yml")
    try bench.write("campaigns/two.yaml", "# The second.\n" + Text.chat("two"))
    let applied = try await bench.herald("apply", "plan.json")
    #expect(applied.status == 0, "\(applied.both)")
  }

  @Test(arguments: [
    ("tampered", Int32(7), "was changed after it was made"), ("cut", 7, "is not whole"),
    ("another file", 64, "is not a plan that herald saved"),
    ("nothing", 64, "there is no saved plan"),
  ])
  func `is refused when it is`(what: String, status: Int32, words: String) async throws {
    let bench = try Workbench.project(Self.files)
    _ = try await bench.herald("plan", "--out", "plan.json")
    let text = try bench.read("plan.json")
    switch what {
    case "tampered": try bench.edit("plan.json", "Hello there.", "Buy now.")
    case "cut": try bench.write("plan.json", String(text.prefix(text.count / 2)))
    case "another file": try bench.write("plan.json", try bench.read("campaigns/one.yaml"))
    default: try bench.remove("plan.json")
    }
    let output = try await bench.herald("apply", "plan.json")
    #expect(output.status == status, "\(output.both)")
    #expect(output.stderr.contains(words), "\(output.stderr)")
    #expect(try await Listing(of: bench).keys == [])
  }

  @Test func `by a gate is written, marked, and refused by apply`() async throws {
    let bench = try Workbench.project(Self.files)
    try await apply(bench)
    for name in Self.files.keys { try bench.remove("campaigns/\(name)") }
    let planned = try await bench.herald("plan", "--out", "plan.json")
    #expect(planned.status == 6, "\(planned.both)")
    #expect(try bench.read("plan.json").contains(#""stopped": true"#))
    let output = try await bench.herald("apply", "plan.json")
    #expect(output.status == 6, "\(output.both)")
    #expect(output.stdout.contains("no file is left for any of the 2 messages"))
    #expect(try await Listing(of: bench).keys == ["one", "two"])
  }

  @Test(arguments: [
    ["apply", "plan.json", "--allow-deletes", "3"], ["apply", "plan.json", "-e", "other"],
    ["apply", "plan.json", "--resume", "one"], ["apply", "plan.json", "--max-age", "tomorrow"],
    ["apply", "--max-age", "1h", "--auto-approve"], ["apply", "plan.json", "--out", "b.json"],
  ])
  func `is for its own environment and flags alone`(arguments: [String]) async throws {
    let bench = try Workbench.project(Self.files)
    _ = try await bench.herald("plan", "--out", "plan.json")
    let output = try await bench.herald(arguments)
    #expect(output.status == 64, "\(output.both)")
    #expect(try await Listing(of: bench).keys == [])
  }

  @Test func `young enough is applied, and an older one refused`() async throws {
    let bench = try Workbench.project(Self.files)
    _ = try await bench.herald("plan", "--out", "plan.json")
    let madeAt = time(nil)
    await onThread { while time(nil) <= madeAt + 1 { poll(nil, 0, 20) } }
    let old = try await bench.herald("apply", "plan.json", "--max-age", "1s")
    #expect(old.status == 9, "\(old.both)")
    #expect(try await Listing(of: bench).keys == [])
    let young = try await bench.herald("apply", "plan.json", "--max-age", "24h")
    #expect(young.status == 0, "\(young.both)")
  }

  @Test func `by apply is the one that was shown`() async throws {
    let bench = try Workbench.project(Self.files)
    try await apply(bench, "--out", "plan.json")
    #expect(try bench.read("plan.json").contains(#""external_id": "shop/one""#))
  }

  @Test(arguments: [
    ["plan", "--out", "nowhere/plan.json"], ["apply", "--auto-approve", "--report", "nowhere/r"],
    ["plan", "--format", "json=nowhere/p"], ["apply", "--auto-approve", "--out", "campaigns"],
    ["destroy", "--confirm", "shop", "--format", "json=nowhere/d"],
  ])
  func `or reported where nothing can be written is refused before anything is done`(
    arguments: [String]
  ) async throws {
    let gateway = try Gateway { _ in .hangUp }
    let bench = try Workbench.project(Self.files, remote: Text.messages(gateway.url))
    let output = try await bench.herald(arguments, variables: ["HERALD_TOKEN": "t"])
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("error: cannot write `"), "\(output.stderr)")
    #expect(gateway.connectionCount == 0)
  }

  @Test(arguments: [
    ["plan", "--out", "no/p.json"], ["apply", "--auto-approve", "--report", "no/r"],
  ])
  func `where nothing can be written is told after what is wrong with the files`(
    arguments: [String]
  ) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one", "nonsense: 1\n")])
    let output = try await bench.herald(arguments)
    #expect(output.status == 3, "\(output.both)")
  }

  private func run(_ arguments: [String], _ remote: ProxiedSandbox) async throws -> Output {
    try await remote.bench.herald(arguments, variables: remote.variables)
  }
}
