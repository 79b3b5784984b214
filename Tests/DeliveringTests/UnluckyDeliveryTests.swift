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

  @Test("what was sent is in the log, also when somebody else has taken it over")
  func takenOver() async {
    let workspace = SimulatedWorkspace(people: 40)
    let day = CalendarDate(daysSince1970: 20_000)
    workspace.whenSent { count in
      guard count == 3, let day else { return }
      let until = workspace.now + 500
      workspace.edit { log in
        log?.lease = DeliveryLog.Lease(holder: "other", until: until)
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

  @Test("a lease that was long under way waits until whoever it came over has seen it")
  func lateLease() async {
    let workspace = SimulatedWorkspace(people: 9)
    let day = CalendarDate(daysSince1970: 20_000)
    workspace.whenLogWritten {
      workspace.whenLogWritten(nil)
      workspace.pass(seconds: 9)
    }
    let waited = Mutex(false)
    let result = await deliver(workspace) { settings in
      settings.sleep = { duration in
        if duration >= .seconds(120), let day {
          // Whoever had it writes what they sent, and leaves the lease as it is.
          workspace.edit { $0?.count(5, on: day, revision: 1) }
          #expect(workspace.inbox.isEmpty)
          waited.withLock { $0 = true }
        }
        workspace.pass(seconds: max(1, duration.components.seconds))
      }
    }
    #expect(waited.withLock { $0 } && result.end == .stopped(.ledgerLost(expected: 5, tagged: 0)))
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
