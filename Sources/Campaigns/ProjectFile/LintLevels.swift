internal import Diagnostics

extension [LintSetting] {
  /// The diagnostics with the severities that the project wants.
  func leveled(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let levels = Dictionary(map { ($0.rule, $0.level) }) { first, _ in first }
    return diagnostics.compactMap { diagnostic in
      guard let level = levels[diagnostic.code] else { return diagnostic }
      var diagnostic = diagnostic
      switch level {
      case .off: return nil
      case .warning: diagnostic.severity = .warning
      case .error: diagnostic.severity = .error
      }
      return diagnostic
    }
  }
}

extension Project {
  func leveled(_ diagnostics: [Diagnostic]) -> [Diagnostic] { lint.leveled(diagnostics) }
}
