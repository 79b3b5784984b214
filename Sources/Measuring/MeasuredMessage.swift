import Audiences
public import Planning

/// A message and what it did, judged.
public struct MeasuredMessage: Sendable, Hashable {
  public let message: RemoteMessage
  public let stats: MessageStats
  /// Nil where either week has too few people.
  public let trend: Trend?
  /// What the present version does beside the one before; nil where either has too few people.
  public let revision: VersionComparison?
  public let judgement: Judgement

  public init(_ message: RemoteMessage, _ stats: MessageStats, by bar: Bar) {
    self.message = message
    self.stats = stats
    trend = Trend(stats.days, by: bar)
    revision = VersionComparison(stats.versions, by: bar)
    judgement = Judgement(message, stats, trend, revision, by: bar)
  }
}

/// The engagement of people who received a message in the last seven days, beside that of the seven
/// before.
public struct Trend: Sendable, Hashable {
  public let before: Rate
  public let now: Rate
  public var difference: Difference { now.difference(from: before) }

  init?(_ days: [MessageStats.Day], by bar: Bar) {
    let today = bar.today.daysSince1970
    func rate(_ ages: Range<Int>) -> Rate? {
      days.filter { ages.contains(today - $0.day.daysSince1970) }.map(\.counts).sum.engagement
    }
    guard let now = bar.sufficient(rate(0..<7)), let before = bar.sufficient(rate(7..<14)) else {
      return nil
    }
    self.before = before
    self.now = now
  }
}

/// A version beside the one before it that anybody was shown.
public struct VersionComparison: Sendable, Hashable {
  public let before: MessageStats.Version
  public let now: MessageStats.Version
  public let difference: Difference

  init?(_ versions: [MessageStats.Version], by bar: Bar) {
    guard let now = versions.last,
      let before = versions.dropLast().last(where: { $0.counts.recipients > 0 }),
      let newRate = bar.sufficient(now.counts.engagement),
      let oldRate = bar.sufficient(before.counts.engagement)
    else { return nil }
    self.before = before
    self.now = now
    difference = newRate.difference(from: oldRate)
  }
}
