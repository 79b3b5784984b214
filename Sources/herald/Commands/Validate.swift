import ArgumentParser
import Diagnostics
import JSON
import Rendering
import Workflows

struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read, check and lint every file. Needs no network and no token.",
    discussion: "Example: herald validate -C campaigns --format json=diagnostics.json")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var format: FormatOptions

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      let reading = try await project.read(.system)
      if let loaded = reading.project, let name = environment.environment {
        _ = try loaded.environment(name)
      }
      try format.write(to: console) { plain in
        text(reading, plain ? .plain : console.output.page)
      } json: {
        ValidationJSON.render(reading.diagnostics, counts: reading.counts)
      }
      return reading.diagnostics.hasErrors ? .filesWrong : .done
    }
  }

  private func text(_ reading: Reading, _ page: Page) -> String {
    let diagnostics = DiagnosticsText(page).render(reading.diagnostics)
    guard !reading.diagnostics.hasErrors else { return diagnostics }
    return diagnostics + ValidationText(page).verdict(reading.counts)
  }
}

extension Reading {
  fileprivate var counts: ValidationCounts {
    ValidationCounts(files: fileCount, campaigns: campaignCount, audiences: audienceCount)
  }
}
