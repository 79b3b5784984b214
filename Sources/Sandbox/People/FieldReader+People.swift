import JSON

extension FieldReader {
  mutating func boolean(_ scope: Scope, _ name: String) -> Bool? {
    guard let value = value(scope, name) else { return nil }
    guard let boolean = value.boolean else {
      malformed(scope.path(to: name), "must be true or false")
      return nil
    }
    return boolean
  }

  /// An id of a contact, a tag or a company: digits; nil for a text that is none of these.
  mutating func reference(_ scope: Scope, _ name: String) -> Reference? {
    if value(scope, name) == nil { missing(scope.path(to: name)) }
    return identifier(scope, name).map(Reference.init)
  }

  /// The value of an attribute, null for unknown. Nil, with a problem noted, where it cannot be.
  mutating func attribute(_ attribute: Attribute, _ value: JSONValue, at path: String) -> JSONValue?
  {
    if value.isNull { return .null }
    let count = problems.count
    let read = content(of: attribute, value, at: path)
    return problems.count == count ? read : nil
  }

  private mutating func content(
    of attribute: Attribute, _ value: JSONValue, at path: String
  ) -> JSONValue {
    switch attribute.type {
    case .string:
      let limit = attribute.name == "avatar" ? PeopleLimits.url : PeopleLimits.text
      let layout: TextLayout = attribute.custom == nil ? .line : .copy
      guard let text = text(value, at: path, as: layout, atMost: limit) else { return .null }
      let options = attribute.custom?.options ?? []
      if !options.isEmpty, !options.contains(where: { $0.isSame(as: text) }) {
        wrong(path, "must be one of \(options.joined(separator: ", "))")
      }
    case .integer:
      if value.integer == nil { malformed(path, "must be an integer") }
    case .float:
      if value.double == nil { malformed(path, "must be a number") }
    case .boolean:
      if value.boolean == nil { malformed(path, "must be true or false") }
    case .date:
      if let time = value.integer {
        if !PeopleLimits.times.contains(time) { wrong(path, "must be a time in Unix seconds") }
      } else {
        malformed(path, "must be a time in Unix seconds")
      }
    }
    return value
  }
}

/// What a request names something by: an id that is no number is nobody's.
struct Reference: Sendable, Equatable {
  let text: String

  var id: Int64? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
  }
}

extension String {
  /// The same Unicode scalars; Swift's `==` also takes texts that look the same.
  func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
