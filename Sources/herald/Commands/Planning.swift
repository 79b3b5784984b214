import ArgumentParser
import Campaigns
import Planning
import ProjectFiles
import Rendering
import Workflows

/// What a person allows a plan to do.
struct IntentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Allow up to so many live messages to go.", valueName: "n"))
  var allowDeletes: Int?

  @Option(
    help: ArgumentHelp(
      "Overwrite what was changed outside, where the file changed too. May be repeated.",
      valueName: "key"))
  var overwrite: [String] = []

  @Option(
    help: ArgumentHelp("Lift a pause that was made outside. May be repeated.", valueName: "key"))
  var resume: [String] = []

  func validate() throws {
    if let allowDeletes, allowDeletes < 0 {
      throw ValidationError("--allow-deletes must be 0 or more")
    }
  }

  /// - Throws: `unknownKey` for a key that no campaign has: a slip must not weaken a gate.
  func intent(in project: LoadedProject) throws(Failure) -> Intent {
    let known = project.content.campaigns.map(\.key)
    for key in overwrite + resume where !known.contains(key) {
      throw .unknownKey(key, suggestion: nearest(to: key, among: known))
    }
    return Intent(
      goal: .converge, allowDeletes: allowDeletes, overwrite: Set(overwrite),
      resume: Set(resume))
  }
}

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what apply would do. Writes nothing, anywhere.",
    discussion: "Example: herald plan -e production --detailed-exitcode")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var intent: IntentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: FormatOptions

  @Flag(help: "Exit with 2 when there are changes.")
  var detailedExitcode = false

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      try format.check()
      let head = try ProjectHead.read(at: project.directory)
      let (loaded, planned) = try await head.plan(
        in: environment.environment, connection.options, .system
      ) { loaded throws(Failure) in try intent.intent(in: loaded) }
      keepUntilExit((loaded, planned))
      console.warn(loaded.diagnostics)
      let writing = format.write(to: console) { plain in
        PlanText(plain ? .plain : console.output.page, pathPrefix: loaded.folder.prefix)
          .render(planned.plan, command: "plan")
      } json: {
        PlanJSON.render(planned.plan)
      }
      var verdicts = writing
      if !planned.plan.stops.isEmpty { verdicts.insert(.stopped) }
      if detailedExitcode, !planned.plan.isEmpty { verdicts.insert(.changes) }
      return verdicts
    }
  }
}
