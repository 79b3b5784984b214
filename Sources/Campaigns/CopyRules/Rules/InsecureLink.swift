internal import Diagnostics
internal import YAML

/// Links and images are encrypted on their way.
enum InsecureLink: CopyRule {
  static func check(_ manuscript: Manuscript, _ findings: inout Findings) {
    for link in manuscript.links { check(link.url, link.node, &findings) }
    if let image = manuscript.root["copy"]?["image"], let url = image.text {
      check(url, image, &findings)
    }
  }

  private static func check(_ url: String, _ node: Node, _ findings: inout Findings) {
    guard url.hasPrefix("http:"), LinkAddress(url).isInsecure else { return }
    findings.report(
      kind, "this address is not encrypted", at: node.place, do: "begin it with `https://`")
  }

  /// A variable that links begin with; it is told of once, where its value stands.
  static func problem(
    of variable: String, in environment: Environment, _ project: Project, usedAt use: Label
  ) -> Diagnostic {
    let value = project.node["environments"]?[environment.name]?["variables"]?[variable]
    return Diagnostic(
      kind,
      "links that begin with `${\(variable)}` are not encrypted in `\(environment.name)`",
      at: Label(project.file, value?.place ?? project.node.range),
      also: [Label(use.file, use.range, "one of them")], help: ["begin it with `https://`"])
  }

  static let kind = DiagnosticKind(
    "insecure-link", .warning, summary: "a link or an image is not encrypted",
    explanation: """
      What goes over `http://` can be read and changed by anybody on the way, browsers warn people \
      about it, and an image from there does not show on a page that is encrypted. Write \
      `https://`. This machine (`localhost`) may be reached without.
      """,
    bad: CopyExamples.shown(examples.bad), good: CopyExamples.shown(examples.good))

  static let examples = CopyExamples(
    bad: [
      CopyExamples.link("«http://app.acme.test/reports»"),
      CopyExamples.campaign(
        "copy:\n  title: Take your reports with you\n  body: One click and the file is yours.\n"
          + "  image: «http://cdn.acme.test/csv.png»\n  \(Example.button)",
        format: "post"),
    ],
    good: [
      CopyExamples.link("https://app.acme.test/reports"),
      CopyExamples.link("http://localhost:3000/reports"),
    ])
}
