import Measuring

/// Rates and what lies between them, in percent to one digit.
enum RateText {
  /// As `2.1 %`.
  static func share(_ rate: Rate) -> String { ReachText.share(rate.count, of: rate.total) }

  /// As `2.1 % (1.4 to 3.0)`; nothing is known of nobody.
  static func withInterval(_ rate: Rate?) -> String {
    guard let rate else { return "-" }
    return "\(share(rate)) (\(digits(rate.interval.low)) to \(digits(rate.interval.high)))"
  }

  /// As `5 %`.
  static func bar(_ share: Double) -> String {
    let text = digits(share)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
  }

  /// As `↘ −1.2`, in points of percent.
  static func difference(_ difference: Difference) -> String {
    let sign = difference.points < 0 ? "−" : "+"
    return "\(arrow(difference.direction)) \(sign)\(digits(abs(difference.points)))"
  }

  static func arrow(_ direction: Difference.Direction) -> String {
    switch direction {
    case .up: "↗"
    case .down: "↘"
    case .level: "→"
    }
  }

  /// A share as a percentage to one digit, without its sign.
  static func digits(_ share: Double) -> String {
    let tenths = Int((share * 1_000).rounded())
    return "\(tenths < 0 ? "−" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
