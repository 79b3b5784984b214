extension Rule {
  /// The rule on one line, as plans show it: `plan is pro and csv_exported never`.
  ///
  /// Rules that mean different things have different summaries: what is nested stands in
  /// parentheses, and a name or value that could be read as part of the sentence in quotes.
  public var summary: String {
    switch self {
    case .everyone: "everyone"
    case .all(let rules): Self.joined(rules, by: .all)
    case .any(let rules): Self.joined(rules, by: .any)
    case .not(let rule): "not (\(rule.summary))"
    case .company(let rule): "company: \(rule.summary(partOf: nil))"
    case .attribute(let name, let test): "\(name.inSentence) \(test.words)"
    case .event(let name, let test): test.sentence(about: name.inSentence)
    case .tag(let name): "tag \(name.inSentence)"
    case .segment(let name): "in segment \(name.inSentence)"
    case .newsfeed(let name): "newsfeed \(name.inSentence)"
    }
  }

  private enum Junction {
    case all, any

    var word: String {
      switch self {
      case .all: "and"
      case .any: "or"
      }
    }
  }

  private static func joined(_ rules: [Rule], by junction: Junction) -> String {
    switch rules.count {
    case 0: "\(junction) of nothing"
    case 1: rules[0].summary
    default: rules.map { $0.summary(partOf: junction) }.joined(separator: " \(junction.word) ")
    }
  }

  /// In parentheses where it is made of rules; `all` inside `all` and `any` inside `any` need none.
  private func summary(partOf outer: Junction?) -> String {
    switch self {
    case .all(let rules): Self.summary(of: rules, .all, partOf: outer)
    case .any(let rules): Self.summary(of: rules, .any, partOf: outer)
    case .everyone, .not, .company, .attribute, .event, .tag, .segment, .newsfeed: summary
    }
  }

  private static func summary(
    of rules: [Rule], _ junction: Junction, partOf outer: Junction?
  ) -> String {
    if rules.count == 1 { return rules[0].summary(partOf: outer) }
    let joined = joined(rules, by: junction)
    return junction == outer && !rules.isEmpty ? joined : "(\(joined))"
  }
}

extension AttributeTest {
  fileprivate var words: String {
    switch self {
    case .known(let known): known ? "is known" : "is unknown"
    case .text(let test): test.words { $0.inSentence }
    case .number(let test): test.words(numberInSentence)
    case .boolean(let value): "is \(value)"
    case .date(let test): test.words
    }
  }
}

extension EventTest {
  fileprivate func sentence(about name: String) -> String {
    let bound = within.map { " within \($0)" } ?? ""
    return switch measure {
    case .never: "\(name) never\(bound)"
    case .ever: "\(name) ever\(bound)"
    case .count(let test): "event \(name) \(test.timesInWords)\(bound)"
    case .first(let test): "event \(name) first \(test.words)\(bound)"
    case .last(let test): "event \(name) last \(test.words)\(bound)"
    }
  }
}

extension NumberTest {
  /// `at least 3 times`: of a count, `is` reads better as `exactly`.
  fileprivate var timesInWords: String {
    switch self {
    case .is(let count): "exactly \(times(count))"
    case .isNot(let count): "not exactly \(times(count))"
    case .greaterThan(let count): "more than \(times(count))"
    case .lessThan(let count): "less than \(times(count))"
    case .atLeast(let count): "at least \(times(count))"
    case .atMost(let count): "at most \(times(count))"
    case .anyOf, .noneOf: "\(words(numberInSentence)) times"
    }
  }

  private func times(_ count: Double) -> String {
    "\(numberInSentence(count)) time\(count == 1 ? "" : "s")"
  }
}

extension ValueTest {
  fileprivate func words(_ write: (Value) -> String) -> String {
    switch parts {
    case .one(let comparison, let value): "\(comparison.names.words) \(write(value))"
    case .list(let comparison, let values):
      "\(comparison.names.words) \(values.map(write).joined(separator: ", "))"
    }
  }
}

extension DateTest {
  fileprivate var words: String {
    switch parts {
    case .span(let comparison, let span): "\(comparison.names.words) \(span) ago"
    case .day(let comparison, let day): "\(comparison.names.words) \(day)"
    }
  }
}

private func numberInSentence(_ number: Double) -> String {
  Int64(exactly: number).map(String.init) ?? number.description
}
