public import JSON

extension Rule {
  /// The rule as the messages API carries it; the members stand in a fixed order.
  public var wire: JSONValue {
    switch self {
    case .everyone: ["everyone": true]
    case .all(let rules): ["all": .array(rules.map(\.wire))]
    case .any(let rules): ["any": .array(rules.map(\.wire))]
    case .not(let rule): ["not": rule.wire]
    case .company(let rule): ["company": rule.wire]
    case .newsfeed(let name): ["newsfeed": .string(name)]
    case .attribute(let name, let test): test.predicate.wire(of: .attribute, name)
    case .event(let name, let test):
      test.measure.predicate.wire(of: .event, name, within: test.within)
    case .tag(let name): WirePredicate.membership.wire(of: .tag, name)
    case .segment(let name): WirePredicate.membership.wire(of: .segment, name)
    }
  }
}

/// What a predicate says of its subject.
private struct WirePredicate {
  let type: String
  let comparison: String
  let value: JSONValue?

  init(_ type: String, _ comparison: String, _ value: JSONValue? = nil) {
    self.type = type
    self.comparison = comparison
    self.value = value
  }

  static let membership = WirePredicate(
    MembershipWireType.membership.rawValue, MembershipComparison.has.rawValue)

  static func occurrence(_ comparison: OccurrenceComparison) -> WirePredicate {
    WirePredicate(EventWireType.occurrence.rawValue, comparison.rawValue)
  }

  static func known(_ comparison: KnownComparison) -> WirePredicate {
    WirePredicate(AttributeWireType.any.rawValue, comparison.rawValue)
  }

  static func boolean(_ value: Bool) -> WirePredicate {
    WirePredicate(
      AttributeWireType.boolean.rawValue, BooleanComparison.equals.rawValue, .boolean(value))
  }

  static func text(_ test: TextTest) -> WirePredicate {
    values(AttributeWireType.string.rawValue, test) { .string($0) }
  }

  static func number(_ type: some RawRepresentable<String>, _ test: NumberTest) -> WirePredicate {
    // A number without a fraction is written without one.
    values(type.rawValue, test) { Int64(exactly: $0).map(JSONValue.integer) ?? .number($0) }
  }

  static func date(_ type: some RawRepresentable<String>, _ test: DateTest) -> WirePredicate {
    switch test.parts {
    case .span(let comparison, let span):
      WirePredicate(type.rawValue, comparison.names.wire, span.wire)
    case .day(let comparison, let day):
      WirePredicate(type.rawValue, comparison.names.wire, .string(day.description))
    }
  }

  private static func values<Test: ValueTest>(
    _ type: String, _ test: Test, _ write: (Test.Value) -> JSONValue
  ) -> WirePredicate {
    switch test.parts {
    case .one(let comparison, let value):
      WirePredicate(type, comparison.names.wire, write(value))
    case .list(let comparison, let values):
      WirePredicate(type, comparison.names.wire, .array(values.map(write)))
    }
  }

  func wire(of kind: WireKind, _ name: String, within: TimeSpan? = nil) -> JSONValue {
    var object: JSONObject = [
      kind.rawValue: .string(name), "type": .string(type), "comparison": .string(comparison),
    ]
    object["value"] = value
    object["within"] = within?.wire
    return .object(object)
  }
}

extension AttributeTest {
  fileprivate var predicate: WirePredicate {
    switch self {
    case .known(let known): .known(known ? .known : .unknown)
    case .text(let test): .text(test)
    case .number(let test): .number(AttributeWireType.number, test)
    case .boolean(let value): .boolean(value)
    case .date(let test): .date(AttributeWireType.date, test)
    }
  }
}

extension EventTest.Measure {
  fileprivate var predicate: WirePredicate {
    switch self {
    case .never: .occurrence(.never)
    case .ever: .occurrence(.ever)
    case .count(let test): .number(EventWireType.count, test)
    case .first(let test): .date(EventWireType.first, test)
    case .last(let test): .date(EventWireType.last, test)
    }
  }
}

extension TimeSpan {
  /// As `{"amount":7,"unit":"day"}`.
  public var wire: JSONValue {
    ["amount": .integer(Int64(count)), "unit": .string(unit.rawValue)]
  }
}
