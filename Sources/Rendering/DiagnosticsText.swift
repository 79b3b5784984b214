public import Diagnostics

/// Diagnostics as compilers print them.
public struct DiagnosticsText {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  /// All of them, in the order given, with a line that counts them. Empty when there are none.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    guard !diagnostics.isEmpty else { return "" }
    return diagnostics.map(render).joined(separator: "\n") + "\n" + summary(diagnostics) + "\n"
  }

  private func summary(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    var parts: [String] = []
    if errors > 0 { parts.append(page.ink.red(errors.counted("error"))) }
    if warnings > 0 { parts.append(page.ink.yellow(warnings.counted("warning"))) }
    return parts.joined(separator: ", ") + "; `herald explain CODE` says more"
  }

  /// One diagnostic, ending in a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    let parts = parts(of: diagnostic)
    return parts.headline + parts.snippet + parts.advice.joined()
  }

  /// What it is made of: only the snippet is in columns, which must not be broken.
  func parts(of diagnostic: Diagnostic) -> (headline: String, snippet: String, advice: [String]) {
    let places = snippets(of: diagnostic)
    let gutter = places.map { String($0.lastLine).count }.max() ?? 1
    let indent = String(repeating: " ", count: gutter + 1)
    let advice =
      diagnostic.help.map { ("help:", $0) } + (diagnostic.fix.map { [("fix:", $0.title)] } ?? [])
    return (
      headline(diagnostic), places.map { $0.render(gutter: gutter, page: page) }.joined(),
      advice.map { "\(indent)\(page.ink.blue("=")) \(page.ink.bold($0)) \($1.visibleLine)\n" }
    )
  }

  private func headline(_ diagnostic: Diagnostic) -> String {
    let tag = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
    let coloured =
      switch diagnostic.severity {
      case .error: page.ink.red(tag)
      case .warning: page.ink.yellow(tag)
      }
    return "\(page.ink.bold(coloured)): \(page.ink.bold(diagnostic.message.visibleLine))\n"
  }

  /// The primary place first, then the others; places in one file share a snippet.
  private func snippets(of diagnostic: Diagnostic) -> [Snippet] {
    var snippets: [Snippet] = []
    if let primary = diagnostic.primary {
      snippets.append(Snippet(primary, isPrimary: true, severity: diagnostic.severity))
    }
    for label in diagnostic.secondary {
      if let index = snippets.firstIndex(where: { $0.file.path == label.file.path }) {
        snippets[index].add(label)
      } else {
        snippets.append(Snippet(label, isPrimary: false, severity: diagnostic.severity))
      }
    }
    return snippets
  }
}
