/// How values are written in statements that people run themselves.
enum WrittenSQL {
  /// Without a fraction where it has none; else the shortest digits that are this double again.
  static func number(_ number: Double) -> String {
    // Above that, integers and doubles are no longer one to one.
    guard number.magnitude <= 9_007_199_254_740_992, let integer = Int64(exactly: number) else {
      return number.description
    }
    return String(integer)
  }

  /// `2026-11-23 05:00:00` in UTC; what lies outside of the bounds is written as the nearer one.
  static func instant(_ instant: Int64, within bounds: ClosedRange<Int64> = ofCalendar) -> String {
    let instant = min(max(instant, bounds.lowerBound), bounds.upperBound)
    let second = (instant % 86_400 + 86_400) % 86_400
    guard let date = CalendarDate(daysSince1970: Int((instant - second) / 86_400)) else {
      preconditionFailure("the bounds lie in the years 1 to 9999")
    }
    let clock = [second / 3_600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(date) \(clock.joined(separator: ":"))"
  }

  /// The years 1 to 9999.
  private static let ofCalendar: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// The name between quotes, which are doubled inside; nil when it holds what could not be read back
  /// from a line of text.
  static func name(_ name: String, quote: Character) -> SQLFragment? {
    if name.unicodeScalars.contains(where: \.isHidden) { return nil }
    return SQLFragment(
      text: "\(quote)\(name.replacing("\(quote)", with: "\(quote)\(quote)"))\(quote)", values: [])
  }

  static func hexadecimal(_ value: some BinaryInteger, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

extension Unicode.Scalar {
  /// Whether it cannot be seen in a statement, or changes how the rest of it looks.
  var isHidden: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse,
      .surrogate:
      true
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol, .spaceSeparator:
      false
    @unknown default: true
    }
  }
}

extension SQLDialect {
  /// A call, of arguments that are fragments already.
  func call(_ function: SQLFragment, _ arguments: SQLFragment...) -> SQLFragment {
    "\(function)(\(arguments.joined(by: ", ")))"
  }
}

/// An engine with a function that replaces letters, all of them at once.
package protocol TranslatingDialect: SQLDialect {
  /// What the function is called.
  var translate: SQLFragment { get }
}

extension TranslatingDialect {
  package var translate: SQLFragment { "translate" }

  package var lettersAtOnce: Int { .max }

  package var foldsASCII: Bool { false }

  package func replacing(_ letters: [FoldedLetter], in text: SQLFragment) -> SQLFragment {
    if letters.isEmpty { return text }
    let (from, to) = letters.strings
    return call(translate, text, value(.text(from)), value(.text(to)))
  }
}
