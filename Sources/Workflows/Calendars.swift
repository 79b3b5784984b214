public import Audiences
public import Campaigns
public import Planning

/// The days that a calendar shows, as a person asks for them.
public struct CalendarPeriod: Sendable, Hashable {
  public enum Length: Sendable, Hashable {
    /// The last day.
    case until(CalendarDate)
    /// How many days.
    case days(Int)
  }

  /// More days than this are no calendar.
  public static let most = 1_830

  /// The first day; nil is today.
  let from: CalendarDate?
  let length: Length

  public init(from: CalendarDate?, _ length: Length) {
    self.from = from
    self.length = length
  }

  /// By their numbers since 1970-01-01; nil where there is none, or more than `most`.
  ///
  /// - Parameter today: the number of the day that it is.
  public func days(today: Int) -> ClosedRange<Int>? {
    let first = from?.daysSince1970 ?? today
    let last: Int
    switch length {
    case .until(let day): last = day.daysSince1970
    case .days(let count): last = first + count - 1
    }
    guard first <= last, last - first < Self.most, Self.possible.contains(last),
      Self.possible.contains(first)
    else { return nil }
    return first...last
  }

  /// Schedules lie in them, and every zone has them.
  private static let possible = 1...2_932_895
}

extension LoadedProject {
  /// The zone of a name, or that of the project's defaults, or UTC.
  ///
  /// - Throws: `unknownTimeZone`.
  public func calendarZone(_ name: String?) throws(Failure) -> CalendarZone {
    let name = name ?? timeZone
    guard let clock = ZoneClock(named: name) else {
      throw .unknownTimeZone(name, suggestion: TimeZones.suggestion(for: name))
    }
    return CalendarZone(name, clock)
  }

  /// What the files say is live when. Nothing else is asked.
  ///
  /// - Throws: `files`, `unknownSelection`.
  public func calendar(
    of selection: Selection, in environment: Environment, _ days: ClosedRange<Int>,
    in zone: CalendarZone, _ surroundings: Surroundings
  ) throws(Failure) -> CampaignCalendar {
    let desired = try desired(in: environment)
    let keys = try keys(of: selection, in: desired, surroundings)
    return CampaignCalendar(
      of: desired, only: keys, days: days, in: zone, now: surroundings.now())
  }

  /// Nil where all are meant.
  private func keys(
    of selection: Selection, in desired: DesiredSet, _ surroundings: Surroundings
  ) throws(Failure) -> Set<String>? {
    guard !selection.isEverything else { return nil }
    let intent = Intent(countsPeople: false, selection: selection)
    try check(selection, Self.planner(desired, intent, surroundings))
    return Set(
      selected(desired, intent, surroundings).map(\.key)
        + leftOut(desired, intent, surroundings).map(\.key))
  }
}
