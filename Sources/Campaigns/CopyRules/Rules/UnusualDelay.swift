internal import Diagnostics
internal import Planning

/// A message comes after people have arrived, and before they have left.
enum UnusualDelay: CopyRule {
  static let usual = 5...10

  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    switch manuscript.campaign.display.trigger {
    case .pageLoad, .event: return
    case .delay(let seconds):
      guard !usual.contains(seconds) else { return }
      let place = manuscript.root["display"]?["trigger"]?["delay"]?.place
      findings.report(
        kind,
        seconds < usual.lowerBound
          ? "after \(seconds) s people are still finding their way round the page"
          : "after \(seconds) s many have left the page",
        at: place ?? manuscript.head,
        do: "wait \(usual.lowerBound) to \(usual.upperBound) s, as `delay: 8s`")
    }
  }

  static let kind = DiagnosticKind(
    "unusual-delay", .warning,
    summary: "a delay is not between \(usual.lowerBound) and \(usual.upperBound) seconds",
    explanation: """
      A message that comes at once is in the way of what people came for, and is closed unread; one \
      that comes late finds them gone. \(usual.lowerBound) to \(usual.upperBound) seconds after the \
      page has loaded they have looked round, and are there.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [delay("«1s»"), delay("«2 minutes»")],
    good: [delay("8s"), CopyExamples.body("Export your data in one step.")])

  private static func delay(_ delay: String) -> String {
    CopyExamples.body(
      "Export your data in one step.", "display:\n  trigger: { delay: \(delay) }")
  }
}
