/// How many people a change reaches, counted in the workspace.
public struct Reach: Sendable, Hashable {
  /// Who can see the message before and after the change.
  public let before: Headcount
  public let after: Headcount
  /// Who could not and can.
  public let newlyExposed: Headcount
  /// Who could and can no more.
  public let noLongerReached: Headcount
  /// Everybody in the workspace.
  public let everyone: Int
  public let causes: [Exposure.Cause]

  public init(
    before: Headcount, after: Headcount, newlyExposed: Headcount, noLongerReached: Headcount,
    everyone: Int, causes: [Exposure.Cause]
  ) {
    self.before = before
    self.after = after
    self.newlyExposed = newlyExposed
    self.noLongerReached = noLongerReached
    self.everyone = everyone
    self.causes = causes
  }
}

/// How many people all changes of a plan expose newly.
public struct TotalReach: Sendable, Hashable {
  /// Each person counts once; otherwise it is a bound: the sum of the changes, or everybody.
  public let newlyExposed: Headcount
  /// Everybody in the workspace.
  public let everyone: Int

  public init(newlyExposed: Headcount, everyone: Int) {
    self.newlyExposed = newlyExposed
    self.everyone = everyone
  }
}
