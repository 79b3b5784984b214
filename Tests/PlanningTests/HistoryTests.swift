import Planning
import Testing

@Suite struct `What a message has done` {
  private static let held = PlanFileTests.snapshot([
    Applied("a", edit: { $0.body = "Old" }) { $0.shownAt = 5 }.message,
    Applied("b", edit: { $0.body = "Old" }).message,
    Applied("c") { $0.shownAt = 5 }.message,
  ])
  private static let plan = Planner(
    Sample.desired([Sample.file("a"), Sample.file("b"), Sample.file("c"), Sample.file("n")]),
    over: held, commit: nil, now: 1_000
  ).plan()
  private static let history = History(
    recipients: 9, engaged: 3, simulated: 0, version: 2, recipientsOfVersion: 4)

  @Test func `is asked of those that change and somebody has been shown`() {
    let shown = Self.held.messages.filter { $0.externalID == "acme/a" }.map(\.id)
    #expect(Self.plan.shownMessages(in: Self.held) == shown)
  }

  @Test func `is asked of those that go`() {
    let plan = Planner(
      Sample.desired([Sample.file("a"), Sample.file("b")]), over: Self.held, commit: nil,
      now: 1_000
    ).plan()
    #expect(plan.shownMessages(in: Self.held).count == 2)
  }

  @Test func `is told with the change`() throws {
    let id = try #require(Self.plan.shownMessages(in: Self.held).first)
    let plan = Self.plan.knowing([id: Self.history], untold: 0)
    #expect(plan.changes.filter { $0.history == Self.history }.map(\.key) == ["a"])
  }

  @Test func `is no reason to plan again: people go on receiving it`() throws {
    let id = try #require(Self.plan.shownMessages(in: Self.held).first)
    #expect(Self.plan.knowing([id: Self.history], untold: 0).doesTheSame(as: Self.plan))
    #expect(Self.plan.knowing([:], untold: 1).doesTheSame(as: Self.plan))
  }
}
