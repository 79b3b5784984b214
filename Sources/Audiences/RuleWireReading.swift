public import JSON

extension Rule {
  /// Reads a rule from the wire; throws where the value is not exactly one, is nested more deeply
  /// than `RuleLimits.depth` or is larger than the other limits.
  public init(wire: JSONValue) throws(RuleWireError) {
    var reader = RuleWireReader()
    self = try reader.rule(WireValue(wire, at: .root), inside: .top, depth: 1)
  }
}

/// Reads one rule, keeping count of what it holds.
private struct RuleWireReader {
  /// What a rule is part of, which says what it may be.
  enum Surroundings {
    case top, rule, company

    /// What the parts of an `all`, `any` or `not` are part of.
    var within: Surroundings {
      switch self {
      case .top, .rule: .rule
      case .company: .company
      }
    }
  }

  private var conditions = 0
  private var listedValues = 0

  mutating func rule(
    _ value: WireValue, inside surroundings: Surroundings, depth: Int
  ) throws(RuleWireError) -> Rule {
    guard depth <= RuleLimits.depth else { throw value.error(.tooDeep) }
    let object = try value.object()
    guard let kind = WireKind.allCases.first(where: { object.value[$0.rawValue] != nil }) else {
      throw value.error(.notARule)
    }
    let subject = try object.member(kind.rawValue)
    if surroundings == .company, !kind.suitsCompanies { throw subject.error(.notOfCompanies) }
    if surroundings != .top, kind == .newsfeed { throw subject.error(.newsfeedNotAlone) }
    switch kind {
    case .all, .any, .not, .company, .everyone, .newsfeed: try object.allow([kind.rawValue])
    case .tag, .segment: try object.allow([kind.rawValue, "type", "comparison"])
    case .attribute, .event: break
    }
    switch kind {
    case .all: return .all(try parts(subject, inside: surroundings.within, depth: depth + 1))
    case .any: return .any(try parts(subject, inside: surroundings.within, depth: depth + 1))
    case .not: return .not(try rule(subject, inside: surroundings.within, depth: depth + 1))
    case .company: return .company(try rule(subject, inside: .company, depth: depth + 1))
    case .everyone, .newsfeed, .attribute, .event, .tag, .segment: break
    }
    conditions += 1
    guard conditions <= RuleLimits.conditions else { throw value.error(.tooManyConditions) }
    return try condition(kind, subject, object)
  }

  private mutating func parts(
    _ list: WireValue, inside surroundings: Surroundings, depth: Int
  ) throws(RuleWireError) -> [Rule] {
    var rules: [Rule] = []
    for element in try list.elements() {
      rules.append(try rule(element, inside: surroundings, depth: depth))
    }
    return rules
  }

  private mutating func condition(
    _ kind: WireKind, _ subject: WireValue, _ object: WireObject
  ) throws(RuleWireError) -> Rule {
    switch kind {
    case .everyone:
      guard subject.value == true else { throw subject.error(.expected("`true`")) }
      return .everyone
    case .newsfeed: return .newsfeed(try subject.name())
    case .tag: return .tag(try membership(subject, object))
    case .segment: return .segment(try membership(subject, object))
    case .attribute: return .attribute(name: try subject.name(), try attributeTest(object))
    case .event: return .event(name: try subject.name(), try eventTest(object))
    case .all, .any, .not, .company: preconditionFailure("`\(kind)` is no condition")
    }
  }

  private func membership(
    _ subject: WireValue, _ object: WireObject
  ) throws(RuleWireError) -> String {
    _ = try object.member("type").choice(of: MembershipWireType.self)
    _ = try object.member("comparison").choice(of: MembershipComparison.self)
    return try subject.name()
  }

  private mutating func attributeTest(_ object: WireObject) throws(RuleWireError) -> AttributeTest {
    let type = try object.member("type").choice(of: AttributeWireType.self)
    let comparison = try object.member("comparison")
    let members = ["attribute", "type", "comparison"]
    try object.allow(type == .any ? members : members + ["value"])
    switch type {
    case .string: return .text(try valueTest(object, WireValue.text))
    case .number: return .number(try valueTest(object, WireValue.number))
    case .boolean:
      _ = try comparison.choice(of: BooleanComparison.self)
      return .boolean(try object.member("value").boolean())
    case .date: return .date(try dateTest(object))
    case .any: return .known(try comparison.choice(of: KnownComparison.self) == .known)
    }
  }

  private mutating func eventTest(_ object: WireObject) throws(RuleWireError) -> EventTest {
    let type = try object.member("type").choice(of: EventWireType.self)
    let comparison = try object.member("comparison")
    let members = ["event", "type", "comparison", "within"]
    try object.allow(type == .occurrence ? members : members + ["value"])
    var within: TimeSpan?
    if let span = object.optionalMember("within") { within = try span.span() }
    switch type {
    case .occurrence:
      switch try comparison.choice(of: OccurrenceComparison.self) {
      case .ever: return EventTest(.ever, within: within)
      case .never: return EventTest(.never, within: within)
      }
    case .count: return EventTest(.count(try valueTest(object, WireValue.number)), within: within)
    case .first: return EventTest(.first(try dateTest(object)), within: within)
    case .last: return EventTest(.last(try dateTest(object)), within: within)
    }
  }

  private mutating func valueTest<Test: ValueTest>(
    _ object: WireObject, _ read: (WireValue) -> () throws(RuleWireError) -> Test.Value
  ) throws(RuleWireError) -> Test {
    let comparison = try object.member("comparison")
    let name = try comparison.text()
    let value = try object.member("value")
    if let one = Test.Comparison(wire: name) { return Test(one, try read(value)()) }
    guard let list = ListComparison(wire: name) else {
      let names = Test.Comparison.allCases.map(\.names.wire)
      throw comparison.error(.notOneOf(names + ListComparison.allCases.map(\.names.wire)))
    }
    let elements = try value.elements()
    listedValues += elements.count
    guard listedValues <= RuleLimits.listedValues else { throw value.error(.tooManyValues) }
    var values: [Test.Value] = []
    for element in elements { values.append(try read(element)()) }
    return Test(list, values)
  }

  private func dateTest(_ object: WireObject) throws(RuleWireError) -> DateTest {
    let comparison = try object.member("comparison")
    let name = try comparison.text()
    let value = try object.member("value")
    if let span = SpanComparison(wire: name) { return DateTest(span, try value.span()) }
    if let day = DayComparison(wire: name) { return DateTest(day, try value.day()) }
    let names = SpanComparison.allCases.map(\.names.wire)
    throw comparison.error(.notOneOf(names + DayComparison.allCases.map(\.names.wire)))
  }
}

extension TimeSpan {
  /// Reads `{"amount":7,"unit":"day"}`.
  public init(wire: JSONValue) throws(RuleWireError) {
    self = try WireValue(wire, at: .root).span()
  }
}
