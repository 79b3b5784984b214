/// The HTML of news items and articles: the little that herald writes, and reading any.
enum Markup {
  /// Text as HTML shows it.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// One piece of a document.
  enum Piece: Sendable, Hashable {
    case text(String)
    /// Its name and those of its attributes in lower case.
    case open(String, attributes: [String: String])
    case close(String)
  }

  /// The pieces of a document; comments are left out.
  static func pieces(of html: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(html)
    while let bracket = rest.firstIndex(of: "<") {
      append(text: rest[..<bracket], to: &pieces)
      rest = rest[bracket...]
      if rest.hasPrefix("<!--") {
        rest = rest.firstRange(of: "-->").map { rest[$0.upperBound...] } ?? ""
        continue
      }
      guard let end = tagEnd(in: rest) else {
        append(text: rest, to: &pieces)
        return pieces
      }
      if let piece = tag(rest[rest.index(after: rest.startIndex)..<end]) { pieces.append(piece) }
      rest = rest[rest.index(after: end)...]
    }
    append(text: rest, to: &pieces)
    return pieces
  }

  /// What a document says, a line for each paragraph, row or break.
  static func text(of html: String) -> String {
    var text = ""
    for piece in pieces(of: html) {
      switch piece {
      case .text(let words): text += words
      case .open("br", _): text += "\n"
      case .open: break
      case .close(let name): if blocks.contains(name) { text += "\n" }
      }
    }
    return text
  }

  static let blocks: Set<String> = [
    "p", "div", "h1", "h2", "h3", "h4", "li", "pre", "blockquote", "tr",
  ]

  private static func append(text: Substring, to pieces: inout [Piece]) {
    if !text.isEmpty { pieces.append(.text(unescaped(text))) }
  }

  /// Where the tag that a text begins with ends; a `>` in quotes does not end it.
  private static func tagEnd(in text: Substring) -> Substring.Index? {
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == ">" {
        return index
      }
    }
    return nil
  }

  private static func tag(_ inner: Substring) -> Piece? {
    let isClosing = inner.first == "/"
    let body = isClosing ? inner.dropFirst() : inner
    let name = body.prefix { $0.isLetter || $0.isNumber }.lowercased()
    guard !name.isEmpty else { return nil }
    if isClosing { return .close(name) }
    return .open(name, attributes: attributes(in: body.dropFirst(name.count)))
  }

  /// One without a value has an empty one; of two that have one name, the first counts.
  private static func attributes(in text: Substring) -> [String: String] {
    var attributes: [String: String] = [:]
    var rest = text
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "/" || $0 == "=" }
      let name = rest.prefix { !$0.isWhitespace && $0 != "/" && $0 != "=" }
      guard !name.isEmpty else { return attributes }
      rest = rest[name.endIndex...]
      var value: Substring = ""
      let next = rest.drop(while: \.isWhitespace)
      if next.first == "=" {
        rest = next.dropFirst().drop(while: \.isWhitespace)
        if let quote = rest.first, quote == "\"" || quote == "'" {
          value = rest.dropFirst().prefix { $0 != quote }
          rest = rest[value.endIndex...].dropFirst()
        } else {
          value = rest.prefix { !$0.isWhitespace }
          rest = rest[value.endIndex...]
        }
      }
      let key = name.lowercased()
      if attributes[key] == nil { attributes[key] = unescaped(value) }
    }
  }

  private static let entities: [Substring: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
  ]

  /// Whether a document names a character that is not known here, as `&mdash;`: it is read as these
  /// letters.
  static func namesUnknownCharacter(_ html: String) -> Bool {
    html.split(separator: "&", omittingEmptySubsequences: false).dropFirst().contains { part in
      let name = part.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
      return !name.isEmpty && part.dropFirst(name.count).first == ";" && character(name) == nil
    }
  }

  private static func unescaped(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    var result = ""
    var rest = text
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...]
      if let end = rest.prefix(12).firstIndex(of: ";"),
        let character = character(rest[rest.index(after: rest.startIndex)..<end])
      {
        result += character
        rest = rest[rest.index(after: end)...]
      } else {
        result += "&"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  private static func character(_ entity: Substring) -> String? {
    if let known = entities[entity] { return known }
    guard entity.hasPrefix("#") else { return nil }
    let digits = entity.dropFirst()
    let number =
      digits.lowercased().hasPrefix("x")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
