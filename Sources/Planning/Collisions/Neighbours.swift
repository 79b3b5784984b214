/// What a changed campaign shows beside: other live campaigns on the same page, at the same time, with
/// some of the same people.
public struct Neighbours: Sendable, Hashable {
  /// How the rules alone make two campaigns share people.
  public enum Proof: String, Sendable, Hashable, CaseIterable {
    /// Whoever one is for the other is for, too.
    case same
    /// Whoever the changed one is for.
    case allOfThis = "all-of-this"
    /// Whoever the other one is for.
    case allOfThat = "all-of-that"
  }

  public struct Neighbour: Sendable, Hashable {
    public let key: String
    /// The number of its own change; nil where it stays as it is.
    public let change: Int?
    /// How many people both are for; nil where nobody counted.
    public let people: Headcount?
    /// Nil where only counting tells.
    public let proof: Proof?

    public init(key: String, change: Int?, people: Headcount?, proof: Proof?) {
      self.key = key
      self.change = change
      self.people = people
      self.proof = proof
    }
  }

  /// Those with the most people in common first; what was not counted last, then by key. Those that
  /// share nobody are none.
  public let all: [Neighbour]
  /// Nil where nobody gets too many messages, and where there is no limit.
  public let crowd: Crowd?

  public init(all: [Neighbour], crowd: Crowd?) {
    self.all = all
    self.crowd = crowd
  }
}

/// People who can get more messages within a window than one person may, this change's among them.
public struct Crowd: Sendable, Hashable {
  /// Nil where nobody counted, and the rules tell that it is everyone whom the change reaches.
  public let people: Headcount?
  /// False where more may be: the rule that tells is larger than a workspace takes.
  public let isExact: Bool
  /// The keys of the campaigns of the window, without the change's own; sorted.
  public let others: [String]
  public let rate: MessageRate

  public init(people: Headcount?, isExact: Bool, others: [String], rate: MessageRate) {
    self.people = people
    self.isExact = isExact
    self.others = others
    self.rate = rate
  }
}
