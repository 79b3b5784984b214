internal import Diagnostics
internal import YAML

/// A comment by which a rule may be broken: `# herald: allow RULE -- reason`.
struct Allowance: Sendable {
  let rule: String
  /// The comment.
  let place: SourceRange
  /// The line that it is about, and the values that begin there.
  let covered: [SourceRange]

  func allows(_ diagnostic: Diagnostic) -> Bool {
    guard diagnostic.code == rule, let place = diagnostic.primary?.range else { return false }
    return covered.contains { $0.start <= place.start && place.start <= $0.end }
  }

  func unused(in file: SourceFile) -> Diagnostic {
    Diagnostic(
      .unusedAllowance, "`\(rule)` finds nothing here", at: Label(file, place),
      help: [
        "remove the comment; it is about its own line, or the next one where it stands alone"
      ])
  }
}

/// Finds the comments that are for herald. YAML's reader skips comments, so the bytes are looked
/// through, and nodes are asked in the few files that have one.
enum AllowanceScan {
  static func read(
    _ file: SourceFile, _ roots: some Sequence<Node>
  ) -> (allowances: [Allowance], diagnostics: [Diagnostic]) {
    let comments = comments(in: file)
    guard !comments.isEmpty else { return ([], []) }
    var values: [Value] = []
    for root in roots { collect(root, from: root.range.start, &values) }
    var allowances: [Allowance] = []
    var diagnostics: [Diagnostic] = []
    for comment in comments
    where !values.contains(where: { $0.holds(comment.start, in: file) }) {
      let line = line(about: comment, in: file)
      let covered =
        [line] + values.filter { line.start <= $0.start && $0.start <= line.end }.map(\.range)
      switch read(comment, covered, in: file) {
      case .success(let allowance): allowances.append(allowance)
      case .failure(let problem): diagnostics.append(problem.diagnostic)
      }
    }
    return (allowances, diagnostics)
  }

  private struct Problem: Error {
    let diagnostic: Diagnostic
  }

  /// A single value, and where its key begins.
  private struct Value {
    let start: Int
    let range: SourceRange
    let style: Scalar.Style

    /// True of a byte that is part of the text; a comment may follow the `|` of a block.
    func holds(_ place: Int, in file: SourceFile) -> Bool {
      let isBlock = style == .literal || style == .folded
      let text = isBlock ? file.lineRange(at: range.start).end : range.start
      return text < place && place < range.end
    }
  }

  private static func collect(_ node: Node, from start: Int, _ values: inout [Value]) {
    switch node.content {
    case .scalar(let scalar):
      values.append(Value(start: start, range: node.range, style: scalar.style))
    case .sequence(let items):
      for item in items { collect(item, from: item.range.start, &values) }
    case .mapping(let entries):
      for entry in entries { collect(entry.value, from: entry.keyRange.start, &values) }
    }
  }

  private static let marker = Array("herald:".utf8)

  /// From `#` to the end of its line.
  private static func comments(in file: SourceFile) -> [SourceRange] {
    var found: [SourceRange] = []
    let bytes = file.bytes
    for index in bytes.indices where bytes[index] == Byte.hash {
      guard index == 0 || Byte.isBlank(bytes[index - 1]) else { continue }
      let text = bytes[(index + 1)...].drop { $0 == Byte.space || $0 == Byte.tab }
      guard text.starts(with: marker) else { continue }
      found.append(SourceRange(index, file.lineRange(at: index).end))
    }
    return found
  }

  /// Its own line, or the first below it that is no comment where it stands alone.
  private static func line(about comment: SourceRange, in file: SourceFile) -> SourceRange {
    var line = file.lineRange(at: comment.start)
    while let first = file.bytes[line.start..<line.end].first(where: { !Byte.isBlank($0) }),
      first == Byte.hash
    {
      var next = line.end
      if next < file.bytes.count, file.bytes[next] == Byte.carriageReturn { next += 1 }
      if next < file.bytes.count, file.bytes[next] == Byte.newline { next += 1 }
      guard next > line.end else { break }
      line = file.lineRange(at: next)
    }
    return line
  }

  private static func read(
    _ comment: SourceRange, _ covered: [SourceRange], in file: SourceFile
  ) -> Result<Allowance, Problem> {
    let words = words(of: comment, in: file)
    let order = file.text(in: words.first ?? comment)
    guard words.count > 1, order == "allow", let rule = words.dropFirst().first else {
      return .failure(problem("this comment tells herald nothing", at: comment, in: file))
    }
    let name = file.text(in: rule)
    guard LintRules.has(name) else {
      return .failure(
        Problem(
          diagnostic: LintRules.unknown(
            name, "there is no rule \(Shown.value(name)) to allow", at: Label(file, rule))))
    }
    guard words.count > 3, file.text(in: words[2]) == "--" else {
      return .failure(problem("this allows `\(name)` and does not say why", at: comment, in: file))
    }
    return .success(Allowance(rule: name, place: comment, covered: covered))
  }

  private static func problem(
    _ message: String, at place: SourceRange, in file: SourceFile
  ) -> Problem {
    Problem(
      diagnostic: Diagnostic(
        .invalidAllowance, message, at: Label(file, place),
        help: ["write `# herald: allow RULE -- reason`"]))
  }

  /// What follows the marker.
  private static func words(of comment: SourceRange, in file: SourceFile) -> [SourceRange] {
    let bytes = file.bytes[comment.start..<comment.end]
    let text = bytes.drop { $0 != Byte.colon }.dropFirst()
    return text.split(whereSeparator: Byte.isBlank).map { SourceRange($0.startIndex, $0.endIndex) }
  }
}

extension DiagnosticKind {
  static let invalidAllowance = DiagnosticKind(
    "invalid-allow", summary: "a comment that allows something is not written as it must be",
    explanation: """
      `# herald: allow RULE -- reason` lets one rule be broken in one place: on the comment's own \
      line, or on the next one where the comment stands alone. The reason is for whoever reads the \
      file after you, and must be there.
      """,
    bad: Example.copy(
      "# herald: allow shouting\nbody: SAVE THE DATE. Our meet-up is on 3 March.\n" + button),
    good: Example.copy(
      "# herald: allow shouting -- it is what the invitation says\n"
        + "body: SAVE THE DATE. Our meet-up is on 3 March.\n" + button))

  static let unusedAllowance = DiagnosticKind(
    "unused-allow", .warning, summary: "a comment allows what is not there",
    explanation: """
      The rule finds nothing on the line that the comment is about, so that it would only hide what \
      somebody writes there later. Remove it, or move it to the line of the finding.
      """,
    bad: Example.copy(
      "# herald: allow shouting -- it is what the invitation says\n"
        + "body: Save the date. Our meet-up is on 3 March.\n" + button),
    good: Example.copy("body: Save the date. Our meet-up is on 3 March.\n" + button))

  private static let button = #"cta: { label: Come along, url: "${app_url}/meet-up" }"#
}
