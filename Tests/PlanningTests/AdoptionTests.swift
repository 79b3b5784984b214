import JSON
import Planning
import Testing

@Suite("Adopting what says the same")
struct AdoptionTests {
  private static func unowned(
    _ id: String, externalID: String? = nil, state: MessageState = .live,
    _ edit: (inout MessageSpec) -> Void = { _ in }
  ) -> RemoteMessage {
    var spec = Sample.spec(edit)
    spec.sender = .id("1")
    spec.status = state == .paused ? .paused : state == .live ? .live : .draft
    return RemoteMessage(
      id: id, etag: "\"3\"", externalID: externalID, name: "By hand", state: state, spec: spec,
      record: nil, otherMetadata: ["theirs": 1])
  }

  private static func plan(
    _ files: [DesiredMessage], over messages: [RemoteMessage], unowned: [RemoteMessage],
    wishes: [String: String] = [:], intent: Intent = Intent()
  ) -> Plan {
    Planner(
      Sample.desired(files),
      over: Snapshot(
        workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: Sample.admins,
        messages: messages), intent: intent, commit: GitCommit(id: "c0ffee"), now: 1_000
    ).knowing(Bystanders(unowned: unowned), wishes: wishes).plan()
  }

  @Test("a new campaign takes over the message that says the same, as it is")
  func adopted() throws {
    let plan = Self.plan([Sample.file("new")], over: [], unowned: [Self.unowned("9")])
    let change = try #require(plan.changes.first)
    #expect(plan.changes.count == 1 && plan.stops.isEmpty)
    #expect(change.action == .adopt && change.fields.isEmpty)
    guard case .update("9", "\"3\"", let draft) = change.steps.first else {
      Issue.record("\(change.steps)")
      return
    }
    #expect(draft.externalID == "acme/new")
    #expect(draft.name == "By hand" && draft.state == .live)
    #expect(draft.spec == Self.unowned("9").spec)
    #expect(draft.otherMetadata == ["theirs": 1])
    #expect(draft.record.key == "new" && draft.record.lastApplied == Sample.spec())
    #expect(plan.adopted == ["9"])
  }

  @Test(
    "nothing else is taken over",
    arguments: [
      unowned("9") { $0.body = "Hello, there" }, unowned("9", state: .paused),
      unowned("9", state: .draft), unowned("9", state: .archived),
      unowned("9", externalID: "other/thing"), unowned("9") { $0.tags = ["x"] },
    ])
  func other(message: RemoteMessage) {
    let plan = Self.plan([Sample.file("new")], over: [], unowned: [message])
    #expect(plan.changes.map(\.action) == [.create])
  }

  @Test("an id that was the project's own, or nobody's, is remembered where it changes")
  func formerID() throws {
    for (id, remembered) in [("acme/new", [String]()), ("Some Tool 7", ["Some Tool 7"])] {
      let message = Self.unowned("9", externalID: id)
      let plan = Self.plan(
        [Sample.file("new")], over: id.hasPrefix("acme/") ? [message] : [], unowned: [message])
      #expect(plan.changes.map(\.action) == [.adopt])
      #expect(plan.changes.first?.drafts.map(\.record.formerIDs) == [remembered])
      #expect(plan.stops.isEmpty)
    }
  }

  @Test("of several the first is taken, each once, and the rest is made")
  func several() {
    let messages = ["10", "9"].map { Self.unowned($0) }
    let files = ["aa", "bb", "cc"].map { Sample.file($0) }
    let plan = Self.plan(files, over: [], unowned: messages)
    #expect(Dictionary(grouping: plan.changes, by: \.action)[.adopt]?.count == 2)
    #expect(plan.changes.first { $0.key == "aa" }?.steps.first?.messageID == "9")
    #expect(plan.changes.first { $0.key == "cc" }?.action == .create)
  }

  @Test("a campaign that is to adopt a message adopts that one, and nobody else does")
  func wished() {
    let messages = ["9", "10"].map { Self.unowned($0) }
    let files = ["aa", "bb"].map { Sample.file($0) }
    let plan = Self.plan(files, over: [], unowned: messages, wishes: ["bb": "9"])
    #expect(plan.changes.first { $0.key == "bb" }?.steps.first?.messageID == "9")
    #expect(plan.changes.first { $0.key == "aa" }?.steps.first?.messageID == "10")
  }

  @Test("a campaign whose message is there adopts no other")
  func ownFirst() {
    let plan = Self.plan(
      [Sample.file("a")], over: [Applied("a").message], unowned: [Self.unowned("9")])
    #expect(plan.isEmpty)
  }
}
