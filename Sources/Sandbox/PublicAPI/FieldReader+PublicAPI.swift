import JSON

/// What the bodies of Intercom's public API have in common: fields that there are not are passed over,
/// and what is missing is 400.
extension FieldReader {
  /// Notes that a field must be there, in Intercom's words where it documents some.
  mutating func require(_ scope: Scope, _ name: String, orSay message: String? = nil) {
    guard value(scope, name) == nil else { return }
    add(
      Problem(
        .parameterNotFound, message ?? "\(name) is required", field: name, answeredWith: 400))
  }

  /// The id of a teammate or whatever else is numbered: an integer, as the description has it, or
  /// the digits that answers show it as.
  mutating func number(_ scope: Scope, _ name: String) -> Int64? {
    guard value(scope, name) != nil, let text = identifier(scope, name) else { return nil }
    guard let number = Reference(text: text).id else {
      malformed(scope.path(to: name), "must be an integer")
      return nil
    }
    return number
  }

  /// A body, written as the sandbox keeps it.
  mutating func html(_ scope: Scope, _ name: String) -> String? {
    guard let value = value(scope, name) else { return nil }
    guard let text = value.string else {
      malformed(scope.path(to: name), "must be a string")
      return nil
    }
    return BodyHTML.normal(text)
  }

  /// Notes that a field must be the id of a teammate.
  mutating func noTeammate(_ name: String) { malformed(name, "must be the id of a teammate") }
}

/// How large what the public API keeps may be, in Unicode scalars.
enum PublicAPILimits {
  static let title = 255
  static let label = 255
  static let labels = 100
  static let reactions = 20
  static let reaction = 32
  static let newsfeeds = 100
  static let recipients = 500
  /// Sends that one page of the sandbox's own list holds.
  static let sends = 10_000
}
