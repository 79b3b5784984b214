public import Audiences

/// From when on receipts are counted, as a person says it: `2026-11-01`, or `14 days`, today being
/// the last of them.
public enum Since: Sendable, Hashable {
  case day(CalendarDate)
  case days(Int)

  /// Nil for anything else, and for a span that is not one of days.
  public init?(_ text: String) {
    if let day = CalendarDate(text) {
      self = .day(day)
    } else if let days = TimeSpan(text)?.wholeDays {
      self = .days(days)
    } else {
      return nil
    }
  }

  /// The first day that is counted; the first of all where a span reaches beyond it.
  func day(today: Int) -> CalendarDate? {
    switch self {
    case .day(let day): day
    case .days(let count):
      CalendarDate(daysSince1970: today - count + 1) ?? CalendarDate(year: 1, month: 1, day: 1)
    }
  }
}
