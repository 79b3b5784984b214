public import Planning

/// The plan as people read it.
public struct PlanText {
  private let page: Page
  private let pathPrefix: String
  private var ink: Ink { page.ink }

  /// `pathPrefix` goes before the files' paths, which are the project's: `campaigns/` where that is
  /// the project's folder, so that they can be opened from here.
  private let purpose: PlanPurpose

  public init(_ page: Page, pathPrefix: String = "", purpose: PlanPurpose = .convergence) {
    self.page = page
    self.pathPrefix = pathPrefix
    self.purpose = purpose
  }

  /// The whole plan: a headline, the changes, what stops it, and a summary.
  public func render(_ plan: Plan, command: String) -> String {
    var text =
      Headline(page).render(
        command: command, environment: plan.environment, project: plan.project,
        workspace: plan.workspace) + "\n"
    if plan.isEmpty, plan.stops.isEmpty {
      text += notes(plan)
      return text + noChanges(plan) + "\n"
    }
    let digits = String(plan.changes.count).count
    let changeText = ChangeText(
      page, command: command, digits: digits, pathPrefix: pathPrefix)
    for change in plan.changes { text += changeText.render(change) }
    if !plan.changes.isEmpty { text += "\n" }
    text += notes(plan) + Legend(plan).render(page)
    text += StyledText(summary(plan), .bold)
      .painted(ink, from: 0, hanging: 6, width: page.width)
    if let reach = plan.reach, plan.changes.contains(where: { $0.reach?.causes.isEmpty == false }) {
      text += StyledText(ReachText.total(reach), .bold)
        .painted(ink, from: 0, hanging: 6, width: page.width)
    }
    return text + StopText(page).render(plan.stops, command: command)
  }

  private func noChanges(_ plan: Plan) -> String {
    switch purpose {
    case .convergence:
      let held = plan.unchanged.counted("campaign")
      return ink.green("No changes.") + " The workspace holds \(held) as the files say."
    case .savedPlan:
      return ink.green("No changes.")
        + " The saved plan has none; `herald plan` shows what is to do now."
    case .removal:
      return ink.green("No changes.")
        + " Nothing of \(plan.project.visibleLine) is left to take away."
    }
  }

  private func notes(_ plan: Plan) -> String {
    guard !plan.notes.isEmpty else { return "" }
    return plan.notes.map { note in
      "  \(Symbol.outside.painted(ink)) "
        + StyledText(note.text).painted(ink, from: 4, hanging: 4, width: page.width)
    }.joined() + "\n"
  }

  private func summary(_ plan: Plan) -> String {
    "Plan: \(PlanCounts(plan.changes).text). \(plan.unchanged.grouped) unchanged."
  }
}

/// What a plan is for: it decides what an empty one says.
public enum PlanPurpose: Sendable, Hashable {
  /// To make the workspace what the files say.
  case convergence
  /// The same, as it was when the plan was saved.
  case savedPlan
  /// To take away what the project owns.
  case removal
}

/// How many changes of each sort; a replacement counts once.
struct PlanCounts {
  private let parts: [(count: Int, verb: String, participle: String, always: Bool)]

  init(_ changes: [Change]) {
    func count(_ actions: Change.Action...) -> Int {
      changes.count { actions.contains($0.action) }
    }
    parts = [
      (count(.create), "create", "created", true), (count(.update), "change", "changed", true),
      (count(.replace), "replace", "replaced", false),
      (count(.adopt), "adopt", "adopted", false),
      (count(.restore), "restore", "restored", false),
      (count(.archive), "archive", "archived", false),
      (count(.delete), "delete", "deleted", true),
    ]
  }

  /// As `1 to create, 1 to change, 0 to delete`.
  var text: String {
    parts.filter { $0.always || $0.count > 0 }.map { "\($0.count.grouped) to \($0.verb)" }
      .joined(separator: ", ")
  }

  /// As `1 created, 1 changed, 0 deleted.`
  var done: String {
    parts.filter { $0.always || $0.count > 0 }.map { "\($0.count.grouped) \($0.participle)" }
      .joined(separator: ", ") + "."
  }
}

extension Note {
  var text: String {
    switch self {
    case .pausedOutside(let key):
      "\(key.visibleLine) was paused outside and stays paused;"
        + " `--resume \(key.visibleLine)` lets it run again"
    case .reachNotCounted(let changes):
      "nobody counted whom \(changes.counted("change")) can reach"
    case .neighboursNotSought(let changes):
      "who else shows beside \(changes.counted("change")) was not looked for: a plan compares"
        + " \(NeighbourBounds.pairs.grouped) pairs of campaigns at most"
    case .unreadable(let externalID):
      "the message \(externalID.visibleLine) is left alone: what herald remembers with it cannot be"
        + " read, and it may be protected; `herald list` shows it"
    case .historyUnknown(let changes):
      "the workspace does not tell what the messages of \(changes.counted("change")) have done so far"
    case .leftOut(let count):
      "\(count.counted("campaign")) left out by --only and --except"
    case .skipped(let campaigns): OmissionText(campaigns).note
    }
  }
}
