import JSON
import Planning
import TestSupport

/// A workspace that does with each step what the messages API says.
struct InMemoryRemote {
  struct Stored: Hashable {
    let id: String
    var version = 1
    var externalID: String?
    var name: String?
    var state: MessageState
    var spec: MessageSpec
    /// As text, as a server keeps it.
    var metadata: String
    var liveAt: Int64?
    var shownAt: Int64?
    var frozenAt: Int64?
    var updatedAt: Int64

    var etag: String { "\"\(version)\"" }
  }

  enum Refusal: Error, Hashable {
    case notFound, taken(holder: String), moved, fixed(String), invalid(String)
  }

  static let admins = [
    Admin(id: "1", email: "ana@acme.test", name: "Ana"),
    Admin(id: "2", email: "bo@acme.test", name: "Bo"),
  ]

  private(set) var messages: [String: Stored] = [:]
  private var lastID = 0
  private(set) var now: Int64 = 1_500_000

  var ids: [String] { messages.keys.sorted { ($0.count, $0) < ($1.count, $1) } }

  mutating func perform(_ step: Step) throws(Refusal) {
    now += 1
    switch step {
    case .create(let draft):
      _ = try insert(draft.externalID, draft)
    case .update(let id, let etag, let draft):
      let message = try message(id, etag)
      try checkFree(draft.externalID, but: id)
      try check(draft)
      if message.liveAt != nil {
        if message.spec.format != draft.spec.format { throw .fixed("format") }
        if message.spec.schedule.send != draft.spec.schedule.send { throw .fixed("send") }
      }
      if message.frozenAt != nil, message.spec.schedule.send == .once,
        message.spec.audience != draft.spec.audience
      {
        throw .fixed("audience")
      }
      change(id) { $0.take(draft) }
    case .delete(let id, let etag):
      _ = try message(id, etag)
      messages[id] = nil
    }
  }

  /// What anybody but herald does to a message, by the same rules.
  mutating func change(_ id: String, _ edit: (inout Stored) -> Void) {
    guard var message = messages[id] else { return }
    edit(&message)
    message.version += 1
    message.updatedAt = now
    if message.state == .live, message.liveAt == nil { message.liveAt = now }
    messages[id] = message
  }

  mutating func remove(_ id: String) { messages[id] = nil }

  mutating func pass(_ seconds: Int64) { now += seconds }

  /// A person is shown a live message; the audience of a one-time one is fixed by then.
  mutating func show(_ id: String) {
    guard var message = messages[id], message.state == .live else { return }
    message.shownAt = message.shownAt ?? now
    if message.spec.schedule.send == .once { message.frozenAt = message.frozenAt ?? now }
    messages[id] = message
  }

  /// A message that herald did not make.
  mutating func insert(
    _ externalID: String?, spec: MessageSpec, metadata: String = "{}"
  ) -> String {
    lastID += 1
    let id = String(lastID)
    messages[id] = Stored(
      id: id, externalID: externalID, name: "by hand", state: .draft, spec: spec,
      metadata: metadata, updatedAt: now)
    change(id) { $0.state = MessageState(spec.status) }
    return id
  }

  func snapshot(of projects: [String]) throws -> Snapshot {
    let found = messages.values.filter { message in
      projects.contains { message.externalID?.hasPrefix("\($0)/") ?? false }
    }
    return Snapshot(
      workspace: Workspace(id: "w", name: "Acme", timeZone: "UTC"), admins: Self.admins,
      messages: try found.map { try $0.read })
  }

  func bystanders() throws -> Bystanders {
    Bystanders(of: try messages.values.map { try $0.read })
  }

  private mutating func insert(_ id: String, _ draft: MessageDraft) throws(Refusal) -> String {
    try checkFree(id, but: nil)
    try check(draft)
    lastID += 1
    let key = String(lastID)
    var message = Stored(
      id: key, state: .draft, spec: draft.spec, metadata: "{}", updatedAt: now)
    message.take(draft)
    messages[key] = message
    change(key) { _ in }
    return key
  }

  private func message(_ id: String, _ etag: String) throws(Refusal) -> Stored {
    guard let message = messages[id] else { throw .notFound }
    guard message.etag == etag else { throw .moved }
    return message
  }

  private func checkFree(_ externalID: String, but id: String?) throws(Refusal) {
    let holder = messages.values.first { $0.externalID == externalID && $0.id != id }
    if let holder { throw .taken(holder: holder.id) }
  }

  private func check(_ draft: MessageDraft) throws(Refusal) {
    let spec = draft.spec
    guard case .id(let id) = spec.sender, Self.admins.contains(where: { $0.id == id }) else {
      throw .invalid("from")
    }
    if (spec.format == .bot) != (spec.bot != nil) { throw .invalid("bot") }
    if (spec.format == .bot) == (spec.body != nil) { throw .invalid("body") }
    if spec.title != nil, spec.format != .post { throw .invalid("title") }
    if (spec.format == .tooltip) != (spec.display.anchor != nil) { throw .invalid("anchor") }
  }
}

extension InMemoryRemote.Stored {
  fileprivate mutating func take(_ draft: MessageDraft) {
    externalID = draft.externalID
    name = draft.name
    state = draft.state
    spec = draft.spec
    var metadata = draft.otherMetadata
    metadata[Record.metadataName] = .object(draft.record.json)
    self.metadata = JSONValue.object(metadata).compactText
  }

  /// As a client reads it: the record through its JSON text.
  var read: RemoteMessage {
    get throws {
      var spec = spec
      switch state {
      case .draft, .archived: spec.status = .draft
      case .live: spec.status = .live
      case .paused: spec.status = .paused
      }
      var other = try JSONValue(parsing: metadata).object ?? [:]
      let kept = other[Record.metadataName]
      other[Record.metadataName] = nil
      var record: Record?
      var problem: SpecJSONError?
      do throws(SpecJSONError) {
        record = try kept.map { value throws(SpecJSONError) in try Record(json: value) }
      } catch {
        problem = error
      }
      return RemoteMessage(
        id: id, etag: etag, externalID: externalID, name: name, state: state, spec: spec,
        record: record, recordProblem: problem, otherMetadata: other, liveAt: liveAt,
        shownAt: shownAt, audienceFrozenAt: frozenAt, updatedAt: updatedAt)
    }
  }
}
