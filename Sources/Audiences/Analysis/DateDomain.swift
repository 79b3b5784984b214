/// Dates, of which only some are left, at any moment.
///
/// There are three ways to say when: in days before today, in seconds before now, and by the
/// calendar. Nothing is concluded from one about another.
struct DateDomain {
  private(set) var days = WholeNumbers()
  private(set) var seconds = WholeNumbers()
  private(set) var calendar = WholeNumbers()

  var isEmpty: Bool { days.isEmpty || seconds.isEmpty || calendar.isEmpty }

  mutating func narrow(_ test: DateTest, isAsked: Bool) {
    switch test.parts {
    case .span(let comparison, let span):
      let side: Side =
        switch comparison {
        case .moreThan: .before
        case .exactly: .on
        case .lessThan: .after
        }
      switch span.unit {
      case .day, .week: days.narrow(side, -(span.seconds / 86_400), isAsked: isAsked)
      case .second, .minute, .hour: seconds.narrow(side, -span.seconds, isAsked: isAsked)
      }
    case .day(let comparison, let day):
      let side: Side =
        switch comparison {
        case .before: .before
        case .on: .on
        case .after: .after
        }
      calendar.narrow(side, day.daysSince1970, isAsked: isAsked)
    }
  }

  /// Whether all of these lie after all of the others.
  func liesAfter(_ other: DateDomain) -> Bool {
    days.least > other.days.most || seconds.least > other.seconds.most
      || calendar.least > other.calendar.most
  }

  enum Side {
    case before, on, after
  }

  /// An interval without some numbers.
  struct WholeNumbers {
    private(set) var least = Int.min
    private(set) var most = Int.max
    private var without: Set<Int> = []

    mutating func narrow(_ side: Side, _ value: Int, isAsked: Bool) {
      switch (side, isAsked) {
      case (.before, true): most = min(most, value - 1)
      case (.before, false): least = max(least, value)
      case (.after, true): least = max(least, value + 1)
      case (.after, false): most = min(most, value)
      case (.on, true):
        least = max(least, value)
        most = min(most, value)
      case (.on, false): without.insert(value)
      }
    }

    var isEmpty: Bool {
      if least > most { return true }
      guard most.subtractingReportingOverflow(least).overflow == false, most - least < without.count
      else { return false }
      return (least...most).allSatisfy(without.contains)
    }
  }
}
