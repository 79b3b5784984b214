import Applying
import Campaigns
import Planning
import ProjectFiles
import Remote
import Rendering
import Workflows

/// What `apply` and `destroy` say and ask while they run.
struct ApplySession {
  /// Whether a person has agreed already, or is to be asked about the plan that was shown.
  enum Approval {
    case given
    case asked((Plan) -> Bool)
  }

  let command: String
  let project: LoadedProject
  let format: FormatOptions
  let console: Console
  let approval: Approval
  let interruption: Interruption

  init(
    command: String, of project: LoadedProject, format: FormatOptions, console: Console,
    approval: Approval
  ) {
    self.command = command
    self.project = project
    self.format = format
    self.console = console
    self.approval = approval
    interruption = Interruption { [errors = console.errors] in errors.write($0) }
  }

  /// Runs it to its end and reports.
  func run(
    in environment: Environment, intent: Intent, _ options: ConnectionOptions
  ) async throws(Failure) -> Set<Verdict> {
    try format.check()
    console.warn(project.diagnostics)
    let run = ApplyRun(
      of: project, in: environment, intent: intent,
      commit: await gitCommit(at: project.folder.path), parallelism: options.parallelism, .system)
    let open = try await project.folder.connectForWriting(to: environment, options, .system)
    return try await open.closing { workspace throws(Failure) in
      report(try await run.run(over: workspace, self))
    }
  }

  private func report(_ outcome: Outcome) -> Set<Verdict> {
    switch outcome.end {
    case .upToDate, .stopped: break
    case .declined: console.errors.write("Not approved: nothing was changed.\n")
    case .performed(let performance):
      if format.showsText { console.output.write(text(performance, console.output.page)) }
      if let blindness = performance.blindness {
        console.errors.write("What was written could not be read again.\n")
        console.explain(blindness)
      }
    }
    let writing = format.writeRest(to: console) {
      text(outcome.plan, .plain) + (outcome.performance.map { text($0, .plain) } ?? "")
    } json: {
      ApplyJSON.render(
        outcome.plan, outcome.performance?.report, kept: outcome.performance?.kept ?? [])
    }
    return outcome.verdicts.subtracting([.changes]).union(writing)
  }

  private func text(_ plan: Plan, _ page: Page) -> String {
    PlanText(page, pathPrefix: project.folder.prefix).render(plan, command: command)
  }

  private func text(_ performance: Performance, _ page: Page) -> String {
    let text = ApplyText(page)
    return text.render(performance.report) + text.render(performance.kept)
  }
}

extension ApplySession: Overseer {
  /// Shows the plan where results go, and to the person who is asked, if that is elsewhere.
  func show(_ plan: Plan, isNews: Bool) {
    if isNews {
      console.errors.write("\nThe workspace has changed since: this is the plan now.\n\n")
    }
    if format.showsText { console.output.write(text(plan, console.output.page)) }
    switch approval {
    case .given: break
    case .asked:
      if !format.showsText || !console.output.isTerminal {
        console.errors.write(text(plan, console.errors.page))
      }
    }
  }

  func agrees(to plan: Plan) async -> Agreement {
    switch approval {
    case .given: .beforehand
    case .asked(let ask): ask(plan) ? .now : .refused
    }
  }

  func willApply(_ plan: Plan) { interruption.beginWriting() }

  /// A line for each change that ends, where somebody watches.
  func watch(_ event: ApplyEvent, done: Int, of plan: Plan) {
    guard console.errors.isTerminal else { return }
    let line = ApplyText(console.errors.page).render(event, done: done, of: plan.changes.count)
    if let line { console.errors.write(line) }
  }

  var isInterrupted: @Sendable () -> Bool { { [interruption] in interruption.isRequested } }
}

extension Outcome {
  fileprivate var performance: Performance? {
    switch end {
    case .upToDate, .stopped, .declined: nil
    case .performed(let performance): performance
    }
  }
}
