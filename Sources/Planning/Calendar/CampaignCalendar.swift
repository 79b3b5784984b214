package import Audiences

/// What a project's files say is live when, in one environment: over whole days of a time zone.
///
/// Files do not say since when a message shows that begins with its apply: it counts from the first
/// of the days on.
public struct CampaignCalendar: Sendable {
  public let project: String
  public let environment: String
  public let zone: CalendarZone
  /// Its days, by their numbers since 1970-01-01.
  public let days: ClosedRange<Int>
  /// Unix seconds, from the first instant of its days to the first that is none of theirs.
  public let span: Range<Int64>
  /// Unix seconds.
  public let now: Int64
  /// Those that show in its days, or would if they were live: by their start, then by key.
  public let entries: [Entry]
  /// How many campaigns were asked for that have no time in its days.
  public let elsewhere: Int
  /// Those that were asked for and that the environment leaves out; sorted by key.
  public let leftOut: [Omission]
  /// By their start.
  public let freezes: [Freeze]
  public let clockChanges: [ClockChange]
  /// Times still to come in which none of the entries is live.
  public let gaps: [Range<Int64>]
  /// Pairs of which the rules alone prove that somebody gets both on one page: by their start.
  public let collisions: [Overlap]
  /// Whether all of those were found.
  public let hasAllCollisions: Bool

  /// A campaign, and when it shows.
  public struct Entry: Sendable {
    public let key: String
    public let format: Format
    /// What is not live nobody sees.
    public let status: Status
    public let schedule: Schedule
    public let place: Place
    /// Unix seconds, of its time within the calendar's.
    public let shown: Range<Int64>
  }

  /// The clocks of the zone are set.
  public struct ClockChange: Sendable, Hashable {
    /// Unix seconds.
    public let instant: Int64
    /// Seconds ahead of UTC.
    public let before: Int64
    public let after: Int64

    package init(instant: Int64, before: Int64, after: Int64) {
      self.instant = instant
      self.before = before
      self.after = after
    }
  }

  /// Two live campaigns that meet.
  public struct Overlap: Sendable, Hashable {
    public let first: String
    public let second: String
    /// How the first, which is this one, and the second share people.
    public let proof: Neighbours.Proof
    /// Unix seconds, of their common time within the calendar's that is still to come.
    public let time: Range<Int64>
  }
}

/// A time zone in which days are meant.
public struct CalendarZone: Sendable {
  /// An IANA name.
  public let name: String
  package let clock: ZoneClock

  package init(_ name: String, _ clock: ZoneClock) {
    self.name = name
    self.clock = clock
  }

  /// The day that it is, by its number since 1970-01-01.
  public func today(at now: Int64) -> Int { Moment(now: now, in: clock).today }

  /// The first instant of a day, in Unix seconds.
  package func start(ofDay day: Int) -> Int64 {
    clock.instant(daysSince1970: day, minuteOfDay: 0)
  }
}
