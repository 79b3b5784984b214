/// How one comparison is written in each place: the single table for all of them.
package struct ComparisonNames: Sendable, Hashable {
  /// In files, as `greater_than`.
  package let keyword: String
  /// On the wire, as `gt`.
  package let wire: String
  /// In plans, as `greater than`.
  package let words: String

  fileprivate init(_ keyword: String, wire: String, words: String) {
    self.keyword = keyword
    self.wire = wire
    self.words = words
  }
}

/// A closed set of comparisons that knows its names in both directions.
package protocol ComparisonTable: CaseIterable, Sendable, Hashable {
  var names: ComparisonNames { get }
}

extension ComparisonTable {
  package init?(wire: String) {
    guard let match = Self.allCases.first(where: { $0.names.wire == wire }) else { return nil }
    self = match
  }

  package init?(keyword: String) {
    guard let match = Self.allCases.first(where: { $0.names.keyword == keyword }) else {
      return nil
    }
    self = match
  }
}

/// A table of comparisons with one value, which has the two that a list of one value means.
package protocol ValueComparisonTable: ComparisonTable {
  static var equal: Self { get }
  static var unequal: Self { get }
}

/// Comparisons of text with one value.
package enum TextComparison: ValueComparisonTable {
  case `is`, isNot, contains, doesNotContain, startsWith, endsWith

  package static let equal = Self.is
  package static let unequal = Self.isNot

  package var names: ComparisonNames {
    switch self {
    case .is: ComparisonNames("is", wire: "eq", words: "is")
    case .isNot: ComparisonNames("is_not", wire: "ne", words: "is not")
    case .contains: ComparisonNames("contains", wire: "contains", words: "contains")
    case .doesNotContain:
      ComparisonNames("does_not_contain", wire: "not_contains", words: "does not contain")
    case .startsWith: ComparisonNames("starts_with", wire: "starts_with", words: "starts with")
    case .endsWith: ComparisonNames("ends_with", wire: "ends_with", words: "ends with")
    }
  }
}

/// Comparisons of a number with one value.
package enum NumberComparison: ValueComparisonTable {
  case `is`, isNot, greaterThan, lessThan, atLeast, atMost

  package static let equal = Self.is
  package static let unequal = Self.isNot

  package var names: ComparisonNames {
    switch self {
    case .is: ComparisonNames("is", wire: "eq", words: "is")
    case .isNot: ComparisonNames("is_not", wire: "ne", words: "is not")
    case .greaterThan: ComparisonNames("greater_than", wire: "gt", words: "greater than")
    case .lessThan: ComparisonNames("less_than", wire: "lt", words: "less than")
    case .atLeast: ComparisonNames("at_least", wire: "gte", words: "at least")
    case .atMost: ComparisonNames("at_most", wire: "lte", words: "at most")
    }
  }
}

/// Comparisons of text or a number with a list of values.
package enum ListComparison: ComparisonTable {
  case anyOf, noneOf

  package var names: ComparisonNames {
    switch self {
    case .anyOf: ComparisonNames("any_of", wire: "in", words: "is any of")
    case .noneOf: ComparisonNames("none_of", wire: "nin", words: "is none of")
    }
  }
}

/// Comparisons of a date with a span before now.
package enum SpanComparison: ComparisonTable {
  case moreThan, lessThan, exactly

  package var names: ComparisonNames {
    switch self {
    case .moreThan: ComparisonNames("more_than", wire: "more_than", words: "more than")
    case .lessThan: ComparisonNames("less_than", wire: "less_than", words: "less than")
    case .exactly: ComparisonNames("exactly", wire: "exactly", words: "exactly")
    }
  }
}

/// Comparisons of a date with a day of the calendar.
package enum DayComparison: ComparisonTable {
  case after, before, on

  package var names: ComparisonNames {
    switch self {
    case .after: ComparisonNames("after", wire: "after", words: "after")
    case .before: ComparisonNames("before", wire: "before", words: "before")
    case .on: ComparisonNames("on_date", wire: "on", words: "on")
    }
  }
}
