import Planning

/// The marks of a plan, as Terraform's where it has one.
enum Symbol: String, CaseIterable {
  case create = "+"
  case update = "~"
  case replace = "-/+"
  case remove = "-"
  case move = ">"
  case outside = "!"

  var meaning: String {
    switch self {
    case .create: "create"
    case .update: "change"
    case .replace: "replace"
    case .remove: "delete or archive"
    case .move: "move to another key"
    case .outside: "changed outside, or worth knowing"
    }
  }

  func painted(_ ink: Ink) -> String {
    switch self {
    case .create: ink.green(rawValue)
    case .update, .move: ink.yellow(rawValue)
    case .replace: ink.red("-") + "/" + ink.green("+")
    case .remove: ink.red(rawValue)
    case .outside: ink.magenta(rawValue)
    }
  }
}

extension Change {
  var symbol: Symbol {
    switch action {
    case .create, .restore: .create
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
