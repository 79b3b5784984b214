import Diagnostics
import Planning

/// A review as a comment on a pull request.
///
/// A comment may have 65,536 characters. What does not fit goes in this order: the middle of long
/// changes, whole changes from the last, findings from the last, lines of long notices, rows of the
/// table from the last. What is left out is said; what stays is whole Markdown.
public struct ReviewMarkdown {
  /// In bytes, which are never fewer than characters; some room is left for who adds a line.
  public static let limit = 64_000
  /// Lines of a change, and columns of a line, once changes have to be short.
  private static let (briefLines, briefColumns) = (14, 300)
  /// What notices, and findings beside a plan, may take at most.
  private static let (noticeLimit, findingLimit) = (10_000, 16_000)

  public init() {}

  public func render(_ review: Review) -> String {
    let parts = ReviewParts(review)
    var page = MarkdownPage(limit: Self.limit - Self.lastLine)
    page.add("### \(parts.verdict.text)\n")
    if !parts.facts.isEmpty {
      let facts = parts.facts.map { "\($0.name) \(MarkdownText.code($0.value.cut(to: 100)))" }
      page.add("\n" + facts.joined(separator: " · ") + "\n")
    }
    for notice in parts.notices {
      page.add(
        "\n" + MarkdownText.fence(Self.cut(notice.text, to: Self.noticeLimit, &page.leftOut)))
    }
    table(parts, on: &page)
    let isPlanned = review.plan != nil
    let findings = parts.diagnostics.map { detail(of: $0, of: review) }
    let changes = parts.changes.map { detail(of: $0, in: parts.changes.count, of: review) }
    let room = isPlanned ? min(page.room, Self.findingLimit) : page.room
    let shownFindings = Self.prefix(of: findings, within: room)
    let used = findings.prefix(shownFindings).reduce(0) { $0 + $1.utf8.count }
    let details = changeDetails(changes, within: page.room - used)
    page.leftOut += details.leftOut
    for detail in details.texts { page.add(detail) }
    for finding in findings.prefix(shownFindings) { page.add(finding) }
    page.note(findings.count - shownFindings, "finding")
    return page.text
  }

  /// What the sentence on what is left out may take.
  private static let lastLine = 500

  private func table(_ parts: ReviewParts, on page: inout MarkdownPage) {
    guard !parts.rows.isEmpty else { return }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let head =
      "\n" + line(parts.header) + line(parts.header.map { $0 == "#" ? "--:" : "---" })
    let rows = parts.rows.map { row in
      line(
        row.cells.map { cell in
          switch cell {
          case .plain(let text): text
          case .code(let text): MarkdownText.code(text.cut(to: 160))
          }
        })
    }
    let shown = Self.prefix(of: rows, within: page.room - head.utf8.count)
    page.add(head + rows.prefix(shown).joined())
    page.note(rows.count - shown, "row")
  }

  private func changeDetails(
    _ changes: [(summary: HTML, text: String)], within room: Int
  ) -> (texts: [String], leftOut: [String]) {
    let whole = changes.map { Self.folded($0.summary, $0.text) }
    if whole.reduce(0, { $0 + $1.utf8.count }) <= room { return (whole, []) }
    var shortened = 0
    let brief = changes.map { change in
      let text = Self.brief(change.text)
      if text != change.text { shortened += 1 }
      return Self.folded(change.summary, text)
    }
    let shown = Self.prefix(of: brief, within: room)
    let left = changes.count - shown
    return (
      Array(brief.prefix(shown)),
      (shortened > 0 ? ["parts of \(shortened.counted("change"))"] : [])
        + (left > 0 ? ["the details of \(left.counted("change"))"] : [])
    )
  }

  private func detail(
    of change: Change, in count: Int, of review: Review
  ) -> (summary: HTML, text: String) {
    let text = ChangeText(
      .plain, command: review.command, digits: String(count).count, pathPrefix: review.pathPrefix
    ).render(change)
    let key = change.key.visibleLine.cut(to: 160)
    return ("\(change.number) · \(change.verb) <code>\(key)</code>", text)
  }

  private func detail(of diagnostic: Diagnostic, of review: Review) -> String {
    let place = review.paths.place(of: diagnostic).map { " · \($0.path):\($0.line)" } ?? ""
    let summary: HTML =
      "\(diagnostic.severity.rawValue) <code>\((diagnostic.code + place).visibleLine.cut(to: 200))</code>"
    let text = DiagnosticsText(.plain).render(diagnostic)
    return Self.folded(summary, text.utf8.count > 6_000 ? Self.brief(text) : text)
  }

  /// The blank lines end the markup, so that Markdown begins; and the other way round.
  private static func folded(_ summary: HTML, _ text: String) -> String {
    "\n<details><summary>\(summary.source)</summary>\n\n\(MarkdownText.fence(text))\n</details>\n"
  }

  private static func brief(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let shown = lines.prefix(briefLines).map { $0.cut(to: briefColumns) }
    let rest = lines.count - 1 - shown.count
    return shown.joined(separator: "\n") + (rest > 0 ? "\n  … \(rest.counted("line")) more\n" : "")
  }

  /// Whole lines, as many as fit.
  private static func cut(_ text: String, to limit: Int, _ leftOut: inout [String]) -> String {
    guard text.utf8.count > limit else { return text }
    let lines = text.split(separator: "\n").map { $0.cut(to: 1_000) + "\n" }
    let shown = prefix(of: lines, within: limit)
    leftOut.append("\((lines.count - shown).counted("line")) of a notice")
    return lines.prefix(shown).joined() + "…\n"
  }

  /// How many of the first fit.
  private static func prefix(of texts: [String], within room: Int) -> Int {
    var used = 0
    for (index, text) in texts.enumerated() {
      used += text.utf8.count
      if used > room { return index }
    }
    return texts.count
  }
}

/// Markdown that grows up to a limit.
private struct MarkdownPage {
  private var body = ""
  private let limit: Int
  var leftOut: [String] = []

  init(limit: Int) { self.limit = limit }

  /// In bytes.
  var room: Int { max(0, limit - body.utf8.count) }

  mutating func add(_ part: String) { body += part }

  mutating func note(_ count: Int, _ noun: String) {
    if count > 0 { leftOut.append(count.counted(noun)) }
  }

  var text: String {
    guard !leftOut.isEmpty else { return body }
    return body + "\nLeft out to keep this short: \(leftOut.joined(separator: ", ")).\n"
  }
}

extension Substring {
  fileprivate func cut(to width: Int) -> String { String(self).cut(to: width) }
}
