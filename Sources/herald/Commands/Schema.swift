import ArgumentParser
import Campaigns
import Rendering
import Workflows

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema, for editors and other tools.",
    discussion: """
      Example: herald schema campaign > campaign.schema.json

      Those of campaigns, audiences and herald.yaml describe the files; that of a plan describes \
      `plan --format json`, that of a plan-file what `plan --out` saves, that of a report what `apply \
      --report` writes and `apply` and `destroy` print as JSON, that of drift `plan --refresh-only \
      --format json`, and those of stats, prune, calendar, deliver, pause and handover what these \
      print as JSON.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      campaign, audience, herald, plan, plan-file, report, drift, import, stats, prune, calendar, \
      deliver, pause or handover.
      """))
  var name: SchemaName

  func run() throws {
    let console = Console()
    console.output.write(name.text)
    if !console.checkOutput() { throw Verdict.failed.code }
  }
}

enum SchemaName: String, CaseIterable, ExpressibleByArgument {
  case campaign, audience, herald, plan
  case planFile = "plan-file"
  case report, drift
  case imported = "import"
  case stats, prune, calendar, deliver, pause, handover

  fileprivate var text: String {
    switch self {
    case .campaign: SchemaDocument.campaign.text
    case .audience: SchemaDocument.audience.text
    case .herald: SchemaDocument.herald.text
    case .plan: PlanSchema.plan
    case .planFile: PlanSchema.planFile
    case .report: PlanSchema.report
    case .drift: PlanSchema.drift
    case .imported: PlanSchema.imported
    case .stats: PlanSchema.stats
    case .prune: PlanSchema.prune
    case .deliver: PlanSchema.deliver
    case .pause: PlanSchema.pause
    case .calendar: PlanSchema.calendar
    case .handover: PlanSchema.handover
    }
  }
}
