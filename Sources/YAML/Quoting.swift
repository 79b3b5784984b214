import Diagnostics

extension SourceFile {
  /// Puts single quotes round the rest of a line, without its comment.
  ///
  /// Nil where that would be a guess: inside brackets or quotes, and where a key would be quoted
  /// with its value.
  func quoting(from start: Int) -> Fix? {
    let line = lineRange(at: start)
    guard start < line.end else { return nil }
    let before = bytes[line.start..<start]
    guard before.allSatisfy({ !Self.opening.contains($0) }) else { return nil }
    var rest = bytes[start..<line.end]
    if let comment = rest.indices.dropFirst().first(where: {
      rest[$0] == UInt8(ascii: "#") && rest[$0 - 1] == UInt8(ascii: " ")
    }) {
      rest = rest[..<comment]
    }
    let isKey = before.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
    guard !isKey || !rest.contains(UInt8(ascii: ":")) else { return nil }
    let range = trimmed(SourceRange(start, rest.endIndex))
    let text = text(in: range).split(separator: "'", omittingEmptySubsequences: false)
    return Fix(
      "put the value in quotes", replacing: range, with: "'\(text.joined(separator: "''"))'")
  }

  /// A range without the spaces and tabs at its ends.
  func trimmed(_ range: SourceRange) -> SourceRange {
    let text = bytes[range.start..<range.end]
    let start = text.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? range.start
    let end = text.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? start
    return SourceRange(start, end)
  }

  private static let opening = Array("[{\"'".utf8)
}
