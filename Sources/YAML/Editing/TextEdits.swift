import Diagnostics

/// Replacements of byte ranges of one file, and the lines around them.
struct TextEdits {
  let file: SourceFile
  /// As the file's first line ends, so that no second kind comes into it.
  let lineBreak: String
  private var edits: [Edit] = []

  private struct Edit {
    let range: SourceRange
    var text: String
  }

  init(_ file: SourceFile) {
    self.file = file
    let end = file.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
    lineBreak = end > 0 && file.bytes[end - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  var isEmpty: Bool { edits.isEmpty }

  /// What is inserted at one place stands in the order of the calls.
  mutating func replace(_ range: SourceRange, with text: String) {
    if range.isEmpty, let index = edits.firstIndex(where: { $0.range == range }) {
      edits[index].text += text
    } else {
      edits.append(Edit(range: range, text: text))
    }
  }

  mutating func insert(_ text: String, at offset: Int) {
    replace(SourceRange(offset, offset), with: text)
  }

  /// The file's bytes with everything replaced; nil where replacements overlap.
  func applied() -> [UInt8]? {
    var bytes: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    ) {
      guard edit.range.start >= position else { return nil }
      bytes += file.bytes[position..<edit.range.start]
      bytes +=
        edit.text.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: lineBreak).utf8
      position = edit.range.end
    }
    return bytes + file.bytes[position...]
  }
}

// Lines, by the offset of a byte in them.
extension TextEdits {
  func lineStart(of offset: Int) -> Int {
    var start = offset
    while start > 0, !Self.isBreak(file.bytes[start - 1]) { start -= 1 }
    return start
  }

  /// Where the line's own bytes end: before its break.
  func lineEnd(of offset: Int) -> Int {
    var end = offset
    while end < file.bytes.count, !Self.isBreak(file.bytes[end]) { end += 1 }
    return end
  }

  /// After the line's break.
  func nextLine(after offset: Int) -> Int {
    var next = lineEnd(of: offset)
    if next < file.bytes.count, file.bytes[next] == UInt8(ascii: "\r") { next += 1 }
    if next < file.bytes.count, file.bytes[next] == UInt8(ascii: "\n") { next += 1 }
    return next
  }

  /// In scalars, from 0.
  func column(of offset: Int) -> Int {
    file.bytes[lineStart(of: offset)..<offset].count { $0 & 0xC0 != 0x80 }
  }

  /// Whether nothing but blanks stands before a byte in its line.
  func isFirstInLine(_ offset: Int) -> Bool {
    file.bytes[lineStart(of: offset)..<offset].allSatisfy { $0 == UInt8(ascii: " ") }
  }

  /// Whether a range holds no line break.
  func isOneLine(_ range: SourceRange) -> Bool {
    !file.bytes[range.start..<range.end].contains(where: Self.isBreak)
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || isBreak(byte) }

  private static func isBreak(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
