import Hummingbird

/// What a list was asked for.
struct ListRequest: Equatable {
  var query: MessageQuery
  var page: Int64

  /// A parameter that there is not is refused: a misspelt filter must not widen the answer.
  init(_ request: Request) throws(Refusal) {
    var problems: [Problem] = []
    var cursor = Cursor.start
    query = MessageQuery(after: 0, limit: Self.defaultLimit)
    for (key, value) in request.uri.queryParameters {
      let value = String(value)
      switch key {
      case "per_page":
        if let limit = Self.number(value), Self.limits.contains(limit) {
          query.limit = limit
        } else {
          let limits = "\(Self.limits.lowerBound) and \(Self.limits.upperBound)"
          problems.append(Self.invalid(key, "must be an integer between \(limits)"))
        }
      case "starting_after":
        if let given = Cursor(text: value) {
          cursor = given
        } else {
          problems.append(Self.invalid(key, "is no cursor that this server gave"))
        }
      case "external_id_prefix": query.externalIDPrefix = value
      case "format":
        query.format = MessageFormat(rawValue: value)
        if query.format == nil { problems.append(Self.unknown(key, MessageFormat.self)) }
      case "state":
        query.state = MessageState(rawValue: value)
        if query.state == nil { problems.append(Self.unknown(key, MessageState.self)) }
      default: problems.append(Self.invalid(key, "is not a parameter of this list"))
      }
    }
    if !problems.isEmpty { throw Refusal(problems) }
    query.after = cursor.after
    page = cursor.page
  }

  private static let limits = 1...150
  private static let defaultLimit = 50

  private static func number(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  private static func invalid(_ key: Substring, _ message: String) -> Problem {
    Problem(.parameterInvalid, "\(key) \(message)", field: String(key))
  }

  private static func unknown<Choice>(_ key: Substring, _: Choice.Type) -> Problem
  where Choice: CaseIterable & RawRepresentable<String> {
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    return invalid(key, "must be one of \(names)")
  }
}
