import Audiences

/// The audiences of many messages, each looked at once, however many have it.
struct AudienceTable: Sendable {
  /// For each message, the place of its audience.
  private let places: [Int]
  private let rules: [Rule]
  /// How many messages have each.
  private let uses: [Int]
  private var studied: [StudiedRule?]
  /// Of audiences that several have.
  private var known: [Pair: AudienceRelation] = [:]
  /// How many pairs were held against each other.
  private(set) var proofs = 0

  private struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  init(_ audiences: [Rule]) {
    var byIdentity: [RuleIdentity: Int] = [:]
    var rules: [Rule] = []
    var uses: [Int] = []
    places = audiences.map { rule in
      let identity = RuleIdentity(rule)
      if let place = byIdentity[identity] {
        uses[place] += 1
        return place
      }
      byIdentity[identity] = rules.count
      rules.append(rule)
      uses.append(1)
      return rules.count - 1
    }
    self.rules = rules
    self.uses = uses
    studied = Array(repeating: nil, count: rules.count)
  }

  /// How the people of two messages lie to one another.
  mutating func relation(_ first: Int, _ second: Int) -> AudienceRelation {
    let (one, other) = (places[first], places[second])
    if one == other { return isNever(first) ? .apart : .same }
    // One of the two orders is remembered.
    let pair = Pair(first: min(one, other), second: max(one, other))
    let found: AudienceRelation
    if let relation = known[pair] {
      found = relation
    } else {
      proofs += 1
      found = study(pair.first).relation(to: study(pair.second))
      if uses[one] > 1 || uses[other] > 1 { known[pair] = found }
    }
    return one < other ? found : found.reversed
  }

  /// Whether nobody is in the audience of a message.
  mutating func isNever(_ message: Int) -> Bool { study(places[message]).isNever }

  private mutating func study(_ place: Int) -> StudiedRule {
    if let rule = studied[place] { return rule }
    let rule = StudiedRule(rules[place])
    studied[place] = rule
    return rule
  }
}
