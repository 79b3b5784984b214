import Audiences
import Planning
import Remote
import Synchronization
import Testing

@testable import Delivering

@Suite("The lease of a delivery")
struct LeaseTests {
  @Test("what was sent is in the log, also when somebody else has taken it over")
  func takenOver() async {
    let workspace = SimulatedWorkspace(people: 40)
    let day = CalendarDate(daysSince1970: 20_000)
    workspace.whenSent { count in
      guard count == 3, let day else { return }
      let until = workspace.now + 500
      workspace.edit { log in
        log?.take(DeliveryLog.Lease(holder: "other", until: until), at: 0)
        log?.count(100, on: day, revision: 1)
        log?.doubt("theirs")
      }
    }
    let result = await deliver(workspace) { $0.parallelism = 1 }
    #expect(result.end == .stopped(.leaseLost))
    let log = workspace.keptLog
    #expect(log?.lease?.holder == "other" && log?.uncertain == ["theirs"])
    #expect(log?.sent == workspace.inbox.count + 100)
  }

  @Test("what somebody adds who lost the campaign is kept, early and late", arguments: [3, 40])
  func addedMeanwhile(after sends: Int) async {
    let workspace = SimulatedWorkspace(people: 40)
    let day = CalendarDate(daysSince1970: 20_000)
    workspace.whenSent { count in
      guard count == sends, let day else { return }
      workspace.edit { log in
        log?.count(100, on: day, revision: 1)
        log?.doubt("theirs")
      }
    }
    let result = await deliver(workspace) { $0.parallelism = 1 }
    let log = workspace.keptLog
    #expect(result.end == .done && log?.uncertain == ["theirs"] && log?.lease == nil)
    #expect(log?.sent == 140 && workspace.inbox.count == 40)
  }

  @Test("a lease that was long under way waits until whoever it came over has seen it")
  func lateLease() async {
    let workspace = SimulatedWorkspace(people: 9)
    let day = CalendarDate(daysSince1970: 20_000)
    workspace.whenLogWritten {
      workspace.whenLogWritten(nil)
      workspace.pass(seconds: 9)
    }
    let waited = Mutex<Int64>(0)
    let result = await deliver(workspace) { settings in
      settings.sleep = { duration in
        if waited.withLock({ $0 }) == 0, let day {
          // Whoever had it writes what they sent, and leaves the lease as it is.
          workspace.edit { $0?.count(5, on: day, revision: 1) }
        }
        #expect(workspace.inbox.isEmpty)
        let seconds = max(1, duration.components.seconds)
        waited.withLock { $0 += seconds }
        workspace.pass(seconds: seconds)
      }
    }
    // However short the own lease is, the other may be the longest there is.
    #expect(waited.withLock { $0 } >= DeliverySettings.longestLease)
    #expect(result.end == .stopped(.ledgerLost(expected: 5, tagged: 0)))
  }

  @Test("a look at the log that was long under way is not believed")
  func lateLook() async {
    let workspace = SimulatedWorkspace(people: 9)
    await deliver(workspace) { $0.limit = 1 }
    workspace.index()
    let looks = Mutex(0)
    workspace.whenLogRead {
      // The first opens it; the answer of the second comes after somebody else has taken it.
      guard
        looks.withLock({
          $0 += 1; return $0
        }) == 2
      else { return }
      let until = workspace.now + 120
      workspace.edit { $0?.take(DeliveryLog.Lease(holder: "other", until: until), at: 0) }
      workspace.pass(seconds: 9)
    }
    let start = workspace.now
    let result = await deliver(workspace) { settings in
      settings.sleep = { duration in
        #expect(workspace.inbox.count == 1)
        workspace.pass(seconds: max(1, duration.components.seconds))
      }
    }
    #expect(workspace.now - start >= DeliverySettings.longestLease && result.sent == 8)
  }

  @Test("another's lease is over only if it was before the look at it began")
  func leaseThatEndsMeanwhile() async {
    let workspace = SimulatedWorkspace(people: 9)
    await deliver(workspace) { $0.limit = 1 }
    workspace.index()
    let until = workspace.now + 1
    workspace.edit { $0?.take(DeliveryLog.Lease(holder: "other", until: until), at: 0) }
    // Whoever has it renews it, while the answer that it is about to end is on its way.
    let looks = Mutex(0)
    workspace.whenLogRead {
      guard
        looks.withLock({
          $0 += 1; return $0
        }) == 2
      else { return }
      workspace.edit { $0?.lease?.until = until + 120 }
      workspace.pass(seconds: 1)
    }
    let result = await deliver(workspace, holder: "second")
    #expect(result.end == .stopped(.leased(until: until + 120)) && workspace.inbox.count == 1)
    #expect(workspace.keptLog?.lease?.holder == "other")
  }

  @Test("whose lease is waited for may be done before it ends")
  func doneEarly() async {
    let workspace = SimulatedWorkspace(people: 9)
    await deliver(workspace) { $0.limit = 1 }
    workspace.index()
    let start = workspace.now
    workspace.edit { $0?.take(DeliveryLog.Lease(holder: "other", until: start + 120), at: start) }
    let result = await deliver(workspace, holder: "second") { settings in
      settings.sleep = { duration in
        workspace.pass(seconds: max(1, duration.components.seconds))
        if workspace.now - start == 7 { workspace.edit { $0?.lease = nil } }
      }
    }
    #expect(result.sent == 8 && workspace.now - start < 20)
  }

  @Test("an interruption ends the wait for one's own late lease, and gives it back")
  func interruptedSettling() async {
    let workspace = SimulatedWorkspace(people: 9)
    workspace.whenLogWritten {
      workspace.whenLogWritten(nil)
      workspace.pass(seconds: 9)
    }
    let start = workspace.now
    let result = await deliver(workspace) {
      $0.isInterrupted = { workspace.now - start > 20 }
    }
    #expect(result.end == .stopped(.interrupted) && workspace.now - start < 30)
    #expect(workspace.inbox.isEmpty && workspace.keptLog?.lease == nil)
  }

  @Test("a ledger that search does not know yet is waited for, however short the lease")
  func shortLease() async {
    let workspace = SimulatedWorkspace(people: 9)
    await deliver(workspace) { $0.limit = 5 }
    let start = workspace.now
    let result = await deliver(workspace, holder: "second") { settings in
      settings.leaseLength = 10
      settings.sleep = { duration in
        workspace.pass(seconds: max(1, duration.components.seconds))
        if workspace.now - start > 20 { workspace.index() }
        #expect((workspace.keptLog?.lease?.until ?? .max) > workspace.now)
      }
    }
    #expect(result.end == .done && result.sent == 4)
  }

  @Test("a lease counts once it is written: what comes too late stops who wrote it")
  func lateRenewal() async {
    let workspace = SimulatedWorkspace(people: 40)
    let writes = Mutex(0)
    let sentThen = Mutex<Int?>(nil)
    workspace.whenLogWritten {
      // The lease, the first people, and then some more.
      guard
        writes.withLock({
          $0 += 1; return $0
        }) == 4
      else { return }
      workspace.pass(seconds: 200)
      sentThen.withLock { $0 = workspace.inbox.count }
    }
    let result = await deliver(workspace) { $0.parallelism = 1 }
    #expect(result.end == .stopped(.leaseLost))
    // Who was tagged in time may be sent it then.
    let sent = workspace.inbox.count
    #expect(sentThen.withLock { $0.map { sent <= $0 + 1 } } == true && sent < 40)
  }

  @Test(
    "who is tagged when the lease is over keeps the tag, is told, and gets it from nobody twice")
  func lateClaim() async {
    let workspace = SimulatedWorkspace(people: 5)
    workspace.whenClaimed { if $0 == "c2" { workspace.pass(seconds: 200) } }
    let first = await deliver(workspace) { $0.parallelism = 1 }
    #expect(first.end == .stopped(.leaseLost) && first.newlyUncertain == ["c2"])
    #expect(workspace.tagged.contains("c2") && workspace.inbox["c2"] == nil)
    workspace.whenClaimed(nil)
    workspace.index()
    let second = await deliver(workspace, holder: "second")
    #expect(second.end == .done && second.sent == 2 && second.uncertainInAll == 1)
    // Whether c2 is also counted by whoever took it over, nobody knows: the ledger lacks nobody.
    workspace.index()
    #expect(await deliver(workspace).end == .done)
    #expect(workspace.inbox["c2"] == nil && workspace.inbox.values.allSatisfy { $0 == 1 })
  }

  @Test("a lease is renewed while people are looked for, however long that takes")
  func longSearch() async {
    let workspace = SimulatedWorkspace(people: 100)
    workspace.whenPageRead { _ in
      let until = workspace.keptLog?.lease?.until ?? 0
      #expect(workspace.now < until)
      workspace.pass(seconds: 25)
    }
    let result = await deliver(workspace) { $0.parallelism = 64 }
    #expect(result.end == .done && result.sent == 100)
  }

  @Test("who was sent to is not taken for uncertain by whoever takes it over")
  func knownAfterAll() async throws {
    let day = try #require(CalendarDate(daysSince1970: 20_000))
    var log = DeliveryLog(campaignID: "1", externalID: "acme/hello", tagID: "t1", openedAt: 5)
    log.take(DeliveryLog.Lease(holder: "first", until: 100), at: 0)
    let running = RunningLog(log, key: "hello")
    let (_, written) = await running.reserve(
      [Recipient(id: "c1", role: "user"), Recipient(id: "c2", role: "user")], leaseUntil: 200)
    await running.noteWritten()
    await running.settle("c1", .sent(on: day, revision: 1), at: 10)
    // Who takes it over finds both tagged.
    var other = written
    other.take(DeliveryLog.Lease(holder: "second", until: 300), at: 205)
    other.inFlight = []
    for id in ["c1", "c2"] {
      other.doubt(id)
      other.forgiven += 1
    }
    let sum = await running.added(to: other, at: 210)
    #expect(sum.sent == 1 && sum.uncertain == ["c2"] && sum.lease?.holder == "second")
    #expect(sum.forgiven == 1 && sum.inFlight == [])
    // One that came late never saw what was written from here: who is open here is left to it.
    var late = log
    late.lease = DeliveryLog.Lease(holder: "third", until: 300)
    let left = await running.added(to: late, at: 210)
    #expect(left.sent == 1 && left.inFlight == ["c2"] && left.leftAt == 210)
    // What was written, and never answered, is in there.
    let (_, lost) = await running.reserve([], leaseUntil: 250)
    var after = lost
    after.take(DeliveryLog.Lease(holder: "fourth", until: 400), at: 260)
    #expect(await running.added(to: after, at: 270).sent == 1)
    await running.settle("c2", .sent(on: day, revision: 1), at: 220)
    #expect(await running.added(to: after, at: 270).sent == 2)
  }

  @Test("what somebody adds who has lost the campaign is not overwritten, and is added once")
  func absorbed() async throws {
    let day = try #require(CalendarDate(daysSince1970: 20_000))
    var log = DeliveryLog(campaignID: "1", externalID: "acme/hello", tagID: "t1", openedAt: 5)
    log.take(DeliveryLog.Lease(holder: "first", until: 100), at: 0)
    log.doubt("c8")
    let running = RunningLog(log, key: "hello")
    var held = await running.reserve([Recipient(id: "c1", role: "user")], leaseUntil: 200).log
    // Nobody knows whether that was written; what is held tells.
    var closed = await running.close(completedAt: nil, at: 50)
    #expect(closed.lease?.until == 200)
    await running.settle("c1", .sent(on: day, revision: 1), at: 10)
    held.count(3, on: day, revision: 1)
    held.settle(["c8"])
    held.doubt("c9")
    held.inFlight.append("c5")
    for _ in 0..<2 { await running.absorb(held, at: 60) }
    // Of a version from long before, nobody knows what was added.
    held.serial = 0
    await running.absorb(held, at: 60)
    closed = await running.close(completedAt: 70, at: 70)
    #expect(closed.sent == 4 && closed.uncertain == ["c9"] && closed.lease == nil)
    #expect(closed.inFlight == ["c5"] && closed.leftAt == 60 && closed.completedAt == nil)
    // Neither is sent to without another look.
    let again = await running.reserve(
      ["c5", "c9"].map { Recipient(id: $0, role: "user") }, leaseUntil: 300)
    #expect(again.people.map(\.id) == ["c5"] && again.log.inFlight == ["c5"])
    await running.settle("c5", .had, at: 80)
    let last = await running.close(completedAt: 90, at: 90)
    #expect(last.uncertain == ["c9", "c5"] && last.inFlight == [] && last.completedAt == 90)
  }
}
