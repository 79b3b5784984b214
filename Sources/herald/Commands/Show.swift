import ArgumentParser
import JSON
import Planning
import Rendering
import Workflows

struct List: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the project's messages in the workspace, or those that have no owner.",
    discussion: "Example: herald list -e production --unmanaged")

  @Flag(help: "Those that nobody's files own, which `herald import` can adopt.")
  var unmanaged = false

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: FormatOptions

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      if unmanaged { return try await listUnmanaged(console) }
      let messages = try await WorkspaceMessages.read(project, environment, connection).messages
      return format.write(to: console) { plain in
        messages.isEmpty
          ? "The workspace holds no message of the project.\n"
          : MessagesText(plain ? .plain : console.output.page).table(messages)
      } json: {
        ["format_version": 1, "messages": .array(messages.map(MessagesJSON.render))]
      }
    }
  }
}

extension List {
  private func listUnmanaged(_ console: Console) async throws -> Set<Verdict> {
    let loaded = try LoadedProject.usable(try await project.read(.system))
    let wanted = try loaded.environment(environment.environment)
    let open = try await loaded.folder.connectForReading(to: wanted, connection.options, .system)
    let bystanders = try await open.closing { workspace throws(Failure) in
      try await loaded.bystanders(workspace)
    }
    return format.write(to: console) { plain in
      UnmanagedText(plain ? .plain : console.output.page).render(bystanders)
    } json: {
      UnmanagedJSON.render(bystanders)
    }
  }
}

struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what the workspace holds of one campaign, or of all.",
    discussion: "Example: herald show csv-export-launch --history")

  @Argument(help: "A campaign's key; all of the project's messages if left out.")
  var key: String?

  @Flag(help: "Where each revision came from: commit, author, file and time.")
  var history = false

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: FormatOptions

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      let snapshot = try await WorkspaceMessages.read(project, environment, connection)
      var messages = snapshot.messages
      if let key {
        let known = messages.compactMap { $0.record?.key }
        messages = messages.filter { $0.record?.key == key }
        guard !messages.isEmpty else {
          throw Failure.noMessage(key: key, suggestion: nearest(to: key, among: known))
        }
      }
      return format.write(to: console) { plain in
        let text = MessagesText(plain ? .plain : console.output.page)
        return messages.isEmpty
          ? "The workspace holds no message of the project.\n"
          : messages.compactMap { message in
            history ? text.history(message) : text.card(message, admins: snapshot.admins)
          }.joined(separator: "\n")
      } json: {
        ["format_version": 1, "messages": .array(messages.map(MessagesJSON.render))]
      }
    }
  }
}

/// What `list` and `show` look at.
private enum WorkspaceMessages {
  static func read(
    _ project: ProjectOptions, _ environment: EnvironmentOptions, _ connection: ConnectionFlags
  ) async throws(Failure) -> Snapshot {
    let loaded = try LoadedProject.usable(try await project.read(.system))
    let wanted = try loaded.environment(environment.environment)
    let open = try await loaded.folder.connectForReading(to: wanted, connection.options, .system)
    return try await open.closing { workspace throws(Failure) in
      try await loaded.snapshot(workspace)
    }
  }
}
