import Applying
import Diagnostics
import Planning

/// The parts of a review that Markdown and pages have in common, in their order.
struct ReviewParts {
  /// A text of several lines, as a terminal would have it.
  struct Notice {
    let isAlarm: Bool
    let text: String
  }

  /// What is said of a change or a diagnostic in a line.
  struct Row {
    let cells: [Cell]
  }

  enum Cell {
    /// Our own words and numbers.
    case plain(String)
    /// What files and remotes say.
    case code(String)
  }

  let verdict: ReviewVerdict
  let facts: [(name: String, value: String)]
  let notices: [Notice]
  let header: [String]
  let rows: [Row]
  /// Those that are in the table.
  let changes: [Change]
  let diagnostics: [Diagnostic]

  init(_ review: Review) {
    verdict = ReviewVerdict(review)
    facts = Self.facts(review)
    notices = Self.notices(review)
    changes = review.plan?.changes ?? []
    diagnostics = review.diagnostics
    let table = ReviewTable(review)
    header = table.header
    rows = table.rows
  }

  private static func facts(_ review: Review) -> [(name: String, value: String)] {
    guard let plan = review.plan else { return [] }
    return [
      ("project", plan.project.visibleLine), ("environment", plan.environment.visibleLine),
      ("workspace", plan.workspace.name.visibleLine),
    ]
  }

  private static func notices(_ review: Review) -> [Notice] {
    switch review.result {
    case .read(let counts):
      let omissions = ValidationText(.plain).omissions(counts)
      return omissions.isEmpty ? [] : [Notice(isAlarm: false, text: omissions)]
    case .filesWrong: return []
    case .failed(let trouble): return [notice(trouble)]
    case .planned(let plan): return notices(plan, command: review.command)
    case .carriedOut(let plan, let report, let kept, let mismatches, let trouble):
      var notices = trouble.map { [notice($0)] } ?? []
      if !mismatches.isEmpty {
        notices.append(Notice(isAlarm: true, text: MismatchText(.plain).render(mismatches)))
      }
      if let report {
        let text = ApplyText(.plain)
        if !report.isComplete { notices.append(Notice(isAlarm: true, text: text.render(report))) }
        if !kept.isEmpty { notices.append(Notice(isAlarm: true, text: text.render(kept))) }
      } else {
        notices += self.notices(plan, command: review.command)
      }
      return notices
    }
  }

  static func notices(_ plan: Plan, command: String) -> [Notice] {
    var notices: [Notice] = []
    let stops = StopText(.plain).render(plan.stops, command: command)
    if !stops.isEmpty {
      notices.append(Notice(isAlarm: true, text: String(stops.drop { $0 == "\n" })))
    }
    var text = plan.notes.map { "! \($0.text)\n" }.joined()
    if let reach = plan.reach, plan.changes.contains(where: { $0.reach?.causes.isEmpty == false }) {
      text += ReachText.total(reach) + "\n"
    }
    if !text.isEmpty { notices.append(Notice(isAlarm: false, text: text)) }
    return notices
  }

  private static func notice(_ trouble: Review.Trouble) -> Notice {
    let help = trouble.help.isEmpty ? "" : "  help: \(trouble.help.visible)\n"
    return Notice(isAlarm: true, text: "error: \(trouble.sentence.visible)\n\(help)")
  }
}

/// The table of a review: changes, or where there is no plan the diagnostics. Three columns, which a
/// phone has room for, what matters first.
struct ReviewTable {
  let header: [String]
  let rows: [ReviewParts.Row]

  init(_ review: Review) {
    if let plan = review.plan {
      let outcomes = Self.outcomes(review.result)
      let counts = plan.changes.contains { $0.reach != nil }
      header =
        ["campaign", "change"] + (outcomes.isEmpty ? [] : ["outcome"]) + (counts ? ["people"] : [])
      rows = plan.changes.map { change in
        var cells: [ReviewParts.Cell] = [
          .code(change.key.visibleLine), .plain(Self.deed(change)),
        ]
        if !outcomes.isEmpty { cells.append(.plain(outcomes[change.number] ?? "not attempted")) }
        if counts { cells.append(.plain(change.reach.map(ReachText.row) ?? "")) }
        return ReviewParts.Row(cells: cells)
      }
    } else {
      header = ["", "what", "place"]
      rows = review.diagnostics.map { diagnostic in
        ReviewParts.Row(cells: [
          .plain(diagnostic.severity.rawValue), .code(diagnostic.message.visibleLine),
          Self.place(review.paths.place(of: diagnostic)),
        ])
      }
    }
  }

  /// As `1 · create chat, live`.
  private static func deed(_ change: Change) -> String {
    let format = (change.after ?? change.before)?.format.rawValue
    let state = (change.action.removes ? change.stateBefore : change.stateAfter)?.rawValue
    let what = [format, state].compactMap(\.self).joined(separator: ", ")
    return "\(change.number) · \(change.verb) \(what)"
  }

  private static func place(_ place: (path: String, line: Int)?) -> ReviewParts.Cell {
    place.map { .code("\($0.path.visibleLine):\($0.line)") } ?? .plain("")
  }

  private static func outcomes(_ result: Review.Result) -> [Int: String] {
    guard case .carriedOut(_, let report?, _, _, _) = result else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: report.results.map { ($0.change.number, $0.outcome.word) })
  }
}

extension Change {
  /// As `change`, `replace`.
  var verb: String {
    switch action {
    case .create: "create"
    case .update: movedFrom == nil ? "change" : "new key"
    case .replace: "replace"
    case .restore: "restore"
    case .archive: "archive"
    case .delete: "delete"
    case .adopt: "adopt"
    }
  }
}

extension ChangeOutcome {
  fileprivate var word: String {
    switch self {
    case .applied: "applied"
    case .failed: "failed"
    case .mayHaveLanded: "may have landed"
    case .notAttempted: "not attempted"
    }
  }
}

extension RepositoryPaths {
  /// Where a diagnostic points; nil for one without a place.
  func place(of diagnostic: Diagnostic) -> (path: String, line: Int)? {
    diagnostic.primary.map { label in
      (path(label.file.path), label.file.position(at: label.range.start).line)
    }
  }
}
