/// What the files of a project ask of one environment.
public struct DesiredSet: Sendable, Hashable {
  public let project: String
  /// Names that the project had before: messages of theirs are still its own.
  public let formerProjects: [String]
  public let environment: String
  /// Sorted by key.
  public let messages: [DesiredMessage]
  /// Keys of campaigns whose files are there, for other environments alone (`only_in`).
  public let elsewhere: Set<String>
  /// Campaigns that the remote cannot do, and that the environment leaves out; sorted by key. What
  /// the workspace holds of them stays as it is.
  public let skipped: [SkippedCampaign]
  public let limits: Limits
  /// Times in which nothing may be applied.
  public let freezes: [Freeze]
  /// Whether a plan tells what its campaigns show beside.
  public let looksAround: Bool

  public init(
    project: String, formerProjects: [String] = [], environment: String,
    messages: [DesiredMessage], elsewhere: Set<String> = [], skipped: [SkippedCampaign] = [],
    limits: Limits = Limits(), freezes: [Freeze] = [], looksAround: Bool = true
  ) {
    self.project = project
    self.formerProjects = formerProjects
    self.environment = environment
    self.messages = messages.sortedByKey()
    self.elsewhere = elsewhere
    self.skipped = skipped.sorted { $0.message.key < $1.message.key }
    self.limits = limits
    self.freezes = freezes
    self.looksAround = looksAround
  }
}

extension [DesiredMessage] {
  /// Messages are large: those in order already, as files give them, are not moved.
  fileprivate func sortedByKey() -> [DesiredMessage] {
    let isSorted = indices.dropFirst().allSatisfy { self[$0 - 1].key <= self[$0].key }
    return isSorted ? self : sorted { $0.key < $1.key }
  }
}

/// One campaign, lowered.
public struct DesiredMessage: Sendable, Hashable {
  public let key: String
  /// `previously`, in the file's order.
  public let formerKeys: [String]
  @Boxed public private(set) var spec: MessageSpec
  public let lifecycle: Lifecycle
  public let place: Place

  public init(
    key: String, formerKeys: [String] = [], spec: MessageSpec, lifecycle: Lifecycle = Lifecycle(),
    place: Place
  ) {
    self.key = key
    self.formerKeys = formerKeys
    self.spec = spec
    self.lifecycle = lifecycle
    self.place = place
  }
}

/// What becomes of a message when its file is gone; kept with the message, so that it outlives the file.
public struct Lifecycle: Sendable, Hashable {
  public enum OnRemoval: String, Sendable, Hashable, CaseIterable {
    case archive, delete
  }

  /// True: apply refuses to delete, archive or replace it.
  public var protect: Bool
  public var onRemoval: OnRemoval

  public init(protect: Bool = false, onRemoval: OnRemoval = .archive) {
    self.protect = protect
    self.onRemoval = onRemoval
  }
}

/// Where a campaign is written.
public struct Place: Sendable, Hashable {
  /// As shown to people; relative to the project's root where it is recorded with a message.
  public let path: String
  /// Counted from 1.
  public let line: Int

  public init(path: String, line: Int) {
    self.path = path
    self.line = line
  }
}

/// A time in which nothing may be applied, from an instant to one that no longer belongs to it (Unix
/// seconds).
public struct Freeze: Sendable, Hashable {
  public let start: Int64
  public let end: Int64
  /// In which its days are meant.
  public let timeZone: String
  /// Why, for whoever is stopped by it.
  public let reason: String

  public init(start: Int64, end: Int64, timeZone: String, reason: String) {
    self.start = start
    self.end = end
    self.timeZone = timeZone
    self.reason = reason
  }

  func holds(at instant: Int64) -> Bool { start <= instant && instant < end }
}

/// What apply refuses without being told the number.
public struct Limits: Sendable, Hashable {
  /// Of what is owned and live, rounded down but at least 1; 0 is none.
  public enum Deletes: Sendable, Hashable {
    /// 0 to 100.
    case percent(Int)
    case count(Int)
  }

  public var deletes: Deletes
  /// People newly exposed by one plan; nil is no limit.
  public var newReach: Int?
  /// People reached by one campaign; nil is no limit.
  public var reach: Int?
  /// What one person may get; nil is no limit. It is told, and stops nothing.
  public var perPerson: MessageRate?

  public init(
    deletes: Deletes = .percent(25), newReach: Int? = nil, reach: Int? = nil,
    perPerson: MessageRate? = nil
  ) {
    self.deletes = deletes
    self.newReach = newReach
    self.reach = reach
    self.perPerson = perPerson
  }
}
