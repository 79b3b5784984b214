/// The moment at which rules are looked at, and the days around it in the workspace's time zone.
package struct Moment: Sendable {
  /// Unix seconds.
  package let now: Int64
  /// The day that it is, by its number since 1970-01-01.
  package let today: Int
  /// The clock of its zone.
  package let zone: ZoneClock

  package init(now: Int64, in zone: ZoneClock) {
    self.now = now
    self.zone = zone
    today = Self.day(at: now, zone)
  }

  /// The day that it was or will be at an instant (Unix seconds).
  package func day(at instant: Int64) -> Int { Self.day(at: instant, zone) }

  private static func day(at now: Int64, _ clock: ZoneClock) -> Int {
    // A day that the clocks skip whole begins when the next one does: the last that has begun.
    var day = Int((now + clock.offset(now)).flooredDays)
    while clock.instant(daysSince1970: day + 1, minuteOfDay: 0) <= now { day += 1 }
    while clock.instant(daysSince1970: day, minuteOfDay: 0) > now { day -= 1 }
    return day
  }

  /// The day that it is at an instant (Unix seconds), by the same clock.
  package func day(of instant: Int64) -> CalendarDate? {
    CalendarDate(daysSince1970: Moment(now: instant, in: zone).today)
  }

  /// The Unix seconds at which a day begins.
  package func start(ofDay day: Int) -> Int64 { zone.instant(daysSince1970: day, minuteOfDay: 0) }
}

extension Int64 {
  fileprivate var flooredDays: Int64 {
    (self - (self >= 0 ? 0 : 86_399)) / 86_400
  }
}
