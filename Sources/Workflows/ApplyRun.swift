public import Applying
public import Campaigns
public import Diagnostics
public import Planning
public import Remote

/// Who is shown a plan, agrees to it, and watches while it is carried out.
public protocol Overseer {
  /// Told before a plan is shown what a look at the workspace has found in files; never twice the same.
  func warn(_ findings: [Diagnostic])

  /// `isNews`: the workspace has moved since another plan was shown.
  func show(_ plan: Plan, isNews: Bool)

  /// What a plan that is shown was made from, for who wants to keep it. Not told of a saved one.
  func save(_ planned: PlannedProject)

  /// Whether the plan that was shown last may be carried out.
  func agrees(to plan: Plan) async -> Agreement

  /// Told before the first write.
  func willApply(_ plan: Plan)

  /// `done`: how many changes have ended, this one included.
  func watch(_ event: ApplyEvent, done: Int, of plan: Plan)

  /// Asked before each change; what is in flight is always finished.
  var isInterrupted: @Sendable () -> Bool { get }
}

public enum Agreement: Sendable, Hashable {
  /// Given before the plan was made, whatever it would be.
  case beforehand
  /// Given now, to what was shown alone: an answer takes time.
  case now
  case refused
}

/// What apply and destroy have in common: plan, show, ask, plan again, carry out, read again.
public struct ApplyRun: Sendable {
  private let project: LoadedProject
  private let environment: Environment
  private let intent: Intent
  private let commit: GitCommit?
  private let performing: Performing
  private let surroundings: Surroundings

  public init(
    of project: LoadedProject, in environment: Environment, intent: Intent, commit: GitCommit?,
    parallelism: Int, _ surroundings: Surroundings
  ) {
    self.project = project
    self.environment = environment
    self.intent = intent
    self.commit = commit
    performing = Performing(
      project: project, parallelism: parallelism, now: surroundings.now)
    self.surroundings = surroundings
  }

  /// - Throws: what keeps a plan from being made. What is met later is in the outcome.
  public func run(
    over workspace: any Destination, _ overseer: some Overseer
  ) async throws(Failure) -> Outcome {
    var planned = try await plan(over: workspace)
    var isNews = false
    var warned: [Diagnostic] = []
    while true {
      let plan = planned.plan
      if planned.findings != warned { overseer.warn(planned.findings) }
      warned = planned.findings
      overseer.show(plan, isNews: isNews)
      overseer.save(planned)
      guard plan.stops.isEmpty else { return Outcome(plan: plan, end: .stopped) }
      guard !plan.isEmpty else { return Outcome(plan: plan, end: .upToDate) }
      switch await overseer.agrees(to: plan) {
      case .refused: return Outcome(plan: plan, end: .declined)
      case .beforehand: return await performing.perform(plan, workspace, overseer)
      case .now:
        let now = try await self.plan(over: workspace)
        if now.plan.doesTheSame(as: plan) {
          return await performing.perform(plan, workspace, overseer)
        }
        (planned, isNews) = (now, true)
      }
    }
  }

  private func plan(over workspace: any Destination) async throws(Failure) -> PlannedProject {
    try await project.plan(
      in: environment, over: workspace, intent: intent, commit: commit, surroundings)
  }
}
