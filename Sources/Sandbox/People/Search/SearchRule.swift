import Audiences
import JSON

/// What a search of contacts can ask for, and the rule that asks the same.
///
/// A search is compared as an audience is: text that is equal has the same scalars, what a text
/// contains is found in capitals or not, and what is unknown is in no comparison but a negative one.
struct SearchRule {
  private enum Field {
    /// The contact's own id.
    case id
    case tag
    case segment
    case attribute(name: String, AttributeType)
  }

  let attributes: [Attribute]
  let tags: [Int64: String]
  let segments: [Segment]
  let clock: ZoneClock
  private(set) var problems: [Problem] = []

  init(_ attributes: [Attribute], tags: [Int64: String], _ segments: [Segment], _ clock: ZoneClock)
  {
    self.attributes = attributes
    self.tags = tags
    self.segments = segments
    self.clock = clock
  }

  mutating func rule(_ query: ContactSearch.Query) -> Rule {
    switch query {
    case .all(let queries): .all(queries.map { rule($0) })
    case .any(let queries): .any(queries.map { rule($0) })
    case .filter(let filter): rule(filter)
    }
  }

  private mutating func rule(_ filter: ContactSearch.Filter) -> Rule {
    let id = filter.value.text.flatMap { Reference(text: $0).id }
    return switch field(filter) {
    case .id: number(filter, named: AudienceTables.id, as: Self.idNumber)
    case .tag: membership(filter, in: id.flatMap { tags[$0] }.map(Rule.tag))
    case .segment:
      membership(filter, in: segments.first { $0.id == id }.map { .segment($0.name) })
    case .attribute(let name, let type):
      switch (filter.value, filter.comparison) {
      case (.null, .equal): .attribute(name: name, .known(false))
      case (.null, .unequal): .attribute(name: name, .known(true))
      case (.null, _): refuse(filter, "value", "can be null with = and != alone")
      default:
        switch type {
        case .string: text(filter, name)
        case .integer, .float: number(filter, named: name, as: \.numeric)
        case .boolean: boolean(filter, name)
        case .date: date(filter, name)
        }
      }
    case nil: refuse(filter, "field", "is no field that contacts are searched by")
    }
  }

  private func field(_ filter: ContactSearch.Filter) -> Field? {
    switch filter.field {
    case "id": .id
    case "tag_id": .tag
    case "segment_id": .segment
    case "role": .attribute(name: AudienceTables.role, .string)
    default:
      attributes.first { !$0.isArchived && $0.fullName.isSame(as: filter.field) }
        .map { .attribute(name: $0.fullName, $0.type) }
    }
  }

  // MARK: - By type

  private mutating func text(_ filter: ContactSearch.Filter, _ name: String) -> Rule {
    let test: TextTest?
    switch filter.comparison {
    case .equal: test = one(filter, \.text).map(TextTest.is)
    case .unequal: test = one(filter, \.text).map(TextTest.isNot)
    case .among: test = list(filter, \.text).map(TextTest.anyOf)
    case .notAmong: test = list(filter, \.text).map(TextTest.noneOf)
    case .contains: test = one(filter, \.text).map(TextTest.contains)
    case .lacks: test = one(filter, \.text).map(TextTest.doesNotContain)
    case .beginsWith: test = one(filter, \.text).map(TextTest.startsWith)
    case .endsWith: test = one(filter, \.text).map(TextTest.endsWith)
    case .greater, .less, .atLeast, .atMost: return refuse(filter, "a string")
    }
    return test.map { .attribute(name: name, .text($0)) }
      ?? refuse(filter, "value", "must be a string, or with IN and NIN an array of strings")
  }

  private mutating func number(
    _ filter: ContactSearch.Filter, named name: String, as read: (JSONValue) -> Double?
  ) -> Rule {
    let test: NumberTest?
    switch filter.comparison {
    case .equal: test = one(filter, read).map(NumberTest.is)
    case .unequal: test = one(filter, read).map(NumberTest.isNot)
    case .among: test = list(filter, read).map(NumberTest.anyOf)
    case .notAmong: test = list(filter, read).map(NumberTest.noneOf)
    case .greater: test = one(filter, read).map(NumberTest.greaterThan)
    case .less: test = one(filter, read).map(NumberTest.lessThan)
    case .atLeast: test = one(filter, read).map(NumberTest.atLeast)
    case .atMost: test = one(filter, read).map(NumberTest.atMost)
    case .contains, .lacks, .beginsWith, .endsWith: return refuse(filter, "a number")
    }
    return test.map { .attribute(name: name, .number($0)) }
      ?? refuse(filter, "value", "must be a number, or with IN and NIN an array of numbers")
  }

  private mutating func boolean(_ filter: ContactSearch.Filter, _ name: String) -> Rule {
    let flags: [Bool]?
    let isDenied: Bool
    switch filter.comparison {
    case .equal: (flags, isDenied) = (one(filter, \.flag).map { [$0] }, false)
    case .unequal: (flags, isDenied) = (one(filter, \.flag).map { [$0] }, true)
    case .among: (flags, isDenied) = (list(filter, \.flag), false)
    case .notAmong: (flags, isDenied) = (list(filter, \.flag), true)
    case .greater, .less, .atLeast, .atMost, .contains, .lacks, .beginsWith, .endsWith:
      return refuse(filter, "a boolean")
    }
    guard let flags else {
      return refuse(filter, "value", "must be true or false, or with IN and NIN an array of these")
    }
    let rule = Rule.any(flags.map { .attribute(name: name, .boolean($0)) })
    return isDenied ? .not(rule) : rule
  }

  /// By days in the workspace's time zone: of the time that is given, its day counts.
  private mutating func date(_ filter: ContactSearch.Filter, _ name: String) -> Rule {
    let test: (CalendarDate) -> DateTest
    switch filter.comparison {
    case .equal: test = DateTest.onDate
    case .greater: test = DateTest.after
    case .less: test = DateTest.before
    case .unequal, .among, .notAmong, .atLeast, .atMost, .contains, .lacks, .beginsWith,
      .endsWith:
      return refuse(filter, "a date")
    }
    guard let time = one(filter, \.time),
      let day = CalendarDate(daysSince1970: Moment(now: time, in: clock).today)
    else { return refuse(filter, "value", "must be a time in Unix seconds") }
    return .attribute(name: name, .date(test(day)))
  }

  /// - Parameter rule: nil where there is nothing with the id that is asked for.
  private mutating func membership(_ filter: ContactSearch.Filter, in rule: Rule?) -> Rule {
    let isDenied: Bool
    switch filter.comparison {
    case .equal: isDenied = false
    case .unequal: isDenied = true
    case .among, .notAmong, .greater, .less, .atLeast, .atMost, .contains, .lacks, .beginsWith,
      .endsWith:
      return refuse(filter, "the id of a tag or a segment")
    }
    if filter.value.text == nil { return refuse(filter, "value", "must be an id") }
    let found = rule ?? .not(.everyone)
    return isDenied ? .not(found) : found
  }

  // MARK: - Values

  private func one<Value>(
    _ filter: ContactSearch.Filter, _ read: (JSONValue) -> Value?
  ) -> Value? { read(filter.value) }

  private func list<Value>(
    _ filter: ContactSearch.Filter, _ read: (JSONValue) -> Value?
  ) -> [Value]? {
    guard let elements = filter.value.array else { return nil }
    let values = elements.compactMap(read)
    return values.count == elements.count ? values : nil
  }

  /// An id that is no number is nobody's.
  private static func idNumber(_ value: JSONValue) -> Double? {
    value.text.map { Reference(text: $0).id.map(Double.init) ?? -1 }
  }

  private mutating func refuse(_ filter: ContactSearch.Filter, _ kind: String) -> Rule {
    refuse(filter, "operator", "does not compare \(kind), which `\(filter.field)` holds")
  }

  private mutating func refuse(
    _ filter: ContactSearch.Filter, _ part: String, _ message: String
  ) -> Rule {
    let path = "\(filter.path).\(part)"
    problems.append(Problem(.parameterInvalid, "\(path) \(message)", field: path))
    return .everyone
  }
}

extension JSONValue {
  /// A text, or an integer's digits.
  fileprivate var text: String? { string ?? integer?.description }

  /// A number, or a text of one.
  fileprivate var numeric: Double? {
    double ?? string.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
  }

  /// As written, as a text, or as the number that Intercom's own SDK for Python makes of it.
  fileprivate var flag: Bool? {
    switch self {
    case .boolean(let flag): flag
    case .string("true"), .integer(1): true
    case .string("false"), .integer(0): false
    case .null, .integer, .number, .string, .array, .object: nil
    }
  }

  /// Unix seconds, or a text of them.
  fileprivate var time: Int64? {
    (integer ?? string.flatMap { Int64($0) })
      .flatMap { PeopleLimits.times.contains($0) ? $0 : nil }
  }
}
