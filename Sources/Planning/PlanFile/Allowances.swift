import JSON

/// What a person allowed a plan beyond what the project does: a saved plan carries it along, so that
/// every gate can be asked again where it is applied.
public struct Allowances: Sendable, Hashable {
  /// A ceiling for live messages that go; nil leaves the project's limit.
  let deletes: Int?
  /// Sorted keys whose outside changes may be overwritten where the files changed too.
  let overwrite: [String]
  /// Sorted keys whose outside pause may be lifted.
  let resume: [String]

  public init(of intent: Intent) {
    deletes = intent.allowDeletes
    overwrite = intent.overwrite.sorted()
    resume = intent.resume.sorted()
  }

  var intent: Intent {
    Intent(allowDeletes: deletes, overwrite: Set(overwrite), resume: Set(resume))
  }
}

extension Allowances {
  var json: JSONValue {
    [
      "deletes": .whole(deletes.map(Int64.init)),
      "overwrite": .array(overwrite.map(JSONValue.string)),
      "resume": .array(resume.map(JSONValue.string)),
    ]
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    deletes = fields.optional("deletes") == nil ? nil : try fields.count("deletes")
    overwrite = try fields.texts("overwrite")
    resume = try fields.texts("resume")
  }
}
