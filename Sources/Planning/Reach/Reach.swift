/// How many people a change reaches, counted in the workspace.
public struct Reach: Sendable, Hashable {
  /// Who can see the message before and after the change.
  public let before: Int
  public let after: Int
  /// Who could not and can.
  public let newlyExposed: Int
  /// False where `newlyExposed` is a bound: the rule that tells is larger than a workspace takes.
  public let isExact: Bool
  /// Who could and can no more.
  public let noLongerReached: Int
  /// Everybody in the workspace.
  public let everyone: Int
  public let causes: [Exposure.Cause]

  public init(
    before: Int, after: Int, newlyExposed: Int, isExact: Bool, noLongerReached: Int,
    everyone: Int, causes: [Exposure.Cause]
  ) {
    self.before = before
    self.after = after
    self.newlyExposed = newlyExposed
    self.isExact = isExact
    self.noLongerReached = noLongerReached
    self.everyone = everyone
    self.causes = causes
  }
}

/// How many people all changes of a plan expose newly.
public struct TotalReach: Sendable, Hashable {
  public let newlyExposed: Int
  /// Whether each person counts once; otherwise it is a bound: the sum of the changes, or everybody.
  public let isDistinct: Bool
  /// Everybody in the workspace.
  public let everyone: Int

  public init(newlyExposed: Int, isDistinct: Bool, everyone: Int) {
    self.newlyExposed = newlyExposed
    self.isDistinct = isDistinct
    self.everyone = everyone
  }
}
