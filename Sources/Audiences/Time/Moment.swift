/// The moment at which rules are looked at, and the days around it in the workspace's time zone.
package struct Moment: Sendable {
  /// Unix seconds.
  package let now: Int64
  /// The day that it is, by its number since 1970-01-01.
  package let today: Int
  private let clock: ZoneClock

  package init(now: Int64, in clock: ZoneClock) {
    self.now = now
    self.clock = clock
    // A day that the clocks skip whole begins when the next one does: the last that has begun.
    var day = Int((now + clock.offset(now)).flooredDays)
    while clock.instant(daysSince1970: day + 1, minuteOfDay: 0) <= now { day += 1 }
    while clock.instant(daysSince1970: day, minuteOfDay: 0) > now { day -= 1 }
    today = day
  }

  /// The Unix seconds at which a day begins.
  package func start(ofDay day: Int) -> Int64 { clock.instant(daysSince1970: day, minuteOfDay: 0) }
}

extension Int64 {
  fileprivate var flooredDays: Int64 {
    (self - (self >= 0 ? 0 : 86_399)) / 86_400
  }
}
