internal import Audiences
internal import Diagnostics
internal import YAML

extension AudienceReader {
  /// What a rule says that tells nobody apart, at its place. What lies in audience documents is told
  /// there; variables must be filled, since two may have one value.
  static func problems(of rule: Rule, in node: Node, _ file: SourceFile) -> [Diagnostic] {
    if isReference(node) { return [] }
    return rule.idleParts.compactMap { idle in
      guard let place = ownRange(of: idle.path, in: node) else { return nil }
      let also = idle.because.prefix(4).map { part in
        Label(file, range(of: part.path, in: node), "because of this")
      }
      let (kind, message, help): (DiagnosticKind, String, String) =
        switch (idle.path.isEmpty, idle.reason) {
        case (true, .always): (.matchesEveryone, "this matches everyone", help(idle))
        case (true, .never): (.matchesNobody, "this matches nobody", help(idle))
        case (false, .always):
          (
            .idleCondition, "this changes nothing: it holds of everyone who gets this far",
            "leave it out, or mend what it compares with"
          )
        case (false, .never):
          (
            .idleCondition, "this changes nothing: it holds of nobody who gets this far",
            "leave it out, or mend what it compares with"
          )
        }
      return Diagnostic(kind, message, at: Label(file, place), also: also, help: [help])
    }
  }

  private static func help(_ idle: IdlePart) -> String {
    switch (idle.part, idle.reason) {
    case (.any, .always):
      "write `all` for `any` to leave all of them out, or `everyone: true` where everybody is meant"
    case (.all, .never): "write `any` for `all` where one of them is enough"
    case (_, .always): "write `everyone: true` where everybody is meant"
    case (_, .never): "nobody would ever see it: mend what is compared"
    }
  }
}
