public import Audiences

/// What a message did, as its workspace tells: in total, by the day of receipt, and by version.
public struct MessageStats: Sendable, Hashable {
  public struct Day: Sendable, Hashable {
    public let day: CalendarDate
    public let counts: Counts

    public init(day: CalendarDate, counts: Counts) {
      self.day = day
      self.counts = counts
    }
  }

  /// What a message showed for a time.
  public struct Version: Sendable, Hashable {
    public let number: Int
    /// Unix seconds; nil where that is not known.
    public let createdAt: Int64?
    /// Where it came from, for who asked about the one message and where herald wrote it.
    public let origin: Origin?
    /// Of everybody who was shown this version, whatever else they were shown.
    public let counts: Counts

    public init(number: Int, createdAt: Int64?, origin: Origin?, counts: Counts) {
      self.number = number
      self.createdAt = createdAt
      self.origin = origin
      self.counts = counts
    }
  }

  public struct Origin: Sendable, Hashable {
    public let revision: Int
    /// The id of a git commit.
    public let commit: String?

    public init(revision: Int, commit: String?) {
      self.revision = revision
      self.commit = commit
    }
  }

  public let messageID: String
  /// The number of the version that it shows now.
  public let version: Int
  public let totals: Counts
  /// In their order; days on which nobody received it are left out.
  public let days: [Day]
  /// In their order.
  public let versions: [Version]
  /// Whether more people may be engaged than are counted: the workspace does not tell who clicked, or
  /// there is nothing to click.
  public let countsPartly: Bool

  public init(
    messageID: String, version: Int, totals: Counts, days: [Day], versions: [Version],
    countsPartly: Bool
  ) {
    self.messageID = messageID
    self.version = version
    self.totals = totals
    self.days = days
    self.versions = versions
    self.countsPartly = countsPartly
  }
}

extension Sequence<MessageStats> {
  /// The last day on which anybody received any; nil where nobody did.
  public var newestDay: CalendarDate? { compactMap(\.days.last?.day).max() }
}
