package import JSON

/// Reach as plans, saved and shown, have it.
extension Reach {
  /// Its numbers by their names, in their order.
  private static let numbers: [(name: String, of: @Sendable (Reach) -> Headcount)] = [
    ("before", { $0.before }), ("after", { $0.after }),
    ("newly_exposed", { $0.newlyExposed }), ("no_longer_reached", { $0.noLongerReached }),
  ]

  package var json: JSONValue {
    var object: JSONObject = [:]
    for (name, number) in Self.numbers { object[name] = .integer(Int64(number(self).count)) }
    object["at_most"] = .array(
      Self.numbers.filter { $0.of(self).isAtMost }.map { .string($0.name) })
    object["everyone"] = .integer(Int64(everyone))
    object["because"] = .array(causes.map { .string($0.rawValue) })
    return .object(object)
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    let causes = try fields.texts("because").map { text throws(SpecJSONError) in
      guard let cause = Exposure.Cause(rawValue: text) else {
        throw SpecJSONError(fields.path("because"), .unknownChoice)
      }
      return cause
    }
    let bounds = try fields.texts("at_most")
    let names = Self.numbers.map(\.name)
    guard bounds.allSatisfy(names.contains) else {
      throw SpecJSONError(fields.path("at_most"), .unknownChoice)
    }
    let numbers = try names.map { name throws(SpecJSONError) in
      Headcount(try fields.count(name), isAtMost: bounds.contains(name))
    }
    self.init(
      before: numbers[0], after: numbers[1], newlyExposed: numbers[2],
      noLongerReached: numbers[3], everyone: try fields.count("everyone"), causes: causes)
  }
}

extension TotalReach {
  package var json: JSONValue {
    [
      "newly_exposed": .integer(Int64(newlyExposed.count)),
      "at_most": .boolean(newlyExposed.isAtMost),
      "everyone": .integer(Int64(everyone)),
    ]
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      newlyExposed: Headcount(
        try fields.count("newly_exposed"), isAtMost: try fields.flag("at_most")),
      everyone: try fields.count("everyone"))
  }
}
