import Planning
import Remote
import Synchronization
import Testing

@testable import Delivering

@Suite("What is still under way when a delivery ends")
struct LeftOverTests {
  @Test("who is tagged late by an earlier delivery is told, and not taken for one who has it")
  func lateClaim() async {
    let workspace = SimulatedWorkspace(people: 9, send: .once)
    workspace.delayClaim(of: "c2", by: 20)
    let first = await deliver(workspace) { $0.parallelism = 1 }
    #expect(first.sent == 2 && first.left == 1 && first.failure != nil)
    #expect(workspace.keptLog?.inFlight == ["c2"] && workspace.keptLog?.lease == nil)
    workspace.index()
    // It arrives after they were looked at, and before it is their turn.
    workspace.whenPageRead { _ in workspace.pass(seconds: 20) }
    let second = await deliver(workspace, holder: "second")
    #expect(second.end == .done && second.sent == 6 && second.newlyUncertain == ["c2"])
    #expect(second.left == 0)
    #expect(workspace.tagged.contains("c2") && workspace.inbox["c2"] == nil)
    #expect(workspace.keptLog?.completedAt != nil)
  }

  @Test("who is tagged after all others were sent it is told, too")
  func latest() async {
    let workspace = SimulatedWorkspace(people: 9, send: .once)
    workspace.delayClaim(of: "c2", by: 20)
    await deliver(workspace) { $0.parallelism = 1 }
    workspace.index()
    workspace.refuse(["c2"])
    workspace.whenSent { if $0 == 8 { workspace.pass(seconds: 20) } }
    let second = await deliver(workspace, holder: "second") { $0.parallelism = 1 }
    #expect(second.newlyUncertain == ["c2"] && second.left == 0)
    #expect(second.refusals.values.sorted() == [1])
  }

  @Test("a `once` is not over while somebody of an earlier delivery may still be tagged")
  func notOver() async {
    let workspace = SimulatedWorkspace(people: 9, send: .once)
    workspace.delayClaim(of: "c2", by: 1_000)
    await deliver(workspace) { $0.parallelism = 1 }
    workspace.index()
    workspace.remove(person: "c2")
    let second = await deliver(workspace, holder: "second")
    #expect(second.end == .done && second.sent == 6 && second.left == 1)
    #expect(workspace.keptLog?.completedAt == nil && workspace.keptLog?.inFlight == ["c2"])
    workspace.pass(seconds: 160)
    workspace.index()
    let third = await deliver(workspace, holder: "third")
    #expect(third.end == .done && third.left == 0 && third.newlyUncertain.isEmpty)
    #expect(workspace.keptLog?.completedAt != nil && workspace.keptLog?.inFlight == [])
  }

  @Test("whoever was sent to when it was killed gets it from the next, and is asked about once")
  func killed() async {
    let workspace = SimulatedWorkspace(people: 30, send: .once)
    workspace.whenSent { if $0 == 4 { workspace.kill(afterCalls: 0) } }
    await deliver(workspace)
    workspace.whenSent(nil)
    workspace.kill(afterCalls: nil)
    workspace.pass(seconds: 200)
    workspace.index()
    let second = await deliver(workspace, holder: "second")
    let told = Set(second.newlyUncertain)
    #expect(second.end == .done && second.left == 0)
    #expect(Set(workspace.inbox.keys).union(told).count == 30)
    #expect(workspace.inbox.values.allSatisfy { $0 == 1 })
    #expect(workspace.keptLog?.completedAt != nil)
  }

  @Test("a `once` is not over while search may leave out who was untagged")
  func untagged() async {
    let workspace = SimulatedWorkspace(people: 9, send: .once)
    workspace.refuse(["c4"])
    #expect(await deliver(workspace).sent == 8)
    workspace.refuse([])
    // Search has c4 as tagged.
    workspace.index(with: ["c4"])
    #expect(await deliver(workspace).end == .done)
    #expect(workspace.keptLog?.completedAt == nil)
    workspace.pass(seconds: 40)
    workspace.index()
    #expect(await deliver(workspace).sent == 1)
    #expect(workspace.keptLog?.completedAt != nil && workspace.inbox["c4"] == 1)
  }

  @Test("a log that may still be written over keeps the next delivery waiting")
  func lateLog() async {
    let workspace = SimulatedWorkspace(people: 30)
    // The lease and the first people come before.
    workspace.delayLog(afterWrites: 2, by: 20)
    let first = await deliver(workspace) { $0.parallelism = 1 }
    #expect(first.failure != nil && first.sent > 0)
    let end = workspace.keptLog?.lease?.until ?? 0
    #expect(end > workspace.now + 60 && workspace.keptLog?.sent == first.sent)
    workspace.index()
    let second = await deliver(workspace, holder: "second")
    #expect(second.end == .done && workspace.now >= end)
    #expect(workspace.inbox.values.allSatisfy { $0 == 1 })
    #expect(Set(workspace.inbox.keys).union(second.newlyUncertain).count == 30)
    // One that was refused is none that may still arrive.
    let refused = SimulatedWorkspace(people: 30)
    refused.refuseLog(afterWrites: 2)
    #expect(await deliver(refused).failure != nil)
    #expect(refused.keptLog?.lease == nil)
  }

  @Test("a lease that got no answer is waited for: it may still arrive")
  func lostLease() async {
    let workspace = SimulatedWorkspace(people: 9)
    workspace.delayLog(afterWrites: 0, by: 200)
    let start = workspace.now
    let result = await deliver(workspace) { settings in
      settings.sleep = { duration in
        #expect(workspace.inbox.isEmpty)
        workspace.pass(seconds: max(1, duration.components.seconds))
      }
    }
    #expect(result.end == .done && result.sent == 9)
    #expect(workspace.now - start >= DeliverySettings.longestLease)
    // It may never arrive.
    let never = SimulatedWorkspace(people: 9)
    never.delayLog(afterWrites: 0, by: 1_000_000)
    #expect(await deliver(never).sent == 9)
    // Somebody else may have it by then.
    let taken = SimulatedWorkspace(people: 9)
    taken.delayLog(afterWrites: 0, by: 1_000)
    let second = await deliver(taken) { settings in
      settings.sleep = { _ in
        let until = taken.now + 60
        taken.edit { $0?.lease = DeliveryLog.Lease(holder: "other", until: until) }
        taken.pass(seconds: 1)
      }
    }
    #expect(taken.inbox.isEmpty && second.sent == 0)
    if case .stopped(.leased) = second.end {} else { Issue.record("\(second.end)") }
  }

  @Test("who has the tag and is not remembered is told by number, once as news")
  func untraced() async {
    let workspace = SimulatedWorkspace(people: 9)
    await deliver(workspace) { $0.limit = 5 }
    workspace.tag(["c7", "c8"])
    workspace.index()
    let second = await deliver(workspace)
    #expect(second.sent == 2 && second.untraced == 2 && second.newlyUntraced == 2)
    workspace.index()
    let third = await deliver(workspace)
    #expect(third.end == .done && third.untraced == 2 && third.newlyUntraced == 0)
    // Whoever takes their tag back has taken nothing from the ledger.
    workspace.untag(["c7", "c8"])
    workspace.index()
    let last = await deliver(workspace)
    #expect(last.end == .done && last.sent == 2)
    // A person may say that it is known.
    workspace.edit { $0 = nil }
    workspace.index()
    let accepted = await deliver(workspace) { $0.acceptedLedgers = ["hello"] }
    #expect(accepted.untraced == 9 && accepted.newlyUntraced == 0)
  }

  @Test("what is written after the lease is over is over before somebody else begins")
  func closing() async {
    let workspace = SimulatedWorkspace(people: 5)
    await deliver(workspace)
    #expect(workspace.timeToWrite == .seconds(30))
    workspace.add("late")
    workspace.whenSent { _ in workspace.pass(seconds: 500) }
    #expect(await deliver(workspace) { $0.acceptedLedgers = ["hello"] }.end == .done)
    #expect(workspace.timeToWrite == .seconds(2))
  }
}
