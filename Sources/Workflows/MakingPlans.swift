public import Campaigns
import Diagnostics
public import Planning
public import Remote

/// A plan and what it was made from.
public struct PlannedProject: Sendable {
  public let desired: DesiredSet
  public let snapshot: Snapshot
  public let plan: Plan
}

extension LoadedProject {
  /// Compares the files with a workspace. Looks, and writes nothing.
  ///
  /// - Parameter commit: the git commit that is remembered with what is applied.
  public func plan(
    in environment: Environment, over workspace: any WorkspaceReading, intent: Intent,
    commit: String?, _ surroundings: Surroundings
  ) async throws(Failure) -> PlannedProject {
    let asked = try desired(in: environment)
    let desired: DesiredSet
    switch intent.goal {
    case .converge: desired = asked
    case .destroy:
      desired = DesiredSet(
        project: asked.project, formerProjects: asked.formerProjects,
        environment: asked.environment, messages: [], limits: asked.limits)
    }
    let snapshot = try await self.snapshot(workspace)
    let strangers = senderProblems(desired, snapshot)
    guard strangers.isEmpty else { throw .files((diagnostics + strangers).sortedByPlace()) }
    let plan = Planner(
      desired, over: snapshot, intent: intent, commit: commit, now: surroundings.now()
    ).plan()
    return PlannedProject(desired: desired, snapshot: snapshot, plan: plan)
  }

  /// What the workspace holds of the project.
  public func snapshot(_ workspace: any WorkspaceReading) async throws(Failure) -> Snapshot {
    do throws(RemoteError) {
      return try await workspace.snapshot(of: [project.name] + project.previously)
    } catch {
      throw .remote(error)
    }
  }
}
