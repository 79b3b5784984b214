public import Planning

/// The plan as people read it.
public struct PlanText {
  private let page: Page
  private var ink: Ink { page.ink }

  public init(_ page: Page) { self.page = page }

  /// The whole plan: a headline, the changes, what stops it, and a summary.
  public func render(_ plan: Plan, command: String) -> String {
    var text = headline(plan, command: command) + "\n"
    if plan.isEmpty, plan.stops.isEmpty {
      text += notes(plan)
      return text + noChanges(plan) + "\n"
    }
    let digits = String(plan.changes.count).count
    for change in plan.changes { text += ChangeText(page, digits: digits).render(change) }
    if !plan.changes.isEmpty { text += "\n" }
    text += notes(plan) + legend(plan)
    text += ink.bold(summary(plan)) + "\n"
    return text + StopText(ink: ink).render(plan.stops)
  }

  private func headline(_ plan: Plan, command: String) -> String {
    ink.bold("herald \(command)")
      + " · environment \(plan.environment) · project \(plan.project)"
      + " · workspace \(plan.workspace.name.visibleLine)\n"
  }

  private func noChanges(_ plan: Plan) -> String {
    let held = plan.unchanged.counted("campaign")
    return ink.green("No changes.") + " The workspace holds \(held) as the files say."
  }

  private func notes(_ plan: Plan) -> String {
    guard !plan.notes.isEmpty else { return "" }
    return plan.notes.map { note in
      switch note {
      case .pausedOutside(let key):
        "  \(Symbol.outside.painted(ink)) \(key) was paused outside and stays paused;"
          + " `--resume \(key)` lets it run again\n"
      }
    }.joined() + "\n"
  }

  private func legend(_ plan: Plan) -> String {
    var used = Set(plan.changes.map(\.symbol))
    for change in plan.changes {
      used.formUnion(change.shownFields.map(\.symbol))
      if change.consequences.contains(where: \.isWarning) { used.insert(.outside) }
    }
    let marks = Symbol.allCases.filter(used.contains)
      .map { "\($0.painted(ink)) \($0.meaning)" }
    return marks.isEmpty ? "" : ink.dim("Marks: ") + marks.joined(separator: " · ") + "\n"
  }

  private func summary(_ plan: Plan) -> String {
    "Plan: \(PlanCounts(plan.changes).text). \(plan.unchanged.grouped) unchanged."
  }
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
