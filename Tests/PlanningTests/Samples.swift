import Audiences
import JSON
import Planning

/// Short ways to say what the files ask and what a workspace holds.
enum Sample {
  static let admins = [
    Admin(id: "1", email: "ana@acme.test", name: "Ana"),
    Admin(id: "2", email: "bo@acme.test", name: "Bo"),
  ]

  static func spec(_ edit: (inout MessageSpec) -> Void = { _ in }) -> MessageSpec {
    var spec = MessageSpec(
      format: .chat, status: .live, sender: .email("ana@acme.test"), audience: .everyone,
      body: "Hello there")
    edit(&spec)
    return spec
  }

  static func file(
    _ key: String, formerKeys: [String] = [], lifecycle: Lifecycle = Lifecycle(),
    path: String? = nil, _ edit: (inout MessageSpec) -> Void = { _ in }
  ) -> DesiredMessage {
    DesiredMessage(
      key: key, formerKeys: formerKeys, spec: spec(edit), lifecycle: lifecycle,
      place: Place(path: path ?? "\(key).yaml", line: 1))
  }

  static func desired(
    _ files: [DesiredMessage], project: String = "acme", formerProjects: [String] = [],
    limits: Limits = Limits(deletes: .percent(100))
  ) -> DesiredSet {
    DesiredSet(
      project: project, formerProjects: formerProjects, environment: "production",
      messages: files, limits: limits)
  }

  static func plan(
    _ files: [DesiredMessage], over messages: [RemoteMessage], intent: Intent = Intent(),
    now: Int64 = 1_000
  ) -> Plan {
    plan(desired(files), over: messages, intent: intent, now: now)
  }

  static func plan(
    _ desired: DesiredSet, over messages: [RemoteMessage], intent: Intent = Intent(),
    now: Int64 = 1_000
  ) -> Plan {
    let snapshot = Snapshot(
      workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: admins,
      messages: messages)
    return Planner(
      desired, over: snapshot, intent: intent, commit: GitCommit(id: "c0ffee"), now: now
    ).plan()
  }
}

/// What a workspace holds of a campaign that was applied.
struct Applied {
  var key: String
  var id: String
  var etag = "\"7\""
  var externalID: String?
  var project = "acme"
  var environment = "production"
  var state: MessageState
  var lifecycle = Lifecycle()
  var formerKeys: [String] = []
  var formerIDs: [String] = []
  var archivedFrom: MessageState?
  var base: MessageSpec
  /// What people changed since.
  var outside: (inout MessageSpec) -> Void = { _ in }
  var liveAt: Int64?
  var shownAt: Int64?
  var frozenAt: Int64?
  var updatedAt: Int64 = 0
  var name: String?
  var otherMetadata: JSONObject = [:]

  init(_ key: String, id: String? = nil, with change: (inout Applied) -> Void = { _ in }) {
    self.init(key, id: id, edit: { _ in }, with: change)
  }

  init(
    _ key: String, id: String? = nil, edit: (inout MessageSpec) -> Void,
    with change: (inout Applied) -> Void = { _ in }
  ) {
    self.key = key
    self.id = id ?? "id-\(key)"
    base = Sample.spec(edit)
    state = MessageState(base.status)
    liveAt = state == .live ? 100 : nil
    change(&self)
  }

  var message: RemoteMessage {
    var spec = base
    outside(&spec)
    spec.sender = .id(spec.sender.text.hasPrefix("bo") ? "2" : "1")
    switch state {
    case .draft, .archived: spec.status = .draft
    case .live: spec.status = .live
    case .paused: spec.status = .paused
    }
    return RemoteMessage(
      id: id, etag: etag, externalID: externalID ?? "\(project)/\(key)", name: name ?? key,
      state: state, spec: spec,
      record: Record(
        project: project, environment: environment, key: key, formerKeys: formerKeys,
        formerIDs: formerIDs, lifecycle: lifecycle, revision: 3,
        provenance: Provenance(file: "\(key).yaml"),
        archivedFrom: archivedFrom, lastApplied: base),
      otherMetadata: otherMetadata, liveAt: liveAt, shownAt: shownAt,
      audienceFrozenAt: frozenAt, updatedAt: updatedAt)
  }
}

extension Change {
  func field(_ name: String) -> FieldChange? { fields.first { $0.name == name } }

  var drafts: [MessageDraft] { steps.compactMap(\.draft) }
}
