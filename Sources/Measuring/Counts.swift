/// What is counted of those who received a message, each person once.
public struct Counts: Sendable, Hashable {
  /// People who were shown it.
  public var recipients: Int
  /// How often they were, all together.
  public var impressions: Int
  public var clicks: Int
  public var dismissals: Int
  /// People who replied, or answered a bot.
  public var replies: Int
  /// People who came to the end of a bot.
  public var completions: Int
  /// People who clicked, replied or answered.
  public var engaged: Int
  /// People who did what the message is to bring them to, within its time.
  public var goals: Int
  /// Recipients that a simulation made up.
  public var simulated: Int

  public init(
    recipients: Int, impressions: Int, clicks: Int, dismissals: Int, replies: Int,
    completions: Int, engaged: Int, goals: Int, simulated: Int
  ) {
    self.recipients = recipients
    self.impressions = impressions
    self.clicks = clicks
    self.dismissals = dismissals
    self.replies = replies
    self.completions = completions
    self.engaged = engaged
    self.goals = goals
    self.simulated = simulated
  }

  public static let none = Counts(
    recipients: 0, impressions: 0, clicks: 0, dismissals: 0, replies: 0, completions: 0,
    engaged: 0, goals: 0, simulated: 0)

  public static func + (left: Counts, right: Counts) -> Counts {
    Counts(
      recipients: left.recipients + right.recipients,
      impressions: left.impressions + right.impressions, clicks: left.clicks + right.clicks,
      dismissals: left.dismissals + right.dismissals, replies: left.replies + right.replies,
      completions: left.completions + right.completions, engaged: left.engaged + right.engaged,
      goals: left.goals + right.goals, simulated: left.simulated + right.simulated)
  }

  /// As Intercom has it: of those who received it.
  public var engagement: Rate? { Rate(engaged, of: recipients) }

  public var goalRate: Rate? { Rate(goals, of: recipients) }
}

extension Sequence<Counts> {
  public var sum: Counts { reduce(.none, +) }
}
