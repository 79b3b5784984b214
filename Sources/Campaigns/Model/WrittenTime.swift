public import Audiences

/// A day, or a minute of one, as people write it: without a time zone.
public struct WrittenTime: Sendable, Hashable {
  public let date: CalendarDate
  /// Minutes after midnight; nil for a bare date.
  public let minuteOfDay: Int?

  public init(date: CalendarDate, minuteOfDay: Int? = nil) {
    self.date = date
    self.minuteOfDay = minuteOfDay
  }

  /// Reads `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`; nil for anything else and for days and times that
  /// do not exist.
  public init?(_ text: String) {
    var digits = DigitReader(text)
    guard let year = digits.number(of: 4), digits.skip(Byte.hyphen),
      let month = digits.number(of: 2), digits.skip(Byte.hyphen),
      let day = digits.number(of: 2), let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    if digits.isAtEnd {
      self.init(date: date)
      return
    }
    guard digits.skip(Byte.space), let hour = digits.number(of: 2), digits.skip(Byte.colon),
      let minute = digits.number(of: 2), digits.isAtEnd, hour < 24, minute < 60
    else { return nil }
    self.init(date: date, minuteOfDay: hour * 60 + minute)
  }

  /// The minute at which what starts then starts, counted from 1970.
  var firstMinute: Int { date.daysSince1970 * 1_440 + (minuteOfDay ?? 0) }

  /// The first minute that no longer belongs to what ends then: a bare date includes its day.
  var minuteAfter: Int { date.daysSince1970 * 1_440 + (minuteOfDay ?? 1_440) }
}

extension WrittenTime: CustomStringConvertible {
  /// As files have it.
  public var description: String {
    guard let minuteOfDay else { return date.description }
    let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
    return "\(date) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}

/// Reads runs of digits of a known length.
private struct DigitReader {
  private let bytes: String.UTF8View
  private var index: String.UTF8View.Index

  init(_ text: String) {
    bytes = text.utf8
    index = bytes.startIndex
  }

  var isAtEnd: Bool { index == bytes.endIndex }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard index < bytes.endIndex, bytes[index] == byte else { return false }
    index = bytes.index(after: index)
    return true
  }

  mutating func number(of length: Int) -> Int? {
    var value = 0
    for _ in 0..<length {
      guard index < bytes.endIndex, Byte.isDigit(bytes[index]) else { return nil }
      value = value * 10 + Int(bytes[index] - Byte.zero)
      index = bytes.index(after: index)
    }
    return value
  }
}
