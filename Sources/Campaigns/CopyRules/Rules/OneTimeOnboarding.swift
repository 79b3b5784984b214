internal import Diagnostics
internal import Planning

/// First steps are for everyone who comes.
enum OneTimeOnboarding: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    guard manuscript.purpose == .onboarding else { return }
    switch manuscript.campaign.schedule.send {
    case .ongoing: return
    case .once:
      findings.report(
        kind, "nobody who signs up later will see these first steps",
        at: manuscript.place(of: "send", in: "schedule"),
        do: "write `send: ongoing` under `schedule`; left out, `once` is meant")
    }
  }

  static let kind = DiagnosticKind(
    "one-time-onboarding", .warning, summary: "onboarding is sent once",
    explanation: """
      `send: once` goes to those who match when it starts, and then it is over. Newcomers come \
      every day: onboarding is `send: ongoing`. A campaign is taken for onboarding when a tag of \
      it, or its key, ends in `onboarding`, `activation` or `welcome`.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      first("schedule: { send: «once» }"),
      first("«schedule»: { start: 2027-02-01, time_zone: UTC }"),
    ],
    good: [first("schedule: { send: ongoing }")])

  private static func first(_ line: String) -> String {
    CopyExamples.body(
      "Watch these sample charts turn into your own.", "\(line)\ntags: [onboarding]")
  }
}
