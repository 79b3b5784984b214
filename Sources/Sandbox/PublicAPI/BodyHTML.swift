/// The body of a news item or an article as it is kept: HTML, written in one way.
///
/// Intercom documents that bodies are HTML and not what it makes of them, so that a client must count
/// with any of the things that such stores do. This one's are:
///
/// - names of tags and attributes in small letters, values of attributes in double quotes, `<br/>` as `<br>`
/// - no comments, no `script` and `style` with what they hold, no attributes `style` and `on…`
/// - characters instead of references to them, but for `&amp;`, `&lt;` and `&gt;`
/// - no white space around the whole, nor between two tags where it breaks the line outside of `pre`
///
/// What is written so already stays as it is, plain text too.
struct BodyHTML {
  private let source: [Unicode.Scalar]
  private var position = 0
  private var written = ""
  /// What stands between two tags, until the second is known.
  private var text = ""
  private var openPreformatted = 0

  static func normal(_ html: String) -> String {
    var reading = BodyHTML(source: Array(html.unicodeScalars))
    reading.readAll()
    return reading.written
  }

  private init(source: [Unicode.Scalar]) { self.source = source }

  private mutating func readAll() {
    while position < source.count {
      if source[position] == "<", readMarkup() { continue }
      text.unicodeScalars.append(source[position])
      position += 1
    }
    endText(before: .end)
    while let last = written.unicodeScalars.last, last.properties.isWhitespace {
      written.unicodeScalars.removeLast()
    }
  }

  private enum Next { case tag, end }

  /// Writes the text that has gathered.
  private mutating func endText(before next: Next) {
    defer { text = "" }
    var scalars = Substring(text).unicodeScalars
    if written.isEmpty { scalars = scalars.drop(while: \.properties.isWhitespace) }
    let isBlank = scalars.allSatisfy(\.properties.isWhitespace)
    let isGap =
      next == .tag && openPreformatted == 0 && isBlank && scalars.contains { $0 == "\n" }
    if !isGap { written += Self.escaped(HTMLReferences.resolved(String(scalars)), inQuotes: false) }
  }

  /// Reads a tag or a comment; false where the `<` begins none.
  private mutating func readMarkup() -> Bool {
    if starts(with: "<!--") {
      skip(behind: "-->")
      return true
    }
    guard var tag = HTMLTag(source, at: position) else { return false }
    position = tag.end
    if Self.dropped.contains(tag.name) {
      if !tag.isClosing {
        skip(behind: "</\(tag.name)")
        skip(behind: ">")
      }
      return true
    }
    endText(before: .tag)
    if tag.name == "pre" {
      openPreformatted = tag.isClosing ? max(0, openPreformatted - 1) : openPreformatted + 1
    }
    tag.attributes.removeAll { $0.name == "style" || $0.name.hasPrefix("on") }
    written += tag.isClosing ? "</\(tag.name)" : "<\(tag.name)"
    for attribute in tag.attributes {
      written += " \(attribute.name)"
      if let value = attribute.value {
        written += "=\"\(Self.escaped(HTMLReferences.resolved(value), inQuotes: true))\""
      }
    }
    written += ">"
    return true
  }

  private func starts(with beginning: String) -> Bool {
    let scalars = beginning.unicodeScalars
    guard position + scalars.count <= source.count else { return false }
    return zip(source[position...], scalars).allSatisfy {
      $0 == $1 || $0.properties.lowercaseMapping == String($1)
    }
  }

  private mutating func skip(behind end: String) {
    while position < source.count, !starts(with: end) { position += 1 }
    position = min(source.count, position + end.unicodeScalars.count)
  }

  private static let dropped: Set = ["script", "style"]

  private static func escaped(_ text: String, inQuotes: Bool) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"" where inQuotes: result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
