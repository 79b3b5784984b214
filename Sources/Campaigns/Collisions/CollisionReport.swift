internal import Audiences
public import Diagnostics
public import Planning

extension ProjectContent {
  /// What environments leave out, as their remotes cannot do it; those that leave out nothing are not
  /// among them.
  ///
  /// - Parameter environments: the parts of each, in their order.
  public func omissions(in environments: [[EnvironmentPart]]) -> [EnvironmentOmissions] {
    environments.compactMap { parts in
      let skipped = parts.flatMap(\.shortfalls).filter(\.isSkipped)
      guard let first = skipped.first else { return nil }
      return EnvironmentOmissions(
        environment: first.environment,
        campaigns: skipped.map {
          Omission(key: $0.key, shortcomings: $0.shortcomings.unsupported)
        })
    }
  }

  /// Everything that environments show, as the project wants it told: what their parts found, what
  /// campaigns do to one another there, and comments that allow nothing.
  ///
  /// - Parameters:
  ///   - environments: the parts of each, in their order.
  ///   - now: Unix seconds.
  public func problems(in environments: [[EnvironmentPart]], now: Int64) -> [Diagnostic] {
    var report = CollisionReport(self, now: now)
    for parts in environments { report.add(parts.flatMap(\.showings)) }
    let parts = environments.joined()
    let found =
      parts.flatMap(\.diagnostics) + diagnostics(of: parts.flatMap(\.shortfalls))
      + report.diagnostics
    let unused = report.isWhole ? unusedAllowances(after: found) : []
    return Set(asWanted(found) + unused).sortedByPlace()
  }

  /// What campaigns do to one another in an environment, where the project calls that an error.
  ///
  /// - Parameter now: Unix seconds.
  public func collisionErrors(in desired: DesiredSet, now: Int64) -> [Diagnostic] {
    guard let project,
      [DiagnosticKind.collision, .tooOften].contains(where: { project.level(of: $0) == .error })
    else { return [] }
    var report = CollisionReport(self, now: now)
    report.add(
      desired.messages.filter { $0.spec.status == .live }
        .compactMap { Showing($0.key, $0.spec, liveSince: nil, now: now) })
    return asWanted(report.diagnostics).filter { $0.severity == .error }
  }
}

/// Says which campaigns get in each other's way.
private struct CollisionReport {
  private let content: ProjectContent
  private var collisions: ProvedCollisions?
  private var crowdings: ProvedCrowdings?
  private var seen: [[Showing]] = []

  init(_ content: ProjectContent, now: Int64) {
    self.content = content
    guard let project = content.project else { return }
    if project.level(of: .collision) != .off { collisions = ProvedCollisions() }
    if let rate = project.limits.perPerson, project.level(of: .tooOften) != .off {
      crowdings = ProvedCrowdings(rate, now: now)
    }
  }

  /// Whether all were found.
  var isWhole: Bool { collisions?.isWhole ?? true && crowdings?.isWhole ?? true }

  /// - Parameter showings: what is live in an environment, sorted by key.
  mutating func add(_ showings: [Showing]) {
    // Environments are often the same.
    if seen.contains(showings) { return }
    seen.append(showings)
    collisions?.add(showings)
    crowdings?.add(showings)
  }

  var diagnostics: [Diagnostic] {
    let groups = collisions?.groups ?? []
    let crowds = crowdings?.crowds ?? []
    return groups.prefix(Self.most).enumerated().compactMap { index, group in
      diagnostic(group, isLast: index == Self.most - 1 && groups.count > Self.most)
    } + crowds.prefix(Self.most).compactMap(diagnostic)
  }

  /// More warnings than this are read by nobody.
  private static let most = 20
  /// Of the others of one campaign.
  private static let mostLabels = 3

  private func diagnostic(_ group: ProvedCollisions.Group, isLast: Bool) -> Diagnostic? {
    guard let place = label(of: group.key) else { return nil }
    let others = group.others.prefix(Self.mostLabels)
      .compactMap { label(of: $0.key, $0.relation.words) }
    let left = group.others.count - others.count
    let more = collisions?.isWhole ?? true ? "\(left)" : "at least \(left)"
    return Diagnostic(
      .collision,
      group.others.count == 1
        ? "`\(group.key)` and `\(group.others[0].key)` show to the same people on the same page"
        : "`\(group.key)` shows on the same pages as \(group.others.count) other campaigns, to "
          + "some of the same people",
      at: place, also: others,
      help: [
        "give them pages, times or audiences of their own, or make one message of them"
          + (left > 0 ? "; \(more) more share people with it" : "")
      ] + (isLast ? ["there are more: these are as many as are told at once"] : []))
  }

  private func diagnostic(_ crowd: ProvedCrowdings.Crowd) -> Diagnostic? {
    guard let place = label(of: crowd.key), let rate = crowdings?.rate else { return nil }
    let others = crowd.keys.filter { $0 != crowd.key }
    let labels = others.prefix(Self.mostLabels).compactMap { label(of: $0, "this one, too") }
    let days = rate.days == 1 ? "1 day" : "\(rate.days) days"
    let left = others.count - labels.count
    return Diagnostic(
      .tooOften,
      "whoever can get `\(crowd.key)` can get \(crowd.keys.count) messages within \(days); "
        + "`per_person` allows \(rate.count)",
      at: place, also: labels,
      help: [
        "move a start, narrow an audience, or raise `per_person` in `herald.yaml`"
          + (left > 0 ? "; \(left) more go to the same people" : "")
      ])
  }

  private func label(of key: String, _ text: String = "") -> Label? {
    guard let document = content.document(key) else { return nil }
    return Label(document.file, document.head, text)
  }
}

extension AudienceRelation {
  /// Said of the other campaign.
  fileprivate var words: String {
    switch self {
    case .same: "for the same people"
    case .within: "whoever the first is for is in this audience, too"
    case .around: "whoever this is for is in the first one's audience, too"
    case .apart, .unclear: ""
    }
  }
}

extension ProjectContent {
  /// The document of a key.
  fileprivate func document(_ key: String) -> CampaignDocument? {
    var (low, high) = (0, documents.count)
    while low < high {
      let middle = (low + high) / 2
      if documents[middle].key ?? "" < key { low = middle + 1 } else { high = middle }
    }
    return low < documents.count && documents[low].key == key ? documents[low] : nil
  }
}
