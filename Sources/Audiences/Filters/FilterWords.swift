/// Tests that together say what one test does, or its denial.
struct FilterAlternatives {
  var tests: [AttributeTest]
  /// All of them must hold, and not one.
  var areAllNeeded = false
  /// Whether what is unknown passes already.
  var includesUnknown = false
}

extension AttributeTest {
  /// Each of them one filter, but for a list's own.
  var alternatives: FilterAlternatives {
    switch self {
    case .text(.anyOf(let values)): FilterAlternatives(tests: values.map { .text(.is($0)) })
    case .text(.noneOf(let values)):
      FilterAlternatives(tests: values.map { .text(.isNot($0)) }, areAllNeeded: true)
    case .number(.anyOf(let values)): FilterAlternatives(tests: values.map { .number(.is($0)) })
    case .number(.noneOf(let values)):
      FilterAlternatives(tests: values.map { .number(.isNot($0)) }, areAllNeeded: true)
    case .number(.atLeast(let value)):
      FilterAlternatives(tests: [.number(.greaterThan(value)), .number(.is(value))])
    case .number(.atMost(let value)):
      FilterAlternatives(tests: [.number(.lessThan(value)), .number(.is(value))])
    case .known, .text, .number, .boolean, .date: FilterAlternatives(tests: [self])
    }
  }

  /// Whoever is unknown passes a denial, which `is_not` and its like say already.
  var denials: FilterAlternatives {
    switch self {
    case .known(let known): FilterAlternatives(tests: [.known(!known)], includesUnknown: true)
    case .boolean(let value): FilterAlternatives(tests: [.boolean(!value)])
    case .text(let test): test.denials
    case .number(let test): test.denials
    case .date(let test): FilterAlternatives(tests: test.others.map { .date($0) })
    }
  }

  /// The denial of a test that no other test says; nil for the rest.
  var undeniableWords: String? {
    switch self {
    case .text(.startsWith(let value)): "does not start with \(value.inSentence)"
    case .text(.endsWith(let value)): "does not end with \(value.inSentence)"
    case .known, .text, .number, .boolean, .date: nil
    }
  }

  /// In the words of Intercom's screens; nil for lists.
  var filterWords: String? {
    switch self {
    case .known(true): "has any value"
    case .known(false): "is unknown"
    case .boolean(let value): "is \(value)"
    case .text(let test): test.filterWords
    case .number(let test): test.filterWords
    case .date(let test): test.filterWords
    }
  }

  /// Whether Intercom's help names it.
  var isOffered: Bool {
    switch self {
    case .known, .number, .boolean: true
    case .text(let test):
      switch test {
      case .doesNotContain: false
      case .is, .isNot, .anyOf, .noneOf, .contains, .startsWith, .endsWith: true
      }
    case .date(let test):
      switch test {
      // Those screens count days.
      case .moreThan(let span), .lessThan(let span), .exactly(let span): span.wholeDays != nil
      case .after, .before, .onDate: true
      }
    }
  }
}

extension TextTest {
  fileprivate var denials: FilterAlternatives {
    let denied: TextTest =
      switch self {
      case .is(let value): .isNot(value)
      case .isNot(let value): .is(value)
      case .contains(let value): .doesNotContain(value)
      case .doesNotContain(let value): .contains(value)
      case .anyOf(let values): .noneOf(values)
      case .noneOf(let values): .anyOf(values)
      case .startsWith, .endsWith: preconditionFailure("no test says their denial")
      }
    var alternatives = AttributeTest.text(denied).alternatives
    alternatives.includesUnknown = true
    return alternatives
  }

  fileprivate var filterWords: String? {
    switch parts {
    case .one(let comparison, let value): "\(comparison.names.words) \(value.inSentence)"
    case .list: nil
    }
  }
}

extension NumberTest {
  /// What holds of the numbers of which it does not.
  var denied: NumberTest {
    switch self {
    case .is(let value): .isNot(value)
    case .isNot(let value): .is(value)
    case .anyOf(let values): .noneOf(values)
    case .noneOf(let values): .anyOf(values)
    case .greaterThan(let value): .atMost(value)
    case .lessThan(let value): .atLeast(value)
    case .atLeast(let value): .lessThan(value)
    case .atMost(let value): .greaterThan(value)
    }
  }

  fileprivate var denials: FilterAlternatives {
    var alternatives = AttributeTest.number(denied).alternatives
    switch self {
    case .is, .isNot, .anyOf, .noneOf: alternatives.includesUnknown = true
    case .greaterThan, .lessThan, .atLeast, .atMost: break
    }
    return alternatives
  }

  fileprivate var filterWords: String? {
    switch parts {
    case .one(let comparison, let value):
      "\(comparison.names.words) "
        + (Int64(exactly: value).map(String.init) ?? value.description)
    case .list: nil
    }
  }
}

extension DateTest {
  /// The two that together are the rest of all that is known.
  var others: [DateTest] {
    switch self {
    case .moreThan(let span): [.exactly(span), .lessThan(span)]
    case .lessThan(let span): [.exactly(span), .moreThan(span)]
    case .exactly(let span): [.lessThan(span), .moreThan(span)]
    case .after(let day): [.onDate(day), .before(day)]
    case .before(let day): [.onDate(day), .after(day)]
    case .onDate(let day): [.before(day), .after(day)]
    }
  }

  fileprivate var filterWords: String {
    switch parts {
    case .span(let comparison, let span):
      "\(comparison.names.words) "
        + (span.wholeDays.map { "\($0) day\($0 == 1 ? "" : "s")" } ?? "\(span)") + " ago"
    case .day(let comparison, let day): "\(comparison.names.words) \(day)"
    }
  }
}
