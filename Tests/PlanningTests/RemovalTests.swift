import Audiences
import Planning
import Testing

@Suite("Removal and restoring")
struct RemovalTests {
  private static let others = [Sample.file("z")]

  private static func plan(_ message: Applied, intent: Intent = Intent()) -> Plan {
    Sample.plan(others, over: [message.message, Applied("z").message], intent: intent)
  }

  @Test("never shown: deleted", arguments: [MessageState.draft, .live, .paused])
  func unseen(state: MessageState) {
    let plan = Self.plan(Applied("a") { $0.state = state })
    #expect(plan.changes.map(\.action) == [.delete])
    #expect(plan.changes[0].steps == [.delete(id: "id-a", etag: "\"7\"")])
    #expect(plan.changes[0].consequences.last == .deletedUnseen)
    #expect(plan.changes[0].lastFile == "a.yaml")
    #expect(plan.changes[0].stateAfter == nil)
  }

  @Test("a message whose file is kept to other environments says so")
  func elsewhere() {
    let desired = DesiredSet(
      project: "acme", environment: "production", messages: Self.others, elsewhere: ["a"],
      limits: Limits(deletes: .percent(100)))
    let plan = Sample.plan(desired, over: [Applied("a").message, Applied("z").message])
    #expect(plan.changes.map(\.consequences) == [[.keptElsewhere, .deletedUnseen]])
  }

  @Test("one whose record cannot be read is left alone, and told", arguments: [false, true])
  func unreadable(isDestroyed: Bool) {
    let broken = RemoteMessage(
      id: "9", etag: "1", externalID: "acme/a", name: nil, state: .live, spec: Sample.spec(),
      record: nil, recordProblem: SpecJSONError("/version", .newerVersion(9)))
    let plan = Sample.plan(
      Self.others, over: [broken, Applied("z").message],
      intent: Intent(goal: isDestroyed ? .destroy(deleteAll: false) : .converge))
    #expect(plan.notes == [.unreadable(externalID: "acme/a")])
    #expect(!plan.changes.contains { $0.key == "a" })
  }

  @Test("what others changed on it since is told")
  func changedOutside() {
    let plan = Self.plan(
      Applied("a") {
        $0.outside = { $0.body = "By hand" }
        $0.state = .paused
      })
    #expect(
      plan.changes.map(\.consequences) == [
        [.changedOutside(fields: ["status", "copy.body"]), .deletedUnseen]
      ])
  }

  @Test("shown: archived under its id", arguments: [MessageState.draft, .live, .paused])
  func shown(state: MessageState) throws {
    let plan = Self.plan(
      Applied("a") {
        $0.state = state
        $0.shownAt = 500
      })
    #expect(plan.changes.map(\.action) == [.archive])
    #expect(plan.changes[0].consequences.last == .archivedWithHistory(shownAt: 500))
    let draft = try #require(plan.changes[0].drafts.first)
    #expect(draft.state == .archived)
    #expect(draft.externalID == "acme/a")
    #expect(draft.record.archivedFrom == state)
    #expect(plan.changes[0].stateAfter == .archived)
  }

  @Test("shown, and its file asked for deletion: deleted")
  func deletedAsAsked() {
    let plan = Self.plan(
      Applied("a") {
        $0.shownAt = 500
        $0.lifecycle.onRemoval = .delete
      })
    #expect(plan.changes.map(\.action) == [.delete])
    #expect(plan.changes[0].consequences == [.deletedWithHistory])
  }

  @Test("protected: refused", arguments: [MessageState.draft, .live, .paused])
  func protected(state: MessageState) {
    let plan = Self.plan(
      Applied("a") {
        $0.state = state
        $0.lifecycle.protect = true
      })
    #expect(plan.stops == [.protected(change: 1, key: "a")])
  }

  @Test("archived: nothing to do", arguments: [true, false])
  func archived(protect: Bool) {
    let plan = Self.plan(
      Applied("a") {
        $0.state = .archived
        $0.lifecycle.protect = protect
      })
    #expect(plan.isEmpty)
    #expect(plan.stops.isEmpty)
  }

  @Test("the file is back: the same message is restored, with nothing else to change")
  func restored() throws {
    let plan = Sample.plan(
      [Sample.file("a")],
      over: [
        Applied("a") {
          $0.state = .archived
          $0.archivedFrom = .live
          $0.shownAt = 500
        }.message
      ])
    let change = try #require(plan.changes.first)
    #expect(change.action == .restore)
    #expect(change.fields.map(\.name) == ["status"])
    #expect(change.fields.map(\.cause) == [.files])
    #expect(change.consequences == [.restored])
    #expect(change.drafts.map(\.state) == [.live])
    #expect(change.drafts.map(\.record.archivedFrom) == [nil])
    guard case .update(let id, _, _)? = change.steps.first else {
      Issue.record("a restore is an update of the message")
      return
    }
    #expect(id == "id-a")
  }

  @Test("archived outside, its file still there: restored, and said to be outside's")
  func archivedOutside() throws {
    let plan = Sample.plan(
      [Sample.file("a")], over: [Applied("a") { $0.state = .archived }.message])
    #expect(plan.changes.map(\.action) == [.restore])
    #expect(plan.changes[0].fields.map(\.cause) == [.outside])
  }

  @Test("restored with another copy: said, as those who have seen it will not see the new one")
  func restoredWithNewCopy() throws {
    let plan = Sample.plan(
      [Sample.file("a") { $0.body = "New" }],
      over: [
        Applied("a") {
          $0.state = .archived
          $0.archivedFrom = .live
          $0.shownAt = 500
        }.message
      ])
    #expect(plan.changes[0].consequences == [.restored, .seenCopyStays])
  }

  @Test("a post with another copy: everybody who opens its newsfeed sees it, who had seen it too")
  func postWithNewCopy() throws {
    let old = Applied(
      "a", edit: { ($0.format, $0.audience, $0.body) = (.post, .newsfeed("News"), "Old") },
      with: { $0.shownAt = 500 })
    let file = Sample.file("a") {
      ($0.format, $0.audience, $0.body) = (.post, .newsfeed("News"), "New")
    }
    let plan = Sample.plan([file], over: [old.message])
    #expect(plan.changes.map(\.action) == [.update] && plan.changes[0].consequences.isEmpty)
  }

  @Test("destroy takes everything by the same table")
  func destroy() {
    let messages = [
      Applied("unseen").message, Applied("seen") { $0.shownAt = 5 }.message,
      Applied("gone") { $0.state = .archived }.message,
    ]
    let plan = Sample.plan(
      [Sample.file("unseen"), Sample.file("new")], over: messages,
      intent: Intent(goal: .destroy(deleteAll: false)))
    #expect(plan.changes.map(\.key) == ["seen", "unseen"])
    #expect(plan.changes.map(\.action) == [.archive, .delete])
    #expect(plan.stops.isEmpty)
    #expect(plan.unchanged == 0)
  }

  @Test("destroy with --delete deletes what is archived and what replacements left, too")
  func destroyAll() {
    let messages = [
      Applied("seen") { $0.shownAt = 5 }.message,
      Applied("gone") { $0.state = .archived }.message,
      Applied("seen", id: "old") {
        $0.externalID = "acme/seen~old"
        $0.state = .archived
      }.message,
    ]
    let plan = Sample.plan([], over: messages, intent: Intent(goal: .destroy(deleteAll: true)))
    #expect(plan.changes.map(\.action) == [.delete, .delete, .delete])
    #expect(plan.stops.isEmpty)
  }

  @Test("destroy stops at what is protected")
  func destroyProtected() {
    let plan = Sample.plan(
      [], over: [Applied("a") { $0.lifecycle.protect = true }.message],
      intent: Intent(goal: .destroy(deleteAll: true)))
    #expect(plan.stops == [.protected(change: 1, key: "a")])
  }
}

@Suite("Replacement")
struct ReplacementTests {
  private static func change(
    _ message: Applied, _ edit: (inout MessageSpec) -> Void
  ) throws -> Change {
    try #require(Sample.plan([Sample.file("a", edit)], over: [message.message]).changes.first)
  }

  private static func toTooltip(_ spec: inout MessageSpec) {
    spec.format = .tooltip
    spec.display.anchor = "#x"
  }

  @Test("never live: another format is a plain update")
  func neverLive() throws {
    let message = Applied("a", edit: { $0.status = .draft })
    let change = try Self.change(message) {
      $0.status = .draft
      Self.toTooltip(&$0)
    }
    #expect(change.action == .update)
  }

  @Test("live, never shown: deleted, then created")
  func unseen() throws {
    let change = try Self.change(Applied("a"), Self.toTooltip)
    #expect(change.action == .replace)
    #expect(change.consequences == [.replacedBecause(fixed: ["format"]), .deletedUnseen])
    #expect(change.steps.first == .delete(id: "id-a", etag: "\"7\""))
    guard case .create(let draft)? = change.steps.last else {
      Issue.record("a replacement ends with a creation")
      return
    }
    #expect(draft.externalID == "acme/a")
    #expect(draft.record.revision == 4)
  }

  @Test("shown: archived under another id, then created")
  func shown() throws {
    let change = try Self.change(Applied("a") { $0.shownAt = 500 }, Self.toTooltip)
    #expect(
      change.consequences == [
        .replacedBecause(fixed: ["format"]), .archivedWithHistory(shownAt: 500), .shownAgain,
      ])
    #expect(change.drafts.map(\.externalID) == ["acme/a~id-a", "acme/a"])
    #expect(change.drafts.map(\.state) == [.archived, .live])
    #expect(change.stateAfter == .live)
  }

  @Test("protected: refused")
  func protected() {
    let plan = Sample.plan(
      [Sample.file("a", Self.toTooltip)],
      over: [Applied("a") { $0.lifecycle.protect = true }.message])
    #expect(plan.stops == [.protected(change: 1, key: "a")])
  }

  @Test("archived after it was live, and back in another format: replaced")
  func archived() throws {
    let message = Applied("a") {
      $0.state = .archived
      $0.archivedFrom = .live
      $0.shownAt = 500
    }
    let change = try Self.change(message, Self.toTooltip)
    #expect(change.action == .replace)
    #expect(change.drafts.map(\.record.archivedFrom) == [.live, nil])
  }

  @Test("paused once live: the send is fixed still")
  func pausedSend() throws {
    let message = Applied("a", edit: { $0.status = .paused }) { $0.liveAt = 100 }
    let change = try Self.change(message) {
      $0.status = .paused
      $0.schedule.send = .ongoing
    }
    #expect(change.consequences.first == .replacedBecause(fixed: ["schedule.send"]))
  }

  @Test("the audience of a one-time message is fixed once it is frozen")
  func frozen() throws {
    let message = Applied("a") { $0.frozenAt = 200 }
    let change = try Self.change(message) { $0.audience = .tag("x") }
    #expect(change.consequences.first == .replacedBecause(fixed: ["audience"]))
  }

  @Test("before it is frozen, the audience is a plain update")
  func notFrozen() throws {
    #expect(try Self.change(Applied("a")) { $0.audience = .tag("x") }.action == .update)
  }

  @Test("a frozen audience is written as the remote words it")
  func frozenWording() throws {
    let message = Applied("a", edit: { $0.audience = .all([.tag("x"), .tag("y")]) }) {
      $0.frozenAt = 200
    }
    let change = try Self.change(message) {
      $0.audience = .all([.tag("y"), .tag("x")])
      $0.body = "New"
    }
    #expect(change.action == .update)
    #expect(change.drafts.map(\.spec.audience) == [.all([.tag("x"), .tag("y")])])
  }

  @Test("a replacement cut short after the old one was moved aside goes on where it stopped")
  func cutShort() throws {
    let aside = Applied("a") {
      $0.externalID = "acme/a~id-a"
      $0.state = .archived
      $0.archivedFrom = .live
      $0.formerKeys = ["first"]
    }
    let plan = Sample.plan([Sample.file("a", Self.toTooltip)], over: [aside.message])
    #expect(plan.changes.map(\.action) == [.create])
    #expect(plan.changes[0].drafts.map(\.record.formerKeys) == [["first"]])
    #expect(plan.stops.isEmpty)
  }

  @Test("what was moved aside and then made live outside is archived again, where it is")
  func revived() {
    let aside = Applied("a", id: "old") {
      $0.externalID = "acme/a~old"
      $0.shownAt = 5
    }
    let plan = Sample.plan([Sample.file("a")], over: [Applied("a").message, aside.message])
    #expect(plan.changes.map(\.action) == [.archive])
    #expect(plan.changes[0].drafts.map(\.externalID) == ["acme/a~old"])
  }
}
