/// ClickHouse, with `Nullable` columns.
package struct ClickHouseDialect: TranslatingDialect {
  package init() {}

  package func name(_ name: String) -> SQLFragment? {
    if name.unicodeScalars.contains(where: \.isHidden) { return nil }
    return SQLFragment(text: "`\(Self.escaped(name))`", values: [])
  }

  package func value(_ value: SQLValue) -> SQLFragment {
    switch value {
    case .text(let text): SQLFragment(text: "'\(Self.escaped(text))'", values: [])
    case .number(let number): SQLFragment(text: WrittenSQL.number(number), values: [])
    case .boolean(let boolean): boolean ? "TRUE" : "FALSE"
    case .instant(let instant):
      SQLFragment(
        text: "toDateTime64('\(WrittenSQL.instant(instant, within: Self.instants))', 0, 'UTC')",
        values: [])
    }
  }

  /// Those that `DateTime64` holds: the years 1900 to 2299.
  private static let instants: ClosedRange<Int64> = -2_208_988_800...10_413_791_999

  private static func escaped(_ text: String) -> String {
    var written = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "`", "\\": written += "\\\(scalar)"
      case _ where scalar.isHidden:
        for byte in String(scalar).utf8 {
          written += "\\x\(WrittenSQL.hexadecimal(byte, digits: 2))"
        }
      default: written.unicodeScalars.append(scalar)
      }
    }
    return written
  }

  package func canHold(_ text: String) -> Bool { true }

  package var translate: SQLFragment { "translateUTF8" }

  package func test(
    _ text: SQLFragment, _ place: PlaceInText, _ part: FoldedText
  ) -> SQLFragment {
    let written = value(.text(part.text))
    return switch place {
    case .anywhere: "position(\(text), \(written)) > 0"
    case .atStart: call("startsWith", text, written)
    case .atEnd: call("endsWith", text, written)
    }
  }
}
