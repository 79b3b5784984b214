/// PostgreSQL 12 and newer, in a database of UTF-8.
package struct PostgresDialect: TranslatingDialect {
  package init() {}

  package func name(_ name: String) -> SQLFragment? { WrittenSQL.name(name, quote: "\"") }

  package func value(_ value: SQLValue) -> SQLFragment {
    switch value {
    case .text(let text): SQLFragment(text: Self.literal(text), values: [])
    case .number(let number): SQLFragment(text: WrittenSQL.number(number), values: [])
    case .boolean(let boolean): boolean ? "TRUE" : "FALSE"
    // Without a type of its own it takes the column's, with or without a time zone.
    case .instant(let instant):
      SQLFragment(text: "'\(WrittenSQL.instant(instant))+00'", values: [])
    }
  }

  /// With `E` where there are backslashes: then no setting changes what they mean.
  private static func literal(_ text: String) -> String {
    var needsEscapes = false
    var written = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": written.append(contentsOf: "''".unicodeScalars)
      case "\\":
        written.append(contentsOf: "\\\\".unicodeScalars)
        needsEscapes = true
      case _ where scalar.isHidden:
        let code = WrittenSQL.hexadecimal(scalar.value, digits: 8)
        written.append(contentsOf: "\\U\(code)".unicodeScalars)
        needsEscapes = true
      default: written.append(scalar)
      }
    }
    return "\(needsEscapes ? "E" : "")'\(String(written))'"
  }

  package func canHold(_ text: String) -> Bool { !text.utf8.contains(0) }

  package func test(
    _ text: SQLFragment, _ place: PlaceInText, _ part: FoldedText
  ) -> SQLFragment {
    let length = part.text.unicodeScalars.count
    let written = value(.text(part.text))
    return switch place {
    case .anywhere: "strpos(\(text), \(written)) > 0"
    case .atStart: "left(\(text), \(length)) = \(written)"
    case .atEnd: "right(\(text), \(length)) = \(written)"
    }
  }
}
