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
    guard let code else {
      console.output.write(text.list(kinds))
      return try console.checkOutput()
    }
    guard let kind = kinds.first(where: { $0.code == code }) else {
      console.errors.write("error: there is no diagnostic `\(code)`\n")
      let near = nearest(to: code, among: kinds.map(\.code))
      console.errors.write(
        near.map { "  help: did you mean `\($0)`?\n" }
          ?? "  help: `herald explain` lists them all\n")
      throw ExitStatus.usage.code
    }
    console.output.write(text.render(kind))
    try console.checkOutput()
  }
}
