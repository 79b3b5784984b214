/// How values and lists of words stand in messages.
enum Shown {
  /// In backticks, on one line, cut where it gets long.
  static func value(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 60 ? "`\(line.prefix(57))…`" : "`\(line)`"
  }

  /// Each in backticks: `` `a`, `b` and `c` ``.
  static func list(_ words: [String], _ conjunction: String) -> String {
    join(words.map { "`\($0)`" }, conjunction)
  }

  /// `a, b and c`, with the conjunction given.
  static func join(_ phrases: [String], _ conjunction: String) -> String {
    guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
    return "\(phrases.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }
}
