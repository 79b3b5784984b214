extension TimeSpan: CustomStringConvertible {
  /// The longest span that is read: a hundred years, in seconds.
  public static let longest = 36_525 * 86_400

  /// Reads `7 days`, `1 day`, `30 minutes`, `8s`, `2 h`; nil for anything else, for more than ten
  /// digits and for more than a hundred years.
  public init?(_ text: String) {
    self.init(text[...])
  }

  /// Reads a part of a text, as the `7 days` of `7 days ago`.
  public init?(_ text: Substring) {
    let bytes = text.utf8
    let word = bytes.drop { (0x30...0x39).contains($0) }
    let digits = bytes[..<word.startIndex]
    guard (1...10).contains(digits.count), let count = Int(Substring(digits)),
      let unit = Unit(word: Substring(word.drop { $0 == 0x20 }))
    else { return nil }
    self.init(bounded: count, unit)
  }

  /// Nil when the count is negative or the span is longer than a hundred years.
  public init?(bounded count: Int, _ unit: Unit) {
    guard count >= 0, count <= Self.longest, TimeSpan(count, unit).seconds <= Self.longest else {
      return nil
    }
    self.init(count, unit)
  }

  /// As it is written in files: `7 days`, `1 day`.
  public var description: String {
    "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")"
  }
}

extension TimeSpan.Unit {
  /// A unit as people write it: `day`, `days` or `d`.
  fileprivate init?(word: Substring) {
    switch word {
    case "second", "seconds", "s": self = .second
    case "minute", "minutes", "m": self = .minute
    case "hour", "hours", "h": self = .hour
    case "day", "days", "d": self = .day
    case "week", "weeks", "w": self = .week
    default: return nil
    }
  }
}
