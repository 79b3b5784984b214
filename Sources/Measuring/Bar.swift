public import Audiences

/// What messages are judged by.
public struct Bar: Sendable, Hashable {
  /// Fewer people than this is too early to judge.
  public let minRecipients: Int
  /// A share, 0 to 1; less engagement than this is too little.
  public let minEngagement: Double
  /// Unix seconds.
  public let now: Int64
  /// The day that it is where the workspace is.
  public let today: CalendarDate
  /// Whether that is a day to come here: people have received messages on it already, for the clock of
  /// the workspace was set.
  public let isAhead: Bool

  public init(
    minRecipients: Int, minEngagement: Double, now: Int64, today: CalendarDate, isAhead: Bool
  ) {
    self.minRecipients = minRecipients
    self.minEngagement = minEngagement
    self.now = now
    self.today = today
    self.isAhead = isAhead
  }

  /// The rate, where it is one of enough people; at least of one.
  func sufficient(_ rate: Rate?) -> Rate? { rate.flatMap { $0.total >= minRecipients ? $0 : nil } }
}
