import Audiences
public import Campaigns
import Diagnostics
public import Measuring
public import Planning
public import ProjectFiles
public import Remote

/// Which campaigns are to go, and what becomes of their files; nothing is written yet.
public struct Pruning: Sendable {
  public let report: PruneReport
  public let changes: [FileChange]

  /// Changes the files, all of them or none.
  ///
  /// - Throws: `unwritable`.
  public func write() throws(Failure) { try changes.carryOut() }
}

extension LoadedProject {
  /// Judges the selected campaigns by what they did in an environment. Looks, and writes nothing.
  ///
  /// - Parameter onEvent: told what takes its time, before it does.
  /// - Throws: `files` when anything is wrong with them, `unknownSelection` among others.
  public func pruning(
    _ selection: Selection, in environment: Environment, _ options: ConnectionOptions,
    _ surroundings: Surroundings, onEvent: @escaping @Sendable (MeasuringEvent) -> Void
  ) async throws(Failure) -> Pruning {
    let desired = try desired(in: environment)
    let open = try await folder.connectForMeasuring(
      of: environment, options, surroundings, onEvent: onEvent)
    return try await open.closing { workspace throws(Failure) in
      try await pruning(
        selection, of: desired, in: environment, workspace, now: surroundings.now())
    }
  }

  /// The same over a connection that is open.
  package func pruning(
    _ selection: Selection, of desired: DesiredSet, in environment: Environment,
    _ workspace: any StatsReading, now: Int64
  ) async throws(Failure) -> Pruning {
    let held = try await project.snapshot(workspace)
    let planner = Planner(
      desired, over: held, intent: Intent(selection: selection), commit: nil, now: now)
    try check(selection, planner)
    let holdings = planner.selectedHoldings
    let ids = Set(holdings.map(\.message.id))
    let board = try await project.measure(
      MeasuringScope(keys: [], since: nil, withOrigins: false), of: held, in: environment,
      workspace, now: now)
    let messages = board.messages.filter { ids.contains($0.message.id) }
    let course = PruningCourse(
      self, in: environment, by: board.bar, holdings, plan: planner.plan())
    let candidates = try await counted(messages.compactMap(course.candidate), workspace)
    let (files, settled) = content.files(without: candidates, course)
    let gone = Set(settled.filter(\.isPruned).compactMap { course.campaign(of: $0)?.key })
    let afterwards = Planner(
      desired.without(gone), over: held, intent: Intent(), commit: nil, now: now)
    return Pruning(
      report: PruneReport(
        project: project.name, environment: environment.name, workspace: held.workspace,
        bar: board.bar, candidates: settled, judged: messages.count,
        stops: gone.isEmpty ? [] : afterwards.plan().stops.filter(\.isAboutRemoval)),
      changes: files.map { FileChange($0.old, to: $0.new?.bytes) })
  }

  /// Counts whom those are for that would go.
  private func counted(
    _ candidates: [PruneCandidate], _ workspace: any StatsReading
  ) async throws(Failure) -> [PruneCandidate] {
    let doubtful = candidates.filter(\.isPruned)
    let counts = try await workspace.counts(of: doubtful.map(\.message.message.spec.audience))
    let people = Dictionary(
      zip(doubtful.map(\.message.message.id), counts), uniquingKeysWith: { first, _ in first })
    return candidates.map { $0.knowing(people[$0.message.message.id]) }
  }
}

extension ProjectContent {
  /// The files without the campaigns that go, and what becomes of each.
  fileprivate func files(
    without candidates: [PruneCandidate], _ course: PruningCourse
  ) -> ([PrunedFile], [PruneCandidate]) {
    let campaigns = candidates.filter(\.isPruned).compactMap(course.campaign)
    let pruned = pruning(Set(campaigns.map(\.key)))
    let files = Dictionary(
      pruned.map { ($0.old.path, $0) }, uniquingKeysWith: { first, _ in first })
    return (
      pruned,
      candidates.map { $0.leaving(course.campaign(of: $0).flatMap { files[$0.file.path] }) }
    )
  }
}
