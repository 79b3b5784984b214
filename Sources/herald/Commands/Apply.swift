import ArgumentParser
import Planning
import Workflows

struct Apply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the plan, ask, and do it.",
    discussion: """
      Example: herald apply -e production --auto-approve

      Without a terminal, nobody can be asked: --auto-approve is then required.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var intent: IntentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: FormatOptions

  @Flag(help: "Do not ask.")
  var autoApprove = false

  func run() async throws {
    let console = Console()
    guard autoApprove || console.canAsk else {
      throw ValidationError(
        "nobody can be asked here: look at `herald plan`, then pass --auto-approve")
    }
    try await reporting(to: console) {
      let loaded = try LoadedProject.usable(try await project.read(.system))
      let wanted = try loaded.environment(environment.environment)
      let session = ApplySession(
        command: "apply", of: loaded, format: format, console: console,
        approval: autoApprove ? .given : .asked { isApproved($0, console) })
      return try await session.run(
        in: wanted, intent: try intent.intent(in: loaded), connection.options)
    }
  }

  private func isApproved(_ plan: Plan, _ console: Console) -> Bool {
    let count = plan.changes.count
    let answer = console.ask(
      "\nDo \(count == 1 ? "this change" : "these \(count) changes") to"
        + " `\(plan.environment)`? Only `yes` is accepted: ")
    return answer == "yes"
  }
}
