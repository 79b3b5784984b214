/// Finds `{{name | fallback: "text"}}` in a text; `{{{{` stands for `{{` itself.
package enum PlaceholderScan {
  /// What is filled when the message is shown.
  package struct Placeholder: Sendable, Hashable {
    /// As `first_name` or `company.name`.
    package let name: String
    package let fallback: String?
    /// The place in the text's UTF-8.
    package let range: Range<Int>
  }

  package enum Piece: Sendable, Hashable {
    case placeholder(Placeholder)
    /// What is wrong with it, and its place.
    case malformed(String, Range<Int>)
  }

  /// The pieces in their order; nearly always none.
  package static func pieces(in text: String) -> [Piece] {
    guard text.utf8.contains(Byte.openBrace) else { return [] }
    let bytes = Array(text.utf8)
    var pieces: [Piece] = []
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == Byte.openBrace, bytes[index + 1] == Byte.openBrace else {
        index += 1
        continue
      }
      if index + 3 < bytes.count, bytes[index + 2] == Byte.openBrace,
        bytes[index + 3] == Byte.openBrace
      {
        index += 4
        continue
      }
      guard let close = closing(in: bytes, from: index + 2) else {
        pieces.append(.malformed("`{{` is not closed by `}}`", index..<index + 2))
        index += 2
        continue
      }
      pieces.append(read(bytes[index + 2..<close], at: index..<close + 2))
      index = close + 2
    }
    return pieces
  }

  /// Where the `}}` is, with what stands in quotes skipped.
  private static func closing(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    var quote: UInt8?
    while index + 1 < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == Byte.quote || byte == Byte.apostrophe {
        quote = byte
      } else if byte == Byte.closeBrace, bytes[index + 1] == Byte.closeBrace {
        return index
      } else if byte == Byte.openBrace, bytes[index + 1] == Byte.openBrace {
        return nil
      }
      index += 1
    }
    return nil
  }

  private static func read(_ content: ArraySlice<UInt8>, at range: Range<Int>) -> Piece {
    let halves = content.split(
      separator: Byte.bar, maxSplits: 1, omittingEmptySubsequences: false)
    let name = trimmed(halves[0])
    guard let first = name.first, Byte.isLetter(first) || first == Byte.underscore,
      name.allSatisfy({ Byte.isNamePart($0) || $0 == Byte.dot || $0 == Byte.hyphen })
    else {
      return .malformed("`{{ }}` does not begin with the name of an attribute", range)
    }
    var fallback: String?
    if halves.count == 2 {
      guard let text = readFallback(trimmed(halves[1])) else {
        return .malformed("what follows `|` is not `fallback: \"…\"`", range)
      }
      fallback = text
    }
    let placeholder = Placeholder(
      name: String(decoding: name, as: UTF8.self), fallback: fallback, range: range)
    return .placeholder(placeholder)
  }

  private static func readFallback(_ bytes: ArraySlice<UInt8>) -> String? {
    let word = "fallback:".utf8
    guard bytes.starts(with: word) else { return nil }
    let quoted = trimmed(bytes.dropFirst(word.count))
    guard quoted.count >= 2, let quote = quoted.first, quote == quoted.last,
      quote == Byte.quote || quote == Byte.apostrophe,
      !quoted.dropFirst().dropLast().contains(quote)
    else { return nil }
    return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.drop(while: Byte.isBlank)
    while let last = bytes.last, Byte.isBlank(last) { bytes.removeLast() }
    return bytes
  }
}

/// The bytes that placeholders are made of.
private enum Byte {
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let bar = UInt8(ascii: "|")
  static let underscore = UInt8(ascii: "_")
  static let dot = UInt8(ascii: ".")
  static let hyphen = UInt8(ascii: "-")

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  static func isNamePart(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == underscore
  }

  /// Spaces, tabs, line breaks and other control characters.
  static func isBlank(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") || byte == 0x7F }
}
