import Audiences
import Planning
import Remote
import Synchronization
import TestSupport
import Testing

@testable import Delivering

/// Delivers the one campaign of a workspace.
@discardableResult
func deliver(
  _ workspace: SimulatedWorkspace, holder: String = "h1",
  _ edit: (inout DeliverySettings) -> Void = { _ in }
) async -> CampaignDelivery {
  var settings = DeliverySettings(
    now: { workspace.now }, elapsed: { .seconds(workspace.now) },
    sleep: { duration in workspace.pass(seconds: max(1, duration.components.seconds)) },
    holder: holder, parallelism: 4)
  edit(&settings)
  let deliverer = Deliverer(workspace, settings, zone: ZoneClock { _ in 0 })
  return await deliverer.deliver([workspace.campaign]) { _ in }.campaigns[0]
}

@Suite("Delivering a chat")
struct ChatDeliveryTests {
  @Test("everybody who matches gets it once, and the next run finds nobody")
  func everybody() async {
    let workspace = SimulatedWorkspace(people: 50)
    let first = await deliver(workspace)
    #expect(first.end == .done && first.sent == 50)
    workspace.index()
    let second = await deliver(workspace)
    #expect(second.end == .done && second.sent == 0)
    #expect(workspace.inbox.count == 50 && workspace.inbox.values.allSatisfy { $0 == 1 })
    #expect(workspace.keptLog?.sent == 50 && workspace.keptLog?.lease == nil)
    #expect(workspace.keptLog?.inFlight.isEmpty == true)
  }

  @Test("search that lags behind sends nobody a second one")
  func lag() async {
    let workspace = SimulatedWorkspace(people: 20)
    await deliver(workspace)
    let second = await deliver(workspace) { $0.acceptedLedgers = ["hello"] }
    #expect(second.sent == 0 && second.hadIt >= 20)
    #expect(workspace.inbox.values.allSatisfy { $0 == 1 })
  }

  @Test("an ongoing one goes to who newly matches; a `once` is over when it went to all")
  func sends() async {
    for (send, count) in [(Schedule.Send.ongoing, 6), (.once, 5)] {
      let workspace = SimulatedWorkspace(people: 5, send: send)
      await deliver(workspace)
      workspace.index()
      workspace.add("late")
      let second = await deliver(workspace)
      #expect(workspace.inbox.count == count)
      if send == .once {
        #expect(second.end == .nothing(.completed(at: workspace.keptLog?.completedAt ?? 0)))
      }
    }
  }

  @Test("a `once` that was cut short goes on")
  func cutShort() async {
    let workspace = SimulatedWorkspace(people: 9, send: .once)
    let first = await deliver(workspace) { $0.limit = 4 }
    #expect(first.end == .stopped(.limit) && first.sent == 4)
    workspace.index()
    #expect(await deliver(workspace).end == .done)
    #expect(workspace.inbox.count == 9)
  }

  @Test("one that goes on does not search again for those who have it")
  func resumption() async {
    let workspace = SimulatedWorkspace(people: 200)
    await deliver(workspace) { $0.limit = 120 }
    workspace.index()
    let had = Set(workspace.inbox.keys)
    #expect(await deliver(workspace).sent == 80)
    #expect(workspace.searches.count == 2 && had.count == 120)
    #expect(workspace.searches[1].isDisjoint(with: had) && workspace.searches[1].count == 80)
  }

  @Test(
    "as many people are kept as are about to be sent it, however many match", arguments: [90, 900])
  func memory(people: Int) async {
    let workspace = SimulatedWorkspace(people: people)
    let most = Mutex((found: 0, logged: 0))
    workspace.whenSent { sent in
      let found = (workspace.searches.last?.count ?? 0) - sent
      let logged = workspace.keptLog?.inFlight.count ?? 0
      most.withLock { $0 = (max($0.found, found), max($0.logged, logged)) }
    }
    #expect(await deliver(workspace).sent == people)
    // Four at once: two portions of eight, and what is left of a page of seven.
    #expect(most.withLock { $0.logged } <= 16)
    #expect(most.withLock { $0.found } <= 16 + 7)
  }

  @Test("a pause stops it before the next send", arguments: [1, 3, 17])
  func pause(after sends: Int) async {
    let workspace = SimulatedWorkspace(people: 40)
    workspace.whenSent { count in
      if count == sends { workspace.rename(tag: "t1", to: "herald: acme/hello · paused") }
    }
    let result = await deliver(workspace) { $0.parallelism = 1 }
    #expect(result.end == .stopped(.paused))
    #expect(workspace.inbox.count == sends)
    // Nobody is tagged who has not got it.
    #expect(workspace.tagged == Set(workspace.inbox.keys))
  }

  @Test("a pause that comes while the pace is kept stops it, too")
  func pausedBetween() async {
    let workspace = SimulatedWorkspace(people: 40)
    let result = await deliver(workspace) {
      $0.parallelism = 1
      $0.pause = .seconds(1)
      $0.sleep = { _ in
        if !workspace.inbox.isEmpty {
          workspace.rename(tag: "t1", to: "herald: acme/hello · paused")
        }
      }
    }
    #expect(result.end == .stopped(.paused) && workspace.inbox.count == 1)
    #expect(workspace.tagged == Set(workspace.inbox.keys))
  }

  @Test("the slower the pace, the fewer are reserved at a time, so that the lease is renewed")
  func slowPace() async {
    let workspace = SimulatedWorkspace(people: 40)
    let most = Mutex(0)
    workspace.whenSent { _ in
      let reserved = workspace.keptLog?.inFlight.count ?? 0
      most.withLock { $0 = max($0, reserved) }
    }
    let result = await deliver(workspace) {
      $0.parallelism = 32
      $0.pause = .seconds(6)
      $0.sleep = { _ in }
    }
    #expect(result.end == .done && result.sent == 40)
    // Two portions of a quarter of 120 s.
    #expect(most.withLock { $0 } <= 10)
  }

  @Test("a limit is not exceeded by going on with what somebody changed")
  func sharedLimit() async {
    let workspace = SimulatedWorkspace(people: 20)
    let settings = DeliverySettings(
      now: { workspace.now }, elapsed: { .seconds(workspace.now) }, sleep: { _ in }, holder: "h",
      parallelism: 2, limit: 4)
    let deliverer = Deliverer(workspace, settings, zone: ZoneClock { _ in 0 })
    for _ in 0..<2 { _ = await deliverer.deliver([workspace.campaign]) { _ in } }
    #expect(workspace.inbox.count == 4)
  }

  @Test("whatever the tag is renamed to, it stops")
  func rename() async {
    let workspace = SimulatedWorkspace(people: 40)
    workspace.whenSent { if $0 == 2 { workspace.rename(tag: "t1", to: "launch") } }
    let result = await deliver(workspace) { $0.parallelism = 1 }
    #expect(result.end == .stopped(.renamed("launch")) && workspace.inbox.count == 2)
    #expect(await deliver(workspace).end == .stopped(.renamed("launch")))
  }

  @Test("what is applied meanwhile ends it")
  func changed() async {
    let workspace = SimulatedWorkspace(people: 100)
    workspace.whenSent { count in
      guard count == 3 else { return }
      workspace.change { message in
        message = RemoteMessage(
          id: message.id, etag: "b", externalID: message.externalID, name: message.name,
          state: message.state, spec: message.spec, record: message.record)
      }
    }
    let result = await deliver(workspace)
    #expect(result.end == .stopped(.changed) && result.sent < 100)
  }

  @Test("a definite refusal untags, and is told")
  func refusal() async {
    let workspace = SimulatedWorkspace(people: 200, faults: .init(refused: 60), seed: 3)
    let result = await deliver(workspace) { $0.limit = 150 }
    #expect(!result.refusals.isEmpty || result.end != .done)
    let log = workspace.keptLog
    #expect(
      workspace.tagged.subtracting(log?.uncertain ?? []).subtracting(log?.inFlight ?? [])
        == Set(workspace.inbox.keys).subtracting(log?.uncertain ?? [])
        .subtracting(log?.inFlight ?? []))
  }

  @Test("a lost answer leaves the person tagged, and is told")
  func lostAnswers() async {
    let workspace = SimulatedWorkspace(people: 60, faults: .init(lostAfter: 40), seed: 5)
    var uncertain: Set<String> = []
    for _ in 0..<40 {
      uncertain.formUnion(await deliver(workspace).newlyUncertain)
      workspace.pass(seconds: 200)
      workspace.index()
    }
    #expect(!uncertain.isEmpty)
    #expect(workspace.inbox.values.allSatisfy { $0 == 1 })
    #expect(Set(workspace.inbox.keys).union(uncertain).count == 60)
  }

  @Test("who comes second waits for as long as the lease is, and leaves it to whoever renews it")
  func leased() async {
    let workspace = SimulatedWorkspace(people: 30)
    await deliver(workspace) { $0.limit = 5 }
    let until = workspace.now + 3
    @Sendable func hold(until: Int64) {
      workspace.edit { $0?.lease = DeliveryLog.Lease(holder: "first", until: until) }
    }
    hold(until: until)
    let second = await deliver(workspace, holder: "second") { settings in
      settings.sleep = { _ in
        workspace.pass(seconds: 1)
        if workspace.now == until { hold(until: until + 60) }
      }
    }
    #expect(second.end == .stopped(.leased(until: until + 60)) && workspace.inbox.count == 5)
    #expect(workspace.keptLog?.lease?.holder == "first")
    // Whose lease nobody renews is gone.
    workspace.pass(seconds: 60)
    workspace.index()
    #expect(await deliver(workspace, holder: "second").sent == 25)
  }

  @Test("two at once: nobody has two, and all that was sent is noted", arguments: 0..<20)
  func twoAtOnce(round: Int) async {
    let workspace = SimulatedWorkspace(people: 40, seed: UInt64(round))
    // So that the second comes in the middle of it, where the leases of neither have run out.
    await withTaskGroup { group in
      for holder in ["first", "second"] {
        group.addTask {
          await deliver(workspace, holder: holder) { settings in
            settings.parallelism = 2
            settings.sleep = { _ in
              await Task.yield()
              workspace.pass(seconds: 1)
            }
          }
        }
      }
      let ends = await group.reduce(into: []) { $0.append($1) }
      #expect(ends.reduce(0) { $0 + $1.sent } == workspace.inbox.count)
    }
    #expect(workspace.inbox.values.allSatisfy { $0 == 1 })
    #expect(workspace.keptLog?.sent == workspace.inbox.count)
  }

  @Test("a ledger that has lost people stops it until somebody says that this is known")
  func lostLedger() async {
    let workspace = SimulatedWorkspace(people: 10)
    await deliver(workspace)
    workspace.untag(["c1", "c2"])
    workspace.index()
    #expect(await deliver(workspace).end == .stopped(.ledgerLost(expected: 10, tagged: 8)))
    workspace.deleteTag()
    #expect(await deliver(workspace).end == .stopped(.ledgerLost(expected: 10, tagged: 0)))
    #expect(workspace.inbox.values.allSatisfy { $0 == 1 })
    let accepted = await deliver(workspace) { $0.acceptedLedgers = ["hello"] }
    #expect(accepted.end == .done && accepted.sent == 10)
    workspace.index()
    #expect(await deliver(workspace).end == .done)
  }

  @Test("a rehearsal counts and writes nothing")
  func rehearsal() async {
    let workspace = SimulatedWorkspace(people: 12)
    let result = await deliver(workspace) { $0.isRehearsal = true }
    #expect(result.wouldSend == 12 && result.end == .done)
    let limited = await deliver(workspace) { ($0.isRehearsal, $0.limit) = (true, 5) }
    #expect(limited.wouldSend == 5 && limited.end == .done)
    #expect(workspace.inbox.isEmpty && workspace.keptLog == nil && workspace.tagged.isEmpty)
  }

  @Test("interrupted, it finishes who is in flight, and leaves nothing open")
  func interruption() async {
    let workspace = SimulatedWorkspace(people: 90)
    let result = await deliver(workspace) {
      $0.isInterrupted = { workspace.inbox.count >= 20 }
    }
    #expect(result.end == .stopped(.interrupted) && result.newlyUncertain.isEmpty)
    #expect(workspace.tagged == Set(workspace.inbox.keys))
    #expect(workspace.keptLog?.inFlight.isEmpty == true && workspace.keptLog?.lease == nil)
  }
}

@Suite("Delivering through kills and faults")
struct DeliveryChaosTests {
  @Test("nobody has two, and everybody has one or is told as uncertain", arguments: 0..<80)
  func chaos(round: Int) async {
    let seed = UInt64(round) &* 7_919 &+ 11
    var random = SeededRandom(seed: seed)
    let isOnce = round.isMultiple(of: 2)
    let late = round % 4 < 2 ? 0 : 6
    let workspace = SimulatedWorkspace(
      people: 60, send: isOnce ? .once : .ongoing,
      faults: .init(lostBefore: 4, lostAfter: 6, refused: 3, late: late),
      seed: seed)
    var told: Set<String> = []
    var untraced = 0
    var isLost = false
    for life in 0..<25 {
      workspace.kill(afterCalls: Int(random.next() % 120))
      let result = await deliver(workspace, holder: "h\(life)")
      if !workspace.isKilled {
        told.formUnion(result.newlyUncertain)
        untraced = max(untraced, result.untraced)
      }
      // Search lags behind for half a minute at most.
      let pause = Int64(random.next() % 300)
      workspace.pass(seconds: pause)
      if pause > 30 || random.next() % 3 > 0 { workspace.index() }
    }
    workspace.kill(afterCalls: nil)
    for life in 25..<60 {
      workspace.pass(seconds: 200)
      workspace.index()
      let result = await deliver(workspace, holder: "h\(life)")
      told.formUnion(result.newlyUncertain)
      untraced = max(untraced, result.untraced)
      isLost = isLost || result.isLost
    }
    let remembered = workspace.keptLog?.uncertain ?? []
    // What comes late may come over the log.
    #expect(late > 0 || told.subtracting(remembered).isEmpty, "seed \(seed)")
    told.formUnion(remembered)
    #expect(workspace.inbox.values.allSatisfy { $0 == 1 }, "seed \(seed)")
    let missing = (0..<60).map { "c\($0)" }
      .filter { workspace.inbox[$0] == nil && !told.contains($0) }
    // Of them, the number is told, or nobody is sent it until a person says what to do.
    #expect(missing.count <= untraced || isLost, "seed \(seed): \(missing)")
    #expect(late > 0 || missing.isEmpty, "seed \(seed): \(missing)")
  }
}

extension CampaignDelivery {
  /// Whether it waits for a person to say what is meant.
  fileprivate var isLost: Bool {
    switch end {
    case .stopped(.ledgerLost), .stopped(.recordLost): true
    default: false
    }
  }
}
