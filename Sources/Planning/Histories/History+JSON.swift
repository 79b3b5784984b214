package import JSON

/// History as plans, saved and shown, have it.
extension History {
  package var json: JSONValue {
    [
      "recipients": .integer(Int64(recipients)),
      "engaged": .integer(Int64(engaged)),
      "simulated": .integer(Int64(simulated)),
      "version": .integer(Int64(version)),
      "recipients_of_version": .integer(Int64(recipientsOfVersion)),
    ]
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    self.init(
      recipients: try fields.count("recipients"), engaged: try fields.count("engaged"),
      simulated: try fields.count("simulated"), version: try fields.count("version"),
      recipientsOfVersion: try fields.count("recipients_of_version"))
  }
}
