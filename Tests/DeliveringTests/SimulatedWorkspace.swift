import Audiences
import Planning
import Remote
import Synchronization
import TestSupport

/// A workspace in memory that behaves as badly as a real one may: answers are lost, requests fail,
/// search lags, and whoever delivers is killed.
final class SimulatedWorkspace: DeliveryRemote {
  /// What may go wrong with a request, of 1,000.
  struct Faults {
    /// The request is lost, and nothing was done.
    var lostBefore = 0
    /// The answer is lost, and it was done.
    var lostAfter = 0
    /// A refusal that says that nothing was done.
    var refused = 0
    /// The answer is lost, and it is done some seconds later.
    var late = 0
  }

  private struct State {
    var message: RemoteMessage
    var isRemoved = false
    var log: DeliveryLog?
    var tags: [String: String] = [:]
    /// Ids of contacts by tag.
    var tagged: [String: Set<String>] = [:]
    /// What search knows of them.
    var searched: [String: Set<String>] = [:]
    var people: [String]
    /// How many messages each got.
    var inbox: [String: Int] = [:]
    /// Whom each search has found so far.
    var searches: [Set<String>] = []
    var random: SeededRandom
    var calls = 0
    /// The request before which the process dies; nothing it asks from then on is done.
    var deathAt: Int?
    var onSend: (@Sendable (Int) -> Void)?
    var onLogWritten: (@Sendable () -> Void)?
    /// Called between what was done and its answer.
    var onLogRead: (@Sendable () -> Void)?
    var onClaim: (@Sendable (String) -> Void)?
    /// Seconds after which a claim arrives that got no answer, by the ids of contacts.
    var lateClaims: [String: Int64] = [:]
    var onLedgerRead: (@Sendable () async -> Void)?
    /// Seconds after which a log arrives whose writing got no answer, and how many are written before.
    var lateLog: (afterWrites: Int, seconds: Int64)?
    /// What the last log was to be written within.
    var timeToWrite: Duration?
    /// How many writes of the log are taken before one is refused.
    var writesUntilRefusal: Int?
    var onPage: (@Sendable (Int) -> Void)?
    /// How many sends the workspace takes none of, as its limit is used up.
    var limited = 0
    var onLimited: (@Sendable () -> Void)?
    /// Ids of contacts whose messages are refused.
    var refused: Set<String> = []
    /// Of how many it cannot be told whether they match.
    var undecided = 0
    var now: Int64 = 1_800_000_000
    /// What is still under way, and when it arrives.
    var underWay: [(arrivesAt: Int64, done: @Sendable (inout State) -> Void)] = []

    /// Does what has arrived by now.
    mutating func arrive() {
      let arrived = underWay.filter { $0.arrivesAt <= now }.sorted { $0.arrivesAt < $1.arrivesAt }
      underWay.removeAll { $0.arrivesAt <= now }
      for request in arrived { request.done(&self) }
    }
  }

  private let state: Mutex<State>
  let faults: Faults

  init(
    people: Int, send: Schedule.Send = .ongoing, faults: Faults = Faults(), seed: UInt64 = 1
  ) {
    self.faults = faults
    let spec = MessageSpec(
      format: .chat, status: .live, sender: .id("5001"), audience: .everyone, body: "Hello.",
      schedule: Schedule(send: send))
    let message = RemoteMessage(
      id: "1", etag: "a", externalID: "acme/hello", name: "hello", state: .live, spec: spec,
      record: Record(
        project: "acme", environment: "production", key: "hello", lastApplied: spec))
    state = Mutex(
      State(
        message: message, people: (0..<people).map { "c\($0)" },
        random: SeededRandom(seed: seed)))
  }

  // MARK: What tests see and do

  var inbox: [String: Int] { state.withLock { $0.inbox } }
  var keptLog: DeliveryLog? {
    state.withLock { state in
      state.arrive()
      return state.log
    }
  }
  var calls: Int { state.withLock { $0.calls } }
  var tagged: Set<String> {
    state.withLock { state in
      state.arrive()
      return state.tagged["t1"] ?? []
    }
  }
  var now: Int64 { state.withLock { $0.now } }
  var searches: [Set<String>] { state.withLock { $0.searches } }

  func change(_ edit: (inout RemoteMessage) -> Void) { state.withLock { edit(&$0.message) } }
  /// Somebody deletes the campaign: its tag is put aside, where that comes first.
  func remove(tagIsAside: Bool = true) {
    state.withLock { state in
      state.isRemoved = true
      guard tagIsAside else { return }
      state.tags = state.tags.mapValues { _ in LedgerTag.name(of: "acme/hello~1", isPaused: true) }
    }
  }
  func pass(seconds: Int64) { state.withLock { $0.now += seconds } }
  /// Search catches up with what was written; it may still have some as tagged who are not.
  func index(with untagged: Set<String> = []) {
    state.withLock { state in
      state.arrive()
      state.searched = state.tagged.mapValues { $0.union(untagged) }
    }
  }
  func edit(log edit: (inout DeliveryLog?) -> Void) { state.withLock { edit(&$0.log) } }
  func refuse(_ ids: Set<String>) { state.withLock { $0.refused = ids } }
  func leave(undecided count: Int) { state.withLock { $0.undecided = count } }
  func whenLogWritten(_ action: (@Sendable () -> Void)?) {
    state.withLock { $0.onLogWritten = action }
  }
  func refuseLog(afterWrites count: Int) { state.withLock { $0.writesUntilRefusal = count } }
  func whenLogRead(_ action: (@Sendable () -> Void)?) { state.withLock { $0.onLogRead = action } }
  func whenClaimed(_ action: (@Sendable (String) -> Void)?) {
    state.withLock { $0.onClaim = action }
  }
  /// - Parameter action: told how many people the page may have.
  func whenPageRead(_ action: (@Sendable (Int) -> Void)?) { state.withLock { $0.onPage = action } }
  func limit(sends count: Int, _ action: (@Sendable () -> Void)? = nil) {
    state.withLock { ($0.limited, $0.onLimited) = (count, action) }
  }
  func delayClaim(of id: String, by seconds: Int64) {
    state.withLock { $0.lateClaims[id] = seconds }
  }
  func delayLog(afterWrites count: Int, by seconds: Int64) {
    state.withLock { $0.lateLog = (count, seconds) }
  }
  var timeToWrite: Duration? { state.withLock(\.timeToWrite) }
  func whenLedgerRead(_ action: (@Sendable () async -> Void)?) {
    state.withLock { $0.onLedgerRead = action }
  }
  func remove(person id: String) { state.withLock { $0.people.removeAll { $0 == id } } }
  func add(_ id: String) { state.withLock { $0.people.append(id) } }
  func rename(tag id: String, to name: String) { state.withLock { $0.tags[id] = name } }
  func tag(_ ids: [String]) { state.withLock { _ = $0.tagged["t1"]?.formUnion(ids) } }
  func untag(_ ids: [String]) { state.withLock { _ = $0.tagged["t1"]?.subtract(ids) } }
  func deleteTag() {
    state.withLock { ($0.tags, $0.tagged, $0.searched) = ([:], [:], [:]) }
  }
  /// The process dies with the request after so many.
  func kill(afterCalls count: Int?) {
    state.withLock { state in state.deathAt = count.map { state.calls + $0 } }
  }
  /// Whether it has: what such a process would report, nobody hears.
  var isKilled: Bool { state.withLock { state in state.deathAt.map { state.calls > $0 } ?? false } }
  func whenSent(_ action: (@Sendable (Int) -> Void)?) { state.withLock { $0.onSend = action } }

  var campaign: DeliverableCampaign {
    state.withLock { state in
      DeliverableCampaign(
        message: state.message, post: nil,
        log: state.log.map { (DeliveryLogID(articleID: "2"), $0) })
    }
  }

  // MARK: The remote

  private enum Fate { case done, lostBefore, lostAfter, refused, late }

  private func act<Value: Sendable>(
    isWrite: Bool, _ work: @escaping @Sendable (inout State) throws(RemoteError) -> Value
  ) throws(RemoteError) -> Value {
    let result = state.withLock { state -> Result<Value, RemoteError> in
      do throws(RemoteError) {
        state.arrive()
        state.calls += 1
        let fate = fate(&state.random)
        if isWrite, fate == .late {
          let arrival = state.now + Int64(state.random.next() % 30)
          state.underWay.append((arrival, { state in _ = Result { try work(&state) } }))
        }
        if let death = state.deathAt, state.calls > death {
          throw .cancelled(mayHaveLanded: isWrite)
        }
        switch fate {
        case .lostBefore, .late: throw .unreachable(reason: "lost", mayHaveLanded: isWrite)
        case .refused: throw .refused(status: 422, code: "no", field: nil)
        case .lostAfter:
          _ = try work(&state)
          throw .unreachable(reason: "lost", mayHaveLanded: isWrite)
        case .done: return .success(try work(&state))
        }
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func fate(_ random: inout SeededRandom) -> Fate {
    var dice = Int(random.next() % 1_000)
    for (chance, fate) in [
      (faults.lostBefore, Fate.lostBefore), (faults.lostAfter, .lostAfter),
      (faults.refused, .refused), (faults.late, .late),
    ] {
      if dice < chance { return fate }
      dice -= chance
    }
    return .done
  }

  func board(of projects: [String]) async throws(RemoteError) -> DeliveryBoard {
    DeliveryBoard(
      workspace: Workspace(id: "w", name: "Acme", timeZone: nil),
      campaigns: state.withLock(\.isRemoved) ? [] : [campaign])
  }

  func standing(of id: String) async throws(RemoteError) -> CampaignStanding? {
    try act(isWrite: false) { state in
      state.isRemoved
        ? nil : CampaignStanding(state: state.message.state, etag: state.message.etag)
    }
  }

  func log(_ id: DeliveryLogID) async throws(RemoteError) -> DeliveryLog? {
    let (log, action) = try act(isWrite: false) { ($0.log, $0.onLogRead) }
    action?()
    return log
  }

  func open(
    _ log: DeliveryLog, author: Sender
  ) async throws(RemoteError) -> (id: DeliveryLogID, log: DeliveryLog) {
    let kept = try act(isWrite: true) { state -> DeliveryLog in
      if let log = state.log { return log }
      state.log = log
      return log
    }
    return (DeliveryLogID(articleID: "2"), kept)
  }

  func write(
    _ log: DeliveryLog, _ id: DeliveryLogID, author: Sender, within time: Duration?
  ) async throws(RemoteError) {
    state.withLock { $0.timeToWrite = time }
    let action = try act(isWrite: true) { state throws(RemoteError) in
      if let late = state.lateLog {
        state.lateLog = late.afterWrites > 0 ? (late.afterWrites - 1, late.seconds) : nil
        if late.afterWrites == 0 {
          state.underWay.append((state.now + late.seconds, { $0.log = log }))
          throw .unreachable(reason: "lost", mayHaveLanded: true)
        }
      }
      if let left = state.writesUntilRefusal {
        state.writesUntilRefusal = left > 0 ? left - 1 : nil
        if left == 0 { throw .refused(status: 422, code: "no", field: nil) }
      }
      state.log = log
      return state.onLogWritten
    }
    action?()
  }

  func ledger(named name: String) async throws(RemoteError) -> LedgerTag {
    try act(isWrite: true) { state in
      if let known = state.tags.first(where: { $0.value == name }) {
        return LedgerTag(id: known.key, name: name)
      }
      let id = "t\(state.tags.count + 1)"
      state.tags[id] = name
      return LedgerTag(id: id, name: name)
    }
  }

  func ledger(_ id: String) async throws(RemoteError) -> LedgerTag? {
    await state.withLock(\.onLedgerRead)?()
    return try act(isWrite: false) { state in
      state.tags[id].map { LedgerTag(id: id, name: $0) }
    }
  }

  func count(ledger id: String) async throws(RemoteError) -> Int {
    try act(isWrite: false) { $0.searched[id]?.count ?? 0 }
  }

  func recipients(
    of spec: MessageSpec, without ledgerID: String?, at moment: Moment, pageSize: Int
  ) async throws(RemoteError) -> RecipientPages {
    let cursor = Cursor()
    let search = state.withLock { state in
      state.searches.append([])
      return state.searches.count - 1
    }
    return RecipientPages(
      next: { [self] () throws(RemoteError) in
        state.withLock(\.onPage)?(pageSize)
        let start = cursor.take(min(7, pageSize))
        return try act(isWrite: false) { state in
          let known = ledgerID.flatMap { state.searched[$0] } ?? []
          let page = state.people.dropFirst(start).prefix(min(7, pageSize))
          guard !page.isEmpty else { return nil }
          // Somebody may come twice.
          let found = (page + page.prefix(2)).filter { !known.contains($0) }
          state.searches[search].formUnion(found)
          return found.map { Recipient(id: $0, role: "user") }
        }
      },
      completed: { person throws(RemoteError) in person },
      undecided: { self.state.withLock { $0.undecided } })
  }

  func has(_ contact: String, ledger id: String) async throws(RemoteError) -> Bool {
    try act(isWrite: false) { $0.tagged[id]?.contains(contact) ?? false }
  }

  func claim(
    _ contact: String, ledger id: String, within time: Duration
  ) async throws(RemoteError) -> LedgerTag {
    let (tag, action) = try act(isWrite: true) { state throws(RemoteError) in
      if let seconds = state.lateClaims.removeValue(forKey: contact) {
        let arrival = state.now + seconds
        state.underWay.append((arrival, { $0.tagged[id, default: []].insert(contact) }))
        throw .unreachable(reason: "lost", mayHaveLanded: true)
      }
      guard let name = state.tags[id] else { throw .notFound }
      state.tagged[id, default: []].insert(contact)
      return (LedgerTag(id: id, name: name), state.onClaim)
    }
    action?(contact)
    return tag
  }

  func release(
    _ contact: String, ledger id: String, within time: Duration
  ) async throws(RemoteError) {
    try act(isWrite: true) { _ = $0.tagged[id]?.remove(contact) }
  }

  func send(_ message: OutgoingMessage) async throws(RemoteError) {
    let isLimited = state.withLock { state -> (@Sendable () -> Void)?? in
      guard state.limited > 0 else { return nil }
      state.limited -= 1
      return .some(state.onLimited)
    }
    if let isLimited {
      isLimited?()
      throw .limited
    }
    let action = try act(isWrite: true) { state throws(RemoteError) in
      if state.refused.contains(message.recipient.id) {
        throw .refused(status: 422, code: "no", field: nil)
      }
      state.inbox[message.recipient.id, default: 0] += 1
      let count = state.inbox.count
      return state.onSend.map { action in { @Sendable in action(count) } }
    }
    action?()
  }

  func setPost(_ itemID: String, isLive: Bool) async throws(RemoteError) {}
}

/// Where a list was read to.
private final class Cursor: Sendable {
  private let start = Mutex(0)

  func take(_ count: Int) -> Int {
    start.withLock { start in
      defer { start += count }
      return start
    }
  }
}
