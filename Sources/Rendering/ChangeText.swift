import Planning

/// One change of a plan: its headline, its fields, and what it brings with it.
struct ChangeText {
  private let page: Page
  private let digits: Int
  private var ink: Ink { page.ink }

  init(_ page: Page, digits: Int) {
    self.page = page
    self.digits = digits
  }

  func render(_ change: Change) -> String {
    let indent = String(repeating: " ", count: digits + 5)
    var text = headline(change)
    if let movedFrom = change.movedFrom {
      text += "\(indent)\(Symbol.move.painted(ink)) key  \(movedFrom.visibleLine) → \(change.key)\n"
    }
    let fields = change.shownFields
    let width = min(28, fields.map(\.name.count).max() ?? 0)
    for field in fields {
      let name = field.name.visibleLine.padded(to: width)
      let value = FieldText(ink: ink).change(field)
      text += "\(indent)\(field.symbol.painted(ink)) \(name)  \(value)\(cause(field))\n"
    }
    for consequence in change.consequences {
      let mark = consequence.isWarning ? Symbol.outside.painted(ink) : " "
      text += "\(indent)\(mark) \(consequence.text)\n"
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
    let left = "\(padding)\(number) \(symbol.painted(ink)) \(ink.bold(change.key))\(facts(change))"
    let leftColumns =
      padding.count + number.count + symbol.rawValue.count + 2 + change.key.count
      + facts(change).count
    let origin = self.origin(change)
    // The place stands at the right where there is room, else on a line of its own.
    let column = min(page.width ?? 100, 100) - origin.columns
    if column >= leftColumns + 2 {
      return left + String(repeating: " ", count: column - leftColumns) + ink.dim(origin) + "\n"
    }
    return left + "\n" + String(repeating: " ", count: digits + 5) + ink.dim(origin) + "\n"
  }

  /// As ` · tooltip · live · ongoing`.
  private func facts(_ change: Change) -> String {
    guard let spec = change.after ?? change.before else { return "" }
    let status = change.after?.status.rawValue ?? change.stateBefore?.rawValue ?? ""
    let restored = change.action == .restore ? " · restored" : ""
    return " · \(spec.format.rawValue) · \(status) · \(spec.schedule.send.rawValue)\(restored)"
  }

  private func origin(_ change: Change) -> String {
    if let place = change.place { return "\(place.path.visibleLine):\(place.line)" }
    return change.lastFile.map { "removed with \($0.visibleLine)" } ?? "its file is gone"
  }

  private func cause(_ field: FieldChange) -> String {
    switch field.cause {
    case .files: ""
    case .outside: ink.magenta("  (changed outside; applying undoes it)")
    case .conflict: ink.magenta("  (changed outside, and in the files)")
    }
  }
}

extension Change {
  /// A new message's headline says some fields already.
  var shownFields: [FieldChange] {
    guard action == .create else { return fields }
    let said: Set<String> = [FieldName.format, FieldName.status, FieldName.send]
    return fields.filter { !said.contains($0.name) }
  }
}

extension Consequence {
  var isWarning: Bool {
    switch self {
    case .archivedWithHistory, .deletedUnseen, .restored: false
    case .deletedWithHistory, .replacedBecause, .shownAgain, .seenCopyStays, .startsInThePast,
      .endsInThePast, .staysPaused:
      true
    }
  }

  var text: String {
    switch self {
    case .archivedWithHistory:
      "archived: stops showing, keeps its history; a revert brings it back"
    case .deletedUnseen: "deleted: nobody has seen it"
    case .deletedWithHistory:
      "deleted for good, as its file asked: people have seen it, and its history goes too"
    case .replacedBecause(let fixed):
      "replaced, because \(fixed.joined(separator: " and ")) cannot change once it has been live"
    case .shownAgain: "people who have seen the old message will be shown the new one"
    case .seenCopyStays:
      "people who have seen it already will not see the new copy (show_once)"
    case .restored: "restored: the same message, with its history"
    case .startsInThePast: "its start has passed: it shows as soon as it is applied"
    case .endsInThePast: "its end has passed: nobody will see it"
    case .staysPaused: "it was paused outside and stays paused; `--resume` lets it run again"
    }
  }
}
