import ArgumentParser
import Campaigns
import JSON
import ProjectFiles
import Rendering
import Workflows

/// Of what is entered by hand.
enum HandoverFormat: String, FormatName {
  case text, markdown, json
}

struct HandoverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handover",
    abstract: "Say what a person enters in Intercom's own screens for a campaign.",
    discussion: """
      Example: herald handover export-tip -e production --time-zone Europe/Dublin

      For campaigns that the environment's remote cannot do (`herald explain unsupported`): what to \
      make, its copy, audience as filters, pages, times, goal and tags, and a bot path by path. From \
      the files alone: it needs no network and no token. Of a campaign that the remote can do it says \
      that `apply` does it, and lists nothing: entered by hand, people would have it twice.
      """)

  @Argument(
    help: ArgumentHelp(
      "The campaign's key; those that are to be entered by hand are listed if left out.",
      valueName: "key"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The workspace's time zone; that of the campaign's dates if left out.", valueName: "zone"))
  var timeZone: String?

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var format: ResultFormats<HandoverFormat>

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      let loaded = try LoadedProject.usable(try await project.read(.system))
      keepUntilExit(loaded)
      let environment = try loaded.environment(environment.environment)
      guard let key else {
        return list(
          HandoverList(
            try loaded.handovers(in: environment, timeZone: timeZone), project: loaded.project.name,
            environment: environment.name, pathPrefix: loaded.folder.prefix), console)
      }
      let handover = try loaded.handover(of: key, in: environment, timeZone: timeZone)
      return format.write(to: console) { name, page in
        switch name {
        case .text: HandoverText(page, pathPrefix: loaded.folder.prefix).render(handover)
        case .markdown: HandoverMarkdown.render(handover)
        case .json: HandoverJSON.render(handover).pretty(endsLine: true)
        }
      }
    }
  }
  private func list(_ handovers: HandoverList, _ console: Console) -> Set<Verdict> {
    format.write(to: console) { name, page in
      switch name {
      case .text: handovers.text(page)
      case .markdown: handovers.markdown
      case .json: handovers.json.pretty(endsLine: true)
      }
    }
  }
}
