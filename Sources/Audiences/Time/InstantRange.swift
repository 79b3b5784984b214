/// The instants (Unix seconds) from one on and before another; without a bound where it is nil.
package struct InstantRange: Sendable, Hashable {
  package let from: Int64?
  package let to: Int64?

  package init(from: Int64?, to: Int64?) {
    self.from = from
    self.to = to
  }

  package func contains(_ instant: Int64) -> Bool {
    (from.map { instant >= $0 } ?? true) && (to.map { instant < $0 } ?? true)
  }

  /// Whether no instant lies in it.
  package var isEmpty: Bool {
    guard let from, let to else { return false }
    return from >= to
  }
}

extension DateTest {
  /// The dates that pass at a moment. `moreThan`, `exactly` and `lessThan` of a span split all dates
  /// among them, by days for spans of days and weeks, by seconds for shorter ones.
  package func range(at moment: Moment) -> InstantRange {
    switch parts {
    case .span(let comparison, let span):
      let (start, end) = span.past(at: moment)
      return switch comparison {
      case .moreThan: InstantRange(from: nil, to: start)
      case .exactly: InstantRange(from: start, to: end)
      case .lessThan: InstantRange(from: end, to: nil)
      }
    case .day(let comparison, let day):
      let start = moment.start(ofDay: day.daysSince1970)
      let end = moment.start(ofDay: day.daysSince1970 + 1)
      return switch comparison {
      case .before: InstantRange(from: nil, to: start)
      case .on: InstantRange(from: start, to: end)
      case .after: InstantRange(from: end, to: nil)
      }
    }
  }
}

extension TimeSpan {
  /// The first instant from which `within` keeps occurrences: those that `less_than: SPAN ago` keeps.
  package func start(at moment: Moment) -> Int64 { past(at: moment).end }

  /// The day, or the second, that lay so long ago: where it begins and where it is over.
  fileprivate func past(at moment: Moment) -> (start: Int64, end: Int64) {
    switch unit {
    case .day, .week:
      let day = moment.today - seconds / 86_400
      return (moment.start(ofDay: day), moment.start(ofDay: day + 1))
    case .second, .minute, .hour:
      let instant = moment.now - Int64(seconds)
      return (instant, instant + 1)
    }
  }
}
