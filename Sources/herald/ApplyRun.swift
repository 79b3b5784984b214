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
  /// Whether a person has agreed already, or is to be asked about the plan that was shown.
  enum Approval {
    case given
    case asked((Plan) -> Bool)
  }

  let command: String
  let project: LoadedProject
  let environment: Environment
  let intent: Intent
  let options: ConnectionOptions
  let format: FormatOptions
  let console: Console

  func run(_ approval: Approval) async throws -> ExitStatus {
    console.warn(project.diagnostics)
    let commit = await gitCommit(at: project.folder.path)
    let open = try await project.folder.connectForWriting(to: environment, options, .system)
    return try await open.closing { workspace in
      var planned = try await plan(over: workspace, commit)
      while true {
        show(planned.plan, approval)
        guard planned.plan.stops.isEmpty else { return try finish(.stopped, planned) }
        guard !planned.plan.isEmpty else { return try finish(.done, planned) }
        guard case .asked(let ask) = approval else { break }
        guard ask(planned.plan) else {
          console.errors.write("Not approved: nothing was changed.\n")
          return try finish(.failed, planned)
        }
        // An answer takes time, and holds for what was shown alone.
        let now = try await plan(over: workspace, commit)
        if now.plan == planned.plan { break }
        console.errors.write("\nThe workspace has changed since: this is the plan now.\n\n")
        planned = now
      }
      return try await perform(planned, workspace)
    }
  }

  private func plan(
    over workspace: any Destination, _ commit: String?
  ) async throws(Failure) -> PlannedProject {
    try await project.plan(
      in: environment, over: workspace, intent: intent, commit: commit, .system)
  }

  /// Shows the plan where results go, and to the person who is asked, if that is elsewhere.
  private func show(_ plan: Plan, _ approval: Approval) {
    if format.showsText { console.output.write(text(plan, console.output.page)) }
    switch approval {
    case .given: break
    case .asked:
      if !format.showsText || !console.output.isTerminal {
        console.errors.write(text(plan, console.errors.page))
      }
    }
  }

  private func text(_ plan: Plan, _ page: Page) -> String {
    PlanText(page, pathPrefix: project.folder.prefix).render(plan, command: command)
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
    let (kept, failure) = await readAgain(planned, report, workspace)
    if format.showsText { console.output.write(ApplyText(console.output.page).render(kept.plain)) }
    let status: ExitStatus =
      interruption.isRequested && !report.isComplete
      ? .interrupted : Self.status(of: report, kept: kept, readAgain: failure)
    return try finish(status, planned, report, kept)
  }

  /// What the remote keeps otherwise, or why that could not be found out.
  private func readAgain(
    _ planned: PlannedProject, _ report: ApplyReport, _ workspace: any Destination
  ) async -> (kept: [KeptOtherwise], failure: Failure?) {
    guard report.wroteAnything else { return ([], nil) }
    do throws(Failure) {
      return (
        try await planned.verify(report, in: project, over: workspace, intent: intent, .system), nil
      )
    } catch {
      console.errors.write("What was written could not be read again.\n")
      console.explain(error)
      return ([], error)
    }
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
    _ status: ExitStatus, _ planned: PlannedProject, _ report: ApplyReport? = nil,
    _ kept: [KeptOtherwise] = []
  ) throws -> ExitStatus {
    try format.writeRest(to: console) {
      text(planned.plan, .plain) + (report.map { ApplyText(.plain).render($0) } ?? "")
        + ApplyText(.plain).render(kept.plain)
    } json: {
      ApplyJSON.render(planned.plan, report, kept: kept.plain)
    }
    return status
  }

  private static func status(
    of report: ApplyReport, kept: [KeptOtherwise], readAgain failure: Failure?
  ) -> ExitStatus {
    if report.isComplete { return failure?.status ?? (kept.isEmpty ? .done : .failed) }
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
