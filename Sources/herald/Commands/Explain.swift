import ArgumentParser
import Diagnostics
import Rendering
import Workflows

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a diagnostic means, with examples.",
    discussion: "Example: herald explain duplicate-key")

  @Argument(help: "A diagnostic's code; all of them are listed if left out.")
  var code: String?

  func run() throws {
    let console = Console()
    let kinds = DiagnosticCatalogue.all
    let text = ExplanationText(console.output.page)
    if let code {
      console.output.write(text.render(try kind(code, among: kinds, console)))
    } else {
      console.output.write(text.list(kinds))
    }
    if !console.checkOutput() { throw Verdict.failed.code }
  }

  private func kind(
    _ code: String, among kinds: [DiagnosticKind], _ console: Console
  ) throws -> DiagnosticKind {
    guard let kind = kinds.first(where: { $0.code == code }) else {
      console.errors.write("error: there is no diagnostic `\(code)`\n")
      let near = nearest(to: code, among: kinds.map(\.code))
      console.errors.write(
        near.map { "  help: did you mean `\($0)`?\n" }
          ?? "  help: `herald explain` lists them all\n")
      throw Verdict.usage.code
    }
    return kind
  }
}
