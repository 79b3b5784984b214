import Audiences
public import Campaigns
public import Diagnostics
public import Planning

/// Campaigns that are to be shown as people will see them.
public struct PreviewedProject: Sendable {
  public struct Item: Sendable {
    public let key: String
    public let place: Place?
    /// Nil where it stays as it is, and where nothing was compared.
    public let change: Change?
    public let before: MessageSpec?
    public let after: MessageSpec?
    /// Whom it reaches now, where its change does not say; nil where nobody was counted.
    public let people: PeopleCount?
    /// What is to be said of its file.
    public let findings: [Diagnostic]
  }

  public let loaded: LoadedProject
  /// What the workspace holds, compared with the files; or why it could not be asked.
  public let comparison: Result<PlannedProject, Failure>
  public let items: [Item]
  /// Those that were asked for and that the environment leaves out.
  public let leftOut: [Omission]
}

extension ProjectHead {
  /// What changes, as people will see it; of the campaigns that are selected also what stays.
  ///
  /// Those that are selected are shown where the workspace cannot be asked, too: somebody without a
  /// token sees what they write. Looks, and writes nothing.
  ///
  /// - Throws: what is wrong with the files; and why the workspace cannot be asked, where nothing
  ///   is selected.
  public func preview(
    in name: String?, _ options: ConnectionOptions, _ surroundings: Surroundings,
    intent: (LoadedProject) throws(Failure) -> Intent
  ) async throws(Failure) -> PreviewedProject {
    do throws(Failure) {
      let (loaded, planned) = try await plan(
        in: name, commit: nil, options, surroundings, intent: intent)
      return try await loaded.preview(planned, options, surroundings)
    } catch {
      guard error.leavesTheFiles, let loaded = await readFiles(surroundings).project else {
        throw error
      }
      let wish = try intent(loaded)
      guard !wish.selection.isEverything else { throw error }
      return try loaded.previewAlone(
        in: try loaded.environment(name), wish, without: error, surroundings)
    }
  }
}

extension LoadedProject {
  fileprivate func preview(
    _ planned: PlannedProject, _ options: ConnectionOptions, _ surroundings: Surroundings
  ) async throws(Failure) -> PreviewedProject {
    let findings = FindingsByCampaign(
      content.campaigns, (diagnostics + planned.findings).sortedByPlace())
    let known = Set(planned.plan.changes.map(\.key))
    let kept =
      planned.intent.selection.isEverything
      ? []
      : selected(planned.desired, planned.intent, surroundings)
        .filter { !known.contains($0.key) }
    // A plan counts people where others see something; everybody is to know how many they are.
    let same = planned.plan.changes.filter { $0.reach == nil }.compactMap(\.after)
    let counts = try await counts(
      of: Set((same + kept.map(\.spec)).map(\.audience)), planned, options, surroundings)
    return PreviewedProject(
      loaded: self, comparison: .success(planned),
      items: planned.plan.changes.map { item($0, counts, findings) }
        + kept.map { item($0, before: $0.spec, people: counts[$0.spec.audience], findings) },
      leftOut: planned.plan.omissions)
  }

  /// Nothing where people are not to be counted.
  private func counts(
    of rules: Set<Rule>, _ planned: PlannedProject, _ options: ConnectionOptions,
    _ surroundings: Surroundings
  ) async throws(Failure) -> [Rule: PeopleCount] {
    guard planned.intent.countsPeople, !rules.isEmpty else { return [:] }
    let rules = Array(rules)
    let open = try await folder.connectForReading(
      to: try environment(planned.desired.environment), options, surroundings)
    let counts = try await open.closing { workspace throws(Failure) in
      try await workspace.counts(of: rules)
    }
    return Dictionary(zip(rules, counts), uniquingKeysWith: { first, _ in first })
  }

  fileprivate func previewAlone(
    in environment: Environment, _ intent: Intent, without failure: Failure,
    _ surroundings: Surroundings
  ) throws(Failure) -> PreviewedProject {
    let desired = try desired(in: environment)
    let messages = selected(desired, intent, surroundings)
    try check(intent.selection, Self.planner(desired, intent, surroundings))
    let findings = FindingsByCampaign(content.campaigns, diagnostics)
    return PreviewedProject(
      loaded: self, comparison: .failure(failure),
      items: messages.map { item($0, before: nil, people: nil, findings) },
      leftOut: leftOut(desired, intent, surroundings))
  }

  /// The campaigns that a person selects, as the files have them.
  func selected(
    _ desired: DesiredSet, _ intent: Intent, _ surroundings: Surroundings
  ) -> [DesiredMessage] {
    let keys = Set(Self.planner(desired, intent, surroundings).plan().changes.map(\.key))
    return desired.messages.filter { keys.contains($0.key) }
  }

  /// The campaigns that a person selects, and that the environment leaves out.
  func leftOut(
    _ desired: DesiredSet, _ intent: Intent, _ surroundings: Surroundings
  ) -> [Omission] {
    desired.skipped.isEmpty ? [] : Self.planner(desired, intent, surroundings).plan().omissions
  }

  /// Over nothing, where all that is selected is new.
  static func planner(
    _ desired: DesiredSet, _ intent: Intent, _ surroundings: Surroundings
  ) -> Planner {
    Planner(
      desired,
      over: Snapshot(
        workspace: Workspace(id: "", name: "", timeZone: nil), admins: [], messages: []),
      intent: intent, commit: nil, now: surroundings.now())
  }

  private func item(
    _ change: Change, _ counts: [Rule: PeopleCount], _ findings: FindingsByCampaign
  ) -> PreviewedProject.Item {
    let isNew = change.action == .create
    return PreviewedProject.Item(
      key: change.key, place: change.place, change: change,
      before: isNew ? nil : change.before, after: change.after,
      people: change.after.flatMap { counts[$0.audience] },
      findings: findings[change.key])
  }

  private func item(
    _ message: DesiredMessage, before: MessageSpec?, people: PeopleCount?,
    _ findings: FindingsByCampaign
  ) -> PreviewedProject.Item {
    PreviewedProject.Item(
      key: message.key, place: message.place, change: nil, before: before, after: message.spec,
      people: people, findings: findings[message.key])
  }
}

/// What points into the document of each campaign.
private struct FindingsByCampaign {
  private let campaigns: [String: Campaign]
  private let byFile: [String: [Diagnostic]]

  init(_ campaigns: [Campaign], _ findings: [Diagnostic]) {
    self.campaigns = Dictionary(
      campaigns.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    byFile = Dictionary(grouping: findings) { $0.primary?.file.path ?? "" }
  }

  subscript(key: String) -> [Diagnostic] {
    guard let campaign = campaigns[key] else { return [] }
    return (byFile[campaign.file.path] ?? []).filter { diagnostic in
      guard let place = diagnostic.primary?.range else { return false }
      return campaign.range.start <= place.start && place.end <= campaign.range.end
    }
  }
}

extension Failure {
  /// Whether files can be looked at in spite of it.
  fileprivate var leavesTheFiles: Bool {
    switch self {
    case .token, .remote, .sandbox, .unsupported: true
    case .noFolder, .noProject, .files, .unknownEnvironment, .noEnvironment, .unknownKey,
      .unknownTimeZone, .unknownSelection, .noMessage, .noPerson, .severalPeople, .planFile,
      .unwritable,
      .startedAlready, .unreadable, .noPullRequest, .noRevision, .host:
      false
    }
  }
}
