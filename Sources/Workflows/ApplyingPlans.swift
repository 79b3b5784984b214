public import Applying
public import Planning
public import Remote

/// A message that the remote keeps otherwise than it was written.
public struct KeptOtherwise: Sendable, Hashable {
  public let key: String
  /// What differs; `before` is what the remote keeps.
  public let fields: [FieldChange]
}

extension PlannedProject {
  /// Carries out the plan. `isInterrupted` is asked before each change.
  public func apply(
    to destination: any Destination, parallelism: Int,
    isInterrupted: @escaping @Sendable () -> Bool, onEvent: (ApplyEvent) -> Void
  ) async -> ApplyReport {
    let applier = Applier(
      destination: destination, parallelism: parallelism, isInterrupted: isInterrupted)
    return await applier.apply(plan.changes, onEvent: onEvent)
  }

  /// Reads again what was written, and says what the remote keeps otherwise; empty as a rule.
  public func verify(
    _ report: ApplyReport, in project: LoadedProject, over workspace: any WorkspaceReading,
    intent: Intent, _ surroundings: Surroundings
  ) async throws(Failure) -> [KeptOtherwise] {
    let written = Set(report.applied.map(\.key))
    let snapshot = try await project.snapshot(workspace)
    let again = Planner(
      desired, over: snapshot, intent: intent, commit: nil, now: surroundings.now()
    ).plan()
    return again.changes.filter { written.contains($0.key) }
      .map { KeptOtherwise(key: $0.key, fields: $0.fields) }
  }
}
