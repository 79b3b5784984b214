import Planning
import Testing

@Suite("A project that is renamed, and back")
struct ProjectRenameTests {
  /// What `acme` had, moved to `growth`.
  private static func moved(
    _ key: String, with change: (inout Applied) -> Void = { _ in }
  ) -> RemoteMessage {
    Applied(key) {
      $0.project = "growth"
      $0.formerIDs = ["acme/\(key)"]
      change(&$0)
    }.message
  }

  private static func plan(
    _ files: [DesiredMessage], project: String = "acme", formerProjects: [String] = [],
    over messages: [RemoteMessage]
  ) -> Plan {
    let names = ["\(project)/"] + formerProjects.map { "\($0)/" }
    let planner = Planner(
      Sample.desired(files, project: project, formerProjects: formerProjects),
      over: Snapshot(
        workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: Sample.admins,
        messages: messages.filter { message in
          names.contains { message.externalID?.hasPrefix($0) ?? false }
        }), commit: nil, now: 1_000)
    return planner.plan(planner.plan(), mindful: messages.compactMap(\.asMoved))
  }

  @Test("a message that moves to another project's name remembers the id that it had")
  func remembers() throws {
    let plan = Self.plan(
      [Sample.file("a")], project: "growth", formerProjects: ["acme"],
      over: [Applied("a").message])
    let draft = try #require(plan.changes.first?.drafts.first)
    #expect(draft.externalID == "growth/a")
    #expect(draft.record.formerIDs == ["acme/a"])
  }

  @Test("one that is archived with the move remembers it too")
  func remembersArchived() throws {
    let plan = Self.plan(
      [Sample.file("z")], project: "growth", formerProjects: ["acme"],
      over: [Applied("a") { $0.shownAt = 5 }.message, Self.moved("z")])
    #expect(plan.changes.flatMap(\.drafts).map(\.record.formerIDs) == [["acme/a"]])
  }

  @Test("a change of the key alone leaves the ids as they are")
  func keyAlone() throws {
    let plan = Self.plan(
      [Sample.file("b", formerKeys: ["a"])], project: "growth", over: [Self.moved("a")])
    #expect(plan.changes.flatMap(\.drafts).map(\.record.formerIDs) == [["acme/a"]])
    #expect(plan.changes.flatMap(\.drafts).map(\.record.formerKeys) == [["a"]])
  }

  @Test("moved back, it forgets the id that it has again")
  func forgets() throws {
    let plan = Self.plan(
      [Sample.file("a")], formerProjects: ["growth"], over: [Self.moved("a")])
    #expect(plan.changes.map(\.movedFrom) == ["growth/a"])
    #expect(plan.changes.flatMap(\.drafts).map(\.record.formerIDs) == [["growth/a"]])
  }

  @Test("only so many ids are remembered, the latest")
  func bounded() throws {
    let plan = Self.plan(
      [Sample.file("a")], project: "last", formerProjects: ["growth"],
      over: [Self.moved("a") { $0.formerIDs = (0..<60).map { "p\($0)/a" } }])
    let ids = try #require(plan.changes.first?.drafts.first?.record.formerIDs)
    #expect(ids.count == 50)
    #expect(ids.last == "growth/a")
    #expect(ids.first == "p11/a")
  }

  @Test("a revert without `previously` stops before everything is made again")
  func reverted() {
    let messages = [Self.moved("a"), Self.moved("b") { $0.state = .paused }]
    let plan = Self.plan([Sample.file("a"), Sample.file("b")], over: messages)
    #expect(plan.changes.map(\.action) == [.create, .create])
    #expect(
      plan.stops
        == messages.enumerated().compactMap { index, message in
          message.asMoved.map { .movedAway(change: index + 1, key: $0.key, to: $0) }
        })
  }

  @Test("what was not moved yet is the project's, and only the rest stops")
  func partial() {
    let plan = Self.plan(
      [Sample.file("a"), Sample.file("b")], over: [Applied("a").message, Self.moved("b")])
    #expect(plan.unchanged == 1)
    #expect(plan.stops.count == 1)
  }

  @Test(
    "a new key is recognised too, by what the message remembers or its file says",
    arguments: [
      (Sample.file("b"), ["acme/a"], "b"), (Sample.file("a"), ["acme/a"], "b"),
      (Sample.file("c", formerKeys: ["a"]), ["acme/a"], "a"),
    ])
  func renamedMeanwhile(file: DesiredMessage, formerIDs: [String], key: String) {
    let message = Self.moved(key) {
      $0.formerIDs = formerIDs
      $0.formerKeys = ["a"]
    }
    #expect(Self.plan([file], over: [message]).stops.count == 1)
  }

  @Test("a rename that forgets one of two former names stops as well")
  func forgottenName() {
    let plan = Self.plan(
      [Sample.file("a")], project: "third", formerProjects: ["acme"], over: [Self.moved("a")])
    #expect(plan.stops.count == 1)
  }

  @Test("`previously` takes the messages back")
  func takenBack() {
    let plan = Self.plan(
      [Sample.file("a")], formerProjects: ["growth"], over: [Self.moved("a")])
    #expect(plan.changes.map(\.action) == [.update])
    #expect(plan.stops.isEmpty)
  }

  @Test("another team that takes over the old name is stopped for the old keys alone")
  func anotherTeam() {
    #expect(Self.plan([Sample.file("new")], over: [Self.moved("a")]).stops.isEmpty)
  }

  @Test("a message of another environment stops it as well")
  func otherEnvironment() {
    let plan = Self.plan(
      [Sample.file("a")], over: [Self.moved("a") { $0.environment = "staging" }])
    #expect(plan.stops.count == 1)
  }

  @Test("of several, the one that people see is named")
  func visible() throws {
    let plan = Self.plan(
      [Sample.file("a")],
      over: [
        Self.moved("a") {
          $0.id = "1"
          $0.externalID = "growth/a~1"
          $0.state = .archived
        }, Self.moved("a") { $0.id = "2" },
      ])
    guard case .movedAway(1, "a", let message)? = plan.stops.first else {
      Issue.record("\(plan.stops)")
      return
    }
    #expect(message.id == "2")
  }
}

extension RemoteMessage {
  fileprivate var asMoved: MovedMessage? {
    record.map {
      MovedMessage(
        id: id, externalID: externalID, state: state, project: $0.project, key: $0.key,
        formerKeys: $0.formerKeys, formerIDs: $0.formerIDs)
    }
  }
}
