import Audiences

extension CampaignCalendar {
  /// - Parameters:
  ///   - desired: what the files ask of the environment.
  ///   - keys: the campaigns that are shown; nil is all. What they collide with may be any.
  ///   - now: Unix seconds.
  public init(
    of desired: DesiredSet, only keys: Set<String>?, days: ClosedRange<Int>, in zone: CalendarZone,
    now: Int64
  ) {
    let span = zone.start(ofDay: days.lowerBound)..<zone.start(ofDay: days.upperBound + 1)
    // What has passed can be neither filled nor moved.
    let ahead = span.contains(now) ? now..<span.upperBound : span
    let wanted = desired.messages.filter { keys?.contains($0.key) ?? true }
    let entries = wanted.compactMap { Entry($0, within: span) }
      .sorted { ($0.shown.lowerBound, $0.key) < ($1.shown.lowerBound, $1.key) }
    project = desired.project
    environment = desired.environment
    self.zone = zone
    self.days = days
    self.span = span
    self.now = now
    self.entries = entries
    elsewhere = wanted.count - entries.count
    leftOut = desired.skipped.filter { keys?.contains($0.message.key) ?? true }
      .map { Omission(key: $0.message.key, shortcomings: $0.shortcomings) }
    freezes = desired.freezes.filter { $0.start < span.upperBound && span.lowerBound < $0.end }
      .sorted { ($0.start, $0.end, $0.reason) < ($1.start, $1.end, $1.reason) }
    clockChanges = zone.clock.changes(in: span)
    gaps = ahead.parts(without: entries.filter { $0.status == .live }.map(\.shown))
    if desired.looksAround {
      (collisions, hasAllCollisions) = Self.collisions(of: desired, only: keys, in: ahead)
    } else {
      (collisions, hasAllCollisions) = ([], true)
    }
  }

  /// More than this is read by nobody.
  private static let most = 100
  private static let proofs = 20_000

  private static func collisions(
    of desired: DesiredSet, only keys: Set<String>?, in time: Range<Int64>
  ) -> (found: [Overlap], isWhole: Bool) {
    let showings = desired.messages.filter { $0.spec.status == .live }
      .compactMap { Showing($0.key, $0.spec, liveSince: nil, now: time.lowerBound) }
      .filter { $0.start < time.upperBound }
    let isWanted = showings.map { keys?.contains($0.key) ?? true }
    var search = CollisionSearch(showings)
    var found: [Overlap] = []
    var isWhole = true
    for place in showings.indices where isWanted[place] {
      guard found.count < most, search.proofCount < proofs else {
        isWhole = false
        break
      }
      for collision in search.collisions(of: place) {
        // Each once.
        if isWanted[collision.second], collision.second < place { continue }
        guard let proof = Neighbours.Proof(collision.relation) else { continue }
        let (first, second) = (showings[place], showings[collision.second])
        let both = max(first.start, second.start)..<min(first.end, second.end)
        found.append(
          Overlap(
            first: first.key, second: second.key, proof: proof,
            time: both.clamped(to: time)))
      }
    }
    found.sort { one, other in
      (one.time.lowerBound, one.first, one.second)
        < (other.time.lowerBound, other.first, other.second)
    }
    return (Array(found.prefix(most)), isWhole && found.count <= most)
  }
}

extension CampaignCalendar.Entry {
  /// Nil for what shows before or after.
  fileprivate init?(_ message: DesiredMessage, within span: Range<Int64>) {
    let schedule = message.spec.schedule
    let start = max(schedule.startsAt ?? span.lowerBound, span.lowerBound)
    let end = min(schedule.endsAt ?? span.upperBound, span.upperBound)
    guard start < end else { return nil }
    key = message.key
    format = message.spec.format
    status = message.spec.status
    self.schedule = schedule
    place = message.place
    shown = start..<end
  }
}

extension ZoneClock {
  /// When the clocks are set, to the second.
  fileprivate func changes(in span: Range<Int64>) -> [CampaignCalendar.ClockChange] {
    var changes: [CampaignCalendar.ClockChange] = []
    // A change at the first instant of a day is that day's.
    var from = span.lowerBound - 1
    while from < span.upperBound {
      let to = min(from + 86_400, span.upperBound)
      if offset(from) != offset(to) {
        var (old, new) = (from, to)
        while new - old > 1 {
          let middle = old + (new - old) / 2
          if offset(middle) == offset(from) { old = middle } else { new = middle }
        }
        if new < span.upperBound {
          changes.append(.init(instant: new, before: offset(from), after: offset(new)))
        }
      }
      from = to
    }
    return changes
  }
}

extension Range<Int64> {
  /// What is left of it without others, in order.
  fileprivate func parts(without others: [Range<Int64>]) -> [Range<Int64>] {
    var parts: [Range<Int64>] = []
    var free = lowerBound
    for other in others.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if other.lowerBound > free { parts.append(free..<Swift.min(other.lowerBound, upperBound)) }
      free = Swift.max(free, other.upperBound)
      if free >= upperBound { return parts }
    }
    return parts + [free..<upperBound]
  }
}
