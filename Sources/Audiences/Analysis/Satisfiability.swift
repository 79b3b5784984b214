/// Looks for a contradiction in every way in which a proposition could hold.
///
/// It knows what conditions on the same thing mean together and nothing of the world, and gives up
/// when there are too many ways: what it does not refute may still be impossible.
struct Satisfiability {
  /// How many literals may be looked at.
  private var budget: Int

  private init(budget: Int) { self.budget = budget }

  /// True when nobody can be what all of these say. False when somebody may, or nobody can tell.
  static func isRefuted(_ propositions: [Proposition], budget: Int = 4_000) -> Bool {
    var search = Satisfiability(budget: budget)
    return search.isRefuted(propositions, [:])
  }

  private mutating func isRefuted(
    _ propositions: [Proposition], _ known: [Subject: [Literal]]
  ) -> Bool {
    var known = known
    var waiting = propositions
    var choices: [[Proposition]] = []
    var touched: [Subject] = []
    var isTouched: Set<Subject> = []
    budget -= 1
    while let next = waiting.popLast() {
      switch next {
      case .constant(true): continue
      case .constant(false): return true
      case .all(let parts): waiting += parts
      case .any(let parts):
        if parts.count == 1 { waiting += parts } else { choices.append(parts) }
      case .literal(let literal):
        if isTouched.insert(literal.subject).inserted { touched.append(literal.subject) }
        known[literal.subject, default: []].append(literal)
      }
    }
    for subject in touched {
      let literals = known[subject] ?? []
      budget -= literals.count
      if budget < 0 { return false }
      if Contradiction.isBetween(literals) { return true }
    }
    // The shortest first: it closes most.
    guard let shortest = choices.indices.min(by: { choices[$0].count < choices[$1].count }) else {
      return false
    }
    let rest = choices.indices.filter { $0 != shortest }.map { Proposition.any(choices[$0]) }
    for choice in choices[shortest] where !isRefuted(rest + [choice], known) { return false }
    return true
  }
}

/// Whether literals about one subject exclude one another.
enum Contradiction {
  static func isBetween(_ literals: [Literal]) -> Bool {
    guard let first = literals.first else { return false }
    switch first.subject {
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
