import TestSupport
import Testing

/// Plans of files that are not checked out.
@Suite struct `Another revision` {
  private static func repository(_ files: [String: String]) async throws -> Workbench {
    let bench = try Workbench.project(files)
    try bench.write(".gitignore", ".herald/\n")
    try await commit(bench)
    return bench
  }

  private static func commit(_ bench: Workbench) async throws {
    let output = try await bench.shell(
      "git init -q . && git add -A && git -c user.name=A -c user.email=a@acme.test commit -q -m x")
    try #require(output.status == 0, "\(output.both)")
  }

  @Test func `is planned as if it were checked out, and nothing is touched`() async throws {
    let bench = try await Self.repository([
      "one.yaml": Text.chat("one", body: "Old words."), "deep/er/two.yaml": Text.chat("two"),
      ".hidden/three.yaml": Text.chat("three"), "notes.txt": "no campaign",
    ])
    try await apply(bench)
    try bench.write("campaigns/one.yaml", Text.chat("one", body: "New words."))
    try bench.remove("campaigns/deep/er/two.yaml")
    try bench.write("campaigns/four.yaml", "not: [yaml")
    let before = try bench.everyFile()
    let same = try await bench.herald("plan", "--against", "HEAD", "--detailed-exitcode")
    #expect(same.status == 0, "\(same.both)")
    #expect(same.stdout.hasPrefix("herald plan --against HEAD · "))
    #expect(same.stdout.contains("No changes."))
    #expect(try bench.everyFile() == before)

    try bench.remove("campaigns/four.yaml")
    try await Self.commit(bench)
    try await apply(bench, "--allow-deletes", "1")
    let back = try await bench.herald("plan", "--against", "HEAD~1")
    #expect(back.stdout.contains("[-New-]{+Old+} words."), "\(back.both)")
    #expect(back.stdout.contains("campaigns/deep/er/two.yaml:1"), "\(back.both)")
    #expect(back.stdout.contains("Plan: 1 to create, 1 to change, 0 to delete."), "\(back.both)")
  }

  @Test func `has what is wrong with it at its lines`() async throws {
    let bench = try await Self.repository(["one.yaml": Text.chat("one", "nonsense: 1\n")])
    try bench.write("campaigns/one.yaml", Text.chat("one"))
    let output = try await bench.herald("plan", "--against", "HEAD")
    #expect(output.status == 3)
    #expect(output.stderr.contains("campaigns/one.yaml:7:1"), "\(output.stderr)")
    #expect(output.stderr.contains("nonsense: 1"))
  }

  @Test func `leaves nothing out in silence`() async throws {
    let bench = try await Self.repository(["one.yaml": Text.chat("one")])
    try bench.write("elsewhere/two.yaml", Text.chat("two"))
    try bench.link("campaigns/more", to: "../elsewhere")
    try bench.write(
      "campaigns/large.yaml", Text.chat("three") + String(repeating: "#\n", count: 5 << 20))
    try await Self.commit(bench)
    let output = try await bench.herald("plan", "--against", "HEAD")
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stderr.contains("campaigns/more"), "\(output.stderr)")
    #expect(output.stderr.contains("larger than 8 MiB"), "\(output.stderr)")
  }

  @Test(arguments: ["nowhere", "--output=x", "HEAD~9"])
  func `that there is none is said`(name: String) async throws {
    let bench = try await Self.repository(["one.yaml": Text.chat("one")])
    let before = try bench.everyFile()
    let output = try await bench.herald("plan", "--against=\(name)")
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("git knows no revision `\(name)` here"), "\(output.stderr)")
    #expect(try bench.everyFile() == before)
  }

  @Test func `needs a repository, and the project in it`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    #expect(try await bench.herald("plan", "--against", "HEAD").status == 64)
    try bench.write("other.txt", "x")
    let made = try await bench.shell(
      "git init -q . && git add other.txt && "
        + "git -c user.name=A -c user.email=a@acme.test commit -q -m x")
    try #require(made.status == 0)
    let output = try await bench.herald("plan", "--against", "HEAD")
    #expect(output.status == 64)
    #expect(
      output.stderr.contains("there is no herald.yaml in `campaigns` in `HEAD`"),
      "\(output.stderr)")
  }

  @Test func `is planned also where its folder is another now, or none`() async throws {
    let bench = try await Self.repository(["one.yaml": Text.chat("one")])
    try bench.move("campaigns", to: "growth")
    try await Self.commit(bench)
    for arguments in [["-C", "campaigns"], [], ["-C", bench.path("campaigns")]] {
      let output = try await bench.herald(["plan", "--against", "HEAD~1"] + arguments)
      #expect(output.status == 0, "\(output.both)")
      #expect(output.stdout.contains("1 to create"), "\(output.both)")
    }
    let present = try await bench.herald("plan", "--against", "HEAD~1", "-C", "growth")
    #expect(present.status == 64)
    #expect(present.stderr.contains("-C names the folder that it was in then"), "\(present.stderr)")
  }

  @Test func `is asked of git, where there is one`() async throws {
    let bench = try await Self.repository(["one.yaml": Text.chat("one")])
    let output = try await bench.herald(
      "plan", "--against", "HEAD", variables: ["PATH": bench.path("campaigns")])
    #expect(output.status == 64)
    #expect(output.stderr.contains("there is no git to ask"), "\(output.stderr)")
  }

  @Test func `can be checked out as the next step says`() async throws {
    let bench = try await Self.repository(["one.yaml": Text.chat("one")])
    let output = await (try bench.start(["plan", "--against", "HEAD"], input: nil)).end()
    #expect(
      output.stdout.contains(
        "To do this: `git restore --source=HEAD campaigns`, then `herald apply`"),
      "\(output.both)")
    #expect(!output.stdout.contains("--out"), "\(output.both)")
    try bench.write("campaigns/one.yaml", "edited")
    #expect(try await bench.shell("git restore --source=HEAD campaigns").status == 0)
    #expect(try bench.read("campaigns/one.yaml") == Text.chat("one"))
  }

  @Test(arguments: [["--out", "plan.json"], ["--refresh-only"]])
  func `is neither saved nor looked at for drift`(arguments: [String]) async throws {
    let bench = try await Self.repository(["one.yaml": Text.chat("one")])
    let output = try await bench.herald(["plan", "--against", "HEAD"] + arguments)
    #expect(output.status == 64, "\(output.both)")
  }
}
