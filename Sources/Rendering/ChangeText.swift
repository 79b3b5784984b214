import Planning

/// One change of a plan: its headline, its fields, and what it brings with it.
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
    let indent = String(repeating: " ", count: margin)
    var text = headline(change) + ChangeLayout(page, margin: margin).rows(change.rows)
    if let adopted = change.adopted {
      text += "\(indent)  "
      text += StyledText(adopted)
        .painted(ink, from: margin + 2, hanging: margin + 2, width: page.width)
    }
    for remark in change.remarks {
      let mark = remark.isWarning ? Symbol.outside.painted(ink) : " "
      text += "\(indent)\(mark) "
      text += StyledText(remark.text)
        .painted(ink, from: margin + 2, hanging: margin + 2, width: page.width)
    }
    if change.unchangedFields > 0, change.action != .create {
      let count = change.unchangedFields.counted("field")
      text += ink.dim("\(indent)… \(count) unchanged") + "\n"
    }
    return text
  }

  private func headline(_ change: Change) -> String {
    let number = String(change.number)
    let padding = String(repeating: " ", count: digits - number.count + 2)
    let symbol = change.symbol
    let key = change.key.visibleLine
    let facts = self.facts(change)
    let left = "\(padding)\(number) \(symbol.painted(ink)) \(ink.bold(key))\(facts)"
    let columns = digits + 3 + symbol.rawValue.count + 1 + key.columns + facts.columns
    return ChangeLayout(page, margin: margin)
      .headline(left, columns: columns, origin: origin(change))
  }

  /// As ` · tooltip · live · ongoing`.
  private func facts(_ change: Change) -> String {
    guard let spec = change.after ?? change.before else { return "" }
    let goes = change.action.removes
    let state = (goes ? change.stateBefore : change.stateAfter)?.rawValue ?? spec.status.rawValue
    let restored = change.action == .restore ? " · restored" : ""
    return " · \(spec.format.rawValue) · \(state) · \(spec.schedule.send.rawValue)\(restored)"
  }

  private func origin(_ change: Change) -> String {
    if let place = change.place {
      return "\(pathPrefix)\(place.path)".visibleLine + ":\(place.line)"
    }
    let isFileThere = command == "destroy" || change.consequences.contains(.keptElsewhere)
    let said = isFileThere ? "last applied from " : "removed from "
    return change.lastFile.map { said + "\(pathPrefix)\($0)".visibleLine } ?? "its file is gone"
  }
}

extension Change {
  /// What it brings with it that its rows do not show.
  var remarks: [(isWarning: Bool, text: String)] {
    let people =
      [reach.flatMap(ReachText.reason)].compactMap(\.self) + NeighbourText.warnings(self)
    let told = consequences.map { (isWarning: $0.isWarning, text: $0.text(of: self)) }
    let seen = HistoryText.irrevocable(self).map { [(isWarning: true, text: $0)] } ?? []
    return people.map { (isWarning: true, text: $0) } + told + seen
  }

  /// What becomes of a message that is taken over; nil for other changes.
  fileprivate var adopted: String? {
    guard action == .adopt, case .update(let id, _, _)? = steps.first else { return nil }
    return "message \(id.visibleLine) says the same and no file owns it: it is taken over as it is"
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
