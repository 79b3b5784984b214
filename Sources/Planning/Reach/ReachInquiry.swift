public import Audiences

/// What must be counted to know whom the changes of a plan reach.
///
/// The difference of two audiences and their union are rules too: so counting one rule at a time is
/// all that a workspace must be able to do.
public struct ReachInquiry: Sendable, Hashable {
  /// In the order in which answers are expected.
  public private(set) var rules: [Rule] = []
  /// In the order of the plan.
  let questions: [Question]
  /// Whom the changes expose newly, all together: each person once.
  let total: Place?
  /// Nil where nothing is asked about those beside.
  let neighbours: NeighbourInquiry?

  /// One of `rules`.
  typealias Place = Int

  struct Question: Sendable, Hashable {
    let change: Int
    let exposure: Exposure
    /// Nil where nobody is meant, and there is nothing to count.
    let before: Place?
    let after: Place?
    let joining: Joining
    /// Whether anything of it cannot be asked of a workspace.
    let isUncountable: Bool
    fileprivate let joiningRule: Rule?
  }

  /// Who is in the audience after and not before.
  enum Joining: Sendable, Hashable {
    /// The audience is the same, or one is none.
    case unasked
    /// As the rules tell.
    case nobody
    /// Nil where the rule is larger than a workspace takes.
    case counted(Place?)
  }

  /// Nil where the changes leave it as it is who can see what.
  ///
  /// - Parameter now: Unix seconds.
  public init?(_ changes: [Change], now: Int64) { self.init(changes, now: now, among: nil) }

  /// - Parameter surroundings: what they are made among; nil where that does not matter.
  init?(_ changes: [Change], now: Int64, among surroundings: NeighbourInquiry.Surroundings?) {
    var register = Register()
    questions = changes.compactMap { change in
      change.exposure(now: now).map { Question($0, of: change.number, in: &register) }
    }
    let moving = changes.filter { $0.movesAmongOthers(now: now) }.map(\.number)
    guard !questions.isEmpty || !moving.isEmpty else { return nil }
    let exposing = questions.compactMap(\.newlyExposed)
    total = exposing.count < 2 ? nil : register.place(of: .any(exposing))
    neighbours = surroundings.map { surroundings in
      NeighbourInquiry(moving, among: surroundings, now: now, in: &register)
    }
    rules = register.rules
  }
}

extension ReachInquiry {
  /// Rules that are asked for, each once.
  struct Register {
    private(set) var rules: [Rule] = []
    private var places: [RuleIdentity: Place] = [:]

    /// Nil for what a workspace does not count.
    mutating func place(of rule: Rule) -> Place? {
      guard rule.isCountable else { return nil }
      let identity = RuleIdentity(rule)
      if let known = places[identity] { return known }
      places[identity] = rules.count
      rules.append(rule)
      return rules.count - 1
    }
  }
}

extension ReachInquiry.Question {
  fileprivate init(
    _ exposure: Exposure, of change: Int, in register: inout ReachInquiry.Register
  ) {
    self.change = change
    self.exposure = exposure
    before = exposure.before.flatMap { register.place(of: $0) }
    after = exposure.after.flatMap { register.place(of: $0) }
    joiningRule = exposure.joining
    joining =
      switch joiningRule {
      case nil: .unasked
      case .not(.everyone)?: .nobody
      case let rule?: .counted(register.place(of: rule))
      }
    isUncountable =
      (exposure.before != nil && before == nil) || (exposure.after != nil && after == nil)
  }

  /// Nil where nobody is, or nobody knows.
  fileprivate var newlyExposed: Rule? {
    if exposure.causes.isEmpty || isUncountable { return nil }
    if exposure.exposesAll { return exposure.after }
    return joining == .nobody ? nil : joiningRule
  }
}

extension Exposure {
  /// Who is in the audience after and not before; nil where the audience is the same, or one is none.
  /// Where the rules tell that nobody was in it before, that is whoever is in it after, which is
  /// counted anyway; and nobody where they tell that whoever is in it after was in it before.
  fileprivate var joining: Rule? {
    guard let before, let after, !before.saysTheSame(as: after) else { return nil }
    if after.isProved(toImply: before) { return .not(.everyone) }
    return before.isProvedDisjoint(from: after) ? after : .all([after, .not(before)])
  }
}

extension Rule {
  /// Whether a workspace can be asked how many people it matches.
  fileprivate var isCountable: Bool {
    depth <= RuleLimits.depth && size <= RuleLimits.conditions
      && listedValues <= RuleLimits.listedValues
  }
}
