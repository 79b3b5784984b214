public import Diagnostics
internal import Planning

/// A comment that allows what only shows in an environment.
struct WaitingAllowance: Sendable {
  let allowance: Allowance
  let file: SourceFile
  /// Whether it allows something that was found as files were read.
  let isUsed: Bool

  func allows(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.primary?.file.path == file.path && allowance.allows(diagnostic)
  }
}

// What environments show, as the project wants it told.
extension ProjectContent {
  /// Without what comments allow, with the severities that the project wants.
  func asWanted(_ found: [Diagnostic]) -> [Diagnostic] {
    if found.isEmpty { return [] }
    let left = found.filter { diagnostic in !waiting.contains { $0.allows(diagnostic) } }
    return project?.leveled(left) ?? left
  }

  /// A warning for each comment that allows nothing in any environment.
  ///
  /// - Parameter found: what all environments show, before comments take away from it.
  func unusedAllowances(after found: [Diagnostic]) -> [Diagnostic] {
    waiting.filter { waiting in !waiting.isUsed && !found.contains(where: waiting.allows) }
      .map { $0.allowance.unused(in: $0.file) }
  }
}

extension Project {
  /// How much a rule matters here; a warning, unless the project says otherwise.
  func level(of kind: DiagnosticKind) -> LintSetting.Level {
    lint.first { $0.rule == kind.code }?.level ?? .warning
  }

  /// Whether campaigns are to be held against one another.
  var looksAround: Bool {
    level(of: .collision) != .off || limits.perPerson != nil && level(of: .tooOften) != .off
  }
}
