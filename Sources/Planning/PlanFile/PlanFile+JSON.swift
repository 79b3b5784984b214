public import JSON

/// Why a text is not a plan that can be carried out.
public enum PlanFileError: Error, Sendable, Hashable {
  /// It is something else.
  case notAPlan
  /// It ends early, or cannot be read as what herald writes.
  case damaged(reason: String)
  /// Its digest is not that of what it says.
  case altered
  /// A newer herald wrote it.
  case newer(version: Int64)
}

extension PlanFile {
  /// Grows when an older herald could not carry out what a newer one saved.
  public static let version: Int64 = 1
  /// The member by which such a file is known: it comes first.
  static let marker = "herald_plan_file"
  private static let digestMember = "digest"
  /// Rules may be nested deeply, and lie deep in the file already.
  private static let depth = 256

  /// The same bytes for the same plan; members in their order.
  public var text: String {
    var object = json
    object[Self.digestMember] = .string(Self.digest(of: object))
    return JSONValue.object(object).pretty(endsLine: true)
  }

  public init(parsing bytes: [UInt8]) throws(PlanFileError) {
    var object = try Self.object(in: bytes)
    guard let version = object[Self.marker]?.integer else { throw .notAPlan }
    guard version <= Self.version else { throw .newer(version: version) }
    let digest = object[Self.digestMember]
    object[Self.digestMember] = nil
    guard digest == .string(Self.digest(of: object)) else { throw .altered }
    do throws(SpecJSONError) {
      try self.init(json: .object(object))
    } catch {
      throw .damaged(reason: "\(error)")
    }
  }

  private static func object(in bytes: [UInt8]) throws(PlanFileError) -> JSONObject {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes, depth: depth)
    } catch {
      // What was cut off still begins as such a file does.
      let isOne = String(decoding: bytes.prefix(64), as: UTF8.self).contains(#""\#(marker)""#)
      throw isOne ? .damaged(reason: "\(error)") : .notAPlan
    }
    guard let object = value.object else { throw .notAPlan }
    return object
  }

  private static func digest(of object: JSONObject) -> String {
    SHA256.hex(of: JSONValue.object(object).canonical())
  }
}

extension PlanFile {
  private var json: JSONObject {
    [
      Self.marker: .integer(Self.version),
      "project": .string(binding.project),
      "environment": .string(binding.environment),
      "remote": .string(binding.remote),
      "workspace": [
        "id": .string(plan.workspace.id), "name": .string(plan.workspace.name),
        "time_zone": .text(plan.workspace.timeZone),
      ],
      "made_at": .integer(madeAt),
      "commit": .text(commit),
      "stopped": .boolean(!plan.stops.isEmpty),
      "files": files.json,
      "allowed": allowed.json,
      "changes": .array(plan.changes.map { $0.json(sources) }),
      "unchanged": .integer(Int64(plan.unchanged)),
      "reach": plan.reach?.json ?? .null,
      "notes": .array(plan.notes.map(\.json)),
      "stops": .array(plan.stops.map(\.json)),
      "preconditions": .array(preconditions.map(\.json)),
    ]
  }

  private init(json: JSONValue) throws(SpecJSONError) {
    let fields = try SpecFields(json, at: "")
    let workspace = try fields.object("workspace")
    let binding = Binding(
      project: try fields.text("project"), environment: try fields.text("environment"),
      remote: try fields.text("remote"), workspace: try workspace.text("id"))
    var sources: [StepPlace: String] = [:]
    let changes = try fields.objects("changes") { (change) throws(SpecJSONError) in
      try Change(json: change, noting: &sources)
    }
    let plan = Plan(
      project: binding.project, environment: binding.environment,
      workspace: Workspace(
        id: binding.workspace, name: try workspace.text("name"),
        timeZone: try workspace.optionalText("time_zone")),
      changes: changes, unchanged: try fields.count("unchanged"),
      notes: try fields.objects("notes", Note.init(json:)),
      stops: try fields.objects("stops", Stop.init(json:)),
      reach: try fields.optionalObject("reach").map(TotalReach.init))
    self.init(
      binding: binding, madeAt: try fields.integer("made_at"),
      commit: try fields.optionalText("commit"),
      files: try FilesDigest(json: fields.value("files"), at: "/files"),
      allowed: try Allowances(json: fields.object("allowed")), plan: plan,
      preconditions: try fields.objects("preconditions", Precondition.init(json:)),
      sources: sources)
  }
}

extension Precondition {
  fileprivate var json: JSONValue {
    switch self {
    case .absent(let externalID, let change):
      ["change": .integer(Int64(change)), "absent": .string(externalID)]
    case .unmoved(let id, let etag, let change):
      ["change": .integer(Int64(change)), "id": .string(id), "etag": .string(etag)]
    }
  }

  fileprivate init(json fields: SpecFields) throws(SpecJSONError) {
    let change = try fields.count("change")
    if let externalID = try fields.optionalText("absent") {
      self = .absent(externalID: externalID, change: change)
    } else {
      self = .unmoved(id: try fields.text("id"), etag: try fields.text("etag"), change: change)
    }
  }
}
