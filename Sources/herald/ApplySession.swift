import Applying
import Campaigns
import Diagnostics
import Planning
import ProjectFiles
import Remote
import Rendering
import Synchronization
import Workflows

/// What `apply` and `destroy` say and ask while they run.
struct ApplySession {
  /// Whether a person has agreed already, or is to be asked about the plan that was shown.
  enum Approval {
    case given
    case asked((Plan) async -> Bool)
  }

  let command: String
  let purpose: PlanPurpose
  let project: LoadedProject
  let environment: Environment
  let options: ConnectionOptions
  let results: ResultFiles
  let console: Console
  let approval: Approval
  private let commit: GitCommit?
  private let interruption: Interruption
  private let saving = Saving()
  private let told = Told()

  init(
    command: String, for purpose: PlanPurpose, of project: LoadedProject,
    in environment: Environment,
    _ options: ConnectionOptions, results: ResultFiles, console: Console, approval: Approval
  ) async {
    self.command = command
    self.purpose = purpose
    self.project = project
    self.environment = environment
    self.options = options
    self.results = results
    self.console = console
    self.approval = approval
    commit = await gitCommit(at: project.folder.path)
    interruption = Interruption { [errors = console.errors] in errors.write($0) }
  }

  /// Plans and applies.
  func run(_ intent: Intent) async throws(Failure) -> Set<Verdict> {
    try await results.check { () throws(Failure) in _ = try project.desired(in: environment) }
    try results.empty()
    console.warn(project.diagnostics)
    let run = ApplyRun(
      of: project, in: environment, intent: intent, commit: commit,
      parallelism: options.parallelism, .system)
    let open = try await project.folder.connectForWriting(to: environment, options, .system)
    interruption.onStopping { open.endPatience() }
    return try await open.closing { workspace throws(Failure) in
      report(try await run.run(over: workspace, self))
    }
  }

  /// Carries out a saved plan.
  ///
  /// - Parameter longestAge: in seconds.
  func run(_ file: PlanFile, longestAge: Int64?) async throws(Failure) -> Set<Verdict> {
    try await results.check { () throws(Failure) in _ = try project.desired(in: environment) }
    try results.empty()
    console.warn(project.diagnostics)
    let run = SavedRun(
      of: file, project, in: environment, longestAge: longestAge, commit: commit,
      parallelism: options.parallelism, .system)
    let open = try await project.folder.connectForWriting(to: environment, options, .system)
    interruption.onStopping { open.endPatience() }
    return try await open.closing { workspace throws(Failure) in
      report(try await run.run(over: workspace, self))
    }
  }

  private func report(_ outcome: Outcome) -> Set<Verdict> {
    switch outcome.end {
    case .upToDate, .stopped: break
    case .declined: console.errors.write("Not approved: nothing was changed.\n")
    case .refused(let refusal): explain(refusal)
    case .performed(let performance):
      if results.format.showsText {
        console.output.write(text(performance, console.output.page))
      }
      if performance.report.isComplete { console.say(next: command, results.format) }
      if let blindness = performance.blindness {
        console.errors.write("What was written could not be read again.\n")
        console.explain(blindness)
      }
    }
    let review = Review(
      of: command,
      .carriedOut(
        outcome.plan, outcome.performance?.report, kept: outcome.performance?.kept ?? [],
        mismatches: outcome.mismatches, trouble: outcome.trouble),
      (project.diagnostics + told.findings).sortedByPlace(), prefix: project.folder.prefix)
    let json = ApplyJSON.render(
      outcome.plan, outcome.performance?.report, kept: outcome.performance?.kept ?? [],
      mismatches: outcome.mismatches)
    let writing = results.write(to: console, report: json) { name in
      review.render(name) {
        text(outcome.plan, .plain) + (outcome.performance.map { text($0, .plain) } ?? "")
      } json: {
        json
      }
    }
    let verdicts = outcome.verdicts.union(writing).union(saving.verdicts)
    return results.detailedExitcode ? verdicts : verdicts.subtracting([.changes])
  }

  private func explain(_ refusal: SavedPlanRefusal) {
    for sentence in refusal.sentences { console.errors.write("error: \(sentence)\n") }
    if !refusal.mismatches.isEmpty {
      console.errors.write(MismatchText(console.errors.page).render(refusal.mismatches))
    }
    console.errors.write("  help: \(SavedPlanRefusal.help)\n")
  }

  private func text(_ plan: Plan, _ page: Page) -> String {
    PlanText(page, pathPrefix: project.folder.prefix, purpose: purpose)
      .render(plan, command: command)
  }

  private func text(_ performance: Performance, _ page: Page) -> String {
    let text = ApplyText(page)
    return text.render(performance.report) + text.render(performance.kept)
  }
}

extension ApplySession: Overseer {
  func warn(_ findings: [Diagnostic]) {
    console.warn(findings)
    told.findings = findings
  }

  /// Shows the plan where results go, and to the person who is asked, if that is elsewhere.
  func show(_ plan: Plan, isNews: Bool) {
    if isNews {
      console.errors.write("\nThe workspace has changed since: this is the plan now.\n\n")
    }
    let showsText = results.format.showsText
    if showsText { console.output.write(text(plan, console.output.page)) }
    switch approval {
    case .given: break
    case .asked:
      if !showsText || !console.output.isTerminal {
        console.errors.write(text(plan, console.errors.page))
      }
    }
  }

  func save(_ planned: PlannedProject) {
    guard let path = results.plan else { return }
    let file = planned.file(in: environment, madeAt: Surroundings.system.now(), commit: commit)
    if !console.save(file.text, to: path) { saving.fail() }
  }

  func agrees(to plan: Plan) async -> Agreement {
    switch approval {
    case .given: .beforehand
    case .asked(let ask): await ask(plan) ? .now : .refused
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

/// Whether a plan that was shown could not be saved.
private final class Saving: Sendable {
  private let hasFailed = Mutex(false)

  func fail() { hasFailed.withLock { $0 = true } }

  var verdicts: Set<Verdict> { hasFailed.withLock { $0 } ? [.failed] : [] }
}

/// What the workspace was found to say of the files, when the plan was made that was shown last.
private final class Told: Sendable {
  private let latest = Mutex<[Diagnostic]>([])

  var findings: [Diagnostic] {
    get { latest.withLock { $0 } }
    set { latest.withLock { $0 = newValue } }
  }
}

extension Outcome {
  fileprivate var performance: Performance? {
    switch end {
    case .upToDate, .stopped, .declined, .refused: nil
    case .performed(let performance): performance
    }
  }

  /// Why nothing was tried; nil where something was, or the plan itself says it.
  fileprivate var trouble: Review.Trouble? {
    switch end {
    case .upToDate, .stopped, .performed: nil
    case .declined: Review.Trouble("nobody agreed to it")
    case .refused(let refusal):
      Review.Trouble(
        refusal.sentences.joined(separator: "\nerror: "), help: SavedPlanRefusal.help)
    }
  }

  fileprivate var mismatches: [Mismatch] {
    switch end {
    case .upToDate, .stopped, .declined, .performed: []
    case .refused(let refusal): refusal.mismatches
    }
  }
}

extension SavedPlanRefusal {
  fileprivate static let help = "make the plan again with `herald plan --out FILE`"

  /// What is wrong with it, one after the other.
  fileprivate var sentences: [String] {
    var sentences: [String] = []
    if let age, age < 0 {
      sentences.append(
        "the saved plan says that it was made in \(MismatchText.age(-age)), so nobody can tell its"
          + " age; nothing was written")
    } else if let age {
      sentences.append(
        "the saved plan is \(MismatchText.age(age)) old, which is more than --max-age allows;"
          + " nothing was written")
    }
    if !mismatches.isEmpty {
      sentences.append("the saved plan does not fit any more; nothing was written")
    }
    if isStopped { sentences.append("the saved plan was stopped when it was made") }
    return sentences
  }
}

extension Console {
  /// What can be done after a command that did all of it, where somebody reads that.
  fileprivate func say(next command: String, _ format: ReviewFormats) {
    guard command == "apply", errors.isTerminal, format.showsText else { return }
    errors.write(
      "`herald show KEY --history` has where each came from; `git revert`, then `herald apply`, takes"
        + " it back.\n")
  }
}
