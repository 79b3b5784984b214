public import JSON

/// Why a spec could not be read from JSON. Says where and what, never what it held.
public struct SpecJSONError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    case missing
    case notA(String)
    case unknownChoice
    case badRule(String)
    case newerVersion(Int64)
  }

  /// A JSON pointer.
  public let path: String
  public let reason: Reason

  public init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  public var description: String {
    switch reason {
    case .missing: "`\(path)` is missing"
    case .notA(let kind): "`\(path)` is not \(kind)"
    case .unknownChoice: "`\(path)` holds a word that this version does not know"
    case .badRule(let problem): "`\(path)`: \(problem)"
    case .newerVersion(let version):
      "it was written by a newer herald (record version \(version)); update herald"
    }
  }
}

/// The members of a JSON object, read by type; each reading says where it failed.
public struct SpecFields {
  private let object: JSONObject
  private let path: String

  public init(_ value: JSONValue, at path: String) throws(SpecJSONError) {
    guard let object = value.object else { throw SpecJSONError(path, .notA("an object")) }
    self.object = object
    self.path = path
  }

  public func path(_ name: String) -> String { "\(path)/\(name)" }

  /// The member, unless it is absent or null.
  public func optional(_ name: String) -> JSONValue? {
    guard let value = object[name], !value.isNull else { return nil }
    return value
  }

  public func value(_ name: String) throws(SpecJSONError) -> JSONValue {
    guard let value = optional(name) else { throw SpecJSONError(path(name), .missing) }
    return value
  }

  /// The members of an object that maps names to values.
  public func members(_ name: String) throws(SpecJSONError) -> [JSONObject.Member] {
    guard let object = try value(name).object else {
      throw SpecJSONError(path(name), .notA("an object"))
    }
    return object.members
  }

  public func object(_ name: String) throws(SpecJSONError) -> SpecFields {
    try SpecFields(value(name), at: path(name))
  }

  public func optionalObject(_ name: String) throws(SpecJSONError) -> SpecFields? {
    guard let value = optional(name) else { return nil }
    return try SpecFields(value, at: path(name))
  }

  public func text(_ name: String) throws(SpecJSONError) -> String {
    guard let text = try value(name).string else {
      throw SpecJSONError(path(name), .notA("text"))
    }
    return text
  }

  public func optionalText(_ name: String) throws(SpecJSONError) -> String? {
    optional(name) == nil ? nil : try text(name)
  }

  public func integer(_ name: String) throws(SpecJSONError) -> Int64 {
    guard let integer = try value(name).integer else {
      throw SpecJSONError(path(name), .notA("a whole number"))
    }
    return integer
  }

  public func optionalInteger(_ name: String) throws(SpecJSONError) -> Int64? {
    optional(name) == nil ? nil : try integer(name)
  }

  public func flag(_ name: String) throws(SpecJSONError) -> Bool {
    guard let flag = try value(name).boolean else {
      throw SpecJSONError(path(name), .notA("true or false"))
    }
    return flag
  }

  /// False where it is absent.
  public func optionalFlag(_ name: String) throws(SpecJSONError) -> Bool {
    optional(name) == nil ? false : try flag(name)
  }

  public func choice<Choice: RawRepresentable<String>>(
    _ name: String, _ type: Choice.Type
  ) throws(SpecJSONError) -> Choice {
    guard let choice = Choice(rawValue: try text(name)) else {
      throw SpecJSONError(path(name), .unknownChoice)
    }
    return choice
  }

  public func optionalChoice<Choice: RawRepresentable<String>>(
    _ name: String, _ type: Choice.Type
  ) throws(SpecJSONError) -> Choice? {
    optional(name) == nil ? nil : try choice(name, type)
  }

  public func list(_ name: String) throws(SpecJSONError) -> [JSONValue] {
    guard let value = optional(name) else { return [] }
    guard let list = value.array else { throw SpecJSONError(path(name), .notA("a list")) }
    return list
  }

  /// The objects in a list, each with its own place in it.
  public func objects(_ name: String) throws(SpecJSONError) -> [SpecFields] {
    var objects: [SpecFields] = []
    for (index, value) in try list(name).enumerated() {
      objects.append(try SpecFields(value, at: "\(path(name))/\(index)"))
    }
    return objects
  }

  public func texts(_ name: String) throws(SpecJSONError) -> [String] {
    var texts: [String] = []
    for value in try list(name) {
      guard let text = value.string else {
        throw SpecJSONError(path(name), .notA("a list of texts"))
      }
      texts.append(text)
    }
    return texts
  }

  /// Each element of a list, which all are objects.
  package func objects<Element>(
    _ name: String, _ read: (SpecFields) throws(SpecJSONError) -> Element
  ) throws(SpecJSONError) -> [Element] {
    var elements: [Element] = []
    for (index, value) in try list(name).enumerated() {
      elements.append(try read(SpecFields(value, at: path("\(name)/\(index)"))))
    }
    return elements
  }

  /// A number of things, or the number of one.
  package func count(_ name: String) throws(SpecJSONError) -> Int {
    guard let count = Int(exactly: try integer(name)), count >= 0 else {
      throw SpecJSONError(path(name), .notA("a count"))
    }
    return count
  }
}
