import Planning

/// The marks of a plan, as Terraform's where it has one.
enum Symbol: String, CaseIterable {
  case create = "+"
  case update = "~"
  case replace = "-/+"
  case remove = "-"
  case move = ">"
  case adopt = "="
  case outside = "!"

  func painted(_ ink: Ink) -> String {
    switch self {
    case .create: ink.green(rawValue)
    case .update, .move: ink.yellow(rawValue)
    case .replace: ink.red("-") + "/" + ink.green("+")
    case .remove: ink.red(rawValue)
    case .adopt: ink.cyan(rawValue)
    case .outside: ink.magenta(rawValue)
    }
  }
}

/// What the marks of one plan stand for: those that it uses, for what it uses them.
struct Legend {
  private var meanings: [Symbol: Set<Meaning>] = [:]

  /// In the order in which they are said.
  private enum Meaning: Int, CaseIterable {
    case create, restore, adopt, change, replace, delete, archive, move, outside, warning

    var text: String {
      switch self {
      case .create: "create"
      case .restore: "restore"
      case .adopt: "adopt"
      case .change: "change"
      case .replace: "replace"
      case .delete: "delete"
      case .archive: "archive"
      case .move: "new key"
      case .outside: "changed outside"
      case .warning: "take note"
      }
    }
  }

  init(_ plan: Plan) {
    for change in plan.changes {
      add(change.symbol, Self.meaning(of: change))
      for row in change.rows {
        switch row.symbol {
        case nil: break
        case .create: add(.create, .create)
        case .update, .replace: add(.update, .change)
        case .remove: add(.remove, .delete)
        case .move: add(.move, .move)
        case .adopt: add(.adopt, .adopt)
        case .outside: add(.outside, .outside)
        }
      }
      if change.remarks.contains(where: \.isWarning) { add(.outside, .warning) }
    }
    if !plan.notes.isEmpty { add(.outside, .warning) }
  }

  /// Empty where there are no marks.
  func render(_ page: Page) -> String {
    let marks = Symbol.allCases.compactMap { symbol -> String? in
      guard let used = meanings[symbol] else { return nil }
      let words = Meaning.allCases.filter(used.contains).map(\.text)
      return "\(symbol.rawValue) \(words.joined(separator: " or "))"
    }
    guard !marks.isEmpty else { return "" }
    // A mark and its meaning stay together: only what stands between marks may be broken.
    let whole = marks.map { $0.map { $0 == " " ? "\u{A0}" : $0 } }.map { String($0) }
    let lines = StyledText("Marks: " + whole.joined(separator: " · "), .dim)
      .painted(page.ink, from: 0, hanging: 7, width: page.width)
    return String(lines.map { $0 == "\u{A0}" ? " " : $0 })
  }

  private mutating func add(_ symbol: Symbol, _ meaning: Meaning) {
    meanings[symbol, default: []].insert(meaning)
  }

  private static func meaning(of change: Change) -> Meaning {
    switch change.action {
    case .create: .create
    case .restore: .restore
    case .adopt: .adopt
    case .update: change.symbol == .move ? .move : .change
    case .replace: .replace
    case .archive: .archive
    case .delete: .delete
    }
  }
}

extension Change {
  var symbol: Symbol {
    switch action {
    case .create, .restore: .create
    case .adopt: .adopt
    case .update: movedFrom == nil ? .update : .move
    case .replace: .replace
    case .archive, .delete: .remove
    }
  }
}

extension FieldChange {
  var symbol: Symbol {
    if cause != .files { return .outside }
    if before == nil { return .create }
    return after == nil ? .remove : .update
  }
}
