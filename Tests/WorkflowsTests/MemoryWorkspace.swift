import Audiences
import Measuring
import Planning
import Remote
import Synchronization
import TestSupport

/// A workspace in memory that keeps what is written, and counts who looks and who writes.
final class MemoryWorkspace: Destination, StatsReading {
  fileprivate struct State {
    var messages: [String: RemoteMessage] = [:]
    var nextID = 1
    var snapshots = 0
    var wideLooks = 0
    var steps = 0
    var failure: RemoteError?
    var stepFailures: [String: RemoteError] = [:]
    var snapshotFailures: [Int: RemoteError] = [:]
    var beforeSnapshot: [Int: @Sendable (MemoryWorkspace) -> Void] = [:]
    var count: @Sendable (Rule) -> Result<PeopleCount, RemoteError> = { _ in
      .success(.people(0, of: 0))
    }
    var counted = 0
    var facts = WorkspaceFacts.none
    var asked: [WorkspaceFacts.Topics] = []
    /// By key.
    var did: [String: (recipients: Int, engaged: Int, day: CalendarDate?)] = [:]
    var statsAsked = 0
    var statsFailure: RemoteError?
    var alter: @Sendable (MessageSpec) -> MessageSpec = { $0 }
  }

  static let admin = Admin(id: "5001", email: "ana@acme.test", name: "Ana")
  private let state = Mutex(State())

  var snapshotCount: Int { state.withLock { $0.snapshots } }
  /// How often all that the workspace holds was read.
  var wideLookCount: Int { state.withLock { $0.wideLooks } }
  var stepCount: Int { state.withLock { $0.steps } }
  var messages: [RemoteMessage] {
    state.withLock { $0.messages.values.sorted { $0.id < $1.id } }
  }

  /// Everything from now on ends so.
  func fail(with error: RemoteError) { state.withLock { $0.failure = error } }

  /// The write of a message with this `external_id` ends so.
  func fail(_ externalID: String, with error: RemoteError) {
    state.withLock { $0.stepFailures[externalID] = error }
  }

  /// A reading ends so, told by how many came before it.
  func fail(snapshot number: Int, with error: RemoteError) {
    state.withLock { $0.snapshotFailures[number] = error }
  }

  /// Something happens just before a reading, told by how many came before it.
  func before(snapshot number: Int, _ event: @escaping @Sendable (MemoryWorkspace) -> Void) {
    state.withLock { $0.beforeSnapshot[number] = event }
  }

  /// Somebody else deletes a message.
  func remove(_ externalID: String) {
    state.withLock { state in
      for (id, message) in state.messages where message.externalID == externalID {
        state.messages[id] = nil
      }
    }
  }

  /// Somebody else changes what the workspace holds of a key.
  func change(_ externalID: String, body: String) {
    state.withLock { state in
      guard let message = state.messages.values.first(where: { $0.externalID == externalID }),
        let version = Int(message.etag)
      else { return }
      var spec = message.spec
      spec.body = body
      state.messages[message.id] = RemoteMessage(
        id: message.id, etag: String(version + 1), externalID: externalID, name: message.name,
        state: message.state, spec: spec, record: message.record,
        otherMetadata: message.otherMetadata, liveAt: message.liveAt)
    }
  }

  /// Keeps something else than it is given.
  func alter(_ alter: @escaping @Sendable (MessageSpec) -> MessageSpec) {
    state.withLock { $0.alter = alter }
  }

  func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    state.withLock { $0.beforeSnapshot[$0.snapshots] }?(self)
    let (messages, failure) = state.withLock { state in
      let failure = state.snapshotFailures[state.snapshots] ?? state.failure
      state.snapshots += 1
      return (Array(state.messages.values), failure)
    }
    if let failure { throw failure }
    return Snapshot(
      workspace: Workspace(id: "w", name: "Acme", timeZone: "America/New_York"),
      admins: [Self.admin],
      messages: messages.map { shown($0) }.filter { message in
        projects.contains { message.externalID?.hasPrefix("\($0)/") ?? false }
      })
  }

  func bystanders() async throws(RemoteError) -> Bystanders {
    let (messages, failure) = state.withLock { state in
      state.wideLooks += 1
      return (Array(state.messages.values), state.failure)
    }
    if let failure { throw failure }
    return Bystanders(of: messages)
  }

  /// Answers so when it is asked how many people a rule matches.
  func count(_ count: @escaping @Sendable (Rule) -> Result<PeopleCount, RemoteError>) {
    state.withLock { $0.count = count }
  }

  /// Knows people so from now on.
  func know(_ facts: WorkspaceFacts) { state.withLock { $0.facts = facts } }

  /// What it was asked about, in that order.
  var askedTopics: [WorkspaceFacts.Topics] { state.withLock { $0.asked } }

  func facts(
    about topics: WorkspaceFacts.Topics
  ) async throws(RemoteError) -> WorkspaceFacts {
    state.withLock { state in
      state.asked.append(topics)
      return state.facts
    }
  }

  /// How often it was asked how many people a rule matches.
  var countedRules: Int { state.withLock { $0.counted } }

  func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount {
    let count = state.withLock { state in
      state.counted += 1
      return state.count
    }
    return try count(rule).get()
  }

  /// A message has been received, and clicked, by so many; on one day, if that is told.
  func show(
    _ key: String, to recipients: Int, engaging engaged: Int, on day: CalendarDate? = nil
  ) {
    state.withLock { $0.did[key] = (recipients, engaged, day) }
  }

  /// Everybody who asks what messages did gets this answer.
  func failStats(with error: RemoteError) { state.withLock { $0.statsFailure = error } }

  /// The message as it is once somebody has been shown it.
  private func shown(_ message: RemoteMessage) -> RemoteMessage {
    let did = state.withLock { state in message.record.flatMap { state.did[$0.key] } }
    return RemoteMessage(
      id: message.id, etag: message.etag, externalID: message.externalID, name: message.name,
      state: message.state, spec: message.spec, record: message.record,
      otherMetadata: message.otherMetadata, liveAt: message.liveAt,
      shownAt: did.map { _ in 1 })
  }

  /// How often it was asked what messages did.
  var askedStats: Int { state.withLock { $0.statsAsked } }

  func stats(
    of projects: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    let (stats, failure) = state.withLock { state in
      state.statsAsked += 1
      let stats = state.messages.values.map { state.stats(of: $0) }
      return (stats, state.statsFailure ?? state.failure)
    }
    if let failure { throw failure }
    return stats
  }

  func newestDay(of projects: [String]) async throws(RemoteError) -> CalendarDate? {
    try await stats(of: projects, since: nil).newestDay
  }

  func stats(
    ofEach ids: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    var found: [MessageStats] = []
    for id in ids {
      found += try await stats(of: [], since: since).filter { $0.messageID == id }
    }
    return found
  }

  func perform(_ step: Step) async throws(RemoteError) -> StepResult {
    let result: Result<StepResult, RemoteError> = state.withLock { state in
      state.steps += 1
      if let failure = state.failure { return .failure(failure) }
      if let failure = step.draft.flatMap({ state.stepFailures[$0.externalID] }) {
        return .failure(failure)
      }
      switch step {
      case .create(let draft):
        let id = String(state.nextID)
        state.nextID += 1
        return .success(.written(state.keep(draft, as: id, version: 1)))
      case .update(let id, let etag, let draft):
        guard state.messages[id]?.etag == etag, let version = Int(etag) else {
          return .failure(.moved)
        }
        return .success(.written(state.keep(draft, as: id, version: version + 1)))
      case .delete(let id, let etag):
        guard state.messages[id]?.etag == etag else { return .failure(.moved) }
        state.messages[id] = nil
        return .success(.deleted)
      }
    }
    return try result.get()
  }
}

extension MemoryWorkspace.State {
  fileprivate func stats(of message: RemoteMessage) -> MessageStats {
    let did = message.record.flatMap { self.did[$0.key] } ?? (0, 0, nil)
    let counts = Counts(
      recipients: did.recipients, impressions: did.recipients, clicks: did.engaged, dismissals: 0,
      replies: 0, completions: 0, engaged: did.engaged, goals: 0, simulated: 0)
    return MessageStats(
      messageID: message.id, version: 1, totals: counts,
      days: did.day.map { [.init(day: $0, counts: counts)] } ?? [],
      versions: [.init(number: 1, createdAt: nil, origin: nil, counts: counts)],
      countsPartly: false)
  }

  fileprivate mutating func keep(
    _ draft: MessageDraft, as id: String, version: Int
  ) -> RemoteMessage {
    let message = RemoteMessage(
      id: id, etag: String(version), externalID: draft.externalID, name: draft.name,
      state: draft.state, spec: alter(draft.spec), record: draft.record,
      otherMetadata: draft.otherMetadata, liveAt: draft.state == .live ? 1 : nil)
    messages[id] = message
    return message
  }
}
