import Planning
import Testing

@Suite("Limits in people")
struct UncountedTests {
  private static let limits = Limits(deletes: .percent(100), newReach: 10_000, reach: 500)

  @Test("a plan that can expose people says which limits were not checked")
  func exposing() {
    let plan = Sample.plan(Sample.desired([Sample.file("a")], limits: Self.limits), over: [])
    #expect(
      plan.notes == [
        .reachNotCounted(limit: "limits.new_reach", people: 10_000),
        .reachNotCounted(limit: "limits.reach", people: 500),
      ])
  }

  @Test("a plan that exposes nobody says nothing of them")
  func draft() {
    let draft = Sample.file("a") { $0.status = .draft }
    #expect(Sample.plan(Sample.desired([draft], limits: Self.limits), over: []).notes.isEmpty)
  }

  @Test("a project without such limits hears nothing of them")
  func unlimited() {
    #expect(Sample.plan([Sample.file("a")], over: []).notes.isEmpty)
  }
}
