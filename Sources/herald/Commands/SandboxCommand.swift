import ArgumentParser
import ProjectFiles
import Sandbox
import Workflows

struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run the embedded server of the messages API in the foreground.",
    discussion: "Example: herald sandbox --port 8080 --token dev")

  @OptionGroup var project: ProjectOptions

  @Option(help: ArgumentHelp("The port; 0 for one of the system's choice.", valueName: "port"))
  var port = 0

  @Option(
    help: ArgumentHelp(
      "The database; the project's own (.herald/sandbox.sqlite) if left out.", valueName: "file"),
    completion: .file())
  var db: String?

  @Option(
    help: ArgumentHelp("What clients must present; a random one if left out.", valueName: "token"))
  var token: String?

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port must be from 0 to 65535")
    }
    if let token, token.isEmpty { throw ValidationError("--token must not be empty") }
  }

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      let folder = ProjectFolder(at: project.directory)?.path ?? project.directory
      let path = db ?? ProjectFolder.join(folder, ".herald/sandbox.sqlite")
      do {
        let sandbox = try await Sandbox.start(
          SandboxConfiguration(
            databasePath: path, port: port, token: token, clock: Surroundings.system.now))
        console.output.write("listening on \(sandbox.baseURL)\n")
        if token == nil { console.output.write("token \(sandbox.token)\n") }
        try await serve(sandbox)
      } catch let error as SandboxError {
        throw Failure.sandbox(error)
      }
      return []
    }
  }

  /// Until the first Ctrl-C or SIGTERM, or the server's own end.
  private func serve(_ sandbox: Sandbox) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await sandbox.run() }
      group.addTask { await Interruption.first() }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
