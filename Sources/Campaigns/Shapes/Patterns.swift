internal import Audiences

/// Regular expressions (ECMA-262) for JSON Schemas, of what readers decide by counting.
enum Patterns {
  /// A day that exists, from `0001-01-01` to `9999-12-31`.
  static let day: String = {
    let long = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    let short = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    let february = "02-(?:0[1-9]|1[0-9]|2[0-8])"
    let leapYear = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
    return "(?!0000)(?:[0-9]{4}-(?:\(long)|\(short)|\(february))|\(leapYear)-02-29)"
  }()

  /// A time of day to the minute.
  static let minute = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"

  /// A count and a unit, of at most so many seconds in all.
  static func span(
    upTo seconds: Int = TimeSpan.longest, isZeroAllowed: Bool = false,
    units: [TimeSpan.Unit] = TimeSpan.Unit.allCases, ending: String = ""
  ) -> String {
    let alternatives = units.compactMap { unit -> String? in
      let most = seconds / TimeSpan(1, unit).seconds
      guard most > 0 else { return nil }
      let words = [unit.rawValue, unit.rawValue + "s", String(unit.rawValue.prefix(1))]
      return "(?:\(number(upTo: most))) *(?:\(words.joined(separator: "|")))"
    }
    let zero = isZeroAllowed ? "" : "(?!0+[^0-9])"
    let tenDigits = "(?=[0-9]{1,10}[^0-9])"
    return "^\(zero)\(tenDigits)0*(?:\(alternatives.joined(separator: "|")))\(ending)$"
  }

  /// Alternatives for the numbers from 0 to one, without zeros before them.
  static func number(upTo most: Int) -> String {
    let digits = String(most).compactMap(\.wholeNumberValue)
    var alternatives = digits.count > 1 ? [run(1...(digits.count - 1))] : []
    for (index, digit) in digits.enumerated() {
      let before = digits[..<index].map(String.init).joined()
      let rest = digits.count - index - 1
      // One digit lower: whatever follows.
      guard digit > 0 else { continue }
      let lower = digit == 1 ? "0" : "[0-\(digit - 1)]"
      alternatives.append(before + lower + (rest > 0 ? run(rest...rest) : ""))
    }
    return (alternatives + [String(most)]).joined(separator: "|")
  }

  private static func run(_ count: ClosedRange<Int>) -> String {
    if count == 1...1 { return "[0-9]" }
    return count.count == 1
      ? "[0-9]{\(count.lowerBound)}" : "[0-9]{\(count.lowerBound),\(count.upperBound)}"
  }
}
