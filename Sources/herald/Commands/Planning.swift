import ArgumentParser
import Campaigns
import Diagnostics
import JSON
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
      "Allow the plan to expose up to so many people, and a campaign to reach them.",
      valueName: "n"))
  var allowReach: Int?

  @Flag(help: "Allow the plan to be applied while the project is frozen (`freeze` in herald.yaml).")
  var allowFreeze = false

  @Flag(
    help: ArgumentHelp(
      "Do not count people. A plan that may expose some is refused where a limit is set."))
  var noReach = false

  @Option(
    help: ArgumentHelp(
      "Overwrite what was changed outside, where the file changed too. May be repeated.",
      valueName: "key"))
  var overwrite: [String] = []

  @Option(
    help: ArgumentHelp("Lift a pause that was made outside. May be repeated.", valueName: "key"))
  var resume: [String] = []

  @OptionGroup var selection: SelectionFlags

  func validate() throws {
    if let allowDeletes, allowDeletes < 0 {
      throw ValidationError("--allow-deletes must be 0 or more")
    }
    if let allowReach, allowReach < 0 {
      throw ValidationError("--allow-reach must be 0 or more")
    }
    if allowReach != nil, noReach {
      throw ValidationError("--allow-reach needs people counted, and --no-reach counts none")
    }
  }

  /// Whether nothing is asked for beyond what the project allows.
  var isEmpty: Bool { !allows && !noReach && selection.isEmpty }

  /// Whether it allows what the project does not.
  var allows: Bool {
    allowDeletes != nil || allowReach != nil || allowFreeze || !overwrite.isEmpty
      || !resume.isEmpty
  }

  /// - Throws: `unknownKey` for a key that no campaign has, and `unknownSelection`: a slip must not
  ///   weaken a gate, or widen a plan.
  func intent(in project: LoadedProject) throws(Failure) -> Intent {
    let known = project.content.campaigns.map(\.key)
    for key in overwrite + resume where !known.contains(key) {
      throw .unknownKey(key, suggestion: nearest(to: key, among: known))
    }
    return Intent(
      goal: .converge, allowDeletes: allowDeletes, allowReach: allowReach, allowFreeze: allowFreeze,
      countsPeople: !noReach, overwrite: Set(overwrite), resume: Set(resume),
      selection: try project.selection(
        selection.words, .system))
  }
}

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what apply would do. Writes nothing, anywhere, but the file of --out.",
    discussion: """
      Example: herald plan -e production --out plan.json

      A saved plan is carried out with `herald apply plan.json`: exactly that, or nothing.

      --only and --except plan for some of the campaigns: `--only csv-export-launch`, \
      `--only tag:launch`, `--except campaigns/billing`. Limits count as always: those on deletes are \
      of all that is live.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var intent: IntentOptions
  @OptionGroup var connection: ConnectionFlags
  @OptionGroup var format: ReviewFormats
  @OptionGroup var save: SaveOptions

  @Option(
    help: ArgumentHelp(
      "Plan the files of another git revision, without checking it out.", valueName: "rev"))
  var against: String?

  @Flag(help: "Show what others changed since it was applied, and nothing else.")
  var refreshOnly = false

  func validate() throws {
    if against != nil, save.out != nil {
      throw ValidationError("--out saves a plan of the files as they are: check the revision out")
    }
    try ResultFiles(format: format, plan: save.out).checkNames()
    guard refreshOnly else { return }
    if against != nil {
      throw ValidationError("--refresh-only compares no files: it needs no --against")
    }
    if save.out != nil {
      throw ValidationError("--out saves a plan, and --refresh-only makes none")
    }
    if let other = format.formats.first(where: { $0.name.dataFormat == nil }) {
      throw ValidationError(
        "--refresh-only has no format `\(other.name.rawValue)`: it writes \(DataFormat.listed)")
    }
    if intent.allows {
      throw ValidationError("--refresh-only shows what others changed: nothing is to be allowed")
    }
  }

  func run() async throws {
    let console = Console()
    if refreshOnly { return try await showDrift(console) }
    try await reviewing(format, of: "plan", to: console) {
      let results = ResultFiles(format: format, plan: save.out)
      try await results.check { () throws(Failure) in
        let loaded = try LoadedProject.usable(await readHead().head.readFiles(.system))
        _ = try loaded.desired(in: try loaded.environment(environment.environment))
      }
      let (head, commit) = try await readHead()
      let (loaded, planned) = try await head.plan(
        in: environment.environment, commit: commit, connection.options, .system
      ) { loaded throws(Failure) in try intent.intent(in: loaded) }
      keepUntilExit((loaded, planned))
      let diagnostics = (loaded.diagnostics + planned.findings).sortedByPlace()
      console.warn(diagnostics)
      let review = Review(
        of: "plan", .planned(planned.plan), diagnostics, prefix: loaded.folder.prefix)
      var verdicts = format.write(to: console) { name, page in
        review.render(name) {
          PlanText(page, pathPrefix: loaded.folder.prefix)
            .render(planned.plan, command: against.map { "plan --against \($0)" } ?? "plan")
        } json: {
          PlanJSON.render(planned.plan)
        }
      }
      verdicts.formUnion(try keep(planned, of: loaded, commit, console))
      if !planned.plan.stops.isEmpty { verdicts.insert(.stopped) }
      if save.detailedExitcode, !planned.plan.isEmpty { verdicts.insert(.changes) }
      return verdicts
    }
  }

  private func readHead() async throws(Failure) -> (head: ProjectHead, commit: GitCommit?) {
    if let against {
      let (head, commit) = try await ProjectHead.read(at: project.directory, of: against)
      return (head, commit)
    }
    let head = try ProjectHead.read(at: project.directory)
    return (head, save.out == nil ? nil : await gitCommit(at: head.folder.path))
  }

  private func showDrift(_ console: Console) async throws {
    try await reporting(to: console) {
      try format.check()
      let loaded = try LoadedProject.usable(try await project.read(.system))
      let drift = try await loaded.drift(
        in: try loaded.environment(environment.environment),
        of: try intent.intent(in: loaded).selection, connection.options, .system)
      console.warn(loaded.diagnostics)
      var verdicts = format.write(to: console) { name, page in
        switch name.dataFormat {
        case .text, nil:
          DriftText(page, pathPrefix: loaded.folder.prefix)
            .render(drift, command: "plan --refresh-only")
        case .json: DriftJSON.render(drift).pretty(endsLine: true)
        }
      }
      guard !drift.messages.isEmpty else { return verdicts }
      if save.detailedExitcode { verdicts.insert(.changes) }
      if console.errors.isTerminal, format.showsText {
        console.errors.write(
          "`herald pull KEY` writes it into the file; `herald apply` puts back what the files say.\n"
        )
      }
      return verdicts
    }
  }

  /// What to do after a plan that is not saved.
  private func next(_ project: LoadedProject) -> String {
    guard let against else {
      return "Save it with --out FILE; `herald apply FILE` then does exactly this.\n"
    }
    return
      "To do this: `git restore --source=\(against) \(project.folder.path)`, then `herald apply`.\n"
  }

  /// Saves the plan, and says what can be done with it.
  private func keep(
    _ planned: PlannedProject, of project: LoadedProject, _ commit: GitCommit?, _ console: Console
  ) throws(Failure) -> Set<Verdict> {
    let plan = planned.plan
    guard let path = save.out else {
      if console.errors.isTerminal, format.showsText, !plan.isEmpty, plan.stops.isEmpty {
        console.errors.write(next(project))
      }
      return []
    }
    let file = planned.file(
      in: try project.environment(environment.environment),
      madeAt: Surroundings.system.now(), commit: commit)
    guard console.save(file.text, to: path) else { return [.failed] }
    console.errors.write(
      plan.stops.isEmpty
        ? "Saved to \(path): `herald apply \(path)` does exactly this.\n"
        : "Saved to \(path), marked as stopped: `herald apply` refuses it.\n")
    return []
  }
}
