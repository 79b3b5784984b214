internal import Diagnostics
internal import Planning

/// News is told once.
enum RepeatedAnnouncement: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    guard manuscript.purpose == .announcement else { return }
    switch manuscript.campaign.display.frequency {
    case .showOnce: return
    case .showUntilDismissed:
      findings.report(
        kind, "this announcement comes back until people close it",
        at: manuscript.place(of: "frequency", in: "display"),
        do: "write `frequency: show_once`; if people must settle something, tag it `notice`")
    }
  }

  static let kind = DiagnosticKind(
    "repeated-announcement", .warning, summary: "an announcement is shown until it is closed",
    explanation: """
      News that comes back on every page is no news. Show it once: whoever needs it will find it \
      again in the Messenger. A chat or post is taken for an announcement when a tag of it, or its \
      key, ends in `launch`, `release` or `announcement`; `notice` says that it is something to \
      settle.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [launch("frequency: «show_until_dismissed»", tags: "launch")],
    good: [
      launch("frequency: show_once", tags: "launch"),
      launch("frequency: show_until_dismissed", tags: "notice"),
    ])

  private static func launch(_ line: String, tags: String) -> String {
    CopyExamples.body("Export your data in one step.", "display: { \(line) }\ntags: [\(tags)]")
  }
}
