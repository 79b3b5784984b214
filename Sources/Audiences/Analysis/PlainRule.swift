extension Rule {
  /// Whether it tells people apart in every part, as can be seen at a glance: each condition is about
  /// something else, and can be met and not met.
  ///
  /// What is known of one thing says nothing of another. So where a condition makes a difference to
  /// its own part of the rule, somebody is for whom it makes one to all of it. Most rules are so, and
  /// need no search.
  package var isPlain: Bool {
    var topics = Topics()
    return topics.add(self)
  }
}

/// What the conditions of a rule are about.
private struct Topics {
  private enum Topic {
    case attribute(String), event(String), tag(String), segment(String)

    /// Names that Unicode calls the same are taken for one: that only makes a search of it.
    func isSame(as other: Topic) -> Bool {
      switch (self, other) {
      case (.attribute(let name), .attribute(let other)), (.event(let name), .event(let other)),
        (.tag(let name), .tag(let other)), (.segment(let name), .segment(let other)):
        name == other
      case (.attribute, _), (.event, _), (.tag, _), (.segment, _): false
      }
    }
  }

  /// Comparing each with each is quick for so many.
  private static let limit = 16

  private var seen: [Topic] = []

  /// Whether the rule is plain beside what was added before.
  mutating func add(_ rule: Rule) -> Bool {
    switch rule {
    case .all(let rules), .any(let rules): rules.allSatisfy { add($0) }
    case .not(let rule): add(rule)
    case .attribute(let name, let test): test.isOpen && note(.attribute(name))
    case .event(let name, let test): test.isOpen && note(.event(name))
    case .tag(let name): note(.tag(name))
    case .segment(let name): note(.segment(name))
    // A constant, and several companies of one person, are for the search.
    case .everyone, .company, .newsfeed: false
    }
  }

  private mutating func note(_ topic: Topic) -> Bool {
    guard seen.count < Self.limit, !seen.contains(where: topic.isSame) else { return false }
    seen.append(topic)
    return true
  }
}

extension AttributeTest {
  /// Whether some value passes and some does not, for certain.
  fileprivate var isOpen: Bool {
    switch self {
    case .known, .boolean: true
    case .text(let test):
      switch test {
      case .is, .isNot: true
      case .anyOf(let values), .noneOf(let values): !values.isEmpty
      case .contains(let part), .doesNotContain(let part), .startsWith(let part),
        .endsWith(let part):
        !part.isEmpty
      }
    case .number(let test):
      switch test {
      case .is, .isNot, .greaterThan, .lessThan, .atLeast, .atMost: true
      case .anyOf(let values), .noneOf(let values): !values.isEmpty
      }
    // Dates are without bounds.
    case .date: true
    }
  }
}

extension EventTest {
  /// Whether some history passes and some does not, for certain.
  fileprivate var isOpen: Bool {
    switch measure {
    case .never, .ever: true
    case .count(.atLeast(let count)): count == 1
    case .first, .last: within == nil
    case .count: false
    }
  }
}
