import Audiences
import Foundation

/// Times as people write them in campaign files.
enum TimeText {
  /// As `2026-12-01 09:00 America/New_York`; in UTC when the zone is not known.
  static func instant(_ seconds: Int64, timeZone name: String?) -> String {
    // A remote may hold any number: one that is no day of our calendar is shown as it is.
    guard calendar.contains(seconds) else { return "\(seconds) seconds after 1970" }
    let (offset, zone) = zone(name, at: seconds)
    return "\(civil(seconds + offset)) \(zone)"
  }

  /// The end of something, which is the first instant that no longer counts: midnight is shown as a
  /// file has it, by the day before, as `2026-12-15 (that day included) America/New_York`.
  static func ending(_ seconds: Int64, timeZone name: String?) -> String {
    guard calendar.contains(seconds) else { return instant(seconds, timeZone: name) }
    let (offset, zone) = zone(name, at: seconds)
    guard (seconds + offset) % 86_400 == 0 else { return instant(seconds, timeZone: name) }
    return "\(civil(seconds + offset - 86_400).prefix(10)) (that day included) \(zone)"
  }

  /// As `2026-12-01 09:00`, where it is known which zone is meant; midnight is the day alone.
  static func start(_ seconds: Int64, in name: String) -> String {
    let text = local(seconds, in: name)
    return text.hasSuffix(" 00:00") ? String(text.prefix(10)) : text
  }

  /// The same of the first instant that no longer counts: midnight is the day before, which is the
  /// last.
  static func end(_ seconds: Int64, in name: String) -> String {
    let text = local(seconds, in: name)
    return text.hasSuffix(" 00:00") ? String(local(seconds - 1, in: name).prefix(10)) : text
  }

  /// As `2026-12-01 09:00`.
  static func local(_ seconds: Int64, in name: String) -> String {
    guard calendar.contains(seconds) else { return instant(seconds, timeZone: name) }
    return civil(seconds + zone(name, at: seconds).offset)
  }

  /// What clocks show that are so far ahead of UTC, as `09:00`.
  static func clock(_ seconds: Int64, ahead offset: Int64) -> String {
    String(civil(seconds + offset).dropFirst(11))
  }

  /// The day that it is in the zone; nil for one that no calendar of ours has.
  static func day(_ seconds: Int64, timeZone name: String?) -> CalendarDate? {
    guard calendar.contains(seconds) else { return nil }
    return CalendarDate(civil(seconds + zone(name, at: seconds).offset).prefix(10))
  }

  /// Seconds east of Greenwich, and what the zone is called.
  private static func zone(_ name: String?, at seconds: Int64) -> (offset: Int64, name: String) {
    guard let name, let zone = TimeZone(identifier: name) else { return (0, "UTC") }
    let date = Date(timeIntervalSince1970: TimeInterval(seconds))
    return (Int64(zone.secondsFromGMT(for: date)), name)
  }

  /// From the year 1 to the year 9999, less a day at both ends.
  private static let calendar: ClosedRange<Int64> = -62_135_510_400...253_402_214_400

  /// `YYYY-MM-DD HH:MM`, with seconds where they are not zero.
  private static func civil(_ seconds: Int64) -> String {
    let rest = (seconds % 86_400 + 86_400) % 86_400
    let day = CalendarDate(daysSince1970: Int((seconds - rest) / 86_400))
    var text = "\(day?.description ?? "?") \(pad(rest / 3_600, 2)):\(pad(rest % 3_600 / 60, 2))"
    if rest % 60 != 0 { text += ":\(pad(rest % 60, 2))" }
    return text
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
