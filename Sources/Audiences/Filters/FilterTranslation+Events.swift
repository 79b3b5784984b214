extension EventTest {
  func tree(of name: String, denied: Bool) -> FilterTree {
    switch (measure, within) {
    case (.ever, nil): return Self.often(name, .greaterThan(0), denied: denied)
    case (.never, nil): return Self.often(name, .is(0), denied: denied)
    case (.ever, let span?): return Self.time(.last, name, .lessThan(span), denied: denied)
    case (.never, let span?): return Self.time(.last, name, .lessThan(span), denied: !denied)
    case (.count(let test), nil): return Self.often(name, test, denied: denied)
    case (.first(let test), nil): return Self.time(.first, name, test, denied: denied)
    case (.last(let test), nil): return Self.time(.last, name, test, denied: denied)
    case (.last(let test), let span?):
      // The last time within a span is the last time, where that lies within it.
      let parts = [DateTest.lessThan(span), test].map {
        Self.time(.last, name, $0, denied: denied)
      }
      return FilterTree.group(parts, isAll: !denied)
    // What happened before the span hides what happened within it.
    case (.count, .some), (.first, .some):
      let rule = Rule.event(name: name, self)
      let words = String(rule.summary.dropFirst("event \(name.inSentence) ".count))
      return .filter(
        FilterTree.Filter(
          "Event \(name.inSentence)", denied ? "not \(words)" : words,
          meaning: denied ? .not(rule) : rule, isOffered: false))
    }
  }

  private enum Occurrence: String {
    case first, last
  }

  /// How often is a whole number, and always known.
  private static func often(_ name: String, _ test: NumberTest, denied: Bool) -> FilterTree {
    let subject = FilterSubject(event: name, "how often") { test in
      guard case .number(let test) = test else { preconditionFailure("a count is a number") }
      return .event(name: name, EventTest(.count(test)))
    }
    let said = denied ? test.denied : test
    return subject.tree(.number(said.ofWholeNumbers), denied: false)
  }

  /// Who never did it has no first time and no last, and so passes a denial.
  private static func time(
    _ which: Occurrence, _ name: String, _ test: DateTest, denied: Bool
  ) -> FilterTree {
    let subject = FilterSubject(event: name, "\(which.rawValue) occurred") { test in
      guard case .date(let test) = test else { preconditionFailure("a time is a date") }
      return .event(name: name, EventTest(which == .first ? .first(test) : .last(test)))
    }
    let tree = subject.tree(.date(test), denied: denied)
    return denied ? .any([tree, often(name, .is(0), denied: false)]) : tree
  }
}

extension NumberTest {
  /// The same of numbers without a fraction that are 0 or more, in one test where there is one.
  fileprivate var ofWholeNumbers: NumberTest {
    switch self {
    case .atLeast(let value) where value == value.rounded(): .greaterThan(value - 1)
    case .atMost(let value) where value == 0: .is(0)
    case .atMost(let value) where value == value.rounded(): .lessThan(value + 1)
    case .lessThan(let value) where value == 1: .is(0)
    case .is, .isNot, .anyOf, .noneOf, .greaterThan, .lessThan, .atLeast, .atMost: self
    }
  }
}
