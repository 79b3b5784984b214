package import JSON

/// Neighbours as plans, saved and shown, have them.
extension Neighbours {
  package var json: JSONValue {
    ["all": .array(all.map(\.json)), "crowd": crowd?.json ?? .null]
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      all: try fields.objects("all", Neighbour.init(json:)),
      crowd: try fields.optionalObject("crowd").map(Crowd.init))
  }
}

extension Neighbours.Neighbour {
  fileprivate var json: JSONValue {
    [
      "key": .string(key),
      "change": .whole(change.map(Int64.init)),
      "people": .whole((people?.count).map(Int64.init)),
      "at_most": .boolean(people?.isAtMost ?? false),
      "proof": .text(proof?.rawValue),
    ]
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      key: try fields.text("key"), change: try fields.optionalCount("change"),
      people: try fields.headcount("people"),
      proof: try fields.optionalChoice("proof", Neighbours.Proof.self))
  }
}

extension Crowd {
  fileprivate var json: JSONValue {
    [
      "people": .whole((people?.count).map(Int64.init)),
      "at_most": .boolean(people?.isAtMost ?? false),
      "exact": .boolean(isExact),
      "others": .array(others.map(JSONValue.string)),
      "allowed": .integer(Int64(rate.count)),
      "days": .integer(Int64(rate.days)),
    ]
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      people: try fields.headcount("people"), isExact: try fields.flag("exact"),
      others: try fields.texts("others"),
      rate: MessageRate(count: try fields.count("allowed"), days: try fields.count("days")))
  }
}

extension SpecFields {
  fileprivate func optionalCount(_ name: String) throws(SpecJSONError) -> Int? {
    optional(name) == nil ? nil : try count(name)
  }

  /// A number beside which `at_most` says whether it is a bound.
  fileprivate func headcount(_ name: String) throws(SpecJSONError) -> Headcount? {
    let isAtMost = try flag("at_most")
    return try optionalCount(name).map { Headcount($0, isAtMost: isAtMost) }
  }
}
