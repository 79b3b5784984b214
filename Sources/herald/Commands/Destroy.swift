import ArgumentParser
import Campaigns
import Planning
import Rendering
import Workflows

struct Destroy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take away everything that the project owns in an environment.",
    discussion: """
      Example: herald destroy -e sandbox --confirm acme-growth

      What people have seen is archived, unless its file asked for deletion or --delete is given.
      Protected messages stop it.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: ReviewFormats
  @OptionGroup var report: ReportOptions

  @Flag(help: "Delete what people have seen, too, with its history.")
  var delete = false

  @Flag(help: "Destroy while the project is frozen (`freeze` in herald.yaml).")
  var allowFreeze = false

  @Option(help: ArgumentHelp("The project's name, instead of being asked.", valueName: "project"))
  var confirm: String?

  func validate() throws {
    try ResultFiles(format: format, report: report.report).checkNames()
  }

  func run() async throws {
    let console = Console()
    guard confirm != nil || console.canAsk else {
      throw ValidationError("nobody can be asked here: pass the project's name with --confirm")
    }
    try await reviewing(format, of: "destroy", to: console) {
      let loaded = try LoadedProject.usable(try await project.read(.system))
      let wanted = try loaded.environment(environment.environment)
      let name = loaded.project.name
      if let confirm, confirm != name {
        throw ValidationError("--confirm `\(confirm)` is not the project's name, `\(name)`")
      }
      let session = await ApplySession(
        command: "destroy", for: .removal, of: loaded, in: wanted, connection.options,
        results: ResultFiles(format: format, report: report.report), console: console,
        approval: confirm != nil ? .given : .asked { await isConfirmed($0, name, console) })
      return try await session.run(
        Intent(
          goal: .destroy(deleteAll: delete), allowFreeze: allowFreeze, countsPeople: false))
    }
  }

  private func isConfirmed(_ plan: Plan, _ name: String, _ console: Console) async -> Bool {
    let count = plan.changes.count
    let answer = await console.ask(
      "\nThis takes \(count == 1 ? "1 message" : "\(count) messages") away from"
        + " `\(plan.environment)`. Type the project's name to go on: ")
    return answer == name
  }
}
