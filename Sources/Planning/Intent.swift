/// What the person who asks for a plan wants and allows.
public struct Intent: Sendable, Hashable {
  public enum Goal: Sendable, Hashable {
    /// Make the remote what the files say.
    case converge
    /// Remove all that the project owns; `deleteAll` also deletes what people have seen.
    case destroy(deleteAll: Bool)
  }

  public var goal: Goal
  /// A ceiling for live messages that go; nil leaves the project's limit.
  public var allowDeletes: Int?
  /// A ceiling for the people newly exposed, and for those whom one campaign reaches; nil leaves the
  /// project's limits.
  public var allowReach: Int?
  /// Whether the plan may be applied while the project is frozen.
  public var allowFreeze: Bool
  /// Whether people are counted for what the plan exposes.
  public var countsPeople: Bool
  /// Keys whose outside changes may be overwritten where the files changed too.
  public var overwrite: Set<String>
  /// Keys whose outside pause may be lifted.
  public var resume: Set<String>
  /// What the plan is about; the rest is left as it is.
  public var selection: Selection

  public init(
    goal: Goal = .converge, allowDeletes: Int? = nil, allowReach: Int? = nil,
    allowFreeze: Bool = false, countsPeople: Bool = true, overwrite: Set<String> = [],
    resume: Set<String> = [], selection: Selection = Selection()
  ) {
    self.goal = goal
    self.allowDeletes = allowDeletes
    self.allowReach = allowReach
    self.allowFreeze = allowFreeze
    self.countsPeople = countsPeople
    self.overwrite = overwrite
    self.resume = resume
    self.selection = selection
  }
}
