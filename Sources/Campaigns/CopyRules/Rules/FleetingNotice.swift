internal import Diagnostics
internal import Planning

/// What people must know stays until they have seen to it.
enum FleetingNotice: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    guard manuscript.purpose == .notice else { return }
    switch manuscript.campaign.display.frequency {
    case .showUntilDismissed: return
    case .showOnce:
      findings.report(
        kind, "this notice is gone once people have seen it",
        at: manuscript.place(of: "frequency", in: "display"),
        do: "write `frequency: show_until_dismissed` under `display`")
    }
  }

  static let kind = DiagnosticKind(
    "fleeting-notice", .warning, summary: "a notice is shown once",
    explanation: """
      Somebody who clicks past a failed payment has not settled it. A notice stays until people \
      close it: `frequency: show_until_dismissed`. Left out, `show_once` is meant. A campaign is \
      taken for a notice when a tag of it, or its key, ends in `notice`, `alert`, `outage`, \
      `incident` or `maintenance`.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      notice("display: { frequency: «show_once» }"), notice("«display»: { pages: [/billing] }"),
    ],
    good: [notice("display: { frequency: show_until_dismissed }")])

  private static func notice(_ line: String) -> String {
    CopyExamples.body("Update your card and nothing stops.", "\(line)\ntags: [billing, notice]")
  }
}
