import Audiences
public import Planning

/// A campaign that people do not take to, and what is to become of it.
public struct PruneCandidate: Sendable, Hashable {
  public enum Decision: Sendable, Hashable {
    case prune(Removal)
    case keep(Reason)
    /// To take it away would be too early, or too much.
    case revise(Advice)
  }

  /// What goes of its file.
  public enum Removal: String, Sendable, Hashable, CaseIterable {
    case file
    /// The campaign's own: others are in the same file.
    case document
  }

  public enum Reason: Sendable, Hashable {
    case protected
    /// The file says why.
    case kept(String)
    /// No file has it any more.
    case noFile
    /// It cannot be taken out of its file without changing what else is there.
    case entangled
  }

  public enum Advice: Sendable, Hashable {
    /// Its file says something else already, in these fields: what people see is not what it says.
    case unapplied(fields: [String])
    /// It says what it says for so many days: too few to know.
    case recentlyChanged(days: Int)
    /// The version before did better, and well enough.
    case betterBefore(version: Int, Rate)
    /// Its audience is half of everyone, or more.
    case wide(count: Int, of: Int)
  }

  public let message: MeasuredMessage
  public let key: String
  /// What the decision rests on: of what it shows now.
  public let rate: Rate
  /// Nil where no file has it.
  public let place: Place?
  /// The project's other environments that its file is for: it goes from there, too.
  public let otherEnvironments: [String]
  public let decision: Decision

  public init(
    _ message: MeasuredMessage, key: String, rate: Rate, place: Place?,
    otherEnvironments: [String], decision: Decision
  ) {
    self.message = message
    self.key = key
    self.rate = rate
    self.place = place
    self.otherEnvironments = otherEnvironments
    self.decision = decision
  }

  public var isPruned: Bool {
    switch decision {
    case .prune: true
    case .keep, .revise: false
    }
  }
}

extension PruneCandidate.Decision {
  /// The word for it in data.
  public var name: String {
    switch self {
    case .prune: "prune"
    case .keep: "keep"
    case .revise: "revise"
    }
  }

  /// Why, in data.
  public var reason: String {
    switch self {
    case .prune: "underperforming"
    case .keep(.protected): "protected"
    case .keep(.kept): "kept"
    case .keep(.noFile): "no_file"
    case .keep(.entangled): "entangled"
    case .revise(.unapplied): "unapplied"
    case .revise(.recentlyChanged): "recently_changed"
    case .revise(.betterBefore): "better_before"
    case .revise(.wide): "wide"
    }
  }
}

extension PruneCandidate.Advice {
  /// Days for which a new version is left alone: people of every day of the week have met it then.
  public static let daysToSettle = 7

  /// What should be done in place of taking a message away, as far as its stats tell.
  public init?(_ message: MeasuredMessage, by bar: Bar) {
    let stats = message.stats
    let present = stats.versions.first { $0.number == stats.version }
    if stats.versions.count > 1, let since = present?.createdAt,
      case let days = max(0, bar.now - since) / 86_400, days < Self.daysToSettle
    {
      self = .recentlyChanged(days: Int(days))
    } else if let revision = message.revision, revision.difference.direction == .down,
      let before = revision.before.counts.engagement, before.share >= bar.minEngagement
    {
      self = .betterBefore(version: revision.before.number, before)
    } else {
      return nil
    }
  }

  /// What the number of people tells that it is for; nothing once those are fixed, and nothing where
  /// it may be for fewer.
  public init?(_ message: RemoteMessage, reaching people: PeopleCount) {
    guard message.audienceFrozenAt == nil, case .people(let count, let everyone) = people,
      everyone > 0, count * 2 >= everyone
    else { return nil }
    self = .wide(count: count, of: everyone)
  }
}

/// Which of a project's campaigns are to go, by what they do in one environment.
public struct PruneReport: Sendable, Hashable {
  public let project: String
  public let environment: String
  public let workspace: Workspace
  public let bar: Bar
  /// Those below the bar; what most people were bothered with first.
  public let candidates: [PruneCandidate]
  /// How many messages of the project were looked at.
  public let judged: Int
  /// What stops the plan once the files are gone.
  public let stops: [Stop]

  public init(
    project: String, environment: String, workspace: Workspace, bar: Bar,
    candidates: [PruneCandidate], judged: Int, stops: [Stop]
  ) {
    self.project = project
    self.environment = environment
    self.workspace = workspace
    self.bar = bar
    self.candidates = candidates
    self.judged = judged
    self.stops = stops
  }

  public var pruned: [PruneCandidate] { candidates.filter(\.isPruned) }

  /// What those did that the report is about.
  public var totals: Counts { candidates.map(\.message.stats.totals).sum }
}
