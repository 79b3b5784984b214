import JSON

/// An object in a request's body and the path that leads to it.
struct Scope {
  let object: JSONObject
  let path: String

  func path(to name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}

/// Which control characters a text may hold: those that a campaign's file may.
enum TextLayout {
  /// What people read: line feeds and tabs.
  case copy
  /// A name or an address: none.
  case line
  /// Whatever Intercom takes.
  case verbatim

  func admits(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value < 0x20 || scalar.value == 0x7F else { return true }
    return switch self {
    case .copy: scalar == "\n" || scalar == "\t"
    case .line: false
    case .verbatim: true
    }
  }

  /// What a text that holds others is told.
  var demand: String {
    switch self {
    case .copy: "must hold no control characters but line feeds and tabs"
    case .line, .verbatim: "must hold no control characters"
    }
  }
}

/// Reads the fields of a body and collects what is wrong with them.
///
/// A field of the wrong JSON type, or one that there is not, is malformed (400); one with a value
/// that cannot be is wrong (422); null counts as absent.
struct FieldReader {
  private(set) var problems: [Problem] = []

  mutating func malformed(_ field: String, _ message: String) {
    problems.append(Problem(.parameterInvalid, "\(field) \(message)", field: field))
  }

  mutating func wrong(_ field: String, _ message: String) {
    problems.append(Problem(.dataInvalid, "\(field) \(message)", field: field))
  }

  mutating func missing(_ field: String) {
    problems.append(Problem(.parameterNotFound, "\(field) is required", field: field))
  }

  mutating func add(_ problem: Problem) { problems.append(problem) }

  /// Notes every member that is none of these.
  mutating func allow(_ names: [String], in scope: Scope) {
    for member in scope.object.members where !names.contains(member.name) {
      malformed(scope.path(to: member.name), "is not a field of this object")
    }
  }

  /// The value of a member that is there and not null.
  func value(_ scope: Scope, _ name: String) -> JSONValue? {
    guard let value = scope.object[name], !value.isNull else { return nil }
    return value
  }

  mutating func text(
    _ scope: Scope, _ name: String, as layout: TextLayout = .line, atMost limit: Int
  ) -> String? {
    guard let value = value(scope, name) else { return nil }
    return text(value, at: scope.path(to: name), as: layout, atMost: limit)
  }

  mutating func text(
    _ value: JSONValue, at path: String, as layout: TextLayout = .line, atMost limit: Int
  ) -> String? {
    guard let text = value.string else {
      malformed(path, "must be a string")
      return nil
    }
    if text.unicodeScalars.count > limit {
      wrong(path, "must have at most \(limit) characters")
    } else if text.allSatisfy(\.isWhitespace) {
      wrong(path, "must not be empty")
    } else if !text.unicodeScalars.allSatisfy(layout.admits) {
      wrong(path, layout.demand)
    }
    return text
  }

  mutating func integer(
    _ scope: Scope, _ name: String, in range: ClosedRange<Int64>
  ) -> Int64? {
    guard let value = value(scope, name) else { return nil }
    let path = scope.path(to: name)
    guard let integer = value.integer else {
      malformed(path, "must be an integer")
      return nil
    }
    if !range.contains(integer) {
      wrong(path, "must be between \(range.lowerBound) and \(range.upperBound)")
    }
    return integer
  }

  mutating func choice<Choice>(_ scope: Scope, _ name: String, of: Choice.Type) -> Choice?
  where Choice: CaseIterable & RawRepresentable<String> {
    guard let value = value(scope, name) else { return nil }
    let path = scope.path(to: name)
    guard let text = value.string else {
      malformed(path, "must be a string")
      return nil
    }
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    wrong(path, "must be one of \(names)")
    return nil
  }

  mutating func object(_ scope: Scope, _ name: String) -> Scope? {
    guard let value = value(scope, name) else { return nil }
    return object(value, at: scope.path(to: name))
  }

  mutating func object(_ value: JSONValue, at path: String) -> Scope? {
    guard let object = value.object else {
      malformed(path, "must be an object")
      return nil
    }
    return Scope(object: object, path: path)
  }

  mutating func list(_ scope: Scope, _ name: String, atMost limit: Int) -> [JSONValue]? {
    guard let value = value(scope, name) else { return nil }
    let path = scope.path(to: name)
    guard let list = value.array else {
      malformed(path, "must be an array")
      return nil
    }
    if list.count > limit { wrong(path, "must have at most \(limit) elements") }
    return list
  }

  mutating func texts(
    _ scope: Scope, _ name: String, atMost limit: Int, characters: Int
  ) -> [String] {
    var texts: [String] = []
    for (index, value) in (list(scope, name, atMost: limit) ?? []).enumerated() {
      let path = "\(scope.path(to: name)).\(index)"
      guard let text = text(value, at: path, atMost: characters) else { continue }
      texts.append(text)
    }
    return texts
  }

  /// An id: a string, or an integer, which stands for the string of its digits.
  mutating func identifier(_ scope: Scope, _ name: String) -> String? {
    guard let value = value(scope, name) else { return nil }
    if let integer = value.integer { return integer.description }
    return text(
      value, at: scope.path(to: name), as: .verbatim, atMost: MessageLimits.identifier)
  }
}
