import Diagnostics
import Planning

/// A review as a comment on a pull request, which is read on phones, too.
///
/// A comment may have 65,536 characters. What does not fit goes in this order: the middle of long
/// changes, findings from the last, whole changes from the last, lines of notices after their first
/// 10,000 characters, rows of the table from the last; where there is no plan, findings are all there
/// is. What is left out is said; what stays is whole Markdown.
public struct ReviewMarkdown {
  /// In bytes, which are never fewer than characters; some room is left for who adds a line.
  public static let limit = 64_000
  /// Without colours, and as wide as a phone shows lines that do not break by themselves.
  private static let page = Page(colour: false, width: 42)
  /// Lines of a change at its start and at its end, where the warnings are, once it has to be short.
  private static let (headLines, tailLines) = (16, 6)
  /// Columns of a line then: not all lines can be broken.
  private static let briefColumns = 200
  /// What notices have before rows of the table.
  private static let noticeLimit = 10_000

  public init() {}

  public func render(_ review: Review) -> String {
    let parts = ReviewParts(review)
    var page = MarkdownPage(limit: Self.limit - Self.lastLine)
    page.add("### \(parts.verdict.text)\n")
    if !parts.facts.isEmpty {
      let facts = parts.facts.map { "\($0.name) \(MarkdownText.code($0.value.cut(to: 100)))" }
      page.add("\n" + facts.joined(separator: " · ") + "\n")
    }
    let table = Table(parts)
    let notices = parts.notices.map { Self.wrapped($0.text) }
    let told = notices.reduce(0) { $0 + $1.utf8.count + Self.fenceSize }
    let rows = table.prefix(within: page.room - min(told, Self.noticeLimit))
    var room = max(Self.noticeLimit, page.room - rows.text.utf8.count)
    for notice in notices {
      let text = MarkdownText.fence(Self.cut(notice, to: room - Self.fenceSize, &page.leftOut))
      page.add("\n" + text)
      room -= text.utf8.count + 1
    }
    page.add(rows.text)
    page.note(rows.leftOut, "row")
    details(parts, of: review, on: &page)
    return page.text
  }

  /// What the sentence on what is left out may take.
  private static let lastLine = 500

  /// What a fence takes beside its lines, its marks as long as they may be beside short ones.
  private static let fenceSize = 40

  private func details(_ parts: ReviewParts, of review: Review, on page: inout MarkdownPage) {
    let findings = parts.diagnostics.map { detail(of: $0, of: review) }
    let changes = parts.changes.map { detail(of: $0, of: review) }
    let brief = changes.map(\.brief.utf8.count).reduce(0, +)
    let shown = Self.prefix(of: changes.map(\.brief), within: page.room)
    let shownFindings = Self.prefix(of: findings, within: max(0, page.room - brief))
    var room =
      page.room - changes.prefix(shown).reduce(0) { $0 + $1.brief.utf8.count }
      - findings.prefix(shownFindings).reduce(0) { $0 + $1.utf8.count }
    var shortened = 0
    for change in changes.prefix(shown) {
      let more = change.whole.utf8.count - change.brief.utf8.count
      if more <= room {
        room -= more
        page.add(change.whole)
      } else {
        shortened += 1
        page.add(change.brief)
      }
    }
    for finding in findings.prefix(shownFindings) { page.add(finding) }
    if shortened > 0 { page.leftOut.append("parts of \(shortened.counted("change"))") }
    page.note(findings.count - shownFindings, "finding")
    if shown < changes.count {
      page.leftOut.append("the details of \((changes.count - shown).counted("change"))")
    }
  }

  /// The same once as it is and once as short as it can be.
  private func detail(of change: Change, of review: Review) -> (whole: String, brief: String) {
    let key = change.key.visibleLine.cut(to: 160)
    let summary: HTML = "\(change.number) · \(change.verb) <code>\(key)</code>"
    let place =
      review.place(of: change).map { "\($0.path.visibleLine):\($0.line)" }
      ?? ChangeText(Self.page, command: review.command, digits: 1, pathPrefix: review.pathPrefix)
      .origin(change)
    let facts = (change.facts + [MarkdownText.code(place.cut(to: 300))]).joined(separator: " · ")
    let text = ChangeBody(Self.page, margin: 0).render(change)
    func folded(_ text: String) -> String { Self.folded(summary, facts: facts, text) }
    let brief = Self.brief(text)
    return (folded(text), folded(brief.utf8.count < text.utf8.count ? brief : text))
  }

  private func detail(of diagnostic: Diagnostic, of review: Review) -> String {
    let place = review.paths.place(of: diagnostic).map { " · \($0.path):\($0.line)" } ?? ""
    let summary: HTML =
      "\(diagnostic.severity.rawValue) <code>\((diagnostic.code + place).visibleLine.cut(to: 200))</code>"
    let parts = DiagnosticsText(.plain).parts(of: diagnostic)
    let text =
      Self.wrapped(parts.headline) + parts.snippet + parts.advice.map(Self.wrapped).joined()
    return Self.folded(summary, facts: "", text.utf8.count > 6_000 ? Self.brief(text) : text)
  }

  /// The blank lines end the markup, so that Markdown begins; and the other way round.
  private static func folded(_ summary: HTML, facts: String, _ text: String) -> String {
    "\n<details><summary>\(summary.source)</summary>\n\n" + (facts.isEmpty ? "" : "\(facts)\n\n")
      + (text.isEmpty ? "" : "\(MarkdownText.fence(text))\n") + "</details>\n"
  }

  /// The first lines and the last.
  private static func brief(_ text: String) -> String {
    let lines = text.split(separator: "\n").map { $0.cut(to: briefColumns) }
    let left = lines.count - headLines - tailLines
    let shown =
      left > 1
      ? lines.prefix(headLines) + ["  … \(left.counted("line")) more …"] + lines.suffix(tailLines)
      : lines[...]
    return shown.map { $0 + "\n" }.joined()
  }

  /// On lines that a phone shows whole; what is broken goes on under where it began.
  private static func wrapped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      let indent = line.prefix { $0 == " " }.count
      return StyledText(String(line))
        .painted(page.ink, from: 0, hanging: indent + 2, width: page.width)
    }.joined()
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
  fileprivate static func prefix(of texts: [String], within room: Int) -> Int {
    var used = 0
    for (index, text) in texts.enumerated() {
      used += text.utf8.count
      if used > room { return index }
    }
    return texts.count
  }
}

/// The rows of a table as Markdown.
private struct Table {
  private let head: String
  private let rows: [String]

  init(_ parts: ReviewParts) {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    head = "\n" + line(parts.header) + line(parts.header.map { _ in "---" })
    rows = parts.rows.map { row in
      line(
        row.cells.map { cell in
          switch cell {
          case .plain(let text): text
          case .code(let text): MarkdownText.code(text.cut(to: 160))
          }
        })
    }
  }

  /// The first rows, as many as fit, and how many do not.
  func prefix(within room: Int) -> (text: String, leftOut: Int) {
    guard !rows.isEmpty else { return ("", 0) }
    let shown = ReviewMarkdown.prefix(of: rows, within: room - head.utf8.count)
    return (head + rows.prefix(shown).joined(), rows.count - shown)
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
