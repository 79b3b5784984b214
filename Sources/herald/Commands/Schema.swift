public import ArgumentParser
public import Campaigns
import Workflows

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema, for editors and other tools.",
    discussion: "Example: herald schema campaign > campaign.schema.json")

  @Argument(help: "campaign, audience or herald.")
  var name: SchemaDocument

  func run() throws {
    let console = Console()
    console.output.write(name.text)
    if !console.checkOutput() { throw Verdict.failed.code }
  }
}

extension SchemaDocument: ExpressibleByArgument {}
