/// Writes values as people write YAML: in block style, plain where that is safe.
///
/// What is written reads back the same, by this reader and by readers of YAML 1.1.
public struct YAMLWriter: Sendable {
  /// Columns; a flow collection that would pass them is written as a block.
  private let width: Int

  public init(width: Int = 100) {
    self.width = width
  }

  /// One document with a line break at its end.
  public static func write(_ node: Node) -> String { YAMLWriter().write(YAMLValue(node)) }

  /// One document with a line break at its end.
  public func write(_ value: YAMLValue) -> String {
    var lines = BlockLines(width: width)
    lines.comment(value.comment, indent: 0)
    switch value.content {
    case .scalar(let scalar):
      lines.scalar(scalar, indent: 0)
    case .sequence, .mapping:
      if let flow = lines.flow(value, column: 0) {
        lines.text += flow + "\n"
      } else {
        lines.block(value, indent: 0, isInline: false)
      }
    }
    return lines.text
  }
}

/// The text of a document as it grows.
struct BlockLines {
  var text = ""
  let width: Int
  static let step = 2

  init(width: Int) {
    self.width = width
  }

  /// A collection's lines; the first has its indentation already when the collection is inline, as
  /// a mapping after `- ` is.
  mutating func block(_ value: YAMLValue, indent: Int, isInline: Bool) {
    var isInline = isInline
    switch value.content {
    case .scalar:
      preconditionFailure("a scalar has no lines of its own")
    case .sequence(let items):
      for item in items {
        begin(item.comment, indent: indent, isInline: &isInline)
        text += "-"
        self.item(item, indent: indent)
      }
    case .mapping(let pairs):
      for pair in pairs {
        begin(pair.value.comment, indent: indent, isInline: &isInline)
        let key = ScalarText.key(pair.key)
        // A key that is longer must be announced by `? `.
        if key.unicodeScalars.count > 1000 {
          text += "? \(key)\n"
          begin("", indent: indent, isInline: &isInline)
          text += ":"
        } else {
          text += key + ":"
        }
        self.value(pair.value, indent: indent)
      }
    }
  }

  /// What follows `key:`.
  private mutating func value(_ value: YAMLValue, indent: Int) {
    switch value.content {
    case .scalar(let scalar):
      text += " "
      self.scalar(scalar, indent: indent)
    case .sequence, .mapping:
      if let flow = flow(value, column: column + 1) {
        text += " \(flow)\n"
      } else {
        text += "\n"
        block(value, indent: indent + Self.step, isInline: false)
      }
    }
  }

  /// What follows `-`.
  private mutating func item(_ item: YAMLValue, indent: Int) {
    text += " "
    switch item.content {
    case .scalar(let scalar):
      self.scalar(scalar, indent: indent)
    case .sequence, .mapping:
      if let flow = flow(item, column: column) {
        text += flow + "\n"
      } else {
        block(item, indent: indent + Self.step, isInline: true)
      }
    }
  }

  /// A scalar and its line break, in a place that belongs to a line of this indentation.
  mutating func scalar(_ scalar: Scalar, indent: Int) {
    if let literal = ScalarText.literal(scalar.text, indent: indent + Self.step) {
      text += literal
    } else {
      text += ScalarText.oneLine(scalar, inFlow: false) + "\n"
    }
  }

  /// The one line of a collection that is empty, or is to be in flow style and fits; nil for others.
  func flow(_ value: YAMLValue, column: Int) -> String? {
    let isEmpty =
      switch value.content {
      case .scalar: false
      case .sequence(let items): items.isEmpty
      case .mapping(let pairs): pairs.isEmpty
      }
    guard value.isFlow || isEmpty else { return nil }
    var line = ""
    guard appendFlow(value, to: &line) else { return nil }
    return isEmpty || column + line.unicodeScalars.count <= width ? line : nil
  }

  /// False where a comment, a long key or a text of several lines forbids it.
  private func appendFlow(_ value: YAMLValue, to line: inout String) -> Bool {
    switch value.content {
    case .scalar(let scalar):
      guard scalar.style == .plain || !scalar.text.contains("\n") else { return false }
      line += ScalarText.oneLine(scalar, inFlow: true)
    case .sequence(let items):
      line += "["
      for (index, item) in items.enumerated() {
        if index > 0 { line += ", " }
        guard item.comment.isEmpty, appendFlow(item, to: &line) else { return false }
      }
      line += "]"
    case .mapping(let pairs):
      line += pairs.isEmpty ? "{" : "{ "
      for (index, pair) in pairs.enumerated() {
        if index > 0 { line += ", " }
        guard pair.value.comment.isEmpty, pair.key.utf8.count <= width else { return false }
        line += ScalarText.key(pair.key, inFlow: true) + ": "
        guard appendFlow(pair.value, to: &line) else { return false }
      }
      line += pairs.isEmpty ? "}" : " }"
    }
    return true
  }

  /// The comment and the indentation of a new entry.
  private mutating func begin(_ comment: String, indent: Int, isInline: inout Bool) {
    if isInline, comment.isEmpty {
      isInline = false
      return
    }
    if isInline {
      // `- ` with a comment before its first key: the key goes on a line of its own.
      text.removeLast()
      text += "\n"
      isInline = false
    }
    self.comment(comment, indent: indent)
    text += String(repeating: " ", count: indent)
  }

  mutating func comment(_ comment: String, indent: Int) {
    guard !comment.isEmpty else { return }
    for line in ScalarText.commentLines(comment) {
      text += String(repeating: " ", count: indent) + (line.isEmpty ? "#" : "# " + line) + "\n"
    }
  }

  private var column: Int {
    let lastLine = text.utf8.lastIndex(of: UInt8(ascii: "\n")).map { text[$0...].dropFirst() }
    return (lastLine ?? text[...]).unicodeScalars.count
  }
}
