import Applying
import JSON
import Planning
import Remote
import Rendering
import Testing

@Suite("What became of a plan, as people read it")
struct ApplyTextTests {
  private static let changes = Sample.many(1_000).changes
  private static let lost = RemoteError.unreachable(reason: "cut off", mayHaveLanded: true)

  private static func report(_ outcomes: ChangeOutcome...) -> ApplyReport {
    ApplyReport(results: zip(changes, outcomes).map { ChangeResult(change: $0, outcome: $1) })
  }

  @Test("each change is a line as it ends, its count under the others")
  func progress() {
    let text = ApplyText(.plain)
    let result = ChangeResult(change: Self.changes[0], outcome: .applied)
    #expect(
      text.render(.finished(result), done: 7, of: 1_000) == "     7/1000 + k0001 applied\n")
    #expect(text.render(.started(Self.changes[0]), done: 7, of: 1_000) == nil)
  }

  @Test("all applied is one line")
  func complete() {
    #expect(
      ApplyText(.plain).render(Self.report(.applied, .applied))
        == "Applied: 2 created, 0 changed, 0 deleted.\n")
  }

  @Test("what a workspace has not is told as that, and not as its answer")
  func lack() {
    let error = RemoteError.lacking(.severalNewsfeeds("News"))
    let report = Self.report(.failed(error, stepsDone: 0))
    let text = ApplyText(.plain).render(report)
    #expect(text.contains("1 + k0001 failed: the workspace has several newsfeeds `News`\n"))
    #expect(text.contains("  help: give all but one of them other names in Intercom\n"))
    let result = ApplyJSON.render(Sample.many(1), report, kept: [], mismatches: [])["results"]?
      .array?.first
    #expect(result?["message"] == .string("\(error)"))
    #expect(result?["help"] == .string(error.help))
  }

  @Test("what was not applied is listed with its reason and what to do")
  func partial() {
    let report = Self.report(
      .applied, .failed(.moved, stepsDone: 0), .failed(.limited, stepsDone: 1),
      .mayHaveLanded(Self.lost), .notAttempted(.interrupted), .notAttempted(.needs(change: 2)),
      .notAttempted(.hopeless(change: 3)), .failed(.moved, stepsDone: 0))
    #expect(
      ApplyText(.plain).render(report) == """

          2 + k0002 failed: \(RemoteError.moved)
          3 + k0003 failed: \(RemoteError.limited); the old message is out of the way already
          4 + k0004 may have landed: cut off
          5 + k0005 not attempted: interrupted
          6 + k0006 not attempted: change 2 has to come first
          7 + k0007 not attempted: it would end as change 3 did
          8 + k0008 failed: \(RemoteError.moved)
          help: \(RemoteError.moved.help)
          help: \(RemoteError.limited.help)
          help: \(Self.lost.help)

        Applied in part: 1 applied, 3 failed, 1 may have landed, 3 not attempted. `herald plan` shows what remains.

        """)
  }

  @Test("what may have landed is no part that was applied")
  func uncertain() {
    let text = ApplyText(.plain).render(
      Self.report(.mayHaveLanded(Self.lost), .failed(.limited, stepsDone: 1)))
    #expect(
      text.contains(
        "\nNothing was applied for certain: 1 failed, 1 may have landed, 0 not attempted."))
  }

  @Test("nothing applied is not called a part")
  func nothing() {
    let text = ApplyText(.plain).render(
      Self.report(.failed(.unauthorized, stepsDone: 0), .notAttempted(.hopeless(change: 1))))
    #expect(
      text.hasSuffix(
        "Nothing was applied: 1 failed, 0 may have landed, 1 not attempted."
          + " `herald plan` shows what remains.\n"))
    #expect(!text.contains("in part"))
  }

  @Test("a key cannot give orders to a terminal")
  func hostile() throws {
    let change = try #require(Sample.hostile().changes.first)
    let result = ChangeResult(change: change, outcome: .failed(.moved, stepsDone: 0))
    let text = ApplyText(.plain)
    let line = try #require(text.render(.finished(result), done: 1, of: 1))
    #expect(!(line + text.render(ApplyReport(results: [result]))).contains("\u{1B}"))
  }
}
