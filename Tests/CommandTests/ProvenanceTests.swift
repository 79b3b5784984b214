import TestSupport
import Testing

/// Which commit is remembered with what was applied.
@Suite struct `The commit that is remembered` {
  private let bench: Workbench

  init() async throws {
    bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write(".gitignore", ".herald/\nplan.json\nignored.yaml\n")
    _ = try await commit("Ana", "Start")
  }

  private func commit(_ author: String, _ subject: String, _ flags: String = "") async throws
    -> String
  {
    let names = "-c user.name=\(author) -c user.email=\(author.lowercased())@acme.test"
    let output = try await bench.shell(
      "git init -q . && git add -A && git \(names) commit -q \(flags) -m '\(subject)'"
        + " && git rev-parse HEAD")
    try #require(output.status == 0, "\(output.both)")
    return String(output.stdout.prefix(12))
  }

  private func latest(of key: String = "one") async throws -> String {
    let output = try await bench.herald("show", key, "--history")
    try #require(output.status == 0, "\(output.both)")
    return String(output.stdout.split(separator: "\n")[2])
  }

  @Test func `of a saved plan is the one that it is applied at`() async throws {
    let planned = try await commit("Code-Host", "Merge what nobody keeps", "--allow-empty")
    #expect(try await bench.herald("plan", "--out", "plan.json").status == 0)
    let merged = try await commit("Bea", "Merge", "--amend --reset-author --allow-empty")
    try #require(planned != merged)
    let applied = try await bench.herald("apply", "plan.json")
    #expect(applied.status == 0, "\(applied.both)")
    let row = try await latest()
    #expect(row.contains(merged) && row.contains("Bea <bea@acme.test>"), "\(row)")
  }

  @Test func `of a saved plan is its own where git is not told`() async throws {
    let planned = try await commit("Ana", "More", "--allow-empty")
    #expect(try await bench.herald("plan", "--out", "plan.json").status == 0)
    try bench.remove(".git")
    #expect(try await bench.herald("apply", "plan.json").status == 0)
    let row = try await latest()
    #expect(row.contains(planned), "\(row)")
  }

  @Test(arguments: ["one.yaml", "deep/new.yaml", "ignored.yaml"])
  func `is none that says what was applied where a file is edited`(path: String) async throws {
    let head = try await commit("Ana", "More", "--allow-empty")
    try bench.write("campaigns/\(path)", Text.chat("one", body: "Words that are in no commit."))
    if path != "one.yaml" { try bench.remove("campaigns/one.yaml") }
    try await apply(bench)
    let row = try await latest()
    #expect(row.contains("\(head) + edits"), "\(row)")
    #expect(!row.contains("Ana"), "\(row)")
    let shown = try await bench.herald("show", "one")
    #expect(shown.stdout.contains(", and edits not committed\n"), "\(shown.stdout)")
  }

  @Test(arguments: ["notes.txt", "campaigns/notes.txt", "campaigns/.hidden/a.yaml", "other/a.yaml"])
  func `says what was applied whatever else is edited`(path: String) async throws {
    let head = try await commit("Ana", "More", "--allow-empty")
    try bench.write(path, "No campaign of this project.")
    try await apply(bench)
    let row = try await latest()
    #expect(row.contains(head) && row.contains("Ana <ana@acme.test>"), "\(row)")
  }
}
