import Planning
import Testing

@Suite("A pause made outside stays (promise 11)")
struct PauseTests {
  /// A campaign that was applied live, and that somebody has paused since.
  private static func paused(_ change: (inout Applied) -> Void = { _ in }) -> RemoteMessage {
    Applied("a") {
      $0.state = .paused
      change(&$0)
    }.message
  }

  private static func change(
    _ file: DesiredMessage, _ message: RemoteMessage, resume: Set<String> = []
  ) throws -> Change {
    try #require(
      Sample.plan([file], over: [message], intent: Intent(resume: resume)).changes.first)
  }

  @Test("nothing else changed: no change, and a note")
  func unchanged() {
    let plan = Sample.plan([Sample.file("a")], over: [Self.paused()])
    #expect(plan.isEmpty)
    #expect(plan.notes == [.pausedOutside(key: "a")])
    #expect(plan.unchanged == 1)
  }

  @Test("another field changed: written, and still paused")
  func updated() throws {
    let change = try Self.change(Sample.file("a") { $0.body = "New" }, Self.paused())
    #expect(change.fields.map(\.name) == ["copy.body"])
    #expect(change.drafts.map(\.state) == [.paused])
    #expect(change.consequences == [.staysPaused])
    #expect(change.stateAfter == .paused)
    #expect(change.after?.status == .live)
  }

  @Test("renamed: still paused")
  func renamed() throws {
    let change = try Self.change(Sample.file("b", formerKeys: ["a"]), Self.paused())
    #expect(change.drafts.map(\.state) == [.paused])
  }

  @Test("replaced: the new message is paused, too", arguments: [nil, Int64(500)])
  func replaced(shownAt: Int64?) throws {
    let file = Sample.file("a") {
      $0.format = .tooltip
      $0.display.anchor = "#x"
    }
    let change = try Self.change(file, Self.paused { $0.shownAt = shownAt })
    #expect(change.action == .replace)
    #expect(change.drafts.last?.state == .paused)
    #expect(change.consequences.contains(.staysPaused))
    #expect(change.field("status") == nil)
  }

  @Test("removed and restored: paused, as before")
  func restored() throws {
    let message = Applied("a") {
      $0.state = .archived
      $0.archivedFrom = .paused
      $0.shownAt = 5
    }.message
    let change = try Self.change(Sample.file("a"), message)
    #expect(change.action == .restore)
    #expect(change.drafts.map(\.state) == [.paused])
    #expect(change.consequences == [.restored, .staysPaused])
  }

  @Test("a replacement that was cut short makes the new message paused")
  func cutShort() throws {
    let aside = Applied("a") {
      $0.externalID = "acme/a~id-a"
      $0.state = .archived
      $0.archivedFrom = .paused
    }.message
    let change = try Self.change(Sample.file("a"), aside)
    #expect(change.action == .create)
    #expect(change.drafts.map(\.state) == [.paused])
  }

  @Test("`--resume` lifts it, and says that it undoes a change made outside")
  func resumed() throws {
    let change = try Self.change(Sample.file("a"), Self.paused(), resume: ["a"])
    #expect(change.drafts.map(\.state) == [.live])
    #expect(
      change.fields == [
        FieldChange("status", before: .text("paused"), after: .text("live"), cause: .outside)
      ])
  }

  @Test("`--resume` of another key does not lift it")
  func resumedOther() {
    #expect(
      Sample.plan([Sample.file("a")], over: [Self.paused()], intent: Intent(resume: ["b"])).isEmpty)
  }

  @Test("a file whose status changed since decides", arguments: [Status.draft, .paused])
  func decided(base: Status) throws {
    let message = Applied("a", edit: { $0.status = base }) { $0.state = .paused }.message
    let change = try Self.change(Sample.file("a"), message)
    #expect(change.drafts.map(\.state) == [.live])
    #expect(change.fields.map(\.cause) == [.files])
  }

  @Test("a file that asks for a draft gets one")
  func draft() throws {
    let change = try Self.change(Sample.file("a") { $0.status = .draft }, Self.paused())
    #expect(change.drafts.map(\.state) == [.draft])
    #expect(change.fields.map(\.cause) == [.files])
  }

  @Test("a file that asks for a pause has it")
  func same() {
    let plan = Sample.plan([Sample.file("a") { $0.status = .paused }], over: [Self.paused()])
    #expect(plan.changes.map(\.fields) == [[]])
    #expect(plan.changes.map(\.stateAfter) == [.paused])
    #expect(plan.notes.isEmpty)
  }
}
