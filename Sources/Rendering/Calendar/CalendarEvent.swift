import Audiences
import Planning

/// What happens in the days of a calendar, one thing after the other.
struct CalendarEvent {
  enum Kind: Int {
    /// In the order in which those of one instant are told.
    case ends, starts, freeze, clocks, gap
  }

  let kind: Kind
  /// Unix seconds.
  let instant: Int64
  /// As `2026-12-01 09:00`, or a day.
  let when: String
  let what: String

  /// By their time.
  static func all(of calendar: CampaignCalendar) -> [CalendarEvent] {
    var events = calendar.entries.flatMap { Self.events(of: $0, in: calendar) }
    events += calendar.freezes.map { CalendarEvent($0, in: calendar) }
    events += calendar.clockChanges.map { CalendarEvent($0, in: calendar) }
    events += calendar.gaps.map { CalendarEvent(gap: $0, in: calendar) }
    return events.sorted { one, other in
      (one.instant, one.kind.rawValue, one.what) < (other.instant, other.kind.rawValue, other.what)
    }
  }

  private static func events(
    of entry: CampaignCalendar.Entry, in calendar: CampaignCalendar
  ) -> [CalendarEvent] {
    let zone = calendar.zone.name
    let name = entry.key.visibleLine + entry.statusNote
    var events: [CalendarEvent] = []
    if let start = entry.schedule.startsAt, calendar.span.contains(start) {
      events.append(
        CalendarEvent(
          kind: .starts, instant: start, when: TimeText.start(start, in: zone),
          what: "\(name) starts"))
    }
    if let end = entry.schedule.endsAt, end <= calendar.span.upperBound {
      let when = TimeText.end(end, in: zone)
      events.append(
        CalendarEvent(
          kind: .ends, instant: end, when: when,
          what: when.utf8.count == 10 ? "\(name): the last day" : "\(name) ends"))
    }
    return events
  }
}

extension CalendarEvent {
  private init(_ freeze: Freeze, in calendar: CampaignCalendar) {
    let zone = calendar.zone.name
    kind = .freeze
    instant = max(freeze.start, calendar.span.lowerBound)
    when = TimeText.start(freeze.start, in: zone)
    what = "frozen until \(TimeText.end(freeze.end, in: zone)): \(freeze.reason.visibleLine)"
  }

  private init(_ change: CampaignCalendar.ClockChange, in calendar: CampaignCalendar) {
    kind = .clocks
    instant = change.instant
    when = String(TimeText.local(change.instant, in: calendar.zone.name).prefix(10))
    what = change.words
  }

  private init(gap: Range<Int64>, in calendar: CampaignCalendar) {
    let zone = calendar.zone.name
    kind = .gap
    instant = gap.lowerBound
    when = TimeText.start(gap.lowerBound, in: zone)
    what = "nothing shows until \(TimeText.end(gap.upperBound, in: zone))"
  }
}

extension CampaignCalendar.ClockChange {
  /// As `clocks go forward: 02:00 becomes 03:00`.
  var words: String {
    let (old, new) = (
      TimeText.clock(instant, ahead: before), TimeText.clock(instant, ahead: after)
    )
    return "clocks go \(after > before ? "forward" : "back"): \(old) becomes \(new)"
  }
}

extension CampaignCalendar.Entry {
  /// As ` (draft)`; empty where people see it.
  var statusNote: String {
    switch status {
    case .live: ""
    case .draft, .paused: " (\(status.rawValue))"
    }
  }

  /// As `2026-12-01 09:00 to 2026-12-15`.
  func when(in zone: CalendarZone) -> String {
    let start = schedule.startsAt.map { TimeText.start($0, in: zone.name) }
    let end = schedule.endsAt.map { TimeText.end($0, in: zone.name) }
    switch (start, end) {
    case (let start?, let end?): return "\(start) to \(end)"
    case (let start?, nil): return "from \(start)"
    case (nil, let end?): return "to \(end)"
    case (nil, nil): return "always"
    }
  }
}

extension CampaignCalendar.Overlap {
  /// As `a and b, for the same people`.
  var words: String {
    let (first, second) = (first.visibleLine, second.visibleLine)
    switch proof {
    case .same: return "\(first) and \(second), for the same people"
    case .allOfThis: return "\(first) and \(second), for everyone whom \(first) is for"
    case .allOfThat: return "\(first) and \(second), for everyone whom \(second) is for"
    }
  }

  /// As `2026-12-01 09:00 to 2026-12-15`.
  func when(in zone: CalendarZone) -> String {
    "\(TimeText.start(time.lowerBound, in: zone.name)) to "
      + TimeText.end(time.upperBound, in: zone.name)
  }
}

extension CampaignCalendar {
  var firstDay: String { Self.date(days.lowerBound) }
  var lastDay: String { Self.date(days.upperBound) }

  private static func date(_ day: Int) -> String {
    CalendarDate(daysSince1970: day)?.description ?? "?"
  }

  /// What it comes to, as `12 campaigns are live, 1 gap, 2 collisions`.
  var headline: String {
    let live = entries.count { $0.status == .live }
    let others = entries.count - live
    var parts = ["\(live.counted("campaign")) \(live == 1 ? "is" : "are") live"]
    if others > 0 { parts.append("\(others.grouped) not") }
    if !gaps.isEmpty { parts.append(gaps.count.counted("gap")) }
    if !collisions.isEmpty {
      let most = hasAllCollisions ? "" : "at least "
      parts.append(most + collisions.count.counted("collision"))
    }
    return parts.joined(separator: ", ")
  }

  /// What is to be known of it.
  var notes: [String] {
    var notes: [String] = []
    if entries.contains(where: { $0.schedule.startsAt == nil }) {
      notes.append("What has no start shows from its apply on; files do not say since when.")
    }
    if !collisions.isEmpty {
      notes.append(
        "Collisions: live campaigns on the same page at the same time, as far as their rules prove"
          + " that they share people.")
    }
    if elsewhere > 0 {
      notes.append(
        "\(elsewhere.counted("campaign")) \(elsewhere == 1 ? "shows" : "show") before these days or"
          + " after them.")
    }
    if !leftOut.isEmpty {
      let text = OmissionText(leftOut).verdict(in: environment)
      notes.append("Not shown: \(text).")
    }
    return notes
  }
}
