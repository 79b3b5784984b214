import ArgumentParser
import JSON
import Rendering
import Workflows

struct PauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Stop messages from being shown or sent, now.",
    discussion: """
      Example: herald pause csv-export-launch -e production --reason "the export fails"

      Needs no campaign's file to be right, and asks nothing. No apply lifts it, until the file's \
      `status` changes or `herald apply --resume KEY` says so. A delivery that is under way stops \
      before its next send.
      """)

  @Argument(help: ArgumentHelp("Campaigns.", valueName: "key"))
  var keys: [String] = []

  @Flag(help: "Everything that is live.")
  var all = false

  @Option(help: ArgumentHelp("Why; kept with the messages.", valueName: "text"))
  var reason: String?

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard all != !keys.isEmpty else {
      throw ValidationError("name campaigns, or say --all")
    }
  }

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      let head = try ProjectHead.read(at: project.directory)
      let report = try await head.pause(
        all ? nil : keys, because: reason, in: environment.environment, connection.options, .system)
      let writing = format.write(to: console) { name, page in
        switch name {
        case .text: PauseText(page).render(report)
        case .json: PauseJSON.render(report).pretty(endsLine: true)
        }
      }
      return report.verdicts.union(writing)
    }
  }
}
