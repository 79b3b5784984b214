extension TimeSpan: CustomStringConvertible {
  /// The longest span that is read: a hundred years, in seconds.
  public static let longest = 36_525 * 86_400

  /// Reads `7 days`, `1 day`, `30 minutes`, `8s`, `2 h`; nil for anything else, for more than ten
  /// digits and for more than a hundred years.
  public init?(_ text: some StringProtocol) {
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    guard (1...10).contains(digits.count), let count = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    let word = text.utf8.dropFirst(digits.count).drop { $0 == 0x20 }
    guard let unit = Unit(word: String(decoding: word, as: UTF8.self)) else { return nil }
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
  fileprivate init?(word: String) {
    let match = Self.allCases.first { unit in
      word == unit.rawValue || word == unit.rawValue + "s"
        || word == String(unit.rawValue.prefix(1))
    }
    guard let match else { return nil }
    self = match
  }
}
