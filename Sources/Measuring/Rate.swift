/// So many of so many, which is never none of none.
public struct Rate: Sendable, Hashable {
  public let count: Int
  public let total: Int

  /// Nil where nobody is counted, and for more than all.
  public init?(_ count: Int, of total: Int) {
    guard total > 0, (0...total).contains(count) else { return nil }
    self.count = count
    self.total = total
  }

  /// 0 to 1.
  public var share: Double { Double(count) / Double(total) }

  /// In which the rate lies with 95 % confidence, after Wilson: unlike the textbook's, it is right
  /// for few people and for rates near none and all, which those of messages are.
  public var interval: Interval {
    let n = Double(total)
    let square = Self.z * Self.z
    let centre = share + square / (2 * n)
    let margin = Self.z * ((share * (1 - share) + square / (4 * n)) / n).squareRoot()
    let scale = 1 + square / n
    // At the ends the two parts are equal, but for the last bit.
    let low = count == 0 ? 0 : (centre - margin) / scale
    let high = count == total ? 1 : (centre + margin) / scale
    return Interval(low: low, high: high)
  }

  /// By how much it differs from another one, after Newcombe: from the intervals of the two.
  public func difference(from other: Rate) -> Difference {
    let (mine, others) = (interval, other.interval)
    let points = share - other.share
    func distance(_ left: Double, _ right: Double) -> Double {
      (left * left + right * right).squareRoot()
    }
    return Difference(
      points: points,
      interval: Interval(
        low: points - distance(share - mine.low, others.high - other.share),
        high: points + distance(mine.high - share, other.share - others.low)))
  }

  /// Of the normal distribution, for 95 %.
  private static let z = 1.959963984540054
}

public struct Interval: Sendable, Hashable {
  public let low: Double
  public let high: Double
}

/// Between two rates; -1 to 1.
public struct Difference: Sendable, Hashable {
  public enum Direction: String, Sendable, Hashable, CaseIterable {
    case up, down
    /// The difference may be chance.
    case level
  }

  public let points: Double
  /// With 95 % confidence.
  public let interval: Interval

  public var direction: Direction {
    if interval.low > 0 { return .up }
    return interval.high < 0 ? .down : .level
  }
}
