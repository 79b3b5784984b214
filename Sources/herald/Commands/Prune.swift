import ArgumentParser
import Campaigns
import JSON
import Measuring
import Planning
import ProjectFiles
import Rendering
import Workflows

struct Prune: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take away campaigns that people do not engage with, by deleting their files.",
    discussion: """
      Example: herald prune -e production --write

      Shows which, and why: those below `measure.min_engagement` where enough people received what \
      they show now, and chance does not explain it. What is protected stays, and what says `keep: \
      REASON`; what should be revised instead is told. Without --write no file changes. The workspace \
      is never changed: `herald plan` shows the removal once the files are gone.
      """)

  @OptionGroup var selection: SelectionFlags

  @Flag(help: "Delete the files; all that are shown, or none.")
  var write = false

  @Flag(help: "Exit with 2 when there is something to prune.")
  var detailedExitcode = false

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: FormatOptions

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      let loaded = try LoadedProject.usable(try await project.read(.system))
      let wanted = try loaded.environment(environment.environment)
      let selected = try loaded.selection(
        selection.words, .system)
      console.warn(loaded.diagnostics)
      let pruning = try await loaded.pruning(
        selected, in: wanted, connection.options, .system, onEvent: console.measuringProgress)
      if write { try pruning.write() }
      var verdicts = format.write(to: console) { name, page in
        switch name {
        case .text:
          PruneText(page, pathPrefix: loaded.folder.prefix)
            .render(pruning.report, isWritten: write)
        case .json:
          PruneJSON.render(pruning.report, isWritten: write).pretty(endsLine: true)
        }
      }
      if detailedExitcode, !pruning.report.pruned.isEmpty { verdicts.insert(.changes) }
      return verdicts
    }
  }
}
