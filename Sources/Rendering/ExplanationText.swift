public import Diagnostics

/// What a kind of diagnostic means.
public struct ExplanationText {
  private let page: Page
  private var ink: Ink { page.ink }

  public init(_ page: Page) { self.page = page }

  /// A line for each.
  public func list(_ kinds: [DiagnosticKind]) -> String {
    let width = kinds.map(\.code.count).max() ?? 0
    return kinds.map { kind in
      let severity =
        switch kind.severity {
        case .error: ink.red("error  ")
        case .warning: ink.yellow("warning")
        }
      return "\(ink.bold(kind.code.padded(to: width)))  \(severity)  \(kind.summary)\n"
    }.joined()
  }

  /// All that there is to say, with the examples.
  public func render(_ kind: DiagnosticKind) -> String {
    let width = min(page.width ?? 88, 88)
    var text = "\(ink.bold(kind.code)) (\(kind.severity.rawValue)): \(kind.summary)\n\n"
    for paragraph in kind.explanation.split(separator: "\n", omittingEmptySubsequences: false) {
      text += Self.wrapped(String(paragraph), to: width) + "\n"
    }
    if !kind.bad.isEmpty { text += "\n\(ink.red("Wrong:"))\n\n" + Self.indented(kind.bad) }
    if !kind.good.isEmpty { text += "\n\(ink.green("Right:"))\n\n" + Self.indented(kind.good) }
    return text
  }

  private static func indented(_ example: String) -> String {
    example.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }

  private static func wrapped(_ paragraph: String, to width: Int) -> String {
    var lines: [String] = []
    var line = ""
    for word in paragraph.split(separator: " ") {
      if !line.isEmpty, line.columns + 1 + String(word).columns > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
