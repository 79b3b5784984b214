/// Looks for a contradiction in every way in which a proposition could hold.
///
/// It knows what conditions on the same thing mean together and nothing of the world, and gives up
/// when there are too many ways: what it does not refute may still be impossible.
struct Satisfiability {
  /// How many literals may be looked at.
  private var budget: Int
  /// What holds on the way that is looked at, in the order in which it was come upon.
  private var known: [Literal] = []
  /// Kept for its room.
  private var together: [Literal] = []

  private init(budget: Int) { self.budget = budget }

  /// True when nobody can be what all of these say. False when somebody may, or nobody can tell.
  static func isRefuted(_ propositions: [Proposition], budget: Int = 4_000) -> Bool {
    var search = Satisfiability(budget: budget)
    return search.isRefuted(propositions)
  }

  private mutating func isRefuted(_ propositions: [Proposition]) -> Bool {
    let before = known.count
    defer { known.removeSubrange(before...) }
    budget -= 1
    var choices: [[Proposition]] = []
    for proposition in propositions where !note(proposition, &choices) { return true }
    for index in before..<known.count {
      guard let isContradiction = closes(known[index].subject, at: index) else { return false }
      if isContradiction { return true }
    }
    // The shortest first: it closes most.
    guard let shortest = choices.indices.min(by: { choices[$0].count < choices[$1].count }) else {
      return false
    }
    let rest = choices.indices.filter { $0 != shortest }.map { Proposition.any(choices[$0]) }
    for choice in choices[shortest] where !isRefuted(rest + [choice]) { return false }
    return true
  }

  /// Takes what must hold apart into literals and choices.
  ///
  /// - Returns: false for what cannot hold.
  private mutating func note(_ proposition: Proposition, _ choices: inout [[Proposition]]) -> Bool {
    switch proposition {
    case .constant(let holds): return holds
    case .all(let parts): return parts.allSatisfy { note($0, &choices) }
    case .any(let parts):
      if parts.count == 1 { return note(parts[0], &choices) }
      choices.append(parts)
      return true
    case .literal(let literal):
      known.append(literal)
      return true
    }
  }

  /// Whether what is known of a subject cannot be, looked at with the last that is known of it; nil
  /// where that would be too much to look at.
  private mutating func closes(_ subject: Subject, at index: Int) -> Bool? {
    for later in known[(index + 1)...] where later.subject == subject { return false }
    together.removeAll(keepingCapacity: true)
    for literal in known[...index] where literal.subject == subject { together.append(literal) }
    budget -= together.count
    return budget < 0 ? nil : Contradiction.isBetween(together)
  }
}

/// Whether literals about one subject exclude one another.
enum Contradiction {
  static func isBetween(_ literals: [Literal]) -> Bool {
    guard let first = literals.first else { return false }
    switch first.subject.topic {
    case .attribute: return AttributeDomain(literals).isEmpty
    case .event: return EventDomain(literals).isEmpty
    case .tag, .segment, .newsfeed:
      return literals.contains(where: \.isAsked) && !literals.allSatisfy(\.isAsked)
    case .companies: return isBetween(companies: literals)
    }
  }

  /// A company that has one thing and none of what is denied of all.
  private static func isBetween(companies literals: [Literal]) -> Bool {
    var asked: [Proposition] = []
    var denied: [Proposition] = []
    for literal in literals {
      guard case .company(let what) = literal.question else { continue }
      if literal.isAsked { asked.append(what) } else { denied.append(what.opposite) }
    }
    return asked.contains { Satisfiability.isRefuted(denied + [$0], budget: 400) }
  }
}

extension Proposition {
  fileprivate var opposite: Proposition {
    switch self {
    case .constant(let holds): .constant(!holds)
    case .all(let parts): .any(parts.map(\.opposite))
    case .any(let parts): .all(parts.map(\.opposite))
    case .literal(let literal):
      .literal(
        Literal(
          subject: literal.subject, question: literal.question, isAsked: !literal.isAsked))
    }
  }
}
