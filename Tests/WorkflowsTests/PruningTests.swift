import Applying
import Audiences
import Campaigns
import Foundation
import Measuring
import Planning
import Remote
import Testing
import Workflows

/// Every message has been received by a thousand people, of whom ten engaged, unless a test says
/// otherwise.
@Suite struct `A campaign below the bar` {
  let workspace = MemoryWorkspace()

  private static let pair =
    ProjectOnDisk.chat("one") + "---\n# Two's own.\n" + ProjectOnDisk.chat("two")

  @Test func `goes with its file`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")])
    let pruning = try await prune(disk)
    #expect(decisions(pruning) == ["one": .prune(.file)])
    try pruning.write()
    #expect(!FileManager.default.fileExists(atPath: "\(disk.path)/one.yaml"))
  }

  @Test func `changes no file before it is told to`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")])
    let pruning = try await prune(disk)
    #expect(pruning.changes.count == 1)
    #expect(FileManager.default.fileExists(atPath: "\(disk.path)/one.yaml"))
  }

  @Test func `is never taken from the workspace`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")])
    let steps = workspace.stepCount
    try await prune(disk).write()
    #expect(workspace.stepCount == steps)
    #expect(workspace.messages.count == 1)
  }

  @Test func `leaves what else is in its file, byte for byte`() async throws {
    let disk = try await applied(["pair.yaml": Self.pair], good: ["two"])
    let pruning = try await prune(disk)
    #expect(decisions(pruning) == ["one": .prune(.document)])
    try pruning.write()
    #expect(
      try String(contentsOfFile: "\(disk.path)/pair.yaml", encoding: .utf8)
        == "---\n# Two's own.\n" + ProjectOnDisk.chat("two"))
  }

  @Test func `goes with its file where all that is in it goes`() async throws {
    let disk = try await applied(["pair.yaml": Self.pair])
    try await prune(disk).write()
    #expect(!FileManager.default.fileExists(atPath: "\(disk.path)/pair.yaml"))
  }

  @Test func `stays where its file says why`() async throws {
    let disk = try await applied(
      ["one.yaml": ProjectOnDisk.chat("one", "keep: the contract asks for it")])
    let pruning = try await prune(disk)
    #expect(decisions(pruning) == ["one": .keep(.kept("the contract asks for it"))])
    #expect(pruning.changes.isEmpty)
  }

  @Test func `stays while it is protected`() async throws {
    let disk = try await applied(
      ["one.yaml": ProjectOnDisk.chat("one", "lifecycle: { protect: true }")])
    #expect(try await decisions(prune(disk)) == ["one": .keep(.protected)])
    // In the workspace it is protected until that is applied.
    try disk.write("one.yaml", ProjectOnDisk.chat("one"))
    #expect(try await decisions(prune(disk)) == ["one": .keep(.protected)])
  }

  @Test func `is revised where its file says something that is not applied`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")])
    try disk.write("one.yaml", ProjectOnDisk.chat("one", body: "Something better."))
    #expect(
      try await decisions(prune(disk)) == ["one": .revise(.unapplied(fields: ["copy.body"]))])
  }

  @Test func `is revised where half of everyone is in its audience`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")])
    workspace.count { _ in .success(.people(600, of: 1_000)) }
    #expect(
      try await decisions(prune(disk)) == ["one": .revise(.wide(count: 600, of: 1_000))])
  }

  @Test func `is known by its former key until its new one is applied`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")])
    try disk.write("one.yaml", ProjectOnDisk.chat("uno", "previously: [one]"))
    let pruning = try await prune(disk)
    #expect(decisions(pruning) == ["uno": .prune(.file)])
  }

  @Test func `is left alone where its file is gone already`() async throws {
    let disk = try await applied([
      "one.yaml": ProjectOnDisk.chat("one"), "two.yaml": ProjectOnDisk.chat("two"),
    ])
    try disk.remove("one.yaml")
    #expect(
      try await decisions(prune(disk)) == ["one": .keep(.noFile), "two": .prune(.file)])
  }

  @Test func `tells the other environments that lose it`() async throws {
    let disk = try await applied([
      "one.yaml": ProjectOnDisk.chat("one"),
      "two.yaml": ProjectOnDisk.chat("two", "only_in: [test]"),
    ])
    let candidates = try await prune(disk).report.candidates
    #expect(candidates.map(\.otherEnvironments) == [["production"], []])
  }

  @Test func `is not looked at where it is not selected`() async throws {
    let disk = try await applied([
      "one.yaml": ProjectOnDisk.chat("one", "tags: [old]"), "two.yaml": ProjectOnDisk.chat("two"),
    ])
    let only = try await prune(disk, Selection(only: [.tag("old")]))
    #expect(decisions(only) == ["one": .prune(.file)] && only.report.judged == 1)
    let except = try await prune(disk, Selection(except: [.path("one.yaml")]))
    #expect(decisions(except) == ["two": .prune(.file)])
  }

  @Test func `is no other one where a word selects nothing`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")])
    await #expect(throws: Failure.self) {
      try await prune(disk, Selection(only: [.word("onne", path: "onne")]))
    }
  }

  @Test func `goes with all others or not at all`() async throws {
    let disk = try await applied([
      "one.yaml": ProjectOnDisk.chat("one"), "two.yaml": ProjectOnDisk.chat("two"),
    ])
    let pruning = try await prune(disk)
    try disk.write("two.yaml", ProjectOnDisk.chat("two", body: "Written meanwhile."))
    #expect(throws: Failure.self) { try pruning.write() }
    #expect(FileManager.default.fileExists(atPath: "\(disk.path)/one.yaml"))
  }

  @Test func `is judged at the time of a workspace whose clock is ahead`() async throws {
    let disk = try await applied([
      "one.yaml": ProjectOnDisk.chat("one", schedule: "start: 2026-12-01 09:00, time_zone: UTC"),
      "two.yaml": ProjectOnDisk.chat(
        "two", schedule: "send: ongoing, end: 2026-12-07, time_zone: UTC"),
    ])
    let here = try await prune(disk)
    #expect(decisions(here) == ["two": .prune(.file)])
    #expect(here.report.bar.today == CalendarDate("2026-11-22") && !here.report.bar.isAhead)
    // Its start has come there; that of another one's end, too.
    let day = try #require(CalendarDate("2026-12-14"))
    workspace.show("one", to: 1_000, engaging: 10, on: day)
    let there = try await prune(disk)
    #expect(decisions(there) == ["one": .prune(.file)])
    #expect(there.report.bar.today == day && there.report.bar.isAhead)
  }

  @Test func `is judged at our time where people received it before`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")])
    workspace.show("one", to: 1_000, engaging: 10, on: CalendarDate("2026-11-20"))
    let bar = try await prune(disk).report.bar
    #expect(bar.now == Surroundings.fixed.now() && !bar.isAhead)
  }

  @Test func `tells what will stop the plan`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")])
    #expect(try await prune(disk).report.stops.contains(.everythingGone(owned: 1)))
  }

  @Test func `is none where people engage`() async throws {
    let disk = try await applied(["one.yaml": ProjectOnDisk.chat("one")], good: ["one"])
    let pruning = try await prune(disk)
    #expect(pruning.report.candidates.isEmpty && pruning.report.judged == 1)
    #expect(workspace.countedRules == 0)
  }

  /// Applies a project, and shows its messages.
  private func applied(
    _ files: [String: String], good: [String] = []
  ) async throws -> ProjectOnDisk {
    let disk = try ProjectOnDisk(files)
    let project = try #require(try await disk.read().project)
    let environment = try project.environment(nil)
    let planned = try await project.plan(
      in: environment, over: workspace, intent: Intent(countsPeople: false), commit: nil, .fixed)
    _ = await Applier(destination: workspace, parallelism: 1, isInterrupted: { false })
      .apply(planned.plan.changes) { _ in }
    for key in ["one", "two"] {
      workspace.show(key, to: 1_000, engaging: good.contains(key) ? 300 : 10)
    }
    return disk
  }

  private func prune(
    _ disk: ProjectOnDisk, _ selection: Selection = Selection()
  ) async throws -> Pruning {
    let project = try #require(try await disk.read().project)
    let environment = try project.environment(nil)
    return try await project.pruning(
      selection, of: try project.desired(in: environment), in: environment, workspace,
      now: Surroundings.fixed.now())
  }

  private func decisions(_ pruning: Pruning) -> [String: PruneCandidate.Decision] {
    Dictionary(uniqueKeysWithValues: pruning.report.candidates.map { ($0.key, $0.decision) })
  }
}
