import Foundation
import Planning
import Remote
import Testing
import Workflows

@Suite struct `A saved plan` {
  @Test func `is carried out without a question, and leaves nothing to do`() async throws {
    let bench = try Saved(files)
    let file = try await bench.plan()
    let outcome = try await bench.apply(file)
    #expect(Verdict.foremost(of: outcome.verdicts) == .changes)
    #expect(bench.workspace.messages.map(\.externalID) == ["shop/one", "shop/two"])
    #expect(try await bench.plan().plan.isEmpty)
  }

  @Test func `is shown before it is carried out`() async throws {
    let bench = try Saved(files)
    let file = try await bench.plan()
    let overseer = ScriptedOverseer(.refused)
    _ = try await bench.apply(file, overseer)
    #expect(overseer.shown.map(\.plan) == [file.plan])
    #expect(overseer.beginnings == 1)
  }

  @Test func `applied twice does not fit the second time`() async throws {
    let bench = try Saved(files)
    let file = try await bench.plan()
    _ = try await bench.apply(file)
    let steps = bench.workspace.stepCount
    let outcome = try await bench.apply(file)
    #expect(
      try refusal(outcome).mismatches == [
        .taken(change: 1, key: "one", externalID: "shop/one"),
        .taken(change: 2, key: "two", externalID: "shop/two"),
      ])
    #expect(bench.workspace.stepCount == steps)
  }

  @Test func `of files that moved is refused before the workspace is looked at`() async throws {
    let bench = try Saved(files)
    let file = try await bench.plan()
    let looks = bench.workspace.snapshotCount
    try bench.disk.write("one.yaml", ProjectOnDisk.chat("one", body: "New."))
    let outcome = try await bench.apply(file)
    #expect(try refusal(outcome).mismatches == [.campaign("one", .changed)])
    #expect(Verdict.foremost(of: outcome.verdicts) == .stale)
    #expect(bench.workspace.snapshotCount == looks)
  }

  @Test func `does not mind another commit, a comment or another place`() async throws {
    let bench = try Saved(files)
    let file = try await bench.plan()
    try bench.disk.remove("one.yaml")
    try bench.disk.write("moved/one.yml", "# A comment.\n" + ProjectOnDisk.chat("one"))
    #expect(Verdict.foremost(of: try await bench.apply(file).verdicts) == .changes)
  }

  @Test func `whose message moved is refused, with what moved`() async throws {
    let bench = try Saved(files)
    _ = try await bench.apply(try await bench.plan())
    try bench.disk.write("one.yaml", ProjectOnDisk.chat("one", body: "New."))
    let file = try await bench.plan()
    bench.workspace.change("shop/one", body: "By hand.")
    let outcome = try await bench.apply(file)
    #expect(
      try refusal(outcome).mismatches == [.moved(change: 1, key: "one", fields: ["copy.body"])])
  }

  @Test func `that somebody wrote anew, with a true digest, can do nothing else`() async throws {
    let bench = try Saved(files)
    let file = try await bench.plan()
    let project = try #require(try await bench.disk.read().project)
    let change = file.plan.changes[0]
    let forged = Plan(
      project: file.plan.project, environment: file.plan.environment,
      workspace: file.plan.workspace,
      changes: [change.with(steps: change.steps + [.delete(id: "1", etag: "1")])], unchanged: 0,
      notes: [], stops: [])
    let written = PlanFile(
      forged, of: try project.desired(in: try project.environment(nil)),
      over: try await project.snapshot(bench.workspace), allowed: file.allowed, remote: "sandbox",
      madeAt: file.madeAt, commit: nil)
    // The message that the forged step would delete is there, as it says.
    _ = try await bench.workspace.perform(try #require(file.plan.changes[1].steps.first))
    let outcome = try await bench.apply(written)
    #expect(try refusal(outcome).mismatches == [.notPlanned(change: 1, key: "one")])
    #expect(bench.workspace.messages.count == 1)
  }

  @Test func `that was stopped is shown and refused`() async throws {
    let bench = try Saved(files)
    _ = try await bench.apply(try await bench.plan())
    try bench.disk.remove("one.yaml")
    try bench.disk.remove("two.yaml")
    let file = try await bench.plan()
    #expect(!file.plan.stops.isEmpty)
    let overseer = ScriptedOverseer(.beforehand)
    let steps = bench.workspace.stepCount
    let outcome = try await bench.apply(file, overseer)
    #expect(Verdict.foremost(of: outcome.verdicts) == .stopped)
    #expect(overseer.shown.count == 1)
    #expect(bench.workspace.stepCount == steps)
  }

  @Test(arguments: [
    (3_600, 3_599, true), (3_600, 3_600, false), (0, 0, false), (-50, 0, false),
    (-301, 3_600, true),
  ])
  func `is refused once it is too old`(age: Int64, limit: Int64, isRefused: Bool) async throws {
    let bench = try Saved(files)
    let file = try await bench.plan(age: age)
    let outcome = try await bench.apply(file, longestAge: limit)
    #expect((Verdict.foremost(of: outcome.verdicts) == .tooOld) == isRefused)
    #expect((bench.workspace.stepCount == 0) == isRefused)
  }

  @Test func `that would take too much of what is left away is refused`() async throws {
    let bench = try Saved(
      Dictionary(
        uniqueKeysWithValues: ["a", "b", "c", "d", "e", "f", "g", "h"].map {
          ("\($0).yaml", ProjectOnDisk.chat("c\($0)"))
        }))
    _ = try await bench.apply(try await bench.plan())
    try bench.disk.remove("a.yaml")
    try bench.disk.remove("b.yaml")
    let file = try await bench.plan()
    #expect(file.plan.stops.isEmpty)
    // Two of eight were a quarter; of seven they are more.
    bench.workspace.remove("shop/ch")
    let steps = bench.workspace.stepCount
    let outcome = try await bench.apply(file)
    #expect(
      try refusal(outcome).mismatches
        == [.stopped(.tooManyDeletes(count: 2, live: 7, allowed: 1))])
    #expect(bench.workspace.stepCount == steps)
  }

  @Test func `is counted again, and refused where it has come to reach too many`() async throws {
    let bench = try Saved(files)
    try bench.disk.write(
      "herald.yaml", ProjectOnDisk.project + "limits: { new_reach: 100 }\n")
    bench.workspace.count { _ in .success(.people(100, of: 900)) }
    let file = try await bench.plan()
    #expect(file.plan.stops.isEmpty)
    bench.workspace.count { _ in .success(.people(101, of: 900)) }
    let outcome = try await bench.apply(file)
    #expect(
      try refusal(outcome).mismatches
        == [.stopped(.tooManyExposed(count: 101, allowed: 100))])
    #expect(Verdict.foremost(of: outcome.verdicts) == .stale)
    #expect(bench.workspace.stepCount == 0)
    bench.workspace.count { _ in .success(.people(99, of: 900)) }
    #expect(Verdict.foremost(of: try await bench.apply(file).verdicts) == .changes)
  }

  @Test func `is refused in a freeze that began since, unless it was allowed`() async throws {
    let bench = try Saved(files)
    let file = try await bench.plan()
    let allowed = try await bench.plan(Intent(allowFreeze: true))
    try bench.disk.write(
      "herald.yaml",
      ProjectOnDisk.project.replacingOccurrences(
        of: "defaults: { from: ana@acme.test }",
        with: "defaults: { from: ana@acme.test, schedule: { time_zone: UTC } }")
        + "freeze: [{ from: 2026-11-23, to: 2026-11-23, reason: Launch }]\n")
    let outcome = try await bench.apply(file)
    #expect(
      try refusal(outcome).mismatches
        == [.stopped(.frozen(until: 1_795_478_400, timeZone: "UTC", reason: "Launch"))])
    #expect(bench.workspace.stepCount == 0)
    #expect(Verdict.foremost(of: try await bench.apply(allowed).verdicts) == .changes)
  }

  @Test func `carries the ceiling that it was allowed`() async throws {
    let bench = try Saved(files)
    try bench.disk.write(
      "herald.yaml", ProjectOnDisk.project + "limits: { new_reach: 100 }\n")
    bench.workspace.count { _ in .success(.people(300, of: 900)) }
    let file = try await bench.plan(Intent(allowReach: 300))
    #expect(Verdict.foremost(of: try await bench.apply(file).verdicts) == .changes)
  }

  @Test func `made without counting is not counted, and a limit refuses it whatever it says`()
    async throws
  {
    let bench = try Saved(files)
    let file = try await bench.plan(Intent(countsPeople: false))
    try bench.disk.write(
      "herald.yaml", ProjectOnDisk.project + "limits: { new_reach: 100 }\n")
    let project = try #require(try await bench.disk.read().project)
    let forged = PlanFile(
      file.plan, of: try project.desired(in: try project.environment(nil)),
      over: try await project.snapshot(bench.workspace), allowed: file.allowed, remote: "sandbox",
      madeAt: file.madeAt, commit: nil)
    let outcome = try await bench.apply(forged)
    #expect(
      try refusal(outcome).mismatches
        == [.stopped(.notCounted(changes: 2, limits: ["limits.new_reach"]))])
    #expect(bench.workspace.countedRules == 0)
    #expect(bench.workspace.stepCount == 0)
  }

  @Test func `that is too old, moved and was stopped says it is too old first, and all of it`()
    async throws
  {
    let bench = try Saved(files)
    _ = try await bench.apply(try await bench.plan())
    try bench.disk.remove("one.yaml")
    try bench.disk.remove("two.yaml")
    let file = try await bench.plan(age: 10)
    try bench.disk.write("new.yaml", ProjectOnDisk.chat("new"))
    let old = try await bench.apply(file, longestAge: 1)
    #expect(Verdict.foremost(of: old.verdicts) == .tooOld)
    #expect(try refusal(old).isStopped)
    #expect(try refusal(old).mismatches == [.campaign("new", .added)])
    let moved = try await bench.apply(file)
    #expect(Verdict.foremost(of: moved.verdicts) == .stale)
  }

  @Test func `that would make what another project has taken over since is refused`() async throws {
    let bench = try Saved(files)
    let file = try await bench.plan()
    // Another apply was quicker, and then the project got another name.
    _ = try await bench.apply(file)
    try bench.disk.write(
      "herald.yaml",
      ProjectOnDisk.project.replacing("project: shop", with: "project: store\npreviously: [shop]"))
    _ = try await bench.apply(try await bench.plan())
    try bench.disk.write("herald.yaml", ProjectOnDisk.project)
    let outcome = try await bench.apply(file)
    #expect(Verdict.foremost(of: outcome.verdicts) == .stale)
    #expect(try refusal(outcome).mismatches.count == 2)
  }

  private let files = [
    "one.yaml": ProjectOnDisk.chat("one"), "two.yaml": ProjectOnDisk.chat("two"),
  ]
}

/// A project, its workspace, and plans that are saved and read again.
private struct Saved {
  let disk: ProjectOnDisk
  let workspace = MemoryWorkspace()

  init(_ files: [String: String]) throws { disk = try ProjectOnDisk(files) }

  func plan(_ intent: Intent = Intent(), age: Int64 = 0) async throws -> PlanFile {
    let project = try #require(try await disk.read().project)
    let environment = try project.environment(nil)
    let planned = try await project.plan(
      in: environment, over: workspace, intent: intent, commit: GitCommit(id: "c0ffee"), .fixed)
    let file = planned.file(
      in: environment, madeAt: Surroundings.fixed.now() - age, commit: GitCommit(id: "c0ffee"))
    return try PlanFile(parsing: Array(file.text.utf8))
  }

  func apply(
    _ file: PlanFile, _ overseer: ScriptedOverseer = ScriptedOverseer(.refused),
    longestAge: Int64? = nil
  ) async throws -> Outcome {
    let project = try #require(try await disk.read().project)
    let run = SavedRun(
      of: file, project, in: try project.environment(file.binding.environment),
      longestAge: longestAge, commit: nil, parallelism: 2, .fixed)
    return try await run.run(over: workspace, overseer)
  }
}

private func refusal(_ outcome: Outcome) throws -> SavedPlanRefusal {
  guard case .refused(let refusal) = outcome.end else { throw NotRefused() }
  return refusal
}

private struct NotRefused: Error {}
