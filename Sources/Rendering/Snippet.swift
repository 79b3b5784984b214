import Diagnostics

/// Lines of one file with markers under the bytes that a diagnostic speaks of.
struct Snippet {
  private struct Mark {
    let position: SourcePosition
    let label: Label
    let isPrimary: Bool
  }

  let file: SourceFile
  private let head: SourcePosition
  private var marks: [Mark]
  private let severity: Severity

  init(_ label: Label, isPrimary: Bool, severity: Severity) {
    file = label.file
    head = label.file.position(at: label.range.start)
    marks = [Mark(position: head, label: label, isPrimary: isPrimary)]
    self.severity = severity
  }

  /// The greatest line number that is shown.
  var lastLine: Int { marks.map(\.position.line).max() ?? 1 }

  mutating func add(_ label: Label) {
    let position = file.position(at: label.range.start)
    marks.append(Mark(position: position, label: label, isPrimary: false))
  }

  func render(gutter: Int, page: Page) -> String {
    let indent = String(repeating: " ", count: gutter)
    let bar = page.ink.blue("|")
    var text =
      "\(indent)\(page.ink.blue("-->")) \(file.path.visibleLine):\(head.line):\(head.column)\n"
    text += "\(indent) \(bar)\n"
    let ordered = marks.sorted {
      ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column)
    }
    var lastLine: Int?
    for mark in ordered {
      let line = SourceLine(
        file, mark.label.range, width: page.width.map { max(24, $0 - gutter - 3) })
      if lastLine != mark.position.line {
        if let lastLine, mark.position.line > lastLine + 1 {
          text += "\(page.ink.blue(String(repeating: ".", count: max(3, gutter))))\n"
        }
        let number = String(mark.position.line)
        let padding = String(repeating: " ", count: gutter - number.count)
        text += "\(padding)\(page.ink.blue(number)) \(bar) \(line.text)\n"
        lastLine = mark.position.line
      }
      let label = mark.label.text.isEmpty ? "" : " \(mark.label.text.visibleLine)"
      let marker = String(repeating: mark.isPrimary ? "^" : "-", count: line.markerWidth)
      text +=
        "\(indent) \(bar) \(String(repeating: " ", count: line.markerStart))"
        + "\(paint(marker + label, mark, page))\n"
    }
    return text
  }

  private func paint(_ text: String, _ mark: Mark, _ page: Page) -> String {
    guard mark.isPrimary else { return page.ink.blue(text) }
    switch severity {
    case .error: return page.ink.red(text)
    case .warning: return page.ink.yellow(text)
    }
  }
}

/// One line as it is shown: tabs widened, the invisible made visible, a long one cut around the mark.
private struct SourceLine {
  let text: String
  /// In columns.
  let markerStart: Int
  /// In columns, at least 1; a range over several lines is marked on the first.
  let markerWidth: Int

  init(_ file: SourceFile, _ range: SourceRange, width: Int?) {
    let line = file.lineRange(at: range.start)
    let start = min(max(range.start, line.start), line.end)
    let end = min(max(range.end, start), line.end)
    let before = Self.shown(file, line.start, start)
    let marked = Self.shown(file, start, end)
    let after = Self.shown(file, end, line.end)
    let room = width ?? 160
    var lead = before
    if before.columns + min(marked.columns, room / 2) + 8 > room {
      lead = "…" + Self.tail(before, columns: max(8, room / 3))
    }
    markerStart = lead.columns
    let rest = (marked + after).cut(to: max(8, room - markerStart))
    text = lead + rest
    markerWidth = max(1, min(marked.columns, rest.columns))
  }

  private static func shown(_ file: SourceFile, _ start: Int, _ end: Int) -> String {
    // A line may be megabytes long: only what can be shown near the mark is looked at.
    let limit = 2_000
    let range = end - start > limit ? SourceRange(end - limit, end) : SourceRange(start, end)
    let text = file.text(in: range)
    return text.split(separator: "\t", omittingEmptySubsequences: false).map(\.visibleLine)
      .joined(separator: "  ")
  }

  private static func tail(_ text: String, columns: Int) -> String {
    var result: [Character] = []
    var used = 0
    for character in text.reversed() {
      used += String(character).columns
      if used > columns { break }
      result.append(character)
    }
    return String(result.reversed())
  }
}
