/// Finds `${name}` in a text; `$${` stands for `${` itself.
enum VariableScan {
  /// One find, with its place in the text's UTF-8.
  enum Piece {
    /// `${name}`.
    case variable(name: String, Range<Int>)
    /// `$${`.
    case escape(Range<Int>)
    /// `${` that no name and `}` follow; to the `}` or the end of its line.
    case malformed(Range<Int>)
  }

  /// A variable, for regular expressions.
  static let pattern = #"\$\{[A-Za-z_][A-Za-z0-9_]*\}"#

  /// The pieces in their order; nearly always none.
  static func pieces(in text: String) -> [Piece] {
    guard text.utf8.contains(Byte.dollar) else { return [] }
    let bytes = Array(text.utf8)
    var pieces: [Piece] = []
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == Byte.dollar else {
        index += 1
        continue
      }
      if bytes[index + 1] == Byte.dollar, index + 2 < bytes.count,
        bytes[index + 2] == Byte.openBrace
      {
        pieces.append(.escape(index..<index + 3))
        index += 3
      } else if bytes[index + 1] == Byte.openBrace {
        let piece = variable(in: bytes, at: index)
        pieces.append(piece)
        index = piece.range.upperBound
      } else {
        index += 1
      }
    }
    return pieces
  }

  /// A text that says the given one once it is filled.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(Byte.dollar) else { return text }
    let bytes = Array(text.utf8)
    var escaped: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if byte == Byte.dollar, index + 1 < bytes.count, bytes[index + 1] == Byte.openBrace {
        escaped.append(Byte.dollar)
      }
      escaped.append(byte)
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func variable(in bytes: [UInt8], at start: Int) -> Piece {
    var end = start + 2
    while end < bytes.count, Byte.isNamePart(bytes[end]) { end += 1 }
    let name = bytes[start + 2..<end]
    if let first = name.first, !Byte.isDigit(first), end < bytes.count,
      bytes[end] == Byte.closeBrace
    {
      return .variable(name: String(decoding: name, as: UTF8.self), start..<end + 1)
    }
    while end < bytes.count, bytes[end] != Byte.newline {
      end += 1
      if bytes[end - 1] == Byte.closeBrace { break }
    }
    return .malformed(start..<end)
  }

  /// The text with its variables filled and its escapes resolved; a filled value is not looked
  /// through again. A name that `value` does not know stays as it is written.
  static func fill(_ text: String, value: (String) -> String?) -> String {
    let pieces = pieces(in: text)
    if pieces.isEmpty { return text }
    let bytes = Array(text.utf8)
    var filled: [UInt8] = []
    var index = 0
    for piece in pieces {
      filled += bytes[index..<piece.range.lowerBound]
      switch piece {
      case .variable(let name, let range):
        if let value = value(name) { filled += value.utf8 } else { filled += bytes[range] }
      case .escape(let range): filled += bytes[range.dropFirst()]
      case .malformed(let range): filled += bytes[range]
      }
      index = piece.range.upperBound
    }
    return String(decoding: filled + bytes[index...], as: UTF8.self)
  }
}

extension VariableScan.Piece {
  var range: Range<Int> {
    switch self {
    case .variable(_, let range), .escape(let range), .malformed(let range): range
    }
  }
}
