import JSON

/// The JSON object of a request's body, parsed and verbatim.
struct RequestDocument {
  let object: JSONObject
  let verbatim: VerbatimJSON

  init(parsing bytes: [UInt8]) throws(Refusal) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw Refusal(Problem(.parameterInvalid, "the body is not JSON: \(error)"))
    }
    guard let object = value.object else {
      throw Refusal(Problem(.parameterInvalid, "the body must be a JSON object"))
    }
    self.object = object
    verbatim = VerbatimJSON(wellFormed: bytes)
  }
}
