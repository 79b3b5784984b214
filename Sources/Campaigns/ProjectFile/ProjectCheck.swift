internal import Diagnostics
internal import YAML

/// What must hold of the project file's parts together.
enum ProjectCheck {
  static func check(_ project: Node, _ checker: inout Checker) {
    checkDefaultEnvironment(project, &checker)
    checkFormerNames(project, &checker)
    checkRules(project, &checker)
    for environment in project["environments"]?.entries ?? [] {
      EnvironmentCheck.check(environment.value, &checker)
    }
    checkSandboxes(project, &checker)
  }

  /// The project has one embedded server, and a workspace belongs to one environment.
  private static func checkSandboxes(_ project: Node, _ checker: inout Checker) {
    let sandboxes = (project["environments"]?.entries ?? []).filter {
      $0.value["remote"]?.text == "sandbox"
    }
    guard let first = sandboxes.first else { return }
    for other in sandboxes.dropFirst() {
      checker.report(
        .secondSandbox, "`\(other.key)` would share the sandbox of `\(first.key)`",
        at: other.keyRange, also: [Label(checker.file, first.keyRange, "the first one")],
        help: [
          "give one of them a server of its own: `herald sandbox --db FILE`, and `remote: messages`"
        ])
    }
  }

  private static func checkDefaultEnvironment(_ project: Node, _ checker: inout Checker) {
    guard let node = project["default_environment"], let name = node.text,
      let environments = project["environments"]?.entries,
      !environments.contains(where: { $0.key == name })
    else { return }
    checker.report(
      EnvironmentNaming.unknown(
        name, among: environments.map(\.key), at: Label(checker.file, node.place)))
  }

  private static func checkFormerNames(_ project: Node, _ checker: inout Checker) {
    guard let name = project["project"]?.text else { return }
    var seen: [String: Node] = [:]
    for former in project["previously"]?.items ?? [] {
      guard let text = former.text else { continue }
      if text == name {
        checker.report(
          .formerKey, "`\(name)` is the project's name now, not a former one", at: former.place,
          help: ["list names that it no longer has"])
      } else if let first = seen.updateValue(former, forKey: text) {
        checker.report(
          .formerKey, "`\(text)` is listed twice", at: former.place,
          also: [Label(checker.file, first.place, "the first one")], help: ["remove one of them"])
      }
    }
  }

  private static func checkRules(_ project: Node, _ checker: inout Checker) {
    for entry in project["lint"]?.entries ?? [] where !LintRules.has(entry.key) {
      checker.report(
        LintRules.unknown(
          entry.key, "there is no rule \(Shown.value(entry.key)) to set",
          at: Label(checker.file, entry.keyRange)))
    }
  }
}

/// What is said of an environment's name that the project does not have.
enum EnvironmentNaming {
  static func unknown(_ name: String, among names: [String], at label: Label?) -> Diagnostic {
    let near = suggestion(for: name, among: names)
    return Diagnostic(
      .unknownEnvironment, "the project has no environment \(Shown.value(name))", at: label,
      help: [
        near.map { "did you mean `\($0)`?" },
        names.isEmpty ? nil : "the environments are \(Shown.list(names, "and"))",
      ].compactMap(\.self),
      fix: near.flatMap { near in
        label.map { Fix("write `\(near)`", replacing: $0.range, with: near) }
      })
  }
}
