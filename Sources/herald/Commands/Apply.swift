import ArgumentParser
import Planning
import Rendering
import Workflows

struct Apply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the plan, ask, and do it; or do exactly what a saved plan says.",
    discussion: """
      Example: herald apply plan.json --max-age 24h

      Without a terminal, nobody can be asked: --auto-approve or a saved plan is then required. A
      saved plan is checked whole before the first write: when its messages, the files or the plan
      itself moved since, nothing is written (exit code 7).
      """)

  @Argument(
    help: ArgumentHelp(
      "A plan saved with `herald plan --out`: exactly that, or nothing.", valueName: "plan"),
    completion: .file())
  var plan: String?

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var intent: IntentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: ReviewFormats
  @OptionGroup var save: SaveOptions
  @OptionGroup var report: ReportOptions

  @Flag(help: "Do not ask.")
  var autoApprove = false

  @Option(
    help: ArgumentHelp(
      "Refuse a saved plan that is older, as 30m, 24h or 7d.", valueName: "time"))
  var maxAge: Age?

  func validate() throws {
    if plan == nil, maxAge != nil {
      throw ValidationError("--max-age is for a saved plan: herald apply PLAN --max-age 24h")
    }
    if plan != nil, !intent.isEmpty {
      throw ValidationError(
        "a saved plan is carried out as it is: give its flags to `herald plan --out`")
    }
    if plan != nil, save.out != nil {
      throw ValidationError("--out saves a new plan; this one is saved already")
    }
    try results.checkNames()
  }

  func run() async throws {
    let console = Console()
    guard autoApprove || plan != nil || console.canAsk else {
      throw ValidationError(
        "nobody can be asked here: look at `herald plan`, then pass --auto-approve or a saved plan")
    }
    try await reviewing(format, of: "apply", to: console) {
      if let plan { try await applySaved(plan, console) } else { try await applyNow(console) }
    }
  }

  private func applyNow(_ console: Console) async throws -> Set<Verdict> {
    let loaded = try LoadedProject.usable(try await project.read(.system))
    let session = await ApplySession(
      command: "apply", for: .convergence, of: loaded,
      in: try loaded.environment(environment.environment),
      connection.options, results: results, console: console,
      approval: autoApprove ? .given : .asked { await isApproved($0, console) })
    return try await session.run(try intent.intent(in: loaded))
  }

  private func applySaved(_ path: String, _ console: Console) async throws -> Set<Verdict> {
    let file = try PlanFile.read(at: path)
    let name = file.binding.environment
    if let wanted = environment.environment, wanted != name {
      throw ValidationError("the saved plan is for the environment `\(name)`, not `\(wanted)`")
    }
    let loaded = try LoadedProject.usable(try await project.read(.system))
    let session = await ApplySession(
      command: "apply", for: .savedPlan, of: loaded, in: try loaded.environment(name),
      connection.options, results: results, console: console, approval: .given)
    return try await session.run(file, longestAge: maxAge?.seconds)
  }

  private var results: ResultFiles {
    ResultFiles(
      format: format, plan: save.out, report: report.report,
      detailedExitcode: save.detailedExitcode)
  }

  private func isApproved(_ plan: Plan, _ console: Console) async -> Bool {
    let count = plan.changes.count
    let answer = await console.ask(
      "\nDo \(count == 1 ? "this change" : "these \(count) changes") to"
        + " `\(plan.environment)`? Only `yes` is accepted: ")
    return answer == "yes"
  }
}
