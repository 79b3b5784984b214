import ArgumentParser
import Planning
import ProjectFiles
import Rendering
import Workflows

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Adopt messages that nobody's files own: write their files, and own them.",
    discussion: """
      Example: herald import 1234 1240 -e production --into campaigns/adopted

      Each gets a file that says exactly what it is, and the next plan is empty. What no file can say \
      is told and left as it is, as is everything that another project owns. Where the project has \
      several environments, the file is kept to this one with `only_in`.
      """)

  @Argument(help: "Ids of messages, as `herald list --unmanaged` has them.")
  var ids: [String] = []

  @Flag(help: "Every message that nobody's files own.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "The folder of the new files, in the project; its own if left out.", valueName: "dir"),
    completion: .directory)
  var into: String?

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard all == ids.isEmpty else {
      throw ValidationError(
        all ? "name messages, or --all of them: not both" : "name messages by their ids, or --all")
    }
  }

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      let loaded = try LoadedProject.usable(try await project.read(.system))
      let wanted = try loaded.environment(environment.environment)
      let folder = try into.map { path throws(Failure) in
        try loaded.folder(forNewFiles: path, .system)
      }
      let importing = Importing(
        into: loaded, in: wanted, folder: folder ?? "",
        commit: await gitCommit(at: loaded.folder.path), parallelism: connection.parallelism,
        .system)
      let interruption = Interruption { [errors = console.errors] in errors.write($0) }
      let open = try await loaded.folder.connectForWriting(to: wanted, connection.options, .system)
      interruption.onStopping { open.endPatience() }
      let report = try await open.closing { workspace throws(Failure) in
        interruption.beginWriting()
        return try await importing.run(
          all ? .all : .ids(ids), over: workspace,
          isInterrupted: { [interruption] in interruption.isRequested })
      }
      let writing = format.write(to: console) { plain in
        ImportText(plain ? .plain : console.output.page, pathPrefix: loaded.folder.prefix)
          .render(report)
      } json: {
        ImportJSON.render(report)
      }
      return report.verdicts(named: !all, wasInterrupted: interruption.isRequested).union(writing)
    }
  }
}
