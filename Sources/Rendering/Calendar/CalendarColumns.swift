import Audiences
import Planning

/// The days of a calendar as columns of a terminal: several for a day, or one for several days.
struct CalendarColumns {
  /// The first instant of each column, and the end of the last; Unix seconds.
  private let bounds: [Int64]
  private let firstDay: Int
  private let columnsPerDay: Int
  private let daysPerColumn: Int

  private static let mostPerDay = 4

  /// - Parameter room: how many columns there may be, at least 1.
  init(_ calendar: CampaignCalendar, room: Int) {
    let days = calendar.days
    let columnsPerDay = max(1, min(Self.mostPerDay, room / days.count))
    let daysPerColumn = (days.count + room - 1) / room
    var bounds: [Int64] = []
    for day in stride(from: days.lowerBound, through: days.upperBound, by: daysPerColumn) {
      let start = calendar.zone.start(ofDay: day)
      let length = calendar.zone.start(ofDay: day + 1) - start
      for part in 0..<columnsPerDay {
        bounds.append(start + length * Int64(part) / Int64(columnsPerDay))
      }
    }
    self.bounds = bounds + [calendar.span.upperBound]
    firstDay = days.lowerBound
    self.columnsPerDay = columnsPerDay
    self.daysPerColumn = daysPerColumn
  }

  var count: Int { bounds.count - 1 }

  /// A mark in each column in which one of some times lies, however short.
  func line(_ times: [Range<Int64>], mark: Character) -> String {
    let marks = (0..<count).map { column -> Character in
      let own = bounds[column]..<bounds[column + 1]
      return times.contains { $0.overlaps(own) } ? mark : " "
    }
    let end = marks.lastIndex(of: mark).map { $0 + 1 } ?? 0
    return String(marks[..<end])
  }

  /// What stands over them: months, and the days on which weeks begin where there is room for them.
  var axis: [String] {
    var months = Labels(count: count)
    var weeks = Labels(count: count)
    for column in stride(from: 0, to: count, by: columnsPerDay) {
      let day = firstDay + column / columnsPerDay * daysPerColumn
      // 1970-01-01 was a Thursday.
      let begins = (day..<(day + daysPerColumn)).compactMap { CalendarDate(daysSince1970: $0) }
      guard let first = begins.first else { continue }
      if column == 0 {
        // The year gives way to a month that follows soon.
        let name = Self.months[first.month - 1]
        let days = (8 + columnsPerDay) / columnsPerDay * daysPerColumn
        let isLong = CalendarDate(daysSince1970: day + days - 1)?.month == first.month
        months.put(isLong ? "\(name) \(first.year)" : name, at: column)
        weeks.put("\(first.day)", at: column)
      } else if let month = begins.first(where: { $0.day == 1 }) {
        let name = Self.months[month.month - 1]
        months.put(month.month == 1 ? "\(name) \(month.year)" : name, at: column)
      }
      if column > 0, begins.contains(where: { ($0.daysSince1970 + 3) % 7 == 0 }) {
        weeks.put("\(first.day)", at: column)
      }
    }
    return daysPerColumn == 1 ? [months.text, weeks.text] : [months.text]
  }

  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// What a column stands for, as `a column is 2 days`; nil where weeks are told.
  var scale: String? { daysPerColumn == 1 ? nil : "a column is \(daysPerColumn) days" }
}

/// Words over columns, of which none touches another.
private struct Labels {
  private(set) var text = ""
  private let count: Int

  init(count: Int) { self.count = count }

  mutating func put(_ label: String, at column: Int) {
    let free = text.isEmpty ? 0 : text.columns + 1
    guard column >= free, column + label.columns <= count else { return }
    text = text.padded(to: column) + label
  }
}
