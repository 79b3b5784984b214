package import JSON

/// Reach as plans, saved and shown, have it.
extension Reach {
  package var json: JSONValue {
    [
      "before": .integer(Int64(before)),
      "after": .integer(Int64(after)),
      "newly_exposed": .integer(Int64(newlyExposed)),
      "exact": .boolean(isExact),
      "no_longer_reached": .integer(Int64(noLongerReached)),
      "everyone": .integer(Int64(everyone)),
      "because": .array(causes.map { .string($0.rawValue) }),
    ]
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    let causes = try fields.texts("because").map { text throws(SpecJSONError) in
      guard let cause = Exposure.Cause(rawValue: text) else {
        throw SpecJSONError(fields.path("because"), .unknownChoice)
      }
      return cause
    }
    self.init(
      before: try fields.count("before"), after: try fields.count("after"),
      newlyExposed: try fields.count("newly_exposed"), isExact: try fields.flag("exact"),
      noLongerReached: try fields.count("no_longer_reached"),
      everyone: try fields.count("everyone"), causes: causes)
  }
}

extension TotalReach {
  package var json: JSONValue {
    [
      "newly_exposed": .integer(Int64(newlyExposed)),
      "distinct": .boolean(isDistinct),
      "everyone": .integer(Int64(everyone)),
    ]
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      newlyExposed: try fields.count("newly_exposed"), isDistinct: try fields.flag("distinct"),
      everyone: try fields.count("everyone"))
  }
}
