/// A test of text or a number, taken apart into its comparison and its values.
package enum ValueTestParts<Comparison: ValueComparisonTable, Value: Sendable & Hashable>: Sendable
{
  case one(Comparison, Value)
  case list(ListComparison, [Value])
}

/// What the tests of text and of numbers share, so that each table is walked by one function.
package protocol ValueTest: Sendable, Hashable {
  associatedtype Comparison: ValueComparisonTable
  associatedtype Value: Sendable, Hashable

  init(_ comparison: Comparison, _ value: Value)
  init(_ comparison: ListComparison, _ values: [Value])
  var parts: ValueTestParts<Comparison, Value> { get }
}

extension TextTest: ValueTest {
  package init(_ comparison: TextComparison, _ value: String) {
    switch comparison {
    case .is: self = .is(value)
    case .isNot: self = .isNot(value)
    case .contains: self = .contains(value)
    case .doesNotContain: self = .doesNotContain(value)
    case .startsWith: self = .startsWith(value)
    case .endsWith: self = .endsWith(value)
    }
  }

  package init(_ comparison: ListComparison, _ values: [String]) {
    switch comparison {
    case .anyOf: self = .anyOf(values)
    case .noneOf: self = .noneOf(values)
    }
  }

  package var parts: ValueTestParts<TextComparison, String> {
    switch self {
    case .is(let value): .one(.is, value)
    case .isNot(let value): .one(.isNot, value)
    case .anyOf(let values): .list(.anyOf, values)
    case .noneOf(let values): .list(.noneOf, values)
    case .contains(let value): .one(.contains, value)
    case .doesNotContain(let value): .one(.doesNotContain, value)
    case .startsWith(let value): .one(.startsWith, value)
    case .endsWith(let value): .one(.endsWith, value)
    }
  }
}

extension NumberTest: ValueTest {
  package init(_ comparison: NumberComparison, _ value: Double) {
    switch comparison {
    case .is: self = .is(value)
    case .isNot: self = .isNot(value)
    case .greaterThan: self = .greaterThan(value)
    case .lessThan: self = .lessThan(value)
    case .atLeast: self = .atLeast(value)
    case .atMost: self = .atMost(value)
    }
  }

  package init(_ comparison: ListComparison, _ values: [Double]) {
    switch comparison {
    case .anyOf: self = .anyOf(values)
    case .noneOf: self = .noneOf(values)
    }
  }

  package var parts: ValueTestParts<NumberComparison, Double> {
    switch self {
    case .is(let value): .one(.is, value)
    case .isNot(let value): .one(.isNot, value)
    case .anyOf(let values): .list(.anyOf, values)
    case .noneOf(let values): .list(.noneOf, values)
    case .greaterThan(let value): .one(.greaterThan, value)
    case .lessThan(let value): .one(.lessThan, value)
    case .atLeast(let value): .one(.atLeast, value)
    case .atMost(let value): .one(.atMost, value)
    }
  }
}

/// A test of a date, taken apart into its comparison and what it compares with.
package enum DateTestParts: Sendable {
  case span(SpanComparison, TimeSpan)
  case day(DayComparison, CalendarDate)
}

extension DateTest {
  package init(_ comparison: SpanComparison, _ span: TimeSpan) {
    switch comparison {
    case .moreThan: self = .moreThan(span)
    case .lessThan: self = .lessThan(span)
    case .exactly: self = .exactly(span)
    }
  }

  package init(_ comparison: DayComparison, _ day: CalendarDate) {
    switch comparison {
    case .after: self = .after(day)
    case .before: self = .before(day)
    case .on: self = .onDate(day)
    }
  }

  package var parts: DateTestParts {
    switch self {
    case .moreThan(let span): .span(.moreThan, span)
    case .lessThan(let span): .span(.lessThan, span)
    case .exactly(let span): .span(.exactly, span)
    case .after(let day): .day(.after, day)
    case .before(let day): .day(.before, day)
    case .onDate(let day): .day(.on, day)
    }
  }
}
