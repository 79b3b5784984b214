import Hummingbird

/// Reads the parameters of a request's query and collects what is wrong with them.
///
/// A parameter that there is not is refused: a misspelt filter must not widen the answer.
struct QueryReader {
  private(set) var problems: [Problem] = []
  private var values: [String: String] = [:]

  init(_ request: Request, _ names: [String]) {
    for (key, value) in request.uri.queryParameters {
      let key = String(key)
      if names.contains(key) {
        values[key] = String(value)
      } else {
        problems.append(Self.invalid(key, "is not a parameter of this list"))
      }
    }
  }

  /// Throws where something is wrong.
  func check() throws(Refusal) {
    if !problems.isEmpty { throw Refusal(problems) }
  }

  func text(_ name: String) -> String? { values[name] }

  mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = values[name] else { return nil }
    if let number = Self.number(text), range.contains(number) { return number }
    refuse(name, "must be an integer between \(range.lowerBound) and \(range.upperBound)")
    return nil
  }

  mutating func boolean(_ name: String) -> Bool? {
    guard let text = values[name] else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      refuse(name, "must be true or false")
      return nil
    }
  }

  mutating func choice<Choice>(_ name: String, of: Choice.Type) -> Choice?
  where Choice: CaseIterable & RawRepresentable<String> {
    guard let text = values[name] else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    refuse(name, "must be one of \(names)")
    return nil
  }

  /// How many a page holds.
  mutating func perPage(otherwise limit: Int = 50) -> Int {
    integer("per_page", in: 1...150) ?? limit
  }

  mutating func cursor(_ list: Cursor.List) -> Cursor {
    guard let text = values["starting_after"] else { return .start(list) }
    if let cursor = Cursor(list, text: text) { return cursor }
    refuse("starting_after", "is no cursor that this server gave")
    return .start(list)
  }

  mutating func refuse(_ name: String, _ message: String) {
    problems.append(Self.invalid(name, message))
  }

  private static func number(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  private static func invalid(_ name: String, _ message: String) -> Problem {
    Problem(.parameterInvalid, "\(name) \(message)", field: name)
  }
}
