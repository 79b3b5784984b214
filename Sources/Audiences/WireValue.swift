import JSON

/// A value of the wire and the pointer that leads to it.
struct WireValue {
  let value: JSONValue
  let pointer: WirePointer

  init(_ value: JSONValue, at pointer: WirePointer) {
    self.value = value
    self.pointer = pointer
  }

  func error(_ reason: RuleWireError.Reason) -> RuleWireError {
    RuleWireError(path: pointer.text, reason)
  }

  func object() throws(RuleWireError) -> WireObject {
    guard let object = value.object else { throw error(.expected("an object")) }
    return WireObject(object, at: pointer)
  }

  /// The elements of an array that holds at least one.
  func elements() throws(RuleWireError) -> [WireValue] {
    guard let array = value.array else { throw error(.expected("an array")) }
    if array.isEmpty { throw error(.empty) }
    return array.enumerated().map { WireValue($1, at: .member(String($0), of: pointer)) }
  }

  func text() throws(RuleWireError) -> String {
    guard let string = value.string else { throw error(.expected("a string")) }
    return string
  }

  /// Text that names something: it is not empty.
  func name() throws(RuleWireError) -> String {
    let text = try text()
    if text.isEmpty { throw error(.empty) }
    return text
  }

  func boolean() throws(RuleWireError) -> Bool {
    guard let boolean = value.boolean else { throw error(.expected("`true` or `false`")) }
    return boolean
  }

  /// A finite number that a double holds exactly.
  func number() throws(RuleWireError) -> Double {
    switch value {
    case .integer(let integer):
      guard let exact = Double(exactly: integer) else { throw error(.inexactNumber) }
      return exact
    case .number(let number):
      guard number.isFinite else { throw error(.expected("a finite number")) }
      return number
    case .null, .boolean, .string, .array, .object:
      throw error(.expected("a number"))
    }
  }

  func span() throws(RuleWireError) -> TimeSpan {
    let object = try object()
    try object.allow(["amount", "unit"])
    let amount = try object.member("amount")
    let unit = try object.member("unit").choice(of: TimeSpan.Unit.self)
    guard let count = amount.value.integer else { throw amount.error(.expected("an integer")) }
    guard let span = Int(exactly: count).flatMap({ TimeSpan(bounded: $0, unit) }) else {
      throw amount.error(.spanTooLong)
    }
    return span
  }

  func day() throws(RuleWireError) -> CalendarDate {
    guard let day = CalendarDate(try text()) else { throw error(.noSuchDay) }
    return day
  }

  func choice<Choice>(of choices: Choice.Type) throws(RuleWireError) -> Choice
  where Choice: CaseIterable & RawRepresentable<String> {
    guard let choice = Choice(rawValue: try text()) else {
      throw error(.notOneOf(Choice.allCases.map(\.rawValue)))
    }
    return choice
  }
}

/// An object of the wire and the pointer that leads to it.
struct WireObject {
  let value: JSONObject
  let pointer: WirePointer

  init(_ value: JSONObject, at pointer: WirePointer) {
    self.value = value
    self.pointer = pointer
  }

  func error(_ reason: RuleWireError.Reason) -> RuleWireError {
    RuleWireError(path: pointer.text, reason)
  }

  func optionalMember(_ name: String) -> WireValue? {
    value[name].map { WireValue($0, at: .member(name, of: pointer)) }
  }

  func member(_ name: String) throws(RuleWireError) -> WireValue {
    guard let member = optionalMember(name) else { throw error(.missing(name)) }
    return member
  }

  /// Throws at the first member that is none of these.
  func allow(_ names: [String]) throws(RuleWireError) {
    for member in value.members where !names.contains(member.name) {
      throw RuleWireError(
        path: WirePointer.member(member.name, of: pointer).text, .unknownMember(member.name))
    }
  }
}

/// The way to a value; its text is only made when there is something to say about the place.
indirect enum WirePointer {
  case root
  case member(String, of: WirePointer)

  /// A JSON pointer (RFC 6901).
  var text: String {
    switch self {
    case .root: ""
    case .member(let name, let parent): "\(parent.text)/\(Self.escaped(name))"
    }
  }

  private static func escaped(_ name: String) -> String {
    name.map { character in
      switch character {
      case "~": "~0"
      case "/": "~1"
      default: String(character)
      }
    }.joined()
  }
}
