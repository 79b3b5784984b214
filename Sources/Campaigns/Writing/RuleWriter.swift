public import Audiences
public import YAML

extension YAMLValue {
  /// A rule as files say it: each condition on one line where it fits, `all` and `any` as lists.
  public static func rule(_ rule: Rule) -> YAMLValue {
    switch rule {
    case .everyone: condition([.init("everyone", .boolean(true))])
    case .all(let rules): list("all", rules)
    case .any(let rules): list("any", rules)
    case .not(let rule): condition([.init("not", self.rule(rule))])
    case .company(let rule): condition([.init("company", self.rule(rule))])
    case .newsfeed(let name): condition([.init("newsfeed", .filled(name))])
    case .tag(let name): condition([.init("tag", .filled(name))])
    case .segment(let name): condition([.init("segment", .filled(name))])
    case .attribute(let name, let test):
      condition([.init("attribute", .filled(name)), test.pair])
    case .event(let name, let test):
      condition([.init("event", .filled(name)), test.measure.pair] + test.within.pairs)
    }
  }

  /// A text in which `${name}` is filled as the file is read: a `${` that is meant is escaped.
  public static func filled(_ text: String) -> YAMLValue { .text(VariableScan.escaped(text)) }

  private static func list(_ key: String, _ rules: [Rule]) -> YAMLValue {
    .mapping([.init(key, .sequence(rules.map(rule)))])
  }

  private static func condition(_ pairs: [Pair]) -> YAMLValue { .mapping(pairs, flow: true) }
}

extension AttributeTest {
  fileprivate var pair: YAMLValue.Pair {
    switch self {
    case .known(let known): .init("known", .boolean(known))
    case .boolean(let value): .init("is", .boolean(value))
    case .text(let test): test.pair { .filled($0) }
    case .number(let test): test.pair
    case .date(let test): test.pair
    }
  }
}

extension EventTest.Measure {
  fileprivate var pair: YAMLValue.Pair {
    switch self {
    case .never: .init("never", .boolean(true))
    case .ever: .init("ever", .boolean(true))
    case .count(let test): .init("count", .mapping([test.pair], flow: true))
    case .first(let test): .init("first", .mapping([test.pair], flow: true))
    case .last(let test): .init("last", .mapping([test.pair], flow: true))
    }
  }
}

extension TimeSpan? {
  fileprivate var pairs: [YAMLValue.Pair] {
    map { [.init("within", .plain($0.description))] } ?? []
  }
}

extension NumberTest {
  fileprivate var pair: YAMLValue.Pair {
    pair { number in Int64(exactly: number).map(YAMLValue.integer) ?? .plain("\(number)") }
  }
}

extension DateTest {
  fileprivate var pair: YAMLValue.Pair {
    switch parts {
    case .span(let comparison, let span):
      .init(comparison.names.keyword, .plain("\(span) ago"))
    case .day(let comparison, let day):
      .init(comparison.names.keyword, .plain(day.description))
    }
  }
}

extension ValueTest {
  fileprivate func pair(_ write: (Value) -> YAMLValue) -> YAMLValue.Pair {
    switch parts {
    case .one(let comparison, let value):
      .init(comparison.names.keyword, write(value))
    case .list(let comparison, let values):
      .init(comparison.names.keyword, .sequence(values.map(write), flow: true))
    }
  }
}
