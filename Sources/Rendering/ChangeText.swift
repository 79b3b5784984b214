import Planning

/// One change of a plan: its headline, and below it what becomes of the message.
struct ChangeText {
  private let page: Page
  private let command: String
  private let digits: Int
  private let pathPrefix: String
  private var ink: Ink { page.ink }
  /// The column of the marks of fields.
  private var margin: Int { digits + 5 }

  /// `command` is the one that shows the plan; `pathPrefix` goes before the files' paths.
  init(_ page: Page, command: String, digits: Int, pathPrefix: String) {
    self.page = page
    self.command = command
    self.digits = digits
    self.pathPrefix = pathPrefix
  }

  func render(_ change: Change) -> String {
    headline(change) + ChangeBody(page, margin: margin).render(change)
  }

  private func headline(_ change: Change) -> String {
    let number = String(change.number)
    let padding = String(repeating: " ", count: digits - number.count + 2)
    let symbol = change.symbol
    let key = change.key.visibleLine
    let facts = change.facts.map { " · \($0)" }.joined()
    let left = "\(padding)\(number) \(symbol.painted(ink)) \(ink.bold(key))\(facts)"
    let columns = digits + 3 + symbol.rawValue.count + 1 + key.columns + facts.columns
    return ChangeLayout(page, margin: margin)
      .headline(left, columns: columns, origin: origin(change))
  }

  /// The file that it comes from, or came from.
  func origin(_ change: Change) -> String {
    if let place = change.place {
      return "\(pathPrefix)\(place.path)".visibleLine + ":\(place.line)"
    }
    let isFileThere = command == "destroy" || change.consequences.contains(.keptElsewhere)
    let said = isFileThere ? "last applied from " : "removed from "
    return change.lastFile.map { said + "\(pathPrefix)\($0)".visibleLine } ?? "its file is gone"
  }
}

extension Change {
  /// As `tooltip`, `live` and `ongoing`.
  var facts: [String] {
    guard let spec = after ?? before else { return [] }
    let state = (action.removes ? stateBefore : stateAfter)?.rawValue ?? spec.status.rawValue
    return [spec.format.rawValue, state, spec.schedule.send.rawValue]
      + (action == .restore ? ["restored"] : [])
  }
}

extension Consequence {
  var isWarning: Bool {
    switch self {
    // That a start has passed is a rule of its own, which tells it where it matters.
    case .archivedWithHistory, .deletedUnseen, .keptElsewhere, .restored, .startsInThePast,
      .takesOver:
      false
    case .changedOutside, .deletedWithHistory, .replacedBecause, .shownAgain, .seenCopyStays,
      .endsInThePast, .staysPaused:
      true
    }
  }

  func text(of change: Change) -> String {
    let isReplaced = change.action == .replace
    return switch self {
    case .archivedWithHistory where isReplaced:
      "the old message is archived: stops showing, keeps its history"
    case .archivedWithHistory:
      "archived: stops showing, keeps its history; a revert brings it back"
        + (change.before?.display.frequency == .showOnce ? " to those who have not seen it" : "")
    case .deletedUnseen where isReplaced: "the old message is deleted: nobody has seen it"
    case .deletedUnseen: "deleted: nobody has seen it"
    case .changedOutside(let fields):
      "somebody changed it since it was applied: \(fields.map(\.visibleLine).joined(separator: ", "))"
    case .takesOver(let fields):
      "the file says by now what was changed outside, and herald remembers it: "
        + fields.map(\.visibleLine).joined(separator: ", ")
    case .keptElsewhere: "its file is there, for other environments alone (`only_in`)"
    case .deletedWithHistory:
      "deleted for good: \(change.history.map { "\($0.recipients.grouped) " } ?? "")people have seen it,"
        + " and its history goes too; a revert makes a new message, which they are shown again"
    case .replacedBecause(let fixed):
      "replaced, because \(fixed.joined(separator: " and ")) cannot change once it has been live"
    case .shownAgain: "\(change.seers) seen the old message will be shown the new one"
    case .seenCopyStays:
      "\(change.seers) seen it already will not see the new copy (show_once)"
        + (change.history == nil ? "" : ": what they have read cannot be undone")
    case .restored: "restored: the same message, with its history"
    case .startsInThePast: "its start has passed: it shows as soon as it is applied"
    case .endsInThePast: "its end has passed: nobody will see it"
    case .staysPaused:
      "it was paused outside and stays paused; `--resume \(change.key.visibleLine)` lets it run again"
    }
  }
}
