/// What the clocks of a time zone show; who makes one has the zone's data.
package struct ZoneClock: Sendable {
  /// How many seconds the clocks are ahead of UTC at an instant (Unix seconds).
  package let offset: @Sendable (Int64) -> Int64

  package init(offset: @escaping @Sendable (Int64) -> Int64) { self.offset = offset }

  /// The Unix seconds at which a minute of the calendar begins.
  ///
  /// A minute that the clocks skip is moved on by what they skip; of one that they repeat, the first
  /// is meant.
  package func instant(daysSince1970 days: Int, minuteOfDay: Int) -> Int64 {
    let wall = Int64(days) * 86_400 + Int64(minuteOfDay) * 60
    // A zone's clocks change at most once within the two days around.
    let before = offset(wall - 86_400)
    let after = offset(wall + 86_400)
    let early = wall - before
    let late = wall - after
    if offset(early) == before { return early }
    if offset(late) == after { return late }
    return early
  }
}
