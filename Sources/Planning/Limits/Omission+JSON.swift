package import JSON

/// A campaign that is left out, as plans and saved plans have it.
extension Omission {
  package var json: JSONValue {
    [
      "key": .string(key),
      "because": .array(shortcomings.map { .string($0.rawValue) }),
      "held": .boolean(isHeld),
    ]
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    var shortcomings: [Shortcoming] = []
    for name in try fields.texts("because") {
      guard let known = Shortcoming(rawValue: name) else {
        throw SpecJSONError(fields.path("because"), .unknownChoice)
      }
      shortcomings.append(known)
    }
    self.init(
      key: try fields.text("key"), shortcomings: shortcomings, isHeld: try fields.flag("held"))
  }
}
