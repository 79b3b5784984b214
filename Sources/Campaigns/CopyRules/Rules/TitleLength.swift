internal import Diagnostics
internal import Planning

/// A title fits on its line.
enum TitleLength: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    guard let longest = longest(in: manuscript.campaign.format) else { return }
    for passage in manuscript.passages where passage.role == .title {
      // What is filled in has no length yet.
      let filled = passage.words.reduce(0) { $0 + ($1.isFilled ? $1.range.count : 0) }
      guard passage.bytes.count - filled > longest, passage.text.count - filled > longest else {
        continue
      }
      findings.report(
        kind, "this title has \(passage.text.count - filled) characters", at: passage.node.place,
        do: "say it in \(longest) characters or fewer: the rest is cut off on a phone")
    }
  }

  /// In characters; nil where a format has no title.
  private static func longest(in format: Format) -> Int? {
    switch format {
    case .post: 60
    case .chat, .tooltip, .bot: nil
    }
  }

  static let kind = DiagnosticKind(
    "title-length", .warning, summary: "a title is longer than its line",
    explanation: """
      A title is read at a glance or not at all, and a phone cuts it off. In a post, 60 characters \
      are enough to say what people gain; the body says how.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      post(
        "«From today on you can export all of your reports as CSV files in one single step»")
    ],
    good: [post("Take your reports with you")])

  private static func post(_ title: String) -> String {
    CopyExamples.campaign(
      "copy:\n  title: \(title)\n  body: One click turns any report into a CSV file.\n"
        + "  \(Example.button)",
      format: "post")
  }
}
