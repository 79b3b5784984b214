/// A rule, or a part of one, that does not do what conditions are for: to tell people apart.
package struct IdlePart: Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    /// It holds of everyone who gets that far.
    case always
    /// It holds of nobody who gets that far.
    case never
  }

  /// The way to it, as `AudienceReader.range(of:in:)` takes it; empty for the whole rule.
  package let path: [Int]
  package let part: Rule
  package let reason: Reason
  /// The parts that make it so, its own or others, with the ways to them; as few as possible.
  package let because: [Place]

  package struct Place: Sendable, Hashable {
    package let path: [Int]
    package let part: Rule
  }
}

extension Rule {
  /// What of the rule tells nobody apart, outermost first; what lies inside of such a part is not
  /// looked at. Of two parts that say the same, the second is idle.
  package var idleParts: [IdlePart] { isPlain ? [] : searchedIdleParts }

  /// The same, found by looking at every part.
  package var searchedIdleParts: [IdlePart] {
    // Written out, these say what they mean.
    switch self {
    case .everyone, .newsfeed: return []
    case .all, .any, .not, .company, .attribute, .event, .tag, .segment: break
    }
    var search = IdleSearch(isThorough: size <= IdleSearch.thoroughSize)
    search.look(at: self, path: [], assuming: [])
    return search.found
  }
}

/// Walks a rule with what is known of everyone for whom the part at hand makes a difference: other
/// parts of an `all` hold, other parts of an `any` do not.
private struct IdleSearch {
  /// Larger rules are looked at as a whole alone: each part is held against all others.
  static let thoroughSize = 100

  struct Assumption {
    let place: IdlePart.Place
    let holds: Bool

    var proposition: Proposition { Proposition(place.part, isAsked: holds) }
  }

  let isThorough: Bool
  var found: [IdlePart] = []

  /// Whether the part is idle; if so it is noted.
  @discardableResult
  mutating func look(at rule: Rule, path: [Int], assuming: [Assumption]) -> Bool {
    for (reason, isAsked) in [(IdlePart.Reason.never, true), (.always, false)] {
      let part = Proposition(rule, isAsked: isAsked)
      guard Satisfiability.isRefuted(assuming.map(\.proposition) + [part]) else { continue }
      let own = Self.own(rule, path, reason)
      // They stand for the rule that they are the parts of.
      let because = Self.needed(assuming + own, to: own.isEmpty ? part : .constant(true))
      found.append(IdlePart(path: path, part: rule, reason: reason, because: because))
      return true
    }
    guard isThorough else { return false }
    switch rule {
    case .all(let rules): lookInside(rules, path, assuming, othersHold: true)
    case .any(let rules): lookInside(rules, path, assuming, othersHold: false)
    case .not(let part): look(at: part, path: path + [0], assuming: assuming)
    case .company, .everyone, .attribute, .event, .tag, .segment, .newsfeed: break
    }
    return false
  }

  private mutating func lookInside(
    _ rules: [Rule], _ path: [Int], _ assuming: [Assumption], othersHold: Bool
  ) {
    var others = rules.enumerated().map { index, rule in
      Assumption(place: IdlePart.Place(path: path + [index], part: rule), holds: othersHold)
    }
    // From the end: of two that say the same, the first is the one that was meant.
    for index in rules.indices.reversed() {
      let rest = others.filter { $0.place.path != path + [index] }
      if look(at: rules[index], path: path + [index], assuming: assuming + rest) { others = rest }
    }
  }

  /// The parts of a rule, where they can be why it is idle.
  private static func own(_ rule: Rule, _ path: [Int], _ reason: IdlePart.Reason) -> [Assumption] {
    switch (rule, reason) {
    case (.all(let rules), .never), (.any(let rules), .always):
      rules.enumerated().map { index, part in
        Assumption(
          place: IdlePart.Place(path: path + [index], part: part), holds: reason == .never)
      }
    case (.all, .always), (.any, .never), (.everyone, _), (.not, _), (.company, _),
      (.attribute, _), (.event, _), (.tag, _), (.segment, _), (.newsfeed, _):
      []
    }
  }

  /// As few of the assumptions as still refute a part.
  private static func needed(_ assuming: [Assumption], to part: Proposition) -> [IdlePart.Place] {
    var needed = assuming
    for assumption in assuming where assuming.count <= thoroughSize {
      let fewer = needed.filter { $0.place != assumption.place }
      if Satisfiability.isRefuted(fewer.map(\.proposition) + [part]) { needed = fewer }
    }
    return needed.map(\.place)
  }
}
