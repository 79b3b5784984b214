import Planning

/// A line of a change: a mark, a name and what there is to say.
struct ChangeRow {
  /// Nil for what is told and not changed.
  let symbol: Symbol?
  let name: String
  let value: StyledText
}

extension Change {
  /// The rows that show what changes, in order.
  var rows: [ChangeRow] {
    var rows: [ChangeRow] = []
    if let move { rows.append(ChangeRow(symbol: .move, name: "key", value: StyledText(move))) }
    rows += ChangeRow.rows(of: shownFields)
    if let reach {
      rows.append(ChangeRow(symbol: nil, name: "reach", value: StyledText(ReachText.row(reach))))
    }
    if let history {
      rows.append(
        ChangeRow(symbol: nil, name: "so far", value: StyledText(HistoryText.row(history))))
    }
    return rows
  }

  /// As `december-news → january-news`; with the projects where they differ.
  private var move: String? {
    guard let movedFrom, let id = steps.last?.draft?.externalID else { return nil }
    let old = movedFrom.splitAtSlash
    let new = id.splitAtSlash
    return old.project == new.project
      ? "\(old.key.visibleLine) → \(new.key.visibleLine)"
      : "\(movedFrom.visibleLine) → \(id.visibleLine)"
  }

  /// A new message's headline says some fields already, and its steps say their own names.
  private var shownFields: [FieldChange] {
    guard action == .create else { return fields }
    let said: Set<String> = [
      FieldName.format, FieldName.status, FieldName.send, FieldName.botSteps,
    ]
    return fields.filter { !said.contains($0.name) }
  }
}

extension ChangeRow {
  /// A row for each field, but for a button that comes or goes whole one for both of its fields.
  static func rows(of fields: [FieldChange]) -> [ChangeRow] {
    var rows: [ChangeRow] = []
    var rest = fields[...]
    while let field = rest.popFirst() {
      if let target = rest.first, let reply = ChangeRow(reply: field, target) {
        rest.removeFirst()
        rows.append(reply)
      } else {
        rows.append(ChangeRow(field))
      }
    }
    return rows
  }

  fileprivate init(_ field: FieldChange) {
    self.init(
      symbol: field.symbol, name: field.name.visibleLine,
      value: FieldText.change(field) + field.causeText)
  }

  /// The label and the target of a button that comes or goes as a whole, as `[Show me] → step more`.
  fileprivate init?(reply label: FieldChange, _ target: FieldChange) {
    let ending = (label: ".label", target: ".leads_to")
    guard label.name.hasPrefix(FieldName.botSteps), label.name.hasSuffix(ending.label),
      target.name.hasSuffix(ending.target), label.cause == target.cause,
      label.name.dropLast(ending.label.count) == target.name.dropLast(ending.target.count),
      let text = label.onlyValue, let place = target.onlyValue,
      (label.before == nil) == (target.before == nil)
    else { return nil }
    self.init(
      symbol: label.symbol, name: label.name.dropLast(ending.label.count).visibleLine,
      value: StyledText("[\(FieldText.value(text))] → \(FieldText.value(place))")
        + label.causeText)
  }
}

extension FieldChange {
  /// What it is where it comes or goes; nil where it changes.
  fileprivate var onlyValue: FieldValue? {
    switch (before, after) {
    case (nil, let value?), (let value?, nil): value
    case (nil, nil), (_?, _?): nil
    }
  }

  fileprivate var causeText: StyledText {
    switch cause {
    case .files: StyledText()
    case .outside: StyledText("  (changed outside; applying undoes it)", .magenta)
    case .conflict: StyledText("  (changed outside, and in the files)", .magenta)
    }
  }
}

extension String {
  fileprivate var splitAtSlash: (project: Substring, key: Substring) {
    guard let slash = firstIndex(of: "/") else { return ("", self[...]) }
    return (self[..<slash], self[index(after: slash)...])
  }
}
