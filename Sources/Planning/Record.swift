public import JSON

/// What herald remembers with a message, in the message's own metadata: there is no state file.
public struct Record: Sendable, Hashable {
  public var project: String
  public var environment: String
  public var key: String
  /// Keys that it had before, the latest last: a file with one of them is a rename back.
  public var formerKeys: [String]
  /// External ids that it had under other names of its project, the latest last: whoever is about to
  /// create one of them would show the message again.
  public var formerIDs: [String]
  /// Kept here so that it outlives the file.
  public var lifecycle: Lifecycle
  /// 1 for the first, one more with every change that herald applies.
  public var revision: Int
  public var provenance: Provenance
  /// The revisions before this one, the latest last; those longest ago are forgotten.
  public var history: [Revision]
  /// The state that it had when herald archived it; nil when it is not archived, or others did it.
  /// A pause made outside so outlives a removal and its revert.
  public var archivedFrom: MessageState?
  /// What the files said when it was last applied: told apart from what the remote holds now, it
  /// shows who changed what.
  @Boxed public var lastApplied: MessageSpec

  public init(
    project: String, environment: String, key: String, formerKeys: [String] = [],
    formerIDs: [String] = [], lifecycle: Lifecycle = Lifecycle(), revision: Int = 1,
    provenance: Provenance = Provenance(), history: [Revision] = [],
    archivedFrom: MessageState? = nil, lastApplied: MessageSpec
  ) {
    self.project = project
    self.environment = environment
    self.key = key
    self.formerKeys = formerKeys
    self.formerIDs = formerIDs
    self.lifecycle = lifecycle
    self.revision = revision
    self.provenance = provenance
    self.history = history
    self.archivedFrom = archivedFrom
    self.lastApplied = lastApplied
  }
}

extension Record {
  /// How many former keys, and former ids, are remembered: a message's metadata has its limit.
  static let longestMemory = 50
  /// How many revisions before the present one are remembered: every plan reads them all.
  static let longestHistory = 20

  /// The present revision.
  public var present: Revision { Revision(number: revision, key: key, provenance: provenance) }

  /// What the next revision remembers of this one and those before it.
  var past: [Revision] { (history + [present]).suffix(Self.longestHistory) }

  /// Gives the message another name, and remembers the one that it has.
  mutating func rename(project newProject: String, key newKey: String) {
    if key != newKey {
      formerKeys.removeAll { $0 == key || $0 == newKey }
      formerKeys = (formerKeys + [key]).suffix(Self.longestMemory)
    }
    if project != newProject {
      let (old, new) = (
        externalID(project: project, key: key), externalID(project: newProject, key: newKey)
      )
      formerIDs.removeAll { $0 == old || $0 == new }
      formerIDs = (formerIDs + [old]).suffix(Self.longestMemory)
    }
    (project, key) = (newProject, newKey)
  }

  /// The member of a message's metadata that holds the record.
  public static let metadataName = "herald"
  /// Grows when an older herald could not read what a newer one wrote.
  public static let version: Int64 = 1

  public var json: JSONObject {
    var object: JSONObject = [
      "version": .integer(Self.version),
      "project": .string(project),
      "environment": .string(environment),
      "key": .string(key),
      "former_keys": .array(formerKeys.map(JSONValue.string)),
      "protect": .boolean(lifecycle.protect),
      "on_removal": .string(lifecycle.onRemoval.rawValue),
      "revision": .integer(Int64(revision)),
    ]
    if !formerIDs.isEmpty { object["former_ids"] = .array(formerIDs.map(JSONValue.string)) }
    provenance.add(to: &object)
    if !history.isEmpty { object["history"] = .array(history.map(\.json)) }
    if let archivedFrom { object["archived_from"] = .string(archivedFrom.rawValue) }
    object["last_applied"] = .object(lastApplied.json)
    return object
  }

  /// Reads what `json` wrote; unknown members are left alone, so that a later herald may add some.
  public init(json: JSONValue) throws(SpecJSONError) {
    let fields = try SpecFields(json, at: "")
    let version = try fields.integer("version")
    guard version <= Self.version else { throw SpecJSONError("/version", .newerVersion(version)) }
    let present = try Revision(fields)
    self.init(
      project: try fields.text("project"), environment: try fields.text("environment"),
      key: present.key, formerKeys: try fields.texts("former_keys"),
      formerIDs: try fields.texts("former_ids"),
      lifecycle: Lifecycle(
        protect: try fields.flag("protect"),
        onRemoval: try fields.choice("on_removal", Lifecycle.OnRemoval.self)),
      revision: present.number, provenance: present.provenance,
      history: try fields.objects("history").map(Revision.init),
      archivedFrom: try fields.optionalChoice("archived_from", MessageState.self),
      lastApplied: try MessageSpec(json: fields.value("last_applied"), at: "/last_applied"))
  }
}
