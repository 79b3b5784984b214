import Audiences
import Measuring

/// What a message did over time, in columns of as many days each, without a gap between them.
struct Timeline {
  struct Column {
    let first: CalendarDate
    let last: CalendarDate
    let counts: Counts

    /// As `2026-11-20`, or `2026-11-20 to 2026-11-26`.
    var name: String { first == last ? first.description : "\(first) to \(last)" }
  }

  /// More would be too narrow to be told apart.
  static let mostColumns = 92

  let columns: [Column]
  let daysPerColumn: Int

  /// From the first receipt to the last, or to today while it shows; nil where nobody received it.
  init?(_ message: MeasuredMessage, today: CalendarDate) {
    let days = message.stats.days
    guard let first = days.first?.day.daysSince1970, let last = days.last?.day.daysSince1970 else {
      return nil
    }
    let end = message.isOff ? last : max(last, today.daysSince1970)
    let span = end - first + 1
    let width = Self.width(of: span)
    var sums: [Int: Counts] = [:]
    for day in days {
      sums[(day.day.daysSince1970 - first) / width, default: .none] =
        sums[(day.day.daysSince1970 - first) / width, default: .none] + day.counts
    }
    columns = stride(from: first, through: end, by: width).enumerated().compactMap { index, start in
      guard let from = CalendarDate(daysSince1970: start),
        let to = CalendarDate(daysSince1970: min(start + width - 1, end))
      else { return nil }
      return Column(first: from, last: to, counts: sums[index] ?? .none)
    }
    daysPerColumn = width
  }

  /// A day, or so many weeks.
  private static func width(of span: Int) -> Int {
    guard span > mostColumns else { return 1 }
    let least = (span + mostColumns - 1) / mostColumns
    return (least + 6) / 7 * 7
  }

  /// The column that a day lies in.
  func index(of day: CalendarDate) -> Int? {
    let number = day.daysSince1970
    return columns.firstIndex { ($0.first.daysSince1970...$0.last.daysSince1970).contains(number) }
  }

  /// What a column stands for, as `day`, `7 days`.
  var unit: String { daysPerColumn == 1 ? "day" : "\(daysPerColumn) days" }
}

extension MeasuredMessage {
  /// Whether nobody is shown it any more, or yet.
  fileprivate var isOff: Bool {
    switch judgement {
    case .off: true
    case .underperforming, .worse, .falling, .doubtful, .partlyCounted, .unseen, .tooEarly, .good:
      false
    }
  }
}
