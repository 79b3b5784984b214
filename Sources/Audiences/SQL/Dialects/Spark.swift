/// Spark SQL 3.3 and newer.
package struct SparkDialect: TranslatingDialect {
  package init() {}

  package func name(_ name: String) -> SQLFragment? {
    // Spark fills `${name}` in before it reads a statement, and names know no escapes.
    name.contains("${") ? nil : WrittenSQL.name(name, quote: "`")
  }

  package func value(_ value: SQLValue) -> SQLFragment {
    switch value {
    case .text(let text): SQLFragment(text: "'\(Self.escaped(text))'", values: [])
    case .number(let number): SQLFragment(text: Self.literal(number), values: [])
    case .boolean(let boolean): boolean ? "TRUE" : "FALSE"
    case .instant(let instant):
      SQLFragment(text: "TIMESTAMP '\(WrittenSQL.instant(instant))Z'", values: [])
    }
  }

  private static func escaped(_ text: String) -> String {
    var written = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\\": written += "\\\(scalar)"
      case _ where scalar.isHidden || scalar == "$":
        // By halves of UTF-16, which is what its texts are made of.
        for unit in String(scalar).utf16 {
          written += "\\u\(WrittenSQL.hexadecimal(unit, digits: 4))"
        }
      default: written.unicodeScalars.append(scalar)
      }
    }
    return written
  }

  /// `0.1` alone would be a decimal.
  private static func literal(_ number: Double) -> String {
    let text = WrittenSQL.number(number)
    return text.contains(".") || text.contains("e") ? "\(text)D" : text
  }

  package func canHold(_ text: String) -> Bool { true }

  package func test(
    _ text: SQLFragment, _ place: PlaceInText, _ part: FoldedText
  ) -> SQLFragment {
    let written = value(.text(part.text))
    return switch place {
    case .anywhere: call("contains", text, written)
    case .atStart: call("startswith", text, written)
    case .atEnd: call("endswith", text, written)
    }
  }
}
