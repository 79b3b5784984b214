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
    let isFirst = marks.contains(where: \.isPrimary)
    let arrow = "\(indent)\(page.ink.blue(isFirst ? "-->" : ":::")) \(file.path.visibleLine)"
    // A file that could not be read, or holds nothing, has no line to show.
    if file.bytes.isEmpty { return "\(arrow)\n" + notes(indent, page) }
    var text = "\(arrow):\(head.line):\(head.column)\n\(indent) \(bar)\n"
    var lastLine: Int?
    for (number, marks) in markedLines {
      if let lastLine, number > lastLine + 1 { text += page.ink.blue("...") + "\n" }
      lastLine = number
      let focus = marks.first(where: \.isPrimary) ?? marks[0]
      let room = page.width.map { max(24, $0 - gutter - 3) } ?? 160
      let line = SourceLine(file, focus.label.range, room: room)
      let digits = String(number)
      text += String(repeating: " ", count: gutter - digits.count)
      text += "\(page.ink.blue(digits)) \(bar)\(line.text.isEmpty ? "" : " " + line.text)\n"
      for mark in marks {
        let (start, width) = line.columns(of: mark.label.range)
        let label = mark.label.text.isEmpty ? "" : " \(mark.label.text.visibleLine)"
        let marker = String(repeating: mark.isPrimary ? "^" : "-", count: width)
        text += "\(indent) \(bar) \(String(repeating: " ", count: start))"
        text += "\(paint(marker + label, mark, page))\n"
      }
    }
    return text
  }

  /// By line and column; those of one line together.
  private var markedLines: [(line: Int, marks: [Mark])] {
    let ordered = marks.enumerated().sorted { left, right in
      let (first, second) = (left.element.position, right.element.position)
      return (first.line, first.column, left.offset) < (second.line, second.column, right.offset)
    }
    return ordered.reduce(into: []) { lines, mark in
      if lines.last?.line == mark.element.position.line {
        lines[lines.count - 1].marks.append(mark.element)
      } else {
        lines.append((mark.element.position.line, [mark.element]))
      }
    }
  }

  /// What the labels say, where there is no line to mark.
  private func notes(_ indent: String, _ page: Page) -> String {
    marks.filter { !$0.label.text.isEmpty }
      .map { "\(indent) \(page.ink.blue("|")) \(paint($0.label.text.visibleLine, $0, page))\n" }
      .joined()
  }

  private func paint(_ text: String, _ mark: Mark, _ page: Page) -> String {
    guard mark.isPrimary else { return page.ink.blue(text) }
    switch severity {
    case .error: return page.ink.red(text)
    case .warning: return page.ink.yellow(text)
    }
  }
}
