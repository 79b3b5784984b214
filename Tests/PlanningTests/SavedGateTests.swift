import Planning
import Testing

@Suite("A saved plan, held to what herald would plan")
struct SavedGateTests {
  private static let before = PlanFileTests.before
  private static let desired = PlanFileTests.desired

  /// The file with another plan in it, as somebody would make it who knows how digests are computed.
  private static func forged(_ edit: (inout [Change]) -> Void) throws -> PlanFile {
    var changes = PlanFileTests.file.plan(filledFrom: before).changes
    edit(&changes)
    let plan = Plan(
      project: "acme", environment: "production", workspace: before.workspace, changes: changes,
      unchanged: 1, notes: [], stops: [])
    let forged = PlanFile(
      plan, of: desired, over: before, allowed: PlanFileTests.nothing, remote: "sandbox",
      madeAt: 1_000,
      commit: nil)
    return try PlanFile(parsing: Array(forged.text.utf8))
  }

  @Test("one that herald made does what it would plan")
  func planned() throws {
    #expect(PlanFileTests.file.mismatches(with: Self.desired, over: Self.before, at: 1_000).isEmpty)
    let moved = Sample.desired(
      Self.desired.messages.map { file in
        DesiredMessage(
          key: file.key, spec: file.spec, lifecycle: file.lifecycle,
          place: Place(path: "elsewhere.yaml", line: 9))
      })
    #expect(PlanFileTests.file.mismatches(with: moved, over: Self.before, at: 1_000).isEmpty)
  }

  @Test("one that shows something else than it does is refused, whatever its digest")
  func forgedShow() throws {
    let forged = try Self.forged { changes in
      let change = changes[2]
      changes[2] = change.with(
        before: change.before, after: change.after,
        fields: [
          FieldChange("copy.body", before: .copy("Old"), after: .copy("Old."), cause: .files)
        ], steps: change.steps)
    }
    #expect(
      forged.mismatches(with: Self.desired, over: Self.before, at: 1_000)
        == [.notPlanned(change: 3, key: "a")])
  }

  @Test("one with other words in it is refused, whatever its digest")
  func forgedWords() throws {
    let forged = try Self.forged { changes in
      changes[2] = changes[2].with { draft in
        var spec = draft.spec
        spec.body = "Buy now"
        return MessageDraft(
          externalID: draft.externalID, name: draft.name, state: draft.state, spec: spec,
          record: draft.record, otherMetadata: draft.otherMetadata)
      }
    }
    #expect(forged.mismatches(with: Self.before).isEmpty)
    #expect(
      forged.mismatches(with: Self.desired, over: Self.before, at: 1_000)
        == [.notPlanned(change: 3, key: "a")])
  }

  @Test("one that deletes more than the files ask for is refused")
  func forgedDelete() throws {
    let forged = try Self.forged { changes in
      changes[0] = changes[0].with(steps: [.delete(id: "id-c", etag: "\"7\"")])
    }
    #expect(
      forged.mismatches(with: Self.desired, over: Self.before, at: 1_000)
        == [.notPlanned(change: 1, key: "b")])
  }

  @Test("gates that no flag lifts hold, also for one that says they do not")
  func forgedGates() throws {
    let snapshot = PlanFileTests.snapshot([
      Applied("a") { $0.lifecycle = Lifecycle(protect: true) }.message, Applied("b").message,
    ])
    func file(_ desired: DesiredSet) -> PlanFile {
      let plan = Planner(desired, over: snapshot, commit: nil, now: 1_000).plan()
      #expect(!plan.stops.isEmpty)
      let unstopped = Plan(
        project: plan.project, environment: plan.environment, workspace: plan.workspace,
        changes: plan.changes, unchanged: plan.unchanged, notes: [], stops: [])
      return PlanFile(
        unstopped, of: desired, over: snapshot, allowed: PlanFileTests.nothing, remote: "r",
        madeAt: 1_000,
        commit: nil)
    }
    let one = Sample.desired([Sample.file("b")])
    #expect(
      file(one).mismatches(with: one, over: snapshot, at: 1_000)
        == [.stopped(.protected(change: 1, key: "a"))])
    let none = Sample.desired([])
    #expect(
      file(none).mismatches(with: none, over: snapshot, at: 1_000).contains(
        .stopped(.everythingGone(owned: 2))))
  }

  @Test("what a flag allowed when it was made stays allowed")
  func allowed() {
    let snapshot = PlanFileTests.snapshot([
      Applied("a") { $0.outside = { $0.body = "By hand" } }.message, Applied("b").message,
      Applied("c").message,
    ])
    let desired = Sample.desired(
      [Sample.file("a") { $0.body = "By file" }], limits: Limits(deletes: .count(0)))
    let file = PlanFileTests.file(
      desired, over: snapshot, intent: Intent(allowDeletes: 2, overwrite: ["a"]))
    #expect(file.plan.stops.isEmpty)
    #expect(file.mismatches(with: desired, over: snapshot, at: 1_000).isEmpty)
  }

  @Test("what no flag allowed when it was made is not, whatever it says of itself")
  func notAllowed() {
    let snapshot = PlanFileTests.snapshot([
      Applied("a") { $0.outside = { $0.body = "By hand" } }.message, Applied("b").message,
      Applied("c").message,
    ])
    let desired = Sample.desired(
      [Sample.file("a") { $0.body = "By file" }], limits: Limits(deletes: .count(0)))
    let plan = PlanFileTests.file(
      desired, over: snapshot, intent: Intent(allowDeletes: 2, overwrite: ["a"])
    ).plan
    let file = PlanFile(
      plan, of: desired, over: snapshot, allowed: Allowances(of: Intent(allowDeletes: 1)),
      remote: "sandbox", madeAt: 1_000, commit: nil)
    #expect(
      file.mismatches(with: desired, over: snapshot, at: 1_000) == [
        .stopped(.conflict(change: 3, key: "a", fields: ["copy.body"])),
        .stopped(.tooManyDeletes(count: 2, live: 3, allowed: 1)),
      ])
  }

  @Test("a pause that it lifts was allowed to be lifted")
  func resumed() {
    let snapshot = PlanFileTests.snapshot([Applied("a") { $0.state = .paused }.message])
    let desired = Sample.desired([Sample.file("a")])
    let file = PlanFileTests.file(desired, over: snapshot, intent: Intent(resume: ["a"]))
    #expect(file.mismatches(with: desired, over: snapshot, at: 1_000) == [])
    let forged = PlanFile(
      file.plan, of: desired, over: snapshot, allowed: PlanFileTests.nothing, remote: "sandbox",
      madeAt: 1_000, commit: nil)
    #expect(
      forged.mismatches(with: desired, over: snapshot, at: 1_000) == [
        .notPlanned(change: 1, key: "a")
      ])
  }
}

extension Change {
  fileprivate func with(_ edit: (MessageDraft) -> MessageDraft) -> Change {
    with(
      steps: steps.map { step in
        switch step {
        case .create(let draft): .create(edit(draft))
        case .update(let id, let etag, let draft): .update(id: id, etag: etag, edit(draft))
        case .delete: step
        }
      })
  }
}
