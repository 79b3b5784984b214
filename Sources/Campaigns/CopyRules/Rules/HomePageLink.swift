internal import Diagnostics

/// A button leads to what the message is about.
enum HomePageLink: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    for link in manuscript.links {
      let address = LinkAddress(link.url)
      guard address.isFirstPage else { continue }
      if let variable = address.variable {
        guard address.host.isEmpty else { continue }
        findings.openLinks.append(OpenLink(variable: String(variable), place: link.node.place))
      } else if address.scheme != nil {
        findings.report(kind, problem, at: link.node.place, do: help)
      }
    }
  }

  /// The same of a link that is a variable and nothing else, once its value is known.
  static func problem(of link: OpenLink, _ value: String, in file: SourceFile) -> Diagnostic? {
    guard LinkAddress(value).isFirstPage else { return nil }
    return Diagnostic(kind, problem, at: Label(file, link.place), help: [help])
  }

  private static let problem = "this button leads to a home page"
  private static let help =
    "lead to the page where people can do it at once, as `${app_url}/reports/export`"

  static let kind = DiagnosticKind(
    "home-page-link", .warning, summary: "a button leads to a home page",
    explanation: """
      Whoever presses "Export now" wants to export. On a home page they have to look for it, and \
      most do not. Link to the page, or the dialog, in which they can do what the message promises.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      CopyExamples.link("«\"${app_url}\"»"), CopyExamples.link("«https://acme.test/»"),
      CopyExamples.link("«\"${app_url}/?utm_source=launch\"»"),
      CopyExamples.campaign(
        "bot:\n  start: hello\n  steps:\n    hello:\n      say: Shall we export your data?\n"
          + "      replies:\n        - { label: Yes, url: «https://acme.test» }",
        format: "bot"),
    ],
    good: [
      CopyExamples.link("\"${app_url}/reports/export\""),
      CopyExamples.link("https://acme.test/#/reports"),
    ])
}
