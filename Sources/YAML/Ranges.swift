import CLibYAML
import Diagnostics

// Where libyaml's marks are not where a value is.
extension TreeBuilder {
  /// The bytes of the scalar that is the current event.
  mutating func scalarRange(from start: Int) -> SourceRange {
    let end = max(start, offsets.offset(of: events.end))
    switch events.style {
    case .plain:
      return start == end || events.textLength == 0
        ? emptyRange(at: end) : SourceRange(start, end)
    case .singleQuoted, .doubleQuoted:
      return SourceRange(start, end)
    case .literal, .folded:
      return SourceRange(start, blockScalarEnd(from: start, to: end))
    }
  }

  /// The place of a value that is not written: after its `:` or `-` where that is known, else after
  /// what comes before it. libyaml may put it at whatever token follows, past comments.
  private func emptyRange(at place: Int) -> SourceRange {
    if place > previousEnd, place <= bytes.count, Self.isEntryIndicator(bytes[place - 1]) {
      return SourceRange(place, place)
    }
    var index = previousEnd
    while index < place, Self.isBlank(bytes[index]) || Self.isBreak(bytes[index]) { index += 1 }
    let after = index < place && bytes[index] == UInt8(ascii: ":") ? index + 1 : previousEnd
    return SourceRange(after, after)
  }

  /// The end of a `|` or `>` scalar without the blank lines that follow it.
  private func blockScalarEnd(from start: Int, to end: Int) -> Int {
    var index = end
    while index > start, Self.isBlank(bytes[index - 1]) || Self.isBreak(bytes[index - 1]) {
      index -= 1
    }
    let headerEnd = headerEnd(from: start, to: end)
    if lineEnd(from: start) >= index { return headerEnd }
    // Blanks at the end of the last line are part of what the scalar says.
    while index < end, Self.isBlank(bytes[index]) { index += 1 }
    return index
  }

  private func headerEnd(from start: Int, to end: Int) -> Int {
    var index = min(start + 1, end)
    while index < end, Self.isHeaderIndicator(bytes[index]) { index += 1 }
    return index
  }

  private func lineEnd(from start: Int) -> Int {
    var index = start
    while index < bytes.count, !Self.isBreak(bytes[index]) { index += 1 }
    return index
  }

  /// The first byte of a value after its `&anchor` and its tag; a tag is reported.
  mutating func startAfterProperties(from start: Int) throws(ReadingStopped) -> Int {
    let limit = offsets.offset(of: events.end)
    var index = start
    var end = start
    while index < limit {
      switch bytes[index] {
      case UInt8(ascii: "&"):
        end = anchorEnd(from: index, to: limit)
        index = end
      case UInt8(ascii: "!"):
        end = tagEnd(from: index, to: limit)
        try report(YAMLDiagnostics.explicitTag(file, at: SourceRange(index, end)))
        index = end
      case UInt8(ascii: "#"):
        index = min(lineEnd(from: index), limit)
      case let byte where Self.isBlank(byte) || Self.isBreak(byte):
        index += 1
      default:
        return index
      }
    }
    return events.kind == .scalar ? end : limit
  }

  /// Where libyaml ends an anchor: in `&a:b` the value is `:b`.
  private func anchorEnd(from start: Int, to limit: Int) -> Int {
    var index = start + 1
    while index < limit, Self.isAnchorByte(bytes[index]) { index += 1 }
    return index
  }

  private func tagEnd(from start: Int, to limit: Int) -> Int {
    var index = start + 1
    let isVerbatim = index < limit && bytes[index] == UInt8(ascii: "<")
    while index < limit, !Self.isBlank(bytes[index]), !Self.isBreak(bytes[index]),
      isVerbatim || !Self.isFlowIndicator(bytes[index])
    {
      index += 1
    }
    return index
  }

  /// Reports the lines between a document's first byte and its `---` that are not `%YAML 1.2`.
  mutating func checkDirectives(from start: Int) throws(ReadingStopped) {
    let version = events.version
    guard version != (0, 0) && version != (1, 2) || events.hasTagDirectives else { return }
    var index = start
    while index < previousEnd {
      let end = min(lineEnd(from: index), bytes.count)
      if bytes[index] == UInt8(ascii: "%") {
        let line = SourceRange(index, trimmedEnd(from: index, to: end))
        let text = file.text(in: line)
        if !text.hasPrefix("%YAML") || version != (1, 2) {
          try report(YAMLDiagnostics.directive(file, at: line))
        }
      }
      index = end + 1
    }
  }

  private func trimmedEnd(from start: Int, to end: Int) -> Int {
    var index = end
    while index > start, Self.isBlank(bytes[index - 1]) { index -= 1 }
    return index
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func isEntryIndicator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
  }

  private static func isHeaderIndicator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isAnchorByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      true
    default: false
    }
  }
}
