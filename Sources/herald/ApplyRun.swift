import Applying
import Campaigns
import JSON
import Planning
import ProjectFiles
import Remote
import Rendering
import Workflows

/// What `apply` and `destroy` have in common: plan, show, ask, do, read again, report.
struct ApplyRun {
  let command: String
  let project: LoadedProject
  let environment: Environment
  let intent: Intent
  let options: ConnectionOptions
  let format: FormatOptions
  let console: Console

  /// `approve` is asked once, after the plan was shown.
  func run(approve: (Plan) -> Bool) async throws -> ExitStatus {
    console.warn(project.diagnostics)
    let commit = await gitCommit(at: project.folder.path)
    let open = try await project.connectForWriting(to: environment, options, .system)
    return try await open.closing { workspace in
      let planned = try await project.plan(
        in: environment, over: workspace, intent: intent, commit: commit, .system)
      if format.showsText {
        let text = PlanText(console.output.page)
        console.output.write(text.render(planned.plan, command: command))
      }
      guard planned.plan.stops.isEmpty else { return try finish(.stopped, planned, nil, []) }
      guard !planned.plan.isEmpty else { return try finish(.done, planned, nil, []) }
      guard approve(planned.plan) else {
        console.errors.write("Not approved: nothing was changed.\n")
        return .failed
      }
      return try await perform(planned, workspace)
    }
  }

  private func perform(
    _ planned: PlannedProject, _ workspace: any Destination
  ) async throws -> ExitStatus {
    let interruption = Interruption { [console] in
      console.errors.write(
        "\nStopping: what is in flight is finished first. Again to stop at once.\n")
    }
    let report = await showingProgress(of: planned) { onEvent in
      await planned.apply(
        to: workspace, parallelism: options.parallelism,
        isInterrupted: { interruption.isRequested }, onEvent: onEvent)
    }
    if format.showsText { console.output.write(ApplyText(console.output.page).render(report)) }
    let kept = try await planned.verify(report, in: project, over: workspace, intent: intent, .system)
    if format.showsText { console.output.write(ApplyText(console.output.page).render(kept.plain)) }
    let status: ExitStatus =
      interruption.isRequested && !report.isComplete
      ? .interrupted : Self.status(of: report, kept: kept)
    return try finish(status, planned, report, kept)
  }

  /// A line for each change that ends, where somebody watches.
  private func showingProgress(
    of planned: PlannedProject,
    _ work: (_ onEvent: (ApplyEvent) -> Void) async -> ApplyReport
  ) async -> ApplyReport {
    let text = ApplyText(console.errors.page)
    var done = 0
    return await work { event in
      guard console.errors.isTerminal else { return }
      if case .finished = event { done += 1 }
      let line = text.render(event, done: done, of: planned.plan.changes.count)
      if let line { console.errors.write(line) }
    }
  }

  private func finish(
    _ status: ExitStatus, _ planned: PlannedProject, _ report: ApplyReport?, _ kept: [KeptOtherwise]
  ) throws -> ExitStatus {
    try format.writeRest(to: console) {
      PlanText(.plain).render(planned.plan, command: command)
        + (report.map { ApplyText(.plain).render($0) } ?? "")
        + ApplyText(.plain).render(kept.plain)
    } json: {
      ApplyJSON.render(planned.plan, report, kept: kept.plain)
    }
    return status
  }

  private static func status(of report: ApplyReport, kept: [KeptOtherwise]) -> ExitStatus {
    if report.isComplete { return kept.isEmpty ? .done : .failed }
    if report.wroteAnything { return .partial }
    return report.firstError?.status ?? .failed
  }
}

extension [KeptOtherwise] {
  /// As the renderers take it.
  fileprivate var plain: [(key: String, fields: [FieldChange])] {
    map { (key: $0.key, fields: $0.fields) }
  }
}
