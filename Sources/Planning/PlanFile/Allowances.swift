import JSON

/// What a person allowed a plan beyond what the project does: a saved plan carries it along, so that
/// every gate can be asked again where it is applied.
public struct Allowances: Sendable, Hashable {
  /// A ceiling for live messages that go; nil leaves the project's limit.
  let deletes: Int?
  /// A ceiling for people; nil leaves the project's limits.
  let reach: Int?
  /// Whether it may be applied while the project is frozen.
  let freeze: Bool
  /// Whether people were counted, and are to be counted again.
  let countsPeople: Bool
  /// Sorted keys whose outside changes may be overwritten where the files changed too.
  let overwrite: [String]
  /// Sorted keys whose outside pause may be lifted.
  let resume: [String]

  public init(of intent: Intent) {
    deletes = intent.allowDeletes
    reach = intent.allowReach
    freeze = intent.allowFreeze
    countsPeople = intent.countsPeople
    overwrite = intent.overwrite.sorted()
    resume = intent.resume.sorted()
  }

  package var intent: Intent {
    Intent(
      allowDeletes: deletes, allowReach: reach, allowFreeze: freeze, countsPeople: countsPeople,
      overwrite: Set(overwrite), resume: Set(resume))
  }
}

extension Allowances {
  var json: JSONValue {
    [
      "deletes": .whole(deletes.map(Int64.init)),
      "reach": .whole(reach.map(Int64.init)),
      "freeze": .boolean(freeze),
      "counts_people": .boolean(countsPeople),
      "overwrite": .array(overwrite.map(JSONValue.string)),
      "resume": .array(resume.map(JSONValue.string)),
    ]
  }

  init(json fields: SpecFields) throws(SpecJSONError) {
    deletes = fields.optional("deletes") == nil ? nil : try fields.count("deletes")
    reach = fields.optional("reach") == nil ? nil : try fields.count("reach")
    freeze = try fields.flag("freeze")
    countsPeople = try fields.flag("counts_people")
    overwrite = try fields.texts("overwrite")
    resume = try fields.texts("resume")
  }
}
