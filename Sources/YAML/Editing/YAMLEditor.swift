public import Diagnostics

/// Why a value cannot be changed where it stands.
public enum EditRefusal: Error, Sendable, Hashable {
  /// It is what an alias names, or is named by one: others would change with it.
  case shared(SourceRange)
  /// It is laid out in a way that is not rewritten without losing something.
  case layout(SourceRange)

  public var range: SourceRange {
    switch self {
    case .shared(let range), .layout(let range): range
    }
  }
}

/// Makes a document say something else and leaves every byte that need not change: comments, order,
/// quotes, blank lines.
///
/// Whoever writes the result reads it first: it is meant to say what was asked, and is no proof.
public struct YAMLEditor {
  private var edits: TextEdits
  /// What aliases name: a change there would change several values.
  private var shared: [SourceRange] = []

  public init(_ file: SourceFile) {
    edits = TextEdits(file)
  }

  /// The file's bytes with all changes; nil where two of them meet.
  public var bytes: [UInt8]? { edits.applied() }

  /// Changes a document's root, as it was read from the file, to say what a value says.
  public mutating func change(_ root: Node, to value: YAMLValue) throws(EditRefusal) {
    shared = Self.aliased(in: root)
    try merge(root, value, Place(isInFlow: false, indent: 0))
  }

  private static func aliased(in node: Node) -> [SourceRange] {
    let own = node.alias == nil ? [] : [node.range]
    switch node.content {
    case .scalar: return own
    case .sequence(let items): return own + items.flatMap(aliased)
    case .mapping(let entries): return own + entries.flatMap { aliased(in: $0.value) }
    }
  }

  /// What a value stands in.
  struct Place {
    let isInFlow: Bool
    /// Columns before the keys or dashes of the collection that it belongs to.
    let indent: Int
  }

  private mutating func merge(
    _ node: Node, _ value: YAMLValue, _ place: Place
  ) throws(EditRefusal) {
    if value.isSaid(by: node) { return }
    if let alias = node.alias { throw .shared(alias) }
    switch (node.content, value.content) {
    case (.mapping(let entries), .mapping(let pairs))
    where entries.contains { entry in pairs.contains { $0.key == entry.key } }:
      try merge(entries, pairs, node, place)
    case (.sequence(let items), .sequence(let values)):
      try merge(items, values, node, place)
    case (.scalar(let old), .scalar(let new)):
      try refuseShared(node.range)
      try refuseKeptLines(node)
      edits.replace(
        node.range,
        with: ScalarEdit(
          old: old, written: edits.file.text(in: node.range), new: new, isInFlow: place.isInFlow,
          indent: place.indent
        ).text)
    case (.scalar, _), (.sequence, _), (.mapping, _):
      try refuseShared(node.range)
      try refuseKeptLines(node)
      try replace(node, with: value, place)
    }
  }

  private func refuseShared(_ range: SourceRange) throws(EditRefusal) {
    for other in shared where other.start <= range.start && range.end <= other.end {
      throw .shared(range)
    }
  }

  /// Empty lines behind a text with the indicator `+` belong to it, and are in no node's range.
  private func refuseKeptLines(_ node: Node) throws(EditRefusal) {
    switch node.content {
    case .sequence(let items):
      if let last = items.last { try refuseKeptLines(last) }
    case .mapping(let entries):
      if let last = entries.last { try refuseKeptLines(last.value) }
    case .scalar(let scalar):
      guard node.alias == nil, scalar.style == .literal || scalar.style == .folded else { return }
      let header = edits.file.bytes[node.range.start..<edits.lineEnd(of: node.range.start)]
      if header.prefix(3).contains(UInt8(ascii: "+")) { throw .layout(node.range) }
    }
  }

  /// Writes another kind of value in the place of one.
  private mutating func replace(
    _ node: Node, with value: YAMLValue, _ place: Place
  ) throws(EditRefusal) {
    let column = place.isInFlow ? 0 : edits.column(of: node.range.start)
    let width = place.isInFlow ? .max : ScalarEdit.width
    if let line = BlockLines(width: width).oneLine(value, column: column) {
      let start = edits.endOfKey(before: node.range.start)
      edits.replace(
        SourceRange(start ?? node.range.start, node.range.end),
        with: start == nil ? line : " \(line)")
    } else if place.isInFlow {
      throw .layout(node.range)
    } else if edits.isFirstInLine(node.range.start) || edits.isBehindDash(node.range.start) {
      edits.replace(
        node.range, with: String(lines(of: value, indent: column).unicodeScalars.dropFirst(column)))
    } else {
      edits.replace(
        SourceRange(edits.endOfBlanks(before: node.range.start), node.range.end),
        with: "\n" + lines(of: value, indent: place.indent + BlockLines.step))
    }
  }

  /// A collection's lines, without the last break: there is one in the file already.
  private func lines(of value: YAMLValue, indent: Int) -> String {
    var lines = BlockLines(width: ScalarEdit.width)
    lines.block(value, indent: indent, isInline: false)
    return lines.text.hasSuffix("\n") ? String(lines.text.unicodeScalars.dropLast()) : lines.text
  }
}

// MARK: - Mappings

extension YAMLEditor {
  private mutating func merge(
    _ entries: [Entry], _ pairs: [YAMLValue.Pair], _ node: Node, _ place: Place
  ) throws(EditRefusal) {
    guard let head = entries.first else { throw .layout(node.range) }
    let isFlow = edits.file.bytes[node.range.start] == UInt8(ascii: "{")
    let inner = Place(
      isInFlow: place.isInFlow || isFlow, indent: edits.column(of: head.keyRange.start))
    let wanted = Set(pairs.map(\.key))
    let kept = entries.filter { wanted.contains($0.key) }
    let gone = entries.filter { !wanted.contains($0.key) }
    guard let first = kept.first else { throw .layout(node.range) }
    for entry in gone {
      try refuseShared(node.range)
      try refuseKeptLines(entry.value)
      try remove(entry.bytes, from: entries.map(\.bytes), keeping: kept.map(\.bytes), inner)
    }
    // What is new stands behind what precedes it in the new order and was there before.
    var neighbour: Entry?
    for pair in pairs {
      if let entry = entries.first(where: { $0.key == pair.key }) {
        try merge(entry.value, pair.value, inner)
        neighbour = entry
      } else {
        try refuseShared(node.range)
        try insert(pair, behind: neighbour, before: first, inner)
      }
    }
  }

  /// Adds an entry behind a neighbour, or before the first where it has none.
  private mutating func insert(
    _ pair: YAMLValue.Pair, behind neighbour: Entry?, before first: Entry, _ place: Place
  ) throws(EditRefusal) {
    if let neighbour { try refuseKeptLines(neighbour.value) }
    if place.isInFlow {
      guard let value = BlockLines(width: .max).oneLine(pair.value, column: 0) else {
        throw .layout((neighbour ?? first).keyRange)
      }
      let text = "\(ScalarText.key(pair.key, inFlow: true)): \(value)"
      edits.insert(
        neighbour == nil ? "\(text), " : ", \(text)",
        at: neighbour?.bytes.end ?? first.keyRange.start)
    } else {
      let text = lines(of: .mapping([pair]), indent: place.indent)
      if let neighbour {
        edits.insert("\n" + text, at: edits.lineEnd(of: neighbour.bytes.end))
      } else {
        let margin = String(repeating: " ", count: place.indent)
        edits.insert(
          String(text.unicodeScalars.dropFirst(place.indent)) + "\n" + margin,
          at: first.keyRange.start)
      }
    }
  }

  /// Takes an entry or an item out: its lines, or its part of a line with one comma.
  private mutating func remove(
    _ range: SourceRange, from parts: [SourceRange], keeping kept: [SourceRange], _ place: Place
  ) throws(EditRefusal) {
    let following = parts.first { $0.start > range.start }
    if place.isInFlow {
      if kept.contains(where: { $0.start < range.start }),
        let preceding = parts.last(where: { $0.start < range.start })
      {
        edits.replace(SourceRange(preceding.end, range.end), with: "")
      } else if let following {
        edits.replace(SourceRange(range.start, following.start), with: "")
      } else {
        throw .layout(range)
      }
    } else if edits.isFirstInLine(range.start) {
      edits.replace(
        SourceRange(edits.lineStart(of: range.start), edits.nextLine(after: range.end)), with: "")
    } else if let following {
      edits.replace(SourceRange(range.start, following.start), with: "")
    } else {
      throw .layout(range)
    }
  }
}

// MARK: - Sequences

extension YAMLEditor {
  private mutating func merge(
    _ items: [Node], _ values: [YAMLValue], _ node: Node, _ place: Place
  ) throws(EditRefusal) {
    try refuseShared(node.range)
    guard !items.isEmpty, !values.isEmpty else { throw .layout(node.range) }
    let isFlow = edits.file.bytes[node.range.start] == UInt8(ascii: "[")
    let inner = Place(
      isInFlow: place.isInFlow || isFlow, indent: edits.column(of: node.range.start))
    let starts = try inner.isInFlow ? items.map(\.bytes.start) : dashes(of: items)
    let parts = zip(starts, items).map { SourceRange($0, $1.bytes.end) }
    var behind: Int?
    let steps = Alignment(items, values).steps
    let kept = steps.compactMap(\.stays).map { parts[$0] }
    for step in steps {
      switch step {
      case .keep(let item):
        behind = item
      case .change(let item, let value):
        try merge(items[item], values[value], inner)
        behind = item
      case .remove(let item):
        try refuseKeptLines(items[item])
        try remove(parts[item], from: parts, keeping: kept, inner)
      case .insert(let value):
        if let behind { try refuseKeptLines(items[behind]) }
        try insert(values[value], behind: behind.map { parts[$0] }, before: parts[0], inner)
      }
    }
  }

  private mutating func insert(
    _ value: YAMLValue, behind: SourceRange?, before: SourceRange, _ place: Place
  ) throws(EditRefusal) {
    guard !place.isInFlow else {
      guard let line = BlockLines(width: .max).oneLine(value, column: 0) else {
        throw .layout(before)
      }
      if let behind {
        edits.insert(", \(line)", at: behind.end)
      } else {
        edits.insert("\(line), ", at: before.start)
      }
      return
    }
    let item = lines(of: .sequence([value]), indent: place.indent)
    if let behind {
      edits.insert("\n" + item, at: edits.lineEnd(of: behind.end))
    } else {
      let margin = String(repeating: " ", count: place.indent)
      edits.insert(
        String(item.unicodeScalars.dropFirst(place.indent)) + "\n" + margin, at: before.start)
    }
  }

  /// Where each item of a block sequence begins: its dash.
  private func dashes(of items: [Node]) throws(EditRefusal) -> [Int] {
    var dashes: [Int] = []
    for item in items {
      let before = edits.endOfBlanks(before: item.bytes.start) - 1
      guard before >= 0, edits.file.bytes[before] == UInt8(ascii: "-") else {
        throw .layout(item.range)
      }
      dashes.append(before)
    }
    return dashes
  }
}

extension Node {
  /// Its own bytes, or those of the alias that brought it.
  fileprivate var bytes: SourceRange { alias ?? range }
}

extension Entry {
  /// From its key to the end of its value.
  fileprivate var bytes: SourceRange { keyRange.union(value.bytes) }
}

extension TextEdits {
  /// The end of what stands before a byte and the blanks ahead of it in its line.
  func endOfBlanks(before offset: Int) -> Int {
    var end = offset
    while end > 0, file.bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return end
  }

  /// Where a key's colon ends, when a value stands alone in the lines below it.
  func endOfKey(before offset: Int) -> Int? {
    guard isFirstInLine(offset) else { return nil }
    let above = file.bytes[..<offset].lastIndex { !Self.isBlank($0) } ?? -1
    guard above > 0, file.bytes[above] == UInt8(ascii: ":") else { return nil }
    let line = file.bytes[lineStart(of: above)..<above]
    return line.contains(UInt8(ascii: "#")) ? nil : above + 1
  }

  /// Whether a value begins behind the dash of an item of a block.
  func isBehindDash(_ offset: Int) -> Bool {
    let end = endOfBlanks(before: offset)
    return end > 0 && end < offset && file.bytes[end - 1] == UInt8(ascii: "-")
      && isFirstInLine(end - 1)
  }
}

extension BlockLines {
  /// A value on one line, if it is to be on one and fits.
  func oneLine(_ value: YAMLValue, column: Int) -> String? {
    guard case .scalar(let scalar) = value.content else { return flow(value, column: column) }
    return ScalarText.oneLine(scalar, inFlow: true)
  }
}

extension YAMLValue {
  /// Whether a node says this already; the order of keys says nothing.
  package func isSaid(by node: Node) -> Bool {
    switch (content, node.content) {
    case (.scalar(let new), .scalar(let old)): new.meaning.saysTheSame(as: old)
    case (.sequence(let values), .sequence(let items)):
      values.count == items.count && zip(values, items).allSatisfy { $0.isSaid(by: $1) }
    case (.mapping(let pairs), .mapping(let entries)):
      pairs.count == entries.count
        && pairs.allSatisfy { pair in
          entries.contains { $0.key == pair.key && pair.value.isSaid(by: $0.value) }
        }
    case (.scalar, _), (.sequence, _), (.mapping, _): false
    }
  }
}

extension Scalar {
  /// Any style but plain means text.
  fileprivate var meaning: Scalar {
    style == .plain ? self : Scalar(text, style: .doubleQuoted)
  }
}
