import Planning
import Testing

/// Campaigns that an environment leaves out, as its remote cannot do them.
@Suite struct `A campaign that is left out` {
  private static let tip = SkippedCampaign(
    Sample.file("tip") { $0.format = .tooltip }, [.tooltip])

  private static func plan(
    _ files: [DesiredMessage] = [], skipped: [SkippedCampaign] = [tip],
    over messages: [RemoteMessage], intent: Intent = Intent(),
    limits: Limits = Limits(deletes: .percent(100))
  ) -> Plan {
    Sample.plan(
      DesiredSet(
        project: "acme", environment: "production", messages: files, skipped: skipped,
        limits: limits),
      over: messages, intent: intent)
  }

  private func omissions(_ plan: Plan) -> [Omission] {
    plan.notes.flatMap { note -> [Omission] in
      if case .skipped(let campaigns) = note { campaigns } else { [] }
    }
  }

  @Test func `is not made, and told`() {
    let plan = Self.plan([Sample.file("a")], over: [Applied("a").message])
    #expect(plan.changes.isEmpty)
    #expect(plan.unchanged == 1)
    #expect(plan.notes == [.skipped([Omission(key: "tip", shortcomings: [.tooltip])])])
  }

  @Test(arguments: [MessageState.draft, .live, .paused])
  func `keeps the message that it has, unchanged`(state: MessageState) {
    let plan = Self.plan(
      [Sample.file("a")],
      over: [Applied("a").message, Applied("tip") { $0.state = state }.message])
    #expect(plan.changes.isEmpty)
    #expect(omissions(plan).map(\.isHeld) == [true])
  }

  @Test func `has nothing to keep where its message is archived`() {
    let plan = Self.plan(over: [Applied("tip") { $0.state = .archived }.message])
    #expect(plan.changes.isEmpty && plan.stops.isEmpty)
    #expect(omissions(plan).map(\.isHeld) == [false])
  }

  @Test func `is no reason to think that everything is gone`() {
    let plan = Self.plan(over: [Applied("tip").message], limits: Limits(deletes: .count(0)))
    #expect(plan.stops.isEmpty)
  }

  @Test func `does not hide that everything else is gone`() {
    let plan = Self.plan(over: [Applied("a").message])
    #expect(plan.stops == [.everythingGone(owned: 1)])
  }

  @Test func `keeps the message of its former key`() {
    let renamed = SkippedCampaign(
      Sample.file("tip", formerKeys: ["old"]) { $0.format = .tooltip }, [.tooltip])
    let plan = Self.plan(
      [Sample.file("a")], skipped: [renamed],
      over: [Applied("a").message, Applied("old").message])
    #expect(plan.changes.isEmpty)
    #expect(omissions(plan).map(\.isHeld) == [true])
  }

  @Test func `keeps its message from campaigns whose key that remembers`() {
    let plan = Self.plan(
      [Sample.file("a")], over: [Applied("tip") { $0.formerKeys = ["a"] }.message])
    #expect(plan.changes.map(\.action) == [.create])
    #expect(plan.changes.map(\.key) == ["a"])
  }

  @Test func `is told where a selection names it, and not where that leaves it out`() {
    func plan(_ selection: Selection) -> Plan {
      Self.plan(
        [Sample.file("a")], over: [Applied("a").message], intent: Intent(selection: selection))
    }
    let tip = Selection.Term.word("tip", path: "tip")
    #expect(omissions(plan(Selection(only: [tip]))).map(\.key) == ["tip"])
    #expect(omissions(plan(Selection(except: [tip]))).isEmpty)
  }

  @Test func `goes with all that is destroyed`() {
    let plan = Self.plan(
      over: [Applied("tip").message], intent: Intent(goal: .destroy(deleteAll: false)))
    #expect(plan.changes.map(\.action) == [.delete])
    #expect(plan.notes.isEmpty)
  }

  @Test func `tells what others changed on its message`() {
    let desired = DesiredSet(
      project: "acme", environment: "production", messages: [], skipped: [Self.tip])
    let message = Applied("tip") { $0.outside = { $0.body = "By hand" } }.message
    let drift = Planner(
      desired,
      over: Snapshot(
        workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: Sample.admins,
        messages: [message]), commit: nil, now: 1_000
    ).drift()
    #expect(drift.messages.map(\.place?.path) == ["tip.yaml"])
  }
}
