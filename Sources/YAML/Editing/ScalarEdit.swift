import Diagnostics

/// How a scalar's bytes change when it is to say something else: in the style that it has, wherever
/// that can hold the new text.
struct ScalarEdit {
  let old: Scalar
  /// The old one as it stands in the file.
  let written: String
  let new: Scalar
  let isInFlow: Bool
  /// Of the line that the scalar belongs to, in columns.
  let indent: Int

  /// Columns of a folded text's lines.
  static let width = 96

  var text: String {
    guard case .text(let text) = new.resolved else {
      return ScalarText.oneLine(new, inFlow: isInFlow)
    }
    switch old.style {
    case .plain: return ScalarText.oneLine(quotable, inFlow: isInFlow)
    case .singleQuoted:
      return text.unicodeScalars.allSatisfy(ScalarText.isUnescaped)
        ? "'" + text.unicodeScalars.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
        : ScalarText.doubleQuoted(text)
    case .doubleQuoted: return ScalarText.doubleQuoted(text)
    case .literal: return block(text, folded: false) ?? ScalarText.doubleQuoted(text)
    case .folded:
      return block(text, folded: true) ?? block(text, folded: false)
        ?? ScalarText.doubleQuoted(text)
    }
  }

  /// A word that somebody vouches for stays plain; any other text is quoted where it needs it.
  private var quotable: Scalar {
    new.style == .plain ? new : Scalar(new.text, style: .doubleQuoted)
  }

  /// The indicator with what follows it in its line, and the text's lines; nil where they would not
  /// keep the text.
  private func block(_ text: String, folded: Bool) -> String? {
    guard
      text.unicodeScalars.allSatisfy({ ScalarText.isUnescaped($0) || $0 == "\n" }),
      let first = text.unicodeScalars.first, first != " ", first != "\n"
    else { return nil }
    var paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var breaks = 0
    while paragraphs.last?.isEmpty ?? false {
      paragraphs.removeLast()
      breaks += 1
    }
    let lines = folded ? Self.folded(paragraphs, width: Self.width - indent - 2) : paragraphs
    guard let lines, !lines.contains(where: { $0.hasSuffix(" ") }) else { return nil }
    let chomping = breaks == 0 ? "-" : breaks == 1 ? "" : "+"
    let margin = String(repeating: " ", count: contentIndent)
    let kept = breaks > 1 ? Array(repeating: "", count: breaks - 1) : []
    return (folded ? ">" : "|") + chomping + comment + "\n"
      + (lines + kept).map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }

  /// What stands behind the old indicator in its line.
  private var comment: String {
    let header = written.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" }
    return header.firstIndex(of: "#").map { " " + header[$0...] } ?? ""
  }

  /// The columns before the old text's lines.
  private var contentIndent: Int {
    let lines = written.split(whereSeparator: \.isNewline).dropFirst()
    let widths = lines.filter { $0.contains { $0 != " " } }.map { $0.prefix { $0 == " " }.count }
    return max(widths.min() ?? 0, indent + 1)
  }

  /// The lines that fold into these paragraphs; nil where spaces would be lost.
  private static func folded(_ paragraphs: [String], width: Int) -> [String]? {
    var lines: [String] = []
    for (index, paragraph) in paragraphs.enumerated() {
      if paragraph.hasPrefix(" ") || paragraph.contains("  ") { return nil }
      // A line break in the text is an empty line between two that are not.
      if index > 0 { lines.append("") }
      var line = ""
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: true) {
        if line.isEmpty {
          line = String(word)
        } else if line.count + 1 + word.count <= max(width, 20) {
          line += " " + word
        } else {
          lines.append(line)
          line = String(word)
        }
      }
      if !line.isEmpty { lines.append(line) }
    }
    return lines
  }
}
