import Campaigns
import Diagnostics
import YAML

/// Whether `herald.yaml` asks for a safeguard that this version does not have: one that is taken for
/// granted and missing is worse than none.
enum EnforcementCheck {
  static let notEnforced = DiagnosticKind(
    "not-enforced", .warning,
    summary: "a safeguard that herald.yaml asks for is not enforced yet",
    explanation: """
      The format has safeguards that this version of herald reads and checks, and does not enforce \
      yet: `freeze`, times in which nothing may be applied, and `limits.per_person`, how often one \
      person may be reached. Keep them for the version that does, and do not rely on them until \
      then: during a freeze, do not apply.
      """)

  /// A warning for each of them, at its key.
  static func diagnostics(of project: Project) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if !project.freezes.isEmpty, let key = keyRange(["freeze"], in: project.node) {
      found.append(
        Diagnostic(
          notEnforced, "`freeze` is not enforced yet: apply does not refuse in these times",
          at: Label(project.file, key)))
    }
    if project.perPerson != nil, let key = keyRange(["limits", "per_person"], in: project.node) {
      found.append(
        Diagnostic(
          notEnforced, "`per_person` is not enforced yet: nobody counts what one person receives",
          at: Label(project.file, key)))
    }
    return found
  }

  /// The bytes of a key, found by the names that lead to it.
  private static func keyRange(_ path: [String], in node: Node) -> SourceRange? {
    var node = node
    var range: SourceRange?
    for name in path {
      guard case .mapping(let entries) = node.content,
        let entry = entries.first(where: { $0.key == name })
      else { return nil }
      range = entry.keyRange
      node = entry.value
    }
    return range
  }
}
