import Planning
import Testing

@Suite("Who sends, in a saved plan")
struct SavedSenderTests {
  /// One message that its file has taken from somebody else, one whose file is gone, and one from
  /// somebody who is no admin any more.
  private static let before = PlanFileTests.snapshot([
    Applied("a") { $0.outside = { $0.sender = .email("bo@acme.test") } }.message,
    Applied("gone", edit: { $0.sender = .email("bo@acme.test") }, with: { $0.shownAt = 5 }).message,
    Applied("left", edit: { $0.sender = .email("cy@acme.test") }) {
      $0.shownAt = 5
      $0.outside = { $0.sender = .id("1") }
    }.message,
  ])
  private static let desired = Sample.desired([Sample.file("a"), Sample.file("new")])
  private static let file = PlanFileTests.file(desired, over: before)

  @Test("no address is in it that the files do not say")
  func hidden() {
    let text = Self.file.text
    #expect(text.contains("ana@acme.test"))
    #expect(!text.contains("bo@acme.test"))
    #expect(!text.contains("cy@acme.test"))
  }

  @Test("it is shown and carried out with every address")
  func shown() throws {
    let plan = Planner(Self.desired, over: Self.before, commit: GitCommit(id: "c0ffee"), now: 1_000)
      .plan()
    let read = try PlanFile(parsing: Array(Self.file.text.utf8))
    #expect(read.plan(filledFrom: Self.before) == plan)
    #expect(read.mismatches(with: Self.desired, over: Self.before, at: 1_000) == [])
  }

  @Test("what moved is told by field, hidden or not")
  func moved() {
    let now = PlanFileTests.snapshot(
      Self.before.messages.map { message in
        message.externalID == "acme/a"
          ? Applied("a") {
            $0.etag = "\"8\""
            $0.outside = { $0.body = "Other" }
          }.message : message
      })
    #expect(
      Self.file.mismatches(with: now)
        == [.moved(change: number(of: "a"), key: "a", fields: ["from", "copy.body"])])
  }

  private func number(of key: String) -> Int {
    Self.file.plan.changes.first { $0.key == key }?.number ?? 0
  }
}
