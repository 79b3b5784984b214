/// Who a message is for: a tree of conditions with two-valued logic.
///
/// A condition on something unknown is false, unless it is negative (`is_not`, `none_of`,
/// `does_not_contain`, `never`): then it is true. `not` is the complement of what it holds.
public indirect enum Rule: Sendable, Hashable {
  case everyone
  case all([Rule])
  case any([Rule])
  case not(Rule)
  /// A rule about the person's companies: it matches when some company matches; a negative
  /// condition when none has what it denies.
  case company(Rule)
  case attribute(name: String, AttributeTest)
  case event(name: String, EventTest)
  case tag(String)
  case segment(String)
  /// The audience of a newsfeed that has one of its own; it stands alone.
  case newsfeed(String)

  /// Whether it names a newsfeed, whose readers no API tells.
  public var isNewsfeed: Bool {
    if case .newsfeed = self { true } else { false }
  }
}

/// What is asked of one attribute; the case says which type the attribute must have.
public enum AttributeTest: Sendable, Hashable {
  /// `known: true` or `known: false`, for an attribute of any type.
  case known(Bool)
  case text(TextTest)
  case number(NumberTest)
  /// `is: true` or `is: false`.
  case boolean(Bool)
  case date(DateTest)
}

/// `is`, `is_not`, `any_of` and `none_of` compare case-sensitively, the others with simple Unicode
/// case folding.
public enum TextTest: Sendable, Hashable {
  case `is`(String)
  case isNot(String)
  case anyOf([String])
  case noneOf([String])
  case contains(String)
  case doesNotContain(String)
  case startsWith(String)
  case endsWith(String)
}

public enum NumberTest: Sendable, Hashable {
  case `is`(Double)
  case isNot(Double)
  case anyOf([Double])
  case noneOf([Double])
  case greaterThan(Double)
  case lessThan(Double)
  case atLeast(Double)
  case atMost(Double)
}

/// Days are days in the workspace's time zone.
public enum DateTest: Sendable, Hashable {
  /// `more_than: 7 days ago`: earlier than that.
  case moreThan(TimeSpan)
  /// `less_than: 7 days ago`: later than that.
  case lessThan(TimeSpan)
  /// `exactly: 7 days ago`: on that day.
  case exactly(TimeSpan)
  case after(CalendarDate)
  case before(CalendarDate)
  case onDate(CalendarDate)
}

/// What is asked of the occurrences of one event; `within` narrows them first.
public struct EventTest: Sendable, Hashable {
  public enum Measure: Sendable, Hashable {
    case never
    case ever
    case count(NumberTest)
    case first(DateTest)
    case last(DateTest)
  }

  public let measure: Measure
  public let within: TimeSpan?

  public init(_ measure: Measure, within: TimeSpan? = nil) {
    self.measure = measure
    self.within = within
  }
}

/// A length of time as people write it: `7 days`, `30 minutes`, `8s`.
public struct TimeSpan: Sendable, Hashable {
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    case second, minute, hour, day, week
  }

  /// At least 0.
  public let count: Int
  public let unit: Unit

  public init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// Its length in days; nil where it is none, or not one of whole days.
  package var wholeDays: Int? {
    seconds > 0 && seconds % 86_400 == 0 ? seconds / 86_400 : nil
  }

  /// The length in seconds; a day counts 86,400.
  public var seconds: Int {
    switch unit {
    case .second: count
    case .minute: count * 60
    case .hour: count * 3_600
    case .day: count * 86_400
    case .week: count * 604_800
    }
  }
}

/// A day of the Gregorian calendar, without a time zone.
public struct CalendarDate: Sendable, Hashable, Comparable {
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// Nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}
