/// A path that the sandbox answers, in the router's notation.
enum Route: String, CaseIterable {
  case me = "/me"
  case admins = "/admins"
  case messages = "/messages"
  case message = "/messages/:id"

  /// The same with `*` for what varies.
  var pattern: String { fixed == rawValue ? rawValue : fixed + "*" }

  /// Whether the sandbox answers a path, or some path that begins so where it ends with `*`.
  static func answer(_ path: String) -> Bool { allCases.contains { $0.answers(path) } }

  private func answers(_ path: String) -> Bool {
    guard path.hasSuffix("*") else {
      let rest = path.dropFirst(fixed.count)
      return fixed == rawValue
        ? path == rawValue : path.hasPrefix(fixed) && !rest.isEmpty && !rest.contains("/")
    }
    let beginning = path.dropLast()
    return fixed.hasPrefix(beginning) || fixed != rawValue && beginning.hasPrefix(fixed)
  }

  /// What comes before the part that varies.
  private var fixed: String { String(rawValue.prefix { $0 != ":" }) }
}
