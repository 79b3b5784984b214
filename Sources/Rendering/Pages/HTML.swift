/// Markup. What is written in a literal is markup, and what is put into it is text: it cannot be
/// forgotten to escape it.
struct HTML: ExpressibleByStringInterpolation, Sendable, Hashable {
  private(set) var source: String

  init(stringLiteral markup: String) { source = markup }

  init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

  /// What a file of ours says in the language of styles.
  init(style: String) { source = style }

  init(_ parts: [HTML]) { source = parts.map(\.source).joined() }

  static func + (left: HTML, right: HTML) -> HTML { HTML([left, right]) }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ markup: String) { source += markup }

    /// Text, for between tags and for the value of a quoted attribute.
    mutating func appendInterpolation(_ text: String) { source += text.escapedForHTML }

    mutating func appendInterpolation(_ number: Int) { source += String(number) }

    mutating func appendInterpolation(_ markup: HTML) { source += markup.source }
  }
}

extension String {
  fileprivate var escapedForHTML: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
