/// How the people of two rules lie to one another, as far as the rules tell.
package enum AudienceRelation: Sendable, Hashable {
  /// Nobody is in both.
  case apart
  /// Whoever is in one is in the other.
  case same
  /// Whoever is in the first is in the second.
  case within
  /// Whoever is in the second is in the first.
  case around
  /// Only counting tells.
  case unclear

  /// The same, said of the second and the first.
  package var reversed: AudienceRelation {
    switch self {
    case .apart, .same, .unclear: self
    case .within: .around
    case .around: .within
    }
  }
}

/// A rule that was looked at once, to be held against many others.
package struct StudiedRule: Sendable {
  private let asked: Proposition
  private let denied: Proposition
  private let topics: Topics
  /// What nobody of whom it knows nothing can be sure to pass.
  private let demands: Topics
  package let isNever: Bool
  private let isAlways: Bool

  package init(_ rule: Rule) {
    asked = Proposition(rule)
    denied = Proposition(rule, isAsked: false)
    topics = Topics(of: rule)
    demands = Topics(demandedBy: rule)
    isNever = Satisfiability.isRefuted([asked])
    isAlways = Satisfiability.isRefuted([denied])
  }

  package func relation(to other: StudiedRule) -> AudienceRelation {
    if isNever || other.isNever { return .apart }
    switch (isAlways, other.isAlways) {
    case (true, true): return .same
    case (true, false): return .around
    case (false, true): return .within
    case (false, false): break
    }
    // What is known of one thing says nothing of another.
    guard topics.meet(other.topics) else { return .unclear }
    if Satisfiability.isRefuted([asked, other.asked]) { return .apart }
    switch (isWithin(other), other.isWithin(self)) {
    case (true, true): return .same
    case (true, false): return .within
    case (false, true): return .around
    case (false, false): return .unclear
    }
  }

  /// Who passes this may be anything in what it does not speak of.
  private func isWithin(_ other: StudiedRule) -> Bool {
    topics.hold(other.demands) && Satisfiability.isRefuted([asked, other.denied])
  }
}

/// What the conditions of a rule are about, in 64 bits: two that share none are about other things;
/// two that share one may be.
private struct Topics {
  private var bits: UInt64 = 0

  init(of rule: Rule) { add(rule) }

  /// Those of conditions that all must pass, and that some do not.
  init(demandedBy rule: Rule) { addDemands(of: rule) }

  func meet(_ other: Topics) -> Bool { bits & other.bits != 0 }

  /// Whether all of another's are among them, as far as bits tell.
  func hold(_ other: Topics) -> Bool { other.bits & ~bits == 0 }

  private mutating func addDemands(of rule: Rule) {
    switch rule {
    case .all(let rules): for rule in rules { addDemands(of: rule) }
    case .any(let rules): if rules.count == 1 { addDemands(of: rules[0]) }
    case .attribute, .event, .tag, .segment:
      if !Satisfiability.isRefuted([Proposition(rule, isAsked: false)]) { add(rule) }
    case .not, .company, .everyone, .newsfeed: break
    }
  }

  private mutating func add(_ rule: Rule) {
    switch rule {
    case .everyone: break
    case .all(let rules), .any(let rules): for rule in rules { add(rule) }
    case .not(let rule): add(rule)
    case .company: add("", of: 1)
    case .attribute(let name, _): add(name, of: 2)
    case .event(let name, _): add(name, of: 3)
    case .tag(let name): add(name, of: 4)
    case .segment(let name): add(name, of: 5)
    case .newsfeed(let name): add(name, of: 6)
    }
  }

  /// FNV-1a: the same on every run.
  private mutating func add(_ name: String, of kind: UInt64) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ kind
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    bits |= 1 << (hash >> 58)
  }
}
