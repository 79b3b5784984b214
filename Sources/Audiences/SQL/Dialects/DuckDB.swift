/// DuckDB.
package struct DuckDBDialect: TranslatingDialect {
  package init() {}

  package func name(_ name: String) -> SQLFragment? { WrittenSQL.name(name, quote: "\"") }

  package func value(_ value: SQLValue) -> SQLFragment {
    switch value {
    case .text(let text): SQLFragment(text: Self.literal(text), values: [])
    case .number(let number): SQLFragment(text: Self.literal(number), values: [])
    case .boolean(let boolean): boolean ? "TRUE" : "FALSE"
    // Without a type of its own it takes the column's, with or without a time zone.
    case .instant(let instant):
      SQLFragment(text: "'\(WrittenSQL.instant(instant))+00'", values: [])
    }
  }

  /// Hidden letters by their numbers: plain literals know no escapes.
  private static func literal(_ text: String) -> String {
    var parts: [String] = []
    var plain = String.UnicodeScalarView()
    func endPlain() {
      if !plain.isEmpty { parts.append("'\(String(plain))'") }
      plain = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if scalar.isHidden {
        endPlain()
        parts.append("chr(\(scalar.value))")
      } else {
        plain.append(contentsOf: (scalar == "'" ? "''" : String(scalar)).unicodeScalars)
      }
    }
    endPlain()
    switch parts.count {
    case 0: return "''"
    case 1: return parts[0]
    default: return "(\(parts.joined(separator: " || ")))"
    }
  }

  /// With an exponent a number is a double; without one, a decimal that is rounded on its way there.
  private static func literal(_ number: Double) -> String {
    let text = WrittenSQL.number(number)
    return text.contains(".") && !text.contains("e") ? "\(text)e0" : text
  }

  package func canHold(_ text: String) -> Bool { true }

  package func test(
    _ text: SQLFragment, _ place: PlaceInText, _ part: FoldedText
  ) -> SQLFragment {
    let written = value(.text(part.text))
    return switch place {
    case .anywhere: call("contains", text, written)
    case .atStart: call("starts_with", text, written)
    case .atEnd: call("ends_with", text, written)
    }
  }
}
