package import Audiences

/// Why somebody is in an audience or not: the rule as a tree, each condition with what the person has.
public struct TraceText {
  private let page: Page
  private let timeZone: String

  /// - Parameter timeZone: that in which times are shown.
  public init(_ page: Page, timeZone: String) {
    self.page = page
    self.timeZone = timeZone
  }

  package func render(_ trace: Trace, of key: String, for person: String) -> String {
    let (name, shown) = (
      page.ink.bold(key.visibleLine), page.ink.bold(person.visibleLine)
    )
    let verdict =
      switch trace.holds {
      case true?: "\(name) \(page.ink.green("is for")) \(shown)"
      case false?: "\(name) \(page.ink.red("is not for")) \(shown)"
      case nil:
        "\(name) \(page.ink.yellow("may be for")) \(shown): the workspace does not tell enough"
      }
    let lines = lines(trace)
    let widest = lines.filter { $0.value != nil }.map(\.columns).max() ?? 0
    // Where there is room for it, values stand in a column of their own.
    let column = min(widest, Self.widestCondition, (page.width ?? .max) / 2)
    return "\(verdict)\n\n" + lines.map { text($0, column) }.joined()
  }

  private static let widestCondition = 64

  // MARK: - Lines

  /// A part of the rule, before it is broken to a width.
  private struct Line {
    /// Branches before it; those before what continues it below.
    let branch: String
    let continuation: String
    let holds: Bool?
    let label: StyledText
    let value: StyledText?

    var columns: Int { branch.columns + 2 + label.columns }
  }

  private func lines(_ trace: Trace) -> [Line] {
    var lines: [Line] = []
    add(trace, branch: "  ", below: "  ", to: &lines)
    return lines
  }

  private func add(_ trace: Trace, branch: String, below: String, to lines: inout [Line]) {
    let hasParts = !trace.parts.isEmpty
    lines.append(
      Line(
        branch: branch, continuation: hasParts ? below + "│ " : below, holds: trace.holds,
        label: label(trace.rule), value: value(trace)))
    for (index, part) in trace.parts.enumerated() {
      let isLast = index == trace.parts.count - 1
      add(
        part, branch: below + (isLast ? "└ " : "├ "), below: below + (isLast ? "  " : "│ "),
        to: &lines)
    }
  }

  private func label(_ rule: Rule) -> StyledText {
    switch rule {
    case .all: StyledText("all of", .dim)
    case .any: StyledText("any of", .dim)
    case .not: StyledText("not", .dim)
    case .company: StyledText("in a company with", .dim)
    case .everyone, .attribute, .event, .tag, .segment, .newsfeed:
      StyledText(rule.summary.visibleLine)
    }
  }

  private func text(_ line: Line, _ column: Int) -> String {
    let (mark, style): (String, StyledText.Style) =
      switch line.holds {
      case true?: ("✓", .green)
      case false?: ("✗", .red)
      case nil: ("?", .yellow)
      }
    let head = StyledText(line.branch, .dim) + StyledText(mark + " ", style)
    guard let value = line.value else { return broken(head + line.label, line) }
    let gap = max(column - line.columns, 0) + 2
    let whole = head + line.label + StyledText(String(repeating: " ", count: gap)) + value
    if whole.columns <= page.width ?? .max { return whole.painted(page.ink) + "\n" }
    return broken(head + line.label, line)
      + broken(StyledText(line.continuation + "    ", .dim) + value, line)
  }

  /// On as many lines as it takes, those below behind the branches that go on.
  private func broken(_ text: StyledText, _ line: Line) -> String {
    text.painted(
      page.ink, from: 0, under: StyledText(line.continuation + "    ", .dim), width: page.width)
  }

  // MARK: - Values

  private func value(_ trace: Trace) -> StyledText? {
    switch trace.found {
    case .nothing: nil
    case .value(let value): words(value)
    case .companyValues(let values): words(ofCompanies: values)
    case .occurrences(let kept): words(kept)
    case .membership(let isMember): StyledText(isMember ? "yes" : "no", .blue)
    }
  }

  private func words(_ value: Person.Value?) -> StyledText {
    switch value {
    case nil: StyledText("unknown", .dim)
    case .text(let text)?: StyledText("\"\(text.visibleLine)\"", .blue)
    case .number(let number)?: StyledText(Self.number(number), .blue)
    case .boolean(let flag)?: StyledText(flag ? "true" : "false", .blue)
    case .date(let instant)?: StyledText(time(instant), .blue)
    }
  }

  private func words(ofCompanies values: [Person.Value?]) -> StyledText {
    guard let first = values.first else { return StyledText("no company", .dim) }
    return values.dropFirst().reduce(words(first)) { $0 + StyledText(", ") + words($1) }
  }

  private func words(_ kept: KeptEvents) -> StyledText {
    guard kept.most > 0, let first = kept.first, let last = kept.last else {
      return StyledText("never", .blue)
    }
    guard kept.least == kept.most else {
      return StyledText(
        "\(kept.least.grouped) to \(kept.most.grouped) times, last \(time(last))", .blue)
        + StyledText("; what is older than 90 days is not listed", .dim)
    }
    if kept.most == 1 { return StyledText("once, \(time(last))", .blue) }
    var text = "\(kept.most.grouped) times"
    if first.lowerBound == first.upperBound { text += ", first \(time(first.lowerBound))" }
    return StyledText(text + ", last \(time(last))", .blue)
  }

  private func time(_ instant: Int64) -> String { TimeText.instant(instant, timeZone: timeZone) }

  private static func number(_ number: Double) -> String {
    Int64(exactly: number).map(String.init) ?? number.description
  }
}
