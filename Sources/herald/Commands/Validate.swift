import ArgumentParser
import Diagnostics
import Planning
import ProjectFiles
import Rendering
import Workflows

struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read, check and lint every file. Needs no network and no token.",
    discussion: """
      Example: herald validate --format github --format sarif=herald.sarif

      --live also asks the environment's workspace, which needs its token: whether it has the \
      attributes, tags, segments and admins that files name, of the types and with the values that \
      conditions need, and whether anybody has ever done their events. It writes nothing.
      """)

  @Flag(help: "Hold names against the environment's workspace, too.")
  var live = false

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: ReviewFormats

  func run() async throws {
    let console = Console()
    try await reviewing(format, of: "validate", to: console) {
      try format.check()
      let reading = try await project.read(.system)
      keepUntilExit(reading)
      if let loaded = reading.project, let name = environment.environment {
        _ = try loaded.environment(name)
      }
      let late = await reading.project?.look(throughEnvironments: .system)
      var diagnostics = (reading.diagnostics + (late?.problems ?? [])).sortedByPlace()
      // Names in files that are wrong need no workspace to be so.
      if live, !diagnostics.hasErrors, let loaded = reading.project {
        diagnostics += try await loaded.problems(
          inWorkspaceOf: try loaded.environment(environment.environment), connection.options,
          .system)
        diagnostics = diagnostics.sortedByPlace()
      }
      let counts = reading.counts(leavingOut: late?.omissions ?? [])
      let review = Review(
        of: "validate", .read(counts), diagnostics, prefix: reading.prefix)
      let writing = format.write(to: console) { name, page in
        review.render(name) {
          text(diagnostics, counts, page)
        } json: {
          ValidationJSON.render(diagnostics, counts: counts)
        }
      }
      return diagnostics.hasErrors ? writing.union([.filesWrong]) : writing
    }
  }

  private func text(
    _ diagnostics: [Diagnostic], _ counts: ValidationCounts, _ page: Page
  ) -> String {
    let found = DiagnosticsText(page).render(diagnostics)
    return diagnostics.hasErrors ? found : found + ValidationText(page).verdict(counts)
  }
}

extension Reading {
  /// What the paths of the project's files begin with.
  fileprivate var prefix: String { project?.folder.prefix ?? "" }

  fileprivate func counts(leavingOut omissions: [EnvironmentOmissions]) -> ValidationCounts {
    ValidationCounts(
      files: fileCount, campaigns: campaignCount, audiences: audienceCount, omissions: omissions)
  }
}
