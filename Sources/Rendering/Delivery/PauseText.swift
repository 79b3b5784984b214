public import Applying
import Planning
import Remote

/// What came of pausing messages, as people read it.
public struct PauseText {
  private let page: Page
  private var ink: Ink { page.ink }

  public init(_ page: Page) { self.page = page }

  public func render(_ report: PauseReport) -> String {
    let headline = Headline(page).render(
      command: "pause", environment: report.environment, project: report.project,
      workspace: report.workspace)
    let paused = report.results.count { $0.end == .paused }
    let summary =
      report.results.isEmpty
      ? "Nothing is live.\n"
      : ink.bold("Paused: \(paused.counted("message")).")
        + (paused == 0
          ? "\n" : " `herald apply --resume KEY` lets one on, or a new `status` in its file.\n")
    return headline + "\n" + report.results.map(line).joined()
      + (report.results.isEmpty ? "" : "\n") + summary
  }

  private func line(_ result: PauseReport.Result) -> String {
    let key = ink.bold(result.key.visibleLine)
    switch result.end {
    case .paused: return "  \(ink.yellow("~")) \(key) · paused\n"
    case .wasNot(let state): return "  \(ink.dim("·")) \(key) · \(state.rawValue) already\n"
    case .stopped(let error):
      return trouble(
        "\(key) · nothing more is sent, and it could not be written down: \(error)", error)
    case .failed(let error): return trouble("\(key) · not paused: \(error)", error)
    }
  }

  private func trouble(_ line: String, _ error: RemoteError) -> String {
    "  \(ink.red("!")) \(line)\n" + (error.help.isEmpty ? "" : "      \(error.help)\n")
  }
}
