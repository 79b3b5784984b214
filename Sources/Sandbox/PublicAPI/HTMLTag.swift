/// A tag as it is written in a text.
struct HTMLTag {
  struct Attribute {
    let name: String
    /// As it is written, references and all; nil where there is none.
    let value: String?
  }

  let name: String
  let isClosing: Bool
  var attributes: [Attribute] = []
  /// The place behind its `>`.
  private(set) var end: Int

  /// Reads the tag that begins with the `<` at a place; nil where none does.
  init?(_ source: [Unicode.Scalar], at start: Int) {
    var position = start + 1
    func current() -> Unicode.Scalar? { position < source.count ? source[position] : nil }
    func word(until isEnd: (Unicode.Scalar) -> Bool) -> String {
      var word = ""
      while let scalar = current(), !isEnd(scalar) {
        word.unicodeScalars.append(scalar)
        position += 1
      }
      return word
    }
    func skipSpace() {
      while let scalar = current(), scalar.properties.isWhitespace { position += 1 }
    }

    isClosing = current() == "/"
    if isClosing { position += 1 }
    guard let first = current(), first.isASCII, first.properties.isAlphabetic else { return nil }
    name = word { $0 == ">" || $0 == "/" || $0.properties.isWhitespace }.lowercased()
    end = start
    while true {
      skipSpace()
      guard let scalar = current() else { return nil }
      if scalar == ">" { break }
      if scalar == "/" {
        position += 1
        continue
      }
      let name = word { "=>/".unicodeScalars.contains($0) || $0.properties.isWhitespace }
      // A sign of equality that stands alone is part of no name.
      if name.isEmpty { position += 1 }
      skipSpace()
      guard current() == "=" else {
        if !name.isEmpty { attributes.append(Attribute(name: name.lowercased(), value: nil)) }
        continue
      }
      position += 1
      skipSpace()
      let value: String
      if let quote = current(), quote == "\"" || quote == "'" {
        position += 1
        value = word { $0 == quote }
        guard current() != nil else { return nil }
        position += 1
      } else {
        value = word { $0 == ">" || $0.properties.isWhitespace }
      }
      if !name.isEmpty { attributes.append(Attribute(name: name.lowercased(), value: value)) }
    }
    end = position + 1
  }
}

/// What stands for a character in HTML.
enum HTMLReferences {
  /// The text with characters in the place of the references that are known; others stay.
  static func resolved(_ text: String) -> String {
    guard text.unicodeScalars.contains("&") else { return text }
    var result = ""
    var rest = Substring(text).unicodeScalars
    while let start = rest.firstIndex(of: "&") {
      result.unicodeScalars.append(contentsOf: rest[..<start])
      let behind = rest[rest.index(after: start)...]
      if let end = behind.prefix(longest).firstIndex(of: ";"),
        let scalar = scalar(String(behind[..<end]))
      {
        result.unicodeScalars.append(scalar)
        rest = rest[rest.index(after: end)...]
      } else {
        result += "&"
        rest = behind
      }
    }
    result.unicodeScalars.append(contentsOf: rest)
    return result
  }

  /// The characters of the longest one, with its semicolon.
  private static let longest = 10

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
  ]

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    if let scalar = named[name] { return scalar }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init)
  }
}
