public import Audiences
public import Campaigns
public import Planning
import Remote

/// How many people a campaign's audience has, and how many of them other campaigns have too.
public struct AudienceCount: Sendable {
  /// How many people two campaigns share.
  public struct Overlap: Sendable {
    public let key: String
    public let status: Status
    public let people: PeopleCount
    /// Whether the two rules let anybody be in both; nil where that cannot be told.
    public let isPossible: Bool?

    public init(key: String, status: Status, people: PeopleCount, isPossible: Bool?) {
      self.key = key
      self.status = status
      self.people = people
      self.isPossible = isPossible
    }
  }

  public let people: PeopleCount
  /// Those that share the most first, then by key; nil where nobody asked.
  public let overlaps: [Overlap]?

  public init(people: PeopleCount, overlaps: [Overlap]?) {
    self.people = people
    self.overlaps = overlaps
  }
}

extension LoadedProject {
  /// Counts the people of a campaign in an environment's workspace, and those whom each other campaign
  /// of the project is for as well. Writes nothing.
  ///
  /// - Throws: `unknownKey`, and what keeps the workspace from counting.
  public func count(
    _ key: String, in environment: Environment, withOverlaps: Bool, _ options: ConnectionOptions,
    _ surroundings: Surroundings
  ) async throws(Failure) -> AudienceCount {
    let rule = try audience(of: key, in: environment)
    let others =
      withOverlaps ? try desired(in: environment).messages.filter { $0.key != key } : []
    // What no two people can be at once need not be counted.
    let shared = others.filter { !$0.spec.audience.isProvedDisjoint(from: rule) }
    let open = try await folder.connectForReading(to: environment, options, surroundings)
    let counts: [PeopleCount]
    do throws(Failure) {
      counts = try await open.workspace.counts(
        of: [rule] + shared.map { Rule.all([rule, $0.spec.audience]) })
    } catch {
      await open.close()
      throw error
    }
    await open.close()
    guard let everyone = counts[0].everyone else {
      throw .unsupported(
        "the workspace does not count the people of `\(key)`; `--sql` writes the query that counts"
          + " them where you keep your users")
    }
    guard withOverlaps else { return AudienceCount(people: counts[0], overlaps: nil) }
    let counted = Dictionary(
      zip(shared.map(\.key), counts.dropFirst()), uniquingKeysWith: { first, _ in first })
    let moment = ZoneClock(named: timeZone).map { Moment(now: surroundings.now(), in: $0) }
    let overlaps = others.map { other in
      let people = counted[other.key]
      return AudienceCount.Overlap(
        key: other.key, status: other.spec.status, people: people ?? .people(0, of: everyone),
        isPossible: people.map { $0.isPossible(rule, other.spec.audience, moment) } ?? false)
    }
    return AudienceCount(
      people: counts[0],
      overlaps: overlaps.sorted { ($1.people.rank, $0.key) < ($0.people.rank, $1.key) })
  }
}

extension PeopleCount {
  /// Whether two rules of which this was counted let anybody be in both.
  fileprivate func isPossible(_ left: Rule, _ right: Rule, _ moment: Moment?) -> Bool? {
    switch self {
    case .people(let count, _) where count > 0: return true
    case .people, .atMost, .uncounted:
      switch moment.map({ left.excludes(right, at: $0) }) {
      case .yes?: return false
      case .no?: return true
      case .unknown?, nil: return nil
      }
    }
  }

  /// Those that are not counted come last.
  fileprivate var rank: Int { matching?.count ?? -1 }
}
