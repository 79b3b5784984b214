/// How a scalar is spelled so that every reader takes it for what it is.
enum ScalarText {
  /// A scalar on one line.
  static func oneLine(_ scalar: Scalar, inFlow: Bool) -> String {
    let text = scalar.text
    switch scalar.style {
    case .plain:
      // It was plain or its author vouches for it, so only the syntax can ask for quotes.
      if text.isEmpty { return "null" }
      return isPlainSafe(text, inFlow: inFlow) ? text : quoted(text)
    case .singleQuoted, .doubleQuoted, .literal, .folded:
      let isSafe = isPlainSafe(text, inFlow: inFlow) && !hasMeaning(text)
      return isSafe ? text : quoted(text)
    }
  }

  /// A mapping's key.
  static func key(_ key: String, inFlow: Bool = false) -> String {
    oneLine(Scalar(key, style: .doubleQuoted), inFlow: inFlow)
  }

  /// A text of several lines as `|` and its indented lines; nil where that would not keep it, or
  /// would hold what nobody sees.
  static func literal(_ text: String, indent: Int) -> String? {
    let scalars = text.unicodeScalars
    guard scalars.contains("\n"),
      scalars.allSatisfy({ isUnescaped($0) || $0 == "\n" || $0 == "\t" })
    else { return nil }
    var lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
    guard let firstFull = lines.first(where: { !$0.isEmpty }),
      lines.allSatisfy({ $0.first != "\t" && $0.last != "\t" && $0.last != " " })
    else { return nil }
    let endsWithBreak = lines.last?.isEmpty ?? false
    if endsWithBreak { lines.removeLast() }
    let keepsMore = endsWithBreak && lines.last?.isEmpty ?? false
    var result = "|"
    if firstFull.first == " " { result += String(BlockLines.step) }
    result += keepsMore ? "+\n" : endsWithBreak ? "\n" : "-\n"
    for line in lines {
      if !line.isEmpty { result += String(repeating: " ", count: indent) }
      result += String(line) + "\n"
    }
    return result
  }

  /// A comment's lines, with nothing in them that could end a comment for any reader.
  static func commentLines(_ comment: String) -> [String] {
    comment.unicodeScalars
      .split(omittingEmptySubsequences: false) {
        $0 == "\n" || $0 == "\r" || StandIns.separators.contains($0)
      }
      .map { line in
        var clean = String.UnicodeScalarView()
        for scalar in line {
          clean.append(scalar == "\t" ? " " : isUnescaped(scalar) ? scalar : "\u{FFFD}")
        }
        return String(clean)
      }
  }
}

// What can stand without quotes.
extension ScalarText {
  private static func isPlainSafe(_ text: String, inFlow: Bool) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, scalars.last != " ", scalars.last != ":", first != " ",
      !indicators.contains(first), !text.hasPrefix("...")
    else { return false }
    if first == "-" {
      guard scalars.count > 1, scalars[1] == "." || isASCIIAlphanumeric(scalars[1]) else {
        return false
      }
    }
    for (index, scalar) in scalars.enumerated() {
      if !isUnescaped(scalar) { return false }
      if scalar == "#", index > 0, scalars[index - 1] == " " { return false }
      if scalar == ":", scalars[index + 1] == " " || inFlow && !isInTime(scalars, index) {
        return false
      }
      if inFlow, flowIndicators.contains(scalar) { return false }
    }
    return true
  }

  /// Whether a text without quotes would mean something else, to YAML 1.2 or to readers of 1.1:
  /// null, a boolean, a number, a date, a time, a merge.
  private static func hasMeaning(_ text: String) -> Bool {
    let plain = Scalar(text, style: .plain)
    if plain.resolved != .text(text) || plain.isYAML11Boolean { return true }
    if text == "=" || text == "<<" { return true }
    guard let first = text.unicodeScalars.first,
      first == "+" || first == "-" || first == "." || ("0"..."9").contains(first)
    else { return false }
    return text.unicodeScalars.allSatisfy { numeric.contains($0) }
  }

  /// A colon between digits.
  private static func isInTime(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index > 0 && ("0"..."9").contains(scalars[index - 1])
      && ("0"..."9").contains(scalars[index + 1])
  }

  private static func isASCIIAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
  }

  private static let indicators = Set("?:,[]{}#&*!|>'\"%@`".unicodeScalars)
  private static let flowIndicators = Set(",[]{}?".unicodeScalars)
  /// What numbers, dates and times of YAML 1.1 are made of.
  private static let numeric = Set("0123456789abcdefABCDEFxXoO_+-.:tTzZ ".unicodeScalars)
}

// Quotes.
extension ScalarText {
  private static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    if scalars.contains("\"") || scalars.contains("\\"), !scalars.contains("'"),
      scalars.allSatisfy(isUnescaped)
    {
      return "'\(text)'"
    }
    return doubleQuoted(text)
  }

  /// Any text, on one line.
  static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if let escape = escapes[scalar] {
        result += escape
      } else if isUnescaped(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += numbered(scalar)
      }
    }
    return result + "\""
  }

  private static func numbered(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (letter, width) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }

  /// Whether a character can be written as it is: it is seen, and no reader takes it for more.
  static func isUnescaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2028, 0x2029, 0xFEFF: false
    // Overrides of direction make a file look like another one.
    case 0x202A...0x202E, 0x2066...0x2069: false
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static let escapes: [Unicode.Scalar: String] = [
    "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0",
  ]
}
