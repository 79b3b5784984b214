/// The bounds that every rule keeps, wherever it was read from.
public enum RuleLimits {
  /// The deepest nesting on the wire; a single condition is 1 deep.
  public static let depth = 32
  /// The most conditions in one rule.
  public static let conditions = 1_000
  /// The most values in all the `any_of` and `none_of` of one rule.
  public static let listedValues = 10_000
}

extension Rule {
  /// How deeply the rule is nested: 1 for a single condition, one more for each `all`, `any`,
  /// `not` and `company` around it.
  public var depth: Int {
    switch self {
    case .all(let rules), .any(let rules): 1 + rules.reduce(0) { max($0, $1.depth) }
    case .not(let rule), .company(let rule): 1 + rule.depth
    case .everyone, .attribute, .event, .tag, .segment, .newsfeed: 1
    }
  }

  /// The number of conditions.
  public var size: Int {
    switch self {
    case .all(let rules), .any(let rules): rules.reduce(0) { $0 + $1.size }
    case .not(let rule), .company(let rule): rule.size
    case .everyone, .attribute, .event, .tag, .segment, .newsfeed: 1
    }
  }

  /// The number of values in all lists of the rule.
  public var listedValues: Int {
    switch self {
    case .all(let rules), .any(let rules): rules.reduce(0) { $0 + $1.listedValues }
    case .not(let rule), .company(let rule): rule.listedValues
    case .attribute(_, let test): test.listedValues
    case .event(_, let test): test.measure.listedValues
    case .everyone, .tag, .segment, .newsfeed: 0
    }
  }
}

extension AttributeTest {
  fileprivate var listedValues: Int {
    switch self {
    case .text(let test): test.listedValues
    case .number(let test): test.listedValues
    case .known, .boolean, .date: 0
    }
  }
}

extension EventTest.Measure {
  fileprivate var listedValues: Int {
    switch self {
    case .count(let test): test.listedValues
    case .never, .ever, .first, .last: 0
    }
  }
}

extension ValueTest {
  fileprivate var listedValues: Int {
    switch parts {
    case .one: 0
    case .list(_, let values): values.count
    }
  }
}
