/// At most so many messages in so long a time, as `2 per 7 days`.
public struct MessageRate: Sendable, Hashable {
  public let count: Int
  public let days: Int

  public init(count: Int, days: Int) {
    self.count = count
    self.days = days
  }

  /// The length of a window; a day counts 86,400 seconds.
  var seconds: Int64 { Int64(days) * 86_400 }
}

extension MessageRate: CustomStringConvertible {
  /// As the project file has it.
  public var description: String { "\(count) per \(days) \(days == 1 ? "day" : "days")" }
}
