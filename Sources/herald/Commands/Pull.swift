import ArgumentParser
import Campaigns
import Planning
import ProjectFiles
import Rendering
import Workflows

struct Pull: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write what others changed on messages into the files of their campaigns.",
    discussion: """
      Example: herald pull csv-export-launch -e production

      Only values that the campaign's own document says are written, with its comments, order and
      quotes as they are. Where a variable, a default of the project, an anchor or an audience
      document makes the value, the place is named. `herald plan --refresh-only` shows what there is
      to pull.
      """)

  @Argument(help: "The campaigns' keys.")
  var keys: [String]

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      let loaded = try LoadedProject.usable(try await project.read(.system))
      let wanted = try loaded.environment(environment.environment)
      console.warn(loaded.diagnostics)
      let drift = try await loaded.drift(
        in: wanted, of: Selection(), connection.options, .system)
      let pulled = try loaded.pulling(keys, of: drift, in: wanted)
      try pulled.write()
      show(pulled, console, prefix: loaded.folder.prefix)
      return pulled.messages.contains { !$0.obstacles.isEmpty } ? [.failed] : []
    }
  }

  private func show(_ pulled: PulledFiles, _ console: Console, prefix: String) {
    let text = PullText(console.output.page)
    for message in pulled.messages {
      let file = message.message.place.map { "\(prefix)\($0.path):\($0.line)" } ?? ""
      console.output.write(
        text.render(
          message.message, fields: message.fields,
          obstacles: message.obstacles.map {
            PullText.Obstacle(
              field: $0.field, reason: "\($0.obstacle.reason)", at: $0.obstacle.label)
          }, file: file))
    }
    for key in pulled.untouched {
      console.output.write("  \(key): nobody has changed it\n")
    }
    let fields = pulled.messages.reduce(0) { $0 + $1.fields.count }
    let left = pulled.messages.reduce(0) { $0 + $1.obstacles.count }
    console.output.write(text.summary(fields: fields, files: pulled.changes.count, left: left))
  }
}
