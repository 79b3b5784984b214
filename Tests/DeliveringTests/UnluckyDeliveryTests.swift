import Audiences
import Planning
import Remote
import Synchronization
import TestSupport
import Testing

@testable import Delivering

@Suite("Delivering a chat while things change")
struct UnluckyDeliveryTests {
  @Test("it goes no further than its schedule")
  func end() async {
    let workspace = SimulatedWorkspace(people: 40, send: .once)
    let end = workspace.now + 100
    workspace.change { message in
      var spec = message.spec
      spec.schedule.endsAt = end
      message = message.saying(spec)
    }
    workspace.whenSent { if $0 == 3 { workspace.pass(seconds: 200) } }
    let result = await deliver(workspace) {
      $0.parallelism = 1
      $0.leaseLength = 3_600
    }
    #expect(result.end == .stopped(.ended(endsAt: end)) && workspace.inbox.count == 3)
    #expect(workspace.tagged == Set(workspace.inbox.keys))
    #expect(workspace.keptLog?.completedAt == nil)
  }

  @Test("once its tag is deleted it stops, and nobody is taken for refused")
  func tagDeletedMeanwhile() async {
    let workspace = SimulatedWorkspace(people: 40, send: .once)
    workspace.whenSent { if $0 == 3 { workspace.deleteTag() } }
    let result = await deliver(workspace) { $0.parallelism = 1 }
    #expect(result.end == .stopped(.ledgerLost(expected: 3, tagged: 0)) && result.refusals == [:])
    #expect(workspace.inbox.count == 3 && workspace.keptLog?.completedAt == nil)
    // Until a person says what to do.
    #expect(await deliver(workspace).end == .stopped(.ledgerLost(expected: 3, tagged: 0)))
  }

  @Test(
    "a campaign that is deleted meanwhile is not one whose tag was renamed",
    arguments: [true, false])
  func removedMeanwhile(tagIsAside: Bool) async {
    let workspace = SimulatedWorkspace(people: 60)
    workspace.whenSent { if $0 == 3 { workspace.remove(tagIsAside: tagIsAside) } }
    let result = await deliver(workspace) { $0.parallelism = 1 }
    #expect(result.end == .stopped(.removed) && result.sent == workspace.inbox.count)
    #expect(result.sent < 60 && workspace.tagged == Set(workspace.inbox.keys))
  }

  @Test("what somebody changes is delivered as it is then, and what was sent before is told")
  func changedMeanwhile() async {
    let workspace = SimulatedWorkspace(people: 60)
    workspace.whenSent { if $0 == 3 { workspace.change { $0 = $0.changed } } }
    let report = await deliverAgain(workspace) { () throws(RemoteError) in
      workspace.index()
      return [workspace.campaign]
    }
    #expect(report.campaigns.map(\.end) == [.done] && report.sent == 60)
  }

  @Test("what was sent is told, also where it cannot be gone on with")
  func changedAndAway() async {
    let away = RemoteError.unreachable(reason: "gone", mayHaveLanded: false)
    for (again, end) in [
      (
        Result<[DeliverableCampaign], RemoteError>.failure(away), CampaignDelivery.Stop.failed(away)
      ),
      (.success([]), .removed),
    ] {
      let workspace = SimulatedWorkspace(people: 60)
      workspace.whenSent { if $0 == 3 { workspace.change { $0 = $0.changed } } }
      let report = await deliverAgain(workspace) { () throws(RemoteError) in try again.get() }
      #expect(report.campaigns.map(\.end) == [.stopped(end)])
      #expect(report.sent == workspace.inbox.count && report.sent >= 3 && report.sent < 60)
    }
  }

  private func deliverAgain(
    _ workspace: SimulatedWorkspace,
    _ again: () async throws(RemoteError) -> [DeliverableCampaign]
  ) async -> DeliveryReport {
    let settings = DeliverySettings(
      now: { workspace.now }, elapsed: { .seconds(workspace.now) },
      sleep: { duration in workspace.pass(seconds: max(1, duration.components.seconds)) },
      holder: "h1", parallelism: 1)
    return await Deliverer(workspace, settings, zone: ZoneClock { _ in 0 }).deliver(
      [workspace.campaign], again: again, onEvent: { _ in })
  }

  @Test("a `once` that refused somebody is not over: they are tried again")
  func refusedOnce() async {
    let workspace = SimulatedWorkspace(people: 9, send: .once)
    workspace.refuse(["c4", "c7"])
    let first = await deliver(workspace)
    #expect(first.end == .done && first.sent == 7 && first.refusals.values.sorted() == [2])
    #expect(workspace.keptLog?.completedAt == nil)
    workspace.refuse([])
    workspace.pass(seconds: 40)
    workspace.index()
    #expect(await deliver(workspace).sent == 2)
    #expect(workspace.keptLog?.completedAt != nil)
    #expect(workspace.inbox.count == 9 && workspace.inbox.values.allSatisfy { $0 == 1 })
  }

  @Test("a delivery whose record somebody deleted does not begin again by itself")
  func recordGone() async {
    let workspace = SimulatedWorkspace(people: 9, send: .once)
    await deliver(workspace)
    workspace.index()
    workspace.edit { $0 = nil }
    workspace.add("late")
    #expect(await deliver(workspace).end == .stopped(.recordLost(tagged: 9)))
    #expect(workspace.inbox.count == 9)
    #expect(await deliver(workspace) { $0.acceptedLedgers = ["hello"] }.sent == 1)
    #expect(workspace.inbox.values.allSatisfy { $0 == 1 })
  }

  @Test("a `once` that another delivery completed meanwhile is not begun again")
  func completedMeanwhile() async {
    let workspace = SimulatedWorkspace(people: 3, send: .once)
    let before = workspace.campaign
    await deliver(workspace)
    workspace.index()
    workspace.add("late")
    let settings = DeliverySettings(
      now: { workspace.now }, elapsed: { .seconds(workspace.now) }, sleep: { _ in },
      holder: "second")
    let report = await Deliverer(workspace, settings, zone: ZoneClock { _ in 0 })
      .deliver([before]) { _ in }
    let end = report.campaigns.first?.end
    #expect(end == .nothing(.completed(at: workspace.keptLog?.completedAt ?? 0)))
    #expect(workspace.inbox["late"] == nil)
  }

  @Test("what the limit allowed is for the next campaign where the log could not be written")
  func limitGivenBack() async {
    let (broken, next) = (SimulatedWorkspace(people: 9), SimulatedWorkspace(people: 9))
    broken.refuseLog(afterWrites: 1)
    let allowance = Allowance(5)
    func deliver(_ workspace: SimulatedWorkspace) async -> CampaignDelivery {
      let settings = DeliverySettings(
        now: { next.now }, elapsed: { .seconds(next.now) }, sleep: { _ in }, holder: "h")
      return await ChatDelivery(
        remote: workspace, settings: settings, allowance: allowance, pacer: Pacer(settings),
        zone: ZoneClock { _ in 0 }, campaign: workspace.campaign, onEvent: { _ in }
      ).run()
    }
    #expect(await deliver(broken).sent == 0)
    #expect(await deliver(next).sent == 5)
  }

  @Test("where the workspace takes nothing now, all is asked again before the next try")
  func limited() async {
    let waiting = SimulatedWorkspace(people: 3)
    waiting.limit(sends: 2)
    #expect(await deliver(waiting) { $0.parallelism = 1 }.sent == 3)

    let paused = SimulatedWorkspace(people: 3)
    let name = LedgerTag.name(of: "acme/hello", isPaused: true)
    paused.limit(sends: 1) { paused.rename(tag: "t1", to: name) }
    #expect(await deliver(paused) { $0.parallelism = 1 }.end == .stopped(.paused))
    #expect(paused.inbox.isEmpty && paused.tagged.isEmpty)

    let ended = SimulatedWorkspace(people: 3)
    let end = ended.now + 60
    ended.change { message in
      var spec = message.spec
      spec.schedule.endsAt = end
      message = message.saying(spec)
    }
    ended.limit(sends: 1) { ended.pass(seconds: 60) }
    let result = await deliver(ended) {
      $0.parallelism = 1
      $0.leaseLength = 3_600
    }
    #expect(result.end == .stopped(.ended(endsAt: end)))
    #expect(ended.inbox.isEmpty && ended.tagged.isEmpty)

    let shut = SimulatedWorkspace(people: 3)
    shut.limit(sends: 1_000)
    #expect(await deliver(shut) { $0.leaseLength = 3_600 }.end == .stopped(.failed(.limited)))
    #expect(shut.inbox.isEmpty && shut.tagged.isEmpty)
  }

  @Test("where the workspace takes nothing now, one asks again for all who wait")
  func sharedQuestion() async {
    let workspace = SimulatedWorkspace(people: 12)
    let reading = Mutex((now: 0, most: 0, all: 0))
    workspace.limit(sends: 8) {
      workspace.whenLedgerRead {
        reading.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.all + 1) }
        for _ in 0..<100 { await Task.yield() }
        reading.withLock { $0.now -= 1 }
      }
    }
    let result = await deliver(workspace) { $0.parallelism = 8 }
    #expect(result.end == .done && result.sent == 12)
    // The first asks for itself, and meanwhile the others come.
    #expect(reading.withLock { $0.most } == 1 && reading.withLock { $0.all } < 8)
  }

  @Test("whoever is unlucky waits for as long as others are sent it")
  func patience() async {
    let workspace = SimulatedWorkspace(people: 40)
    // Each time that one is sent it, the workspace takes nothing for the next 20 tries.
    workspace.whenSent { _ in workspace.limit(sends: 20) }
    let start = workspace.now
    let result = await deliver(workspace) { settings in
      settings.parallelism = 40
      settings.sleep = { _ in workspace.pass(seconds: 1) }
    }
    #expect(result.end == .done && result.sent == 40 && workspace.now - start > 500)
  }

  @Test("of whom nobody knows whether they have it is not sent it again, also without the tag")
  func uncertainUntagged() async {
    var workspace = SimulatedWorkspace(people: 60)
    var lost: [String] = []
    for seed in 1..<100 where lost.isEmpty {
      workspace = SimulatedWorkspace(people: 60, faults: .init(lostAfter: 20), seed: UInt64(seed))
      lost = await deliver(workspace) { $0.parallelism = 1 }.newlyUncertain
    }
    #expect(!lost.isEmpty)
    workspace.untag(lost)
    for life in 0..<40 {
      workspace.pass(seconds: 200)
      workspace.index()
      await deliver(workspace, holder: "h\(life)") { $0.acceptedLedgers = ["hello"] }
    }
    #expect(workspace.inbox.values.allSatisfy { $0 == 1 })
    #expect(Set(workspace.inbox.keys).union(workspace.keptLog?.uncertain ?? []).count == 60)
  }

  @Test("who is recovered after a kill does not hide that others have lost the tag")
  func slack() async {
    let workspace = SimulatedWorkspace(people: 20)
    workspace.whenSent { if $0 == 4 { workspace.kill(afterCalls: 2) } }
    await deliver(workspace)
    workspace.whenSent(nil)
    workspace.kill(afterCalls: nil)
    workspace.pass(seconds: 200)
    workspace.index()
    let second = await deliver(workspace, holder: "second")
    #expect(second.end == .done && !second.newlyUncertain.isEmpty)
    let certain = workspace.inbox.keys.filter { !second.newlyUncertain.contains($0) }.sorted()
    workspace.untag(Array(certain.prefix(1)))
    workspace.index()
    #expect(
      await deliver(workspace, holder: "third").end
        == .stopped(.ledgerLost(expected: 20, tagged: 19)))
  }

  @Test("at a pace, who is sent to matches shortly before")
  func paced() async {
    let workspace = SimulatedWorkspace(people: 40)
    workspace.whenPageRead { #expect($0 <= 2) }
    workspace.whenSent { count in
      guard count == 3 else { return }
      for number in 0..<40 { workspace.remove(person: "c\(number)") }
    }
    let result = await deliver(workspace) { $0.pause = .seconds(5) }
    #expect(result.sent >= 3 && result.sent <= 7)
  }

  @Test("of whom it cannot be told whether they match is told, and they are not sent it")
  func undecided() async {
    let workspace = SimulatedWorkspace(people: 9)
    workspace.leave(undecided: 2)
    #expect(await deliver(workspace).undecided == 2)
    #expect(await deliver(workspace) { $0.isRehearsal = true }.undecided == 2)
  }
}

extension RemoteMessage {
  /// The same after a change was applied.
  fileprivate var changed: RemoteMessage {
    RemoteMessage(
      id: id, etag: etag + "+", externalID: externalID, name: name, state: state, spec: spec,
      record: record)
  }

  /// The same, saying something else.
  fileprivate func saying(_ spec: MessageSpec) -> RemoteMessage {
    RemoteMessage(
      id: id, etag: etag, externalID: externalID, name: name, state: state, spec: spec,
      record: record)
  }
}
