extension FilterTree {
  /// Holds for the same people as the rule. A denial is put into the conditions, and whoever is
  /// unknown passes it.
  package init(_ rule: Rule) {
    self = Self.tree(rule, denied: false).flattened
  }

  private static func tree(_ rule: Rule, denied: Bool) -> FilterTree {
    switch rule {
    case .everyone: denied ? .any([]) : .all([])
    case .all(let rules): group(rules.map { tree($0, denied: denied) }, isAll: !denied)
    case .any(let rules): group(rules.map { tree($0, denied: denied) }, isAll: denied)
    case .not(let rule): tree(rule, denied: !denied)
    case .attribute(let name, let test): FilterSubject(attribute: name).tree(test, denied: denied)
    case .event(let name, let test): test.tree(of: name, denied: denied)
    case .tag(let name): membership("Tag", name, rule, denied)
    case .segment(let name): membership("Segment", name, rule, denied)
    case .newsfeed(let name): membership("Newsfeed", name, rule, denied)
    case .company(let inner): company(inner, denied: denied)
    }
  }

  private static func membership(
    _ what: String, _ name: String, _ rule: Rule, _ denied: Bool
  ) -> FilterTree {
    .filter(
      Filter(
        what, "\(denied ? "is not" : "is") \(name.inSentence)",
        meaning: denied ? .not(rule) : rule))
  }

  /// Several conditions are asked of one and the same company, and a denial of all of the person's:
  /// Intercom's help says neither of its filters.
  private static func company(_ rule: Rule, denied: Bool) -> FilterTree {
    if !denied, case .attribute(let name, let test) = rule {
      return FilterSubject(company: name).tree(test, denied: false)
    }
    return .filter(
      Filter(
        "Company", "\(denied ? "none" : "one") with \(rule.summary)",
        meaning: denied ? .not(.company(rule)) : .company(rule), isOffered: false))
  }
}

/// What the filters of one condition ask of.
struct FilterSubject {
  private let name: String
  private let meaning: @Sendable (AttributeTest) -> Rule
  /// False for how often an event happened, which is always known, and for when it did.
  private let canBeUnknown: Bool

  init(attribute name: String) {
    self.name = Self.labels[name].map { "\($0) (\(name))" } ?? name.inSentence
    meaning = { .attribute(name: name, $0) }
    canBeUnknown = true
  }

  init(company name: String) {
    self.name = "Company \(name.inSentence)"
    meaning = { .company(.attribute(name: name, $0)) }
    canBeUnknown = true
  }

  init(event: String, _ what: String, meaning: @escaping @Sendable (AttributeTest) -> Rule) {
    name = "Event \(event.inSentence), \(what)"
    self.meaning = meaning
    canBeUnknown = false
  }

  /// What Intercom's screens call attributes that everybody has.
  private static let labels = [
    "signed_up_at": "Signed up", "last_seen_at": "Last seen", "last_contacted_at": "Last contacted",
    "last_replied_at": "Last heard from",
  ]

  func tree(_ test: AttributeTest, denied: Bool) -> FilterTree {
    if denied, let words = test.undeniableWords {
      let filter = FilterTree.Filter(
        name, words, meaning: .not(meaning(test)), isOffered: false)
      return .filter(filter)
    }
    let alternatives = denied ? test.denials : test.alternatives
    var parts = alternatives.tests.map(filter)
    if denied, canBeUnknown, !alternatives.includesUnknown {
      parts.append(filter(.known(false)))
    }
    return FilterTree.group(parts, isAll: alternatives.areAllNeeded)
  }

  private func filter(_ test: AttributeTest) -> FilterTree {
    guard let words = test.filterWords else { preconditionFailure("lists are taken apart") }
    return .filter(
      FilterTree.Filter(name, words, meaning: meaning(test), isOffered: test.isOffered))
  }
}
