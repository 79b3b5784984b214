internal import Audiences
internal import Diagnostics
internal import Planning
internal import YAML

/// Reads `herald.yaml`.
enum ProjectFileReader {
  static func read(_ file: SourceFile) -> (project: Project?, diagnostics: [Diagnostic]) {
    let (documents, syntax) = YAMLReader().read(file)
    var checker = Checker(file, document: .project)
    for diagnostic in syntax { checker.report(diagnostic) }
    let project = read(documents.compactMap(\.root), &checker)
    if checker.secrets.isEmpty { return (project, checker.diagnostics) }
    return (project, checker.diagnostics.moved(to: file.hiding(checker.secrets)))
  }

  private static func read(_ roots: [Node], _ checker: inout Checker) -> Project? {
    guard
      let root = roots.first(where: { $0.entry("project") != nil })
    else {
      if checker.errorCount == 0 { reportNone(roots.first, &checker) }
      return nil
    }
    for node in roots where node.range != root.range { reportOther(node, &checker) }
    if let first = root.entries?.first, let key = root.entry("project"), first.key != "project" {
      checker.report(
        .kindNotFirst, "`project` is not the first key of its document", at: key.keyRange,
        also: [Label(checker.file, first.keyRange, "the document begins here")],
        help: ["move `project` to the top: the first key says what a document is"])
    }
    checker.checkMapping(root, .project, Subject(key: "project"))
    ProjectCheck.check(root, &checker)
    checkZone(root, &checker)
    guard checker.errorCount == 0 else { return nil }
    ScheduleCheck.checkFreezes(root, &checker)
    return ProjectDecoder(file: checker.file, root: root).project
  }

  private static func reportOther(_ node: Node, _ checker: inout Checker) {
    let first = node.entries?.first
    let isCampaign = first.map { $0.key == "campaign" || $0.key == "audience" } ?? false
    checker.report(
      .unexpectedDocument, "`herald.yaml` holds the project alone",
      at: first?.keyRange ?? node.range,
      help: [
        isCampaign
          ? "move this \(first?.key ?? "") to a file beside `herald.yaml` or in a folder below"
          : "write everything about the project into its one document"
      ])
  }

  private static func reportNone(_ root: Node?, _ checker: inout Checker) {
    let first = root?.entries?.first
    let near = first.flatMap { suggestion(for: $0.key, among: ["project"]) }
    checker.report(
      .noProject, "`herald.yaml` holds no project",
      at: first?.keyRange ?? root?.range ?? SourceRange(0, 0),
      help: [
        near.map { "did you mean `\($0)`?" }
          ?? "begin it with `project: NAME`, and list at least one environment"
      ])
  }

  private static func checkZone(_ root: Node, _ checker: inout Checker) {
    guard let zone = root["defaults"]?["schedule"]?["time_zone"], let name = zone.text else {
      return
    }
    var zones = TimeZones()
    if ZoneName.isWellFormed(name), !zones.exists(name) {
      checker.report(ZoneNaming.unknown(name, at: Label(checker.file, zone.place)))
    }
  }
}

/// What is said of a time zone that does not exist.
enum ZoneNaming {
  static func unknown(_ name: String, at label: Label) -> Diagnostic {
    let near = TimeZones.suggestion(for: name)
    return Diagnostic(
      .unknownTimeZone, "there is no time zone \(Shown.value(name))", at: label,
      help: [near.map { "did you mean `\($0)`?" } ?? TextForm.timeZone.help],
      fix: near.map { Fix("write `\($0)`", replacing: label.range, with: $0) })
  }
}
