extension Rule {
  /// The rule in the form in which rules that say the same are equal.
  ///
  /// Nested `all` and `any` are flattened, those of one rule unwrapped, repetitions dropped, double
  /// negations removed, operands and listed values put in order, and a list of one value is `is` or
  /// `is_not`. Nothing is concluded from what conditions mean. Law: normalizing twice changes
  /// nothing more, and nobody is matched by one form alone.
  public var normalized: Rule { OrderedRule(self).rule }

  /// Whether both have the same normal form, compared byte by byte: text that Unicode calls
  /// equivalent but that is stored differently is not the same.
  public func saysTheSame(as other: Rule) -> Bool {
    OrderedRule(self).key == OrderedRule(other).key
  }
}

/// What a rule says: equal for those of one normal form, byte by byte.
package struct RuleIdentity: Sendable, Hashable {
  private let key: RuleKey

  package init(_ rule: Rule) { key = OrderedRule(rule).key }
}

/// A rule in normal form with its place in the order of all rules.
private struct OrderedRule {
  let rule: Rule
  let key: RuleKey

  private init(normal rule: Rule, _ key: RuleKey) {
    self.rule = rule
    self.key = key
  }

  private init(condition: Rule) {
    rule = condition
    key = RuleKey(condition: condition)
  }

  init(_ rule: Rule) {
    switch rule {
    case .all(let rules): self = Self.flattened(rules.map { OrderedRule($0) }, .all)
    case .any(let rules): self = Self.flattened(rules.map { OrderedRule($0) }, .any)
    case .not(let negated):
      let inner = OrderedRule(negated)
      if case .not(let doubly) = inner.rule {
        self = OrderedRule(doubly)
      } else {
        self.init(normal: .not(inner.rule), RuleKey(.not, of: [inner.key]))
      }
    case .company(let rule):
      let inner = OrderedRule(rule)
      self.init(normal: .company(inner.rule), RuleKey(.company, of: [inner.key]))
    case .attribute(let name, let test):
      self.init(condition: .attribute(name: name, test.normalized))
    case .event(let name, let test):
      self.init(condition: .event(name: name, test.normalized))
    case .everyone, .tag, .segment, .newsfeed:
      self.init(condition: rule)
    }
  }

  /// Which of the two lists of rules is built.
  private enum Junction {
    case all, any

    func operands(of rule: Rule) -> [Rule]? {
      switch (self, rule) {
      case (.all, .all(let rules)), (.any, .any(let rules)): rules
      case (.all, _), (.any, _): nil
      }
    }

    func joined(_ parts: [OrderedRule]) -> OrderedRule {
      let rules = parts.map(\.rule)
      let keys = parts.map(\.key)
      return switch self {
      case .all: OrderedRule(normal: .all(rules), RuleKey(.all, of: keys))
      case .any: OrderedRule(normal: .any(rules), RuleKey(.any, of: keys))
      }
    }
  }

  /// Joins parts that are in normal form, so that at most one level of the same junction is inside.
  private static func flattened(_ parts: [OrderedRule], _ junction: Junction) -> OrderedRule {
    let operands = parts.flatMap { part in
      junction.operands(of: part.rule)?.map { OrderedRule($0) } ?? [part]
    }
    var distinct: [OrderedRule] = []
    for operand in operands.sorted(by: { $0.key < $1.key })
    where distinct.last?.key != operand.key {
      distinct.append(operand)
    }
    if distinct.count == 1 { return distinct[0] }
    return junction.joined(distinct)
  }
}

extension AttributeTest {
  fileprivate var normalized: AttributeTest {
    switch self {
    case .text(let test): .text(test.normalized(by: RuleKey.precedes))
    case .number(let test): .number(test.normalized(by: <))
    case .known, .boolean, .date: self
    }
  }
}

extension EventTest {
  fileprivate var normalized: EventTest {
    switch measure {
    case .count(let test): EventTest(.count(test.normalized(by: <)), within: within)
    case .never, .ever, .first, .last: self
    }
  }
}

extension ValueTest {
  fileprivate func normalized(by precedes: (Value, Value) -> Bool) -> Self {
    guard case .list(let comparison, let values) = parts else { return self }
    var distinct: [Value] = []
    for value in values.sorted(by: precedes)
    where distinct.last.map({ precedes($0, value) }) ?? true {
      distinct.append(value)
    }
    guard distinct.count == 1 else { return Self(comparison, distinct) }
    return switch comparison {
    case .anyOf: Self(.equal, distinct[0])
    case .noneOf: Self(.unequal, distinct[0])
    }
  }
}
