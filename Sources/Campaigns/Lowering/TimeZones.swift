package import Audiences
internal import Diagnostics
internal import Foundation
public import Planning

// The only file with Foundation: FoundationEssentials knows no named zones.

/// The time zones that a project names, each looked up once.
package struct TimeZones {
  private var known: [String: ZoneClock?] = [:]

  /// True when there is a zone of that IANA name.
  mutating func exists(_ name: String) -> Bool { zone(name) != nil }

  /// The Unix seconds at which a minute of the calendar begins in a zone; nil for an unknown zone.
  /// `ZoneClock` says what is meant by minutes that the clocks skip or repeat.
  mutating func instant(daysSince1970 days: Int, minuteOfDay: Int, in name: String) -> Int64? {
    zone(name)?.instant(daysSince1970: days, minuteOfDay: minuteOfDay)
  }

  /// What a clock change makes of a minute of the calendar; nil for nearly all.
  mutating func clockChange(
    daysSince1970 days: Int, minuteOfDay: Int, in name: String
  ) -> ClockChange? {
    guard let zone = zone(name) else { return nil }
    let wall = Int64(days) * 86_400 + Int64(minuteOfDay) * 60
    let before = zone.offset(wall - 86_400)
    let after = zone.offset(wall + 86_400)
    if before == after { return nil }
    let isBefore = zone.offset(wall - before) == before
    let isAfter = zone.offset(wall - after) == after
    if isBefore == isAfter { return isBefore ? .repeats : .skips }
    return nil
  }

  enum ClockChange {
    /// There is no such minute.
    case skips
    /// There are two.
    case repeats
  }

  /// The calendar's minute at an instant in a zone; nil for an unknown zone, and within a minute.
  mutating func wallClock(at instant: Int64, in name: String) -> (day: Int, minute: Int)? {
    guard let zone = zone(name) else { return nil }
    let wall = instant + zone.offset(instant)
    guard wall >= 0, wall % 60 == 0 else { return nil }
    return (Int(wall / 86_400), Int(wall % 86_400 / 60))
  }

  private mutating func zone(_ name: String) -> ZoneClock? {
    if let found = known[name] { return found }
    let zone = ZoneClock(named: name)
    known[name] = zone
    return zone
  }

  /// The name that was probably meant: near in spelling, or the zone of a city.
  package static func suggestion(for name: String) -> String? {
    let names = TimeZone.knownTimeZoneIdentifiers + ZoneName.single.sorted()
    if let near = Diagnostics.suggestion(for: name, among: names) { return near }
    let city = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return names.first { $0.split(separator: "/").last?.lowercased() == city }
  }
}

extension TimeZones {
  /// How a file says that something starts at an instant (Unix seconds); nil where it cannot.
  mutating func start(at instant: Int64, in zone: String) -> String? {
    guard let (day, minute) = wallClock(at: instant, in: zone),
      let date = CalendarDate(daysSince1970: day)
    else { return nil }
    let written = WrittenTime(date: date, minuteOfDay: minute == 0 ? nil : minute)
    return written.start(in: zone, &self) == instant ? written.description : nil
  }

  /// The same of an end: at midnight the day before is the last.
  mutating func end(at instant: Int64, in zone: String) -> String? {
    guard let (day, minute) = wallClock(at: instant, in: zone),
      let date = CalendarDate(daysSince1970: minute == 0 ? day - 1 : day)
    else { return nil }
    let written = WrittenTime(date: date, minuteOfDay: minute == 0 ? nil : minute)
    return written.end(in: zone, &self) == instant ? written.description : nil
  }
}

extension WrittenTime {
  /// When it begins, in a zone.
  func start(in zone: String, _ zones: inout TimeZones) -> Int64? {
    zones.instant(
      daysSince1970: date.daysSince1970, minuteOfDay: minuteOfDay ?? 0, in: zone)
  }

  /// When what ends then is over: for a bare date, as the next day begins.
  func end(in zone: String, _ zones: inout TimeZones) -> Int64? {
    guard let minuteOfDay else {
      return zones.instant(daysSince1970: date.daysSince1970 + 1, minuteOfDay: 0, in: zone)
    }
    return zones.instant(daysSince1970: date.daysSince1970, minuteOfDay: minuteOfDay, in: zone)
  }
}

extension Project {
  /// Its freezes, as instants.
  public var frozenTimes: [Planning.Freeze] {
    guard let zone = defaults.timeZone else { return [] }
    var zones = TimeZones()
    return freezes.compactMap { freeze in
      guard let start = freeze.from.start(in: zone, &zones),
        let end = freeze.to.end(in: zone, &zones)
      else { return nil }
      return Planning.Freeze(start: start, end: end, timeZone: zone, reason: freeze.reason)
    }
  }
}

extension ZoneClock {
  /// Nil where there is no zone of that IANA name.
  package init?(named name: String) {
    guard ZoneName.isWellFormed(name), let zone = TimeZone(identifier: name) else { return nil }
    self.init { instant in
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant))))
    }
  }
}
