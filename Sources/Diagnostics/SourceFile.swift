/// The bytes of one file and the path by which people know it.
///
/// Everything that points into a file does so by byte offset; lines and columns are worked out only
/// when a person is shown one.
public struct SourceFile: Sendable, Hashable {
  /// The path as it is shown: relative to the folder in which herald was started.
  public let path: String
  /// The content as read, without a byte order mark.
  public let bytes: [UInt8]

  /// Takes the content as it was read; a UTF-8 byte order mark at its start is taken off.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes.starts(with: Self.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
  }

  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A range that covers the whole content.
  public var wholeRange: SourceRange { SourceRange(0, bytes.count) }

  /// The text of a range; bytes that are not UTF-8 become U+FFFD.
  public func text(in range: SourceRange) -> String {
    let end = min(range.end, bytes.count)
    let start = min(range.start, end)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

/// A half-open range of byte offsets into one file.
public struct SourceRange: Sendable, Hashable {
  public let lower: UInt32
  public let upper: UInt32

  /// Makes a range from two byte offsets; the second is not part of it.
  public init(_ start: Int, _ end: Int) {
    precondition(start <= end, "a range ends at or after its start")
    lower = UInt32(start)
    upper = UInt32(end)
  }

  public var start: Int { Int(lower) }
  public var end: Int { Int(upper) }
  public var isEmpty: Bool { lower == upper }

  /// The smallest range that covers both.
  public func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(start, other.start), max(end, other.end))
  }
}

/// A place in a file as people say it.
public struct SourcePosition: Sendable, Hashable {
  /// Counted from 1. A line ends at LF, CR LF or CR.
  public let line: Int
  /// Counted from 1, in Unicode scalars.
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension SourceFile {
  /// The line and column of a byte offset; an offset past the end is the end.
  public func position(at offset: Int) -> SourcePosition {
    let limit = min(offset, bytes.count)
    var line = 1
    var lineStart = 0
    var index = 0
    while index < limit {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A {
        line += 1
        lineStart = index
      } else if byte == 0x0D {
        if index < bytes.count, bytes[index] == 0x0A {
          if index >= limit { break }
          index += 1
        }
        line += 1
        lineStart = index
      }
    }
    let before = bytes[lineStart..<characterStart(at: limit, from: lineStart)]
    let column = String(decoding: before, as: UTF8.self).unicodeScalars.count + 1
    return SourcePosition(line: line, column: column)
  }

  /// Where the character begins that a byte belongs to; a byte that belongs to none is one itself.
  private func characterStart(at offset: Int, from lineStart: Int) -> Int {
    guard offset < bytes.count, Self.isContinuation(bytes[offset]) else { return offset }
    for start in stride(from: offset - 1, through: max(lineStart, offset - 3), by: -1)
    where !Self.isContinuation(bytes[start]) {
      return start + Self.width(ofCharacterBegunBy: bytes[start]) > offset ? start : offset
    }
    return offset
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  private static func width(ofCharacterBegunBy byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  /// The byte offsets of the line that holds an offset, without its line break.
  public func lineRange(at offset: Int) -> SourceRange {
    let limit = min(offset, bytes.count)
    var start = limit
    while start > 0, bytes[start - 1] != 0x0A, !isLoneReturn(start - 1) { start -= 1 }
    var end = limit
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    if end > start, end < bytes.count, bytes[end] == 0x0A, bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(min(start, end), end)
  }

  private func isLoneReturn(_ index: Int) -> Bool {
    bytes[index] == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
  }
}
