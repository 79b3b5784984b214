public import Campaigns
public import Planning
public import Remote

/// Carrying out a saved plan: exactly that, or nothing.
public struct SavedRun: Sendable {
  private let file: PlanFile
  private let project: LoadedProject
  private let environment: Environment
  /// In seconds.
  private let longestAge: Int64?
  private let commit: GitCommit?
  private let performing: Performing
  private let surroundings: Surroundings

  /// The environment is the one that the plan names.
  ///
  /// - Parameters:
  ///   - longestAge: in seconds; nil for any.
  ///   - commit: what is checked out now. It is remembered in place of the plan's, which may be one
  ///     that a code host made for a pull request, and that nobody has afterwards; nil where git does
  ///     not say, and the plan's is remembered.
  public init(
    of file: PlanFile, _ project: LoadedProject, in environment: Environment, longestAge: Int64?,
    commit: GitCommit?, parallelism: Int, _ surroundings: Surroundings
  ) {
    self.file = file
    self.project = project
    self.environment = environment
    self.longestAge = longestAge
    self.commit = commit
    performing = Performing(
      project: project, parallelism: parallelism, now: surroundings.now)
    self.surroundings = surroundings
  }

  /// Seconds that another machine's clock may be ahead: a plan from later than that has no known age.
  private static let clockSkew: Int64 = 300

  /// The workspace is looked at only for a plan that nothing else refuses.
  ///
  /// - Throws: what is wrong with the files, and what keeps the workspace from being read.
  public func run(
    over workspace: any Destination, _ overseer: some Overseer
  ) async throws(Failure) -> Outcome {
    let desired = try project.desired(in: environment)
    let age = surroundings.now() - file.madeAt
    let early = SavedPlanRefusal(
      age: longestAge.map { age > $0 || age < -Self.clockSkew } ?? false ? age : nil,
      mismatches: file.mismatches(with: desired, remote: environment.remote.address),
      isStopped: !file.plan.stops.isEmpty)
    if early.isRefusing {
      if early.mismatches.isEmpty { overseer.show(file.plan, isNews: false) }
      return Outcome(plan: file.plan, end: .refused(early))
    }
    let adopted = file.plan.adopted
    let bystanders = adopted.isEmpty ? nil : try await project.bystanders(workspace)
    let snapshot = try await project.snapshot(workspace)
      .adding(bystanders?.unowned(among: adopted) ?? [])
    let moved = try await mismatches(desired, snapshot, workspace, bystanders)
    guard moved.isEmpty else { return refused(moved) }
    let planner = Planner(
      desired, over: snapshot, intent: file.allowed.intent, commit: nil, now: surroundings.now())
    // People come and go: a plan that waited may reach more of them than it may.
    let counted = try await project.counted(file.plan(filledFrom: snapshot), planner, workspace)
    let plan = await project.project.history(in: counted, over: snapshot, workspace)
    guard plan.stops.isEmpty else { return refused(plan.stops.map(Mismatch.stopped)) }
    overseer.show(plan, isNews: false)
    if plan.isEmpty { return Outcome(plan: plan, end: .upToDate) }
    return await performing.perform(
      commit.map(plan.committed) ?? plan, workspace, overseer)
  }

  private func refused(_ mismatches: [Mismatch]) -> Outcome {
    Outcome(
      plan: file.plan,
      end: .refused(SavedPlanRefusal(age: nil, mismatches: mismatches, isStopped: false)))
  }

  /// What the workspace holds otherwise, and gates that have come up since.
  private func mismatches(
    _ desired: DesiredSet, _ snapshot: Snapshot, _ workspace: any Destination,
    _ bystanders: Bystanders?
  ) async throws(Failure) -> [Mismatch] {
    let moved = file.mismatches(with: snapshot)
    guard moved.isEmpty else { return moved }
    let foreign = file.mismatches(with: desired, over: snapshot, at: surroundings.now())
    guard foreign.isEmpty else { return foreign }
    let planner = Planner(desired, over: snapshot, commit: nil, now: surroundings.now())
    guard file.plan.creates else { return [] }
    let others: Bystanders
    if let bystanders {
      others = bystanders
    } else {
      others = try await project.bystanders(workspace)
    }
    return planner.plan(file.plan, mindful: others.moved).stops.map(Mismatch.stopped)
  }
}

extension SavedPlanRefusal {
  fileprivate var isRefusing: Bool { age != nil || !mismatches.isEmpty || isStopped }
}
