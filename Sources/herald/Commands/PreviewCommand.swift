import ArgumentParser
import Campaigns
import Planning
import ProjectFiles
import Rendering
import Workflows

struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Write what people will see as one HTML page: before, after, on desktops and phones.",
    discussion: """
      Example: herald preview csv-export-launch --out launch.html

      Without names it shows what a plan would change. Campaigns that are named are shown also where \
      nothing changes, and where the workspace cannot be asked: then the page says that it is from the \
      files alone. It needs no network and no script, and loads no pictures.
      """)

  @Argument(
    help: ArgumentHelp(
      "Campaigns: a key, tag:TAG, or a file or folder; what changes if left out.",
      valueName: "campaigns"))
  var campaigns: [String] = []

  @Flag(help: "Do not count people.")
  var noReach = false

  @OptionGroup var page: PageOptions<PreviewPage>
  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try page.check()
      let head = try ProjectHead.read(at: project.directory)
      let previewed = try await head.preview(
        in: environment.environment, connection.options, .system
      ) { loaded throws(Failure) in
        Intent(
          countsPeople: !noReach,
          selection: try loaded.selection(SelectionWords(only: campaigns), .system))
      }
      keepUntilExit(previewed)
      let (_, name) = try head.names(of: environment.environment)
      let preview = Preview(previewed, environment: name)
      if case .failure(let failure) = previewed.comparison {
        console.errors.write("warning: not compared with the workspace: \(failure.sentence)\n")
      }
      return page.write(
        PreviewHTML().render(preview), of: preview.campaigns.count, to: console)
    }
  }
}

enum PreviewPage: PageName {
  static let usual = "preview.html"
}

extension Preview {
  fileprivate init(_ previewed: PreviewedProject, environment: String) {
    let comparison: Comparison
    switch previewed.comparison {
    case .success(let planned): comparison = .made(planned.plan, planned.snapshot.admins)
    case .failure(let failure):
      comparison = .notMade(reason: failure.sentence, leftOut: previewed.leftOut)
    }
    self.init(
      project: previewed.loaded.project.name, environment: environment, comparison: comparison,
      campaigns: previewed.items.map { item in
        Campaign(
          key: item.key, place: item.place, change: item.change, before: item.before,
          after: item.after, people: item.people, findings: item.findings)
      }, pathPrefix: previewed.loaded.folder.prefix)
  }
}
