internal import Diagnostics
internal import Planning

/// News goes to those who are there when it is news.
enum OngoingAnnouncement: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    guard manuscript.purpose == .announcement else { return }
    switch manuscript.campaign.schedule.send {
    case .once: return
    case .ongoing:
      findings.report(
        kind, "this announcement goes on for everyone who comes later",
        at: manuscript.place(of: "send", in: "schedule"),
        do: "write `send: once`, and a `start`")
    }
  }

  static let kind = DiagnosticKind(
    "ongoing-announcement", .warning, summary: "an announcement is sent on and on",
    explanation: """
      Whoever signs up next month never knew the product without the feature; to them it is no \
      news. `send: once` goes to those who match when it starts. A chat or post is taken for an \
      announcement when a tag of it, or its key, ends in `launch`, `release` or `announcement`.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [launch("send: «ongoing»")], good: [launch("send: once")])

  private static func launch(_ line: String) -> String {
    CopyExamples.body(
      "Export your data in one step.", "schedule: { \(line) }\ntags: [product-launch]")
  }
}
