import Applying
import Diagnostics
import JSON
import Planning
import Remote
import Rendering
import Testing

/// The samples that `Tests/checkers` hold against tools that are not ours.
@Suite struct `A recorded review` {
  static let reviews: [(name: String, review: Review)] = [
    ("showcase", Sample.review(.planned(Sample.showcase()))),
    ("unchanged", Sample.review(.planned(Sample.unchanged()))),
    (
      "besieged",
      Sample.review(
        .planned(Sample.besieged()), Sample.besiegers().filter { $0.severity == .warning })
    ),
    ("wrong", Sample.review(.filesWrong, Sample.besiegers() + [Sample.unknownKey()])),
    ("failed", Sample.review(.failed(.init("the remote ```\n</details> @everyone", help: "wait")))),
    ("partial", Sample.review(Sample.partial(), command: "apply")),
  ]

  /// What is too much for a comment.
  static let comments: [(name: String, review: Review)] = [
    ("large", Sample.review(.planned(Sample.many(600)))),
    ("long", Sample.review(.planned(Sample.longCopy()))),
  ]

  @Test(arguments: comments.map(\.name))
  func `is cut to what a comment may have`(name: String) throws {
    let review = try #require(Self.comments.first { $0.name == name }?.review)
    try Recording.hold("review-\(name).md", ReviewMarkdown().render(review))
  }

  @Test(arguments: reviews.map(\.name))
  func `is what is rendered`(name: String) throws {
    let review = try #require(Self.reviews.first { $0.name == name }?.review)
    try Recording.hold("review-\(name).md", ReviewMarkdown().render(review))
    try Recording.hold("review-\(name).html", ReviewHTML().render(review))
    try Recording.hold("review-\(name).github", GitHubAnnotations().render(review))
    try Recording.hold(
      "review-\(name).gitlab.json", GitLabReport().render(review).pretty(endsLine: true))
    try Recording.hold(
      "review-\(name).sarif", SARIFLog(version: "1.2.3").render(review).pretty(endsLine: true))
  }
}

extension Sample {
  /// A change of long copy, and a campaign with more steps than a comment has room for.
  static func longCopy(_ count: Int = 40) -> Plan {
    let sentence = "Export your data in one step, and then in another, and so on. "
    return plan(
      (1...count).map { number in
        file("long-\(number)") { $0.body = String(repeating: sentence, count: 60) + "\(number)" }
      }, over: [applied("long-1", id: "1") { $0.body = "Short." }])
  }

  static func partial() -> Review.Result {
    let plan = many(4)
    let outcomes: [ChangeOutcome] = [
      .applied, .failed(.moved, stepsDone: 0),
      .mayHaveLanded(.unreachable(reason: "cut | off `", mayHaveLanded: true)),
      .notAttempted(.interrupted),
    ]
    let results = zip(plan.changes, outcomes).map { ChangeResult(change: $0, outcome: $1) }
    return .carriedOut(
      plan, ApplyReport(results: results), kept: [], mismatches: [], trouble: nil)
  }
}
