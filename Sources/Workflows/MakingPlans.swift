import Audiences
public import Campaigns
public import Diagnostics
public import Planning
public import Remote

/// A plan and what it was made from.
public struct PlannedProject: Sendable {
  public let desired: DesiredSet
  public let intent: Intent
  public let snapshot: Snapshot
  public let plan: Plan
  /// What a look at the workspace finds in the files; no errors are among it.
  public let findings: [Diagnostic]
}

extension LoadedProject {
  /// Compares the files with a workspace. Looks, and writes nothing.
  ///
  /// - Parameter commit: the git commit that is remembered with what is applied.
  public func plan(
    in environment: Environment, over workspace: any WorkspaceReading, intent: Intent,
    commit: GitCommit?, _ surroundings: Surroundings
  ) async throws(Failure) -> PlannedProject {
    let desired = try desired(in: environment, for: intent.goal)
    async let facts = workspace.facts(for: desired)
    return try await plan(
      desired, over: await snapshot(workspace), knowing: await facts.get(), of: workspace,
      intent: intent, commit: commit, surroundings)
  }

  func plan(
    _ desired: DesiredSet, over snapshot: Snapshot, knowing facts: WorkspaceFacts,
    of workspace: any WorkspaceReading, intent: Intent, commit: GitCommit?,
    _ surroundings: Surroundings
  ) async throws(Failure) -> PlannedProject {
    let named =
      try await findings(desired, snapshot, facts, workspace)
      + content.problems(ofLooks: desired)
    let problems = named + content.collisionErrors(in: desired, now: surroundings.now())
    guard !problems.hasErrors else { throw .files((diagnostics + problems).sortedByPlace()) }
    let (plan, held) = try await plan(
      desired, over: snapshot, of: workspace, intent: intent, commit: commit, surroundings)
    return PlannedProject(
      desired: desired, intent: intent, snapshot: held, plan: plan,
      findings: try await findings(named, with: plan, desired, intent, snapshot, workspace))
  }

  private func findings(
    _ named: [Diagnostic], with plan: Plan, _ desired: DesiredSet, _ intent: Intent,
    _ snapshot: Snapshot, _ workspace: any WorkspaceReading
  ) async throws(Failure) -> [Diagnostic] {
    let late = plan.changes.filter { $0.consequences.contains(.startsInThePast) }.map(\.key)
    let changed = plan.changes.filter { $0.after != nil }.map(\.key)
    let unseen =
      intent.countsPeople
      ? try await unseenEvents(of: Set(changed), in: desired, snapshot.workspace, workspace).get()
      : []
    let findings = (named + content.problems(ofPastStarts: late) + unseen).sortedByPlace()
    guard !findings.hasErrors else { throw .files((diagnostics + findings).sortedByPlace()) }
    return findings
  }

  /// The plan, and what the workspace holds of the messages that it knows.
  private func plan(
    _ desired: DesiredSet, over snapshot: Snapshot, of workspace: any WorkspaceReading,
    intent: Intent, commit: GitCommit?, _ surroundings: Surroundings
  ) async throws(Failure) -> (plan: Plan, held: Snapshot) {
    let planner = Planner(
      desired, over: snapshot, intent: intent, commit: commit, now: surroundings.now())
    try check(intent.selection, planner)
    let plan = planner.plan()
    guard plan.creates else {
      let counted = try await counted(plan, planner, workspace)
      return (await project.history(in: counted, over: snapshot, workspace), snapshot)
    }
    let bystanders = try await bystanders(workspace)
    // What would be made is adopted where it is there already.
    let knowing = planner.knowing(bystanders)
    let mindful = knowing.plan(knowing.plan(), mindful: bystanders.moved)
    let counted = try await counted(mindful, knowing, workspace)
    return (
      await project.history(in: counted, over: snapshot, workspace),
      snapshot.adding(bystanders.unowned(among: mindful.adopted))
    )
  }

  func desired(in environment: Environment, for goal: Intent.Goal) throws(Failure) -> DesiredSet {
    let asked = try desired(in: environment)
    switch goal {
    case .converge: return asked
    case .destroy:
      return DesiredSet(
        project: asked.project, formerProjects: asked.formerProjects,
        environment: asked.environment, messages: [], limits: asked.limits,
        freezes: asked.freezes)
    }
  }

  /// What the workspace holds of others, and of nobody.
  public func bystanders(
    _ workspace: any WorkspaceReading
  ) async throws(Failure) -> Bystanders {
    do throws(RemoteError) {
      return try await workspace.bystanders()
    } catch {
      throw .remote(error)
    }
  }

  /// What the workspace holds of the project.
  public func snapshot(_ workspace: any WorkspaceReading) async throws(Failure) -> Snapshot {
    try await project.snapshot(workspace).get()
  }
}

extension Project {
  fileprivate func snapshot(
    _ workspace: any WorkspaceReading
  ) async -> Result<Snapshot, Failure> {
    do throws(RemoteError) {
      return .success(try await workspace.snapshot(of: [name] + previously))
    } catch {
      return .failure(.remote(error))
    }
  }
}

extension ProjectHead {
  /// Reads the files and looks at the workspace at the same time, then compares them.
  ///
  /// What is wrong with the files is told before what is wrong with the remote.
  ///
  /// - Parameters:
  ///   - name: the environment; nil for the project's default.
  ///   - intent: what the person allows, once the campaigns' keys are known.
  public func plan(
    in name: String?, commit: GitCommit?, _ options: ConnectionOptions,
    _ surroundings: Surroundings,
    intent: (LoadedProject) throws(Failure) -> Intent
  ) async throws(Failure) -> (LoadedProject, PlannedProject) {
    guard let project else { throw .files(await readFiles(surroundings).diagnostics) }
    let environment = try project.chosenEnvironment(name)
    async let reading = readFiles(surroundings)
    let open: Connection<any WorkspaceReading>
    do throws(Failure) {
      open = try await folder.connectForReading(to: environment, options, surroundings)
    } catch {
      _ = try Wish(await reading, in: environment, intent)
      throw error
    }
    async let looking = project.snapshot(open.workspace)
    do throws(Failure) {
      let wish = try Wish(await reading, in: environment, intent)
      async let facts = open.workspace.facts(for: wish.desired)
      let planned = try await wish.project.plan(
        wish.desired, over: try await looking.get(), knowing: try await facts.get(),
        of: open.workspace, intent: wish.intent, commit: commit, surroundings)
      await open.close()
      return (wish.project, planned)
    } catch {
      // What is still under way ends with the connection.
      await open.close()
      throw error
    }
  }
}

/// What files and the person ask for, once the files are read.
private struct Wish {
  let project: LoadedProject
  let intent: Intent
  let desired: DesiredSet

  init(
    _ reading: Reading, in environment: Environment,
    _ intent: (LoadedProject) throws(Failure) -> Intent
  ) throws(Failure) {
    guard let project = reading.project else { throw .files(reading.diagnostics) }
    self.project = project
    self.intent = try intent(project)
    desired = try project.desired(in: environment, for: self.intent.goal)
  }
}
