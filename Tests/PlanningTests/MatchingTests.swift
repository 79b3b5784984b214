import Planning
import Testing

@Suite("Which message a file is for")
struct MatchingTests {
  @Test("a key that the workspace has not is created")
  func created() {
    let plan = Sample.plan([Sample.file("a")], over: [])
    #expect(plan.changes.map(\.action) == [.create])
    #expect(plan.changes[0].drafts.map(\.externalID) == ["acme/a"])
    #expect(plan.changes[0].stateAfter == .live)
  }

  @Test("a rename that its file states keeps the message and remembers the key")
  func stated() throws {
    let plan = Sample.plan(
      [Sample.file("new", formerKeys: ["old"])], over: [Applied("old").message])
    let change = try #require(plan.changes.first)
    #expect(plan.changes.count == 1)
    #expect(change.action == .update)
    #expect(change.movedFrom == "acme/old")
    #expect(change.fields.isEmpty)
    let draft = try #require(change.drafts.first)
    #expect(draft.externalID == "acme/new")
    #expect(draft.name == "new")
    #expect(draft.record.formerKeys == ["old"])
    #expect(plan.stops.isEmpty)
  }

  @Test("`previously` stays in the file after the rename without effect")
  func lingering() {
    let plan = Sample.plan(
      [Sample.file("new", formerKeys: ["old"])],
      over: [Applied("new") { $0.formerKeys = ["old"] }.message])
    #expect(plan.isEmpty)
  }

  @Test("a file with a remembered former key is a rename back")
  func renamedBack() throws {
    let plan = Sample.plan(
      [Sample.file("old")], over: [Applied("new") { $0.formerKeys = ["old"] }.message])
    #expect(plan.changes.map(\.movedFrom) == ["acme/new"])
    #expect(plan.changes[0].drafts.map(\.record.formerKeys) == [["new"]])
  }

  @Test("what a file states comes before what messages remember")
  func statedFirst() {
    let plan = Sample.plan(
      [Sample.file("a"), Sample.file("c", formerKeys: ["b"])],
      over: [Applied("b") { $0.formerKeys = ["a"] }.message])
    #expect(plan.changes.first { $0.key == "c" }?.movedFrom == "acme/b")
    #expect(plan.changes.first { $0.key == "a" }?.action == .create)
  }

  @Test("of two messages that remember a key, the one that had it last is meant")
  func latestMemory() {
    let plan = Sample.plan(
      [Sample.file("a")],
      over: [
        Applied("b") { $0.formerKeys = ["a", "x"] }.message,
        Applied("c") { $0.formerKeys = ["a"] }.message,
      ])
    #expect(plan.changes.first { $0.key == "a" }?.movedFrom == "acme/c")
    #expect(plan.stops.isEmpty)
  }

  @Test("two messages that had the key last stop the plan")
  func twoMemories() {
    let plan = Sample.plan(
      [Sample.file("a")],
      over: [
        Applied("b") { $0.formerKeys = ["a"] }.message,
        Applied("c") { $0.formerKeys = ["a"] }.message,
      ])
    #expect(plan.stops.contains(.ambiguousRename(key: "a", from: ["b", "c"])))
  }

  @Test("an archived message is not meant where one that is not will do")
  func archivedLast() {
    let plan = Sample.plan(
      [Sample.file("c", formerKeys: ["a", "b"])],
      over: [Applied("a") { $0.state = .archived }.message, Applied("b").message])
    #expect(plan.changes.map(\.movedFrom) == ["acme/b"])
    #expect(plan.stops.isEmpty)
  }

  @Test("a renamed file can bring back an archived message")
  func archivedRename() {
    let plan = Sample.plan(
      [Sample.file("c", formerKeys: ["a"])], over: [Applied("a") { $0.state = .archived }.message])
    #expect(plan.changes.map(\.action) == [.restore])
    #expect(plan.changes.map(\.movedFrom) == ["acme/a"])
  }

  @Test("two messages that a file could mean stop the plan")
  func twoCandidates() {
    let plan = Sample.plan(
      [Sample.file("c", formerKeys: ["a", "b"])],
      over: [Applied("a").message, Applied("b").message])
    #expect(plan.stops.contains(.ambiguousRename(key: "c", from: ["a", "b"])))
  }

  @Test("two files that state the same former key stop the plan")
  func twoFiles() {
    let plan = Sample.plan(
      [Sample.file("b", formerKeys: ["a"]), Sample.file("c", formerKeys: ["a"])],
      over: [Applied("a").message])
    #expect(plan.stops == [.ambiguousRename(key: "c", from: ["a"])])
  }

  @Test("two renames in a row at once stop the plan")
  func chain() {
    let plan = Sample.plan(
      [
        Sample.file("b", formerKeys: ["a"]) { $0.body = "B" },
        Sample.file("c", formerKeys: ["b"]) { $0.body = "C" },
      ], over: [Applied("a").message, Applied("b").message])
    #expect(plan.stops == [.ambiguousRename(key: "c", from: ["b", "a"])])
  }

  @Test("a former key that another campaign has since, unchanged, is that campaign's")
  func reusedKey() {
    let plan = Sample.plan(
      [Sample.file("b"), Sample.file("c", formerKeys: ["b"])], over: [Applied("b").message])
    #expect(plan.changes.map(\.key) == ["c"])
    #expect(plan.changes.map(\.action) == [.create])
    #expect(plan.stops.isEmpty)
  }

  @Test("a former key that a new campaign takes in the same change stops the plan")
  func takenOver() {
    let plan = Sample.plan(
      [Sample.file("b") { $0.body = "Another" }, Sample.file("c", formerKeys: ["b"])],
      over: [Applied("b").message])
    #expect(plan.stops == [.ambiguousRename(key: "c", from: ["b"])])
  }

  @Test("a renamed project keeps its messages")
  func projectRenamed() throws {
    let plan = Sample.plan(
      Sample.desired([Sample.file("a")], project: "growth", formerProjects: ["acme"]),
      over: [Applied("a").message])
    #expect(plan.changes.map(\.movedFrom) == ["acme/a"])
    let draft = try #require(plan.changes.first?.drafts.first)
    #expect(draft.externalID == "growth/a")
    #expect(draft.record.project == "growth")
    #expect(draft.record.formerKeys.isEmpty)
  }

  @Test("a renamed project archives under its new name, where a file that comes back finds it")
  func projectRenamedAndRemoved() {
    let plan = Sample.plan(
      Sample.desired(
        [Sample.file("z")], project: "growth", formerProjects: ["acme"]),
      over: [
        Applied("a") { $0.shownAt = 5 }.message,
        Applied("z") {
          $0.project = "growth"
        }.message,
      ])
    #expect(plan.changes.map(\.action) == [.archive])
    #expect(plan.changes[0].drafts.map(\.externalID) == ["growth/a"])
    #expect(plan.changes[0].drafts.map(\.record.project) == ["growth"])
  }

  @Test("a message whose id was changed outside goes back to its key")
  func misplaced() {
    let moved = Applied("a") { $0.externalID = "acme/elsewhere" }
    let plan = Sample.plan([Sample.file("a")], over: [moved.message])
    #expect(plan.changes.map(\.movedFrom) == ["acme/elsewhere"])
    #expect(plan.changes[0].drafts.map(\.externalID) == ["acme/a"])
  }

  @Test("a message whose id was changed outside to another campaign's remembers that one's key")
  func misplacedForGood() throws {
    let moved = Applied("b") { $0.externalID = "acme/a" }
    let plan = Sample.plan([Sample.file("a")], over: [moved.message])
    #expect(plan.changes.map(\.movedFrom) == ["acme/b"])
    let record = try #require(plan.changes.first?.drafts.first?.record)
    #expect(record.key == "a")
    #expect(record.formerKeys == ["b"])
  }

  @Test("a creation waits for the change that frees its id")
  func needs() throws {
    let moved = Applied("z") { $0.externalID = "acme/b" }
    let plan = Sample.plan([Sample.file("z"), Sample.file("b")], over: [moved.message])
    let create = try #require(plan.changes.first { $0.key == "b" })
    let move = try #require(plan.changes.first { $0.key == "z" })
    #expect(create.needs == [move.number])
    #expect(move.needs.isEmpty)
  }
}

@Suite("Whose a message is")
struct OwnershipTests {
  private static let files = [Sample.file("a")]

  @Test("a message that herald did not make is never touched, and stops what needs its id")
  func handMade() {
    let message = RemoteMessage(
      id: "9", etag: "\"1\"", externalID: "acme/a", name: nil, state: .live, spec: Sample.spec(),
      record: nil)
    let plan = Sample.plan(Self.files, over: [message])
    #expect(plan.stops == [.taken(externalID: "acme/a", .nobody)])
  }

  @Test("a message of another project is not ours, whatever its id")
  func otherProject() {
    let plan = Sample.plan(
      Self.files,
      over: [
        Applied("a") {
          $0.project = "other"
          $0.externalID = "acme/a"
        }.message
      ])
    #expect(plan.stops == [.taken(externalID: "acme/a", .project("other"))])
  }

  @Test("a project whose name begins with ours is another")
  func prefix() {
    let plan = Sample.plan(Self.files, over: [Applied("a") { $0.project = "acme-growth" }.message])
    #expect(plan.changes.map(\.action) == [.create])
    #expect(plan.stops.isEmpty)
  }

  @Test("a message of another environment stops every plan")
  func otherEnvironment() {
    let message = Applied("b") { $0.environment = "staging" }.message
    let plan = Sample.plan(Self.files, over: [message])
    #expect(plan.stops == [.otherEnvironment("staging", messages: 1)])
    let destroy = Sample.plan(
      Self.files, over: [message], intent: Intent(goal: .destroy(deleteAll: true)))
    #expect(destroy.isEmpty)
    #expect(destroy.stops == [.otherEnvironment("staging", messages: 1)])
  }

  @Test("a record that cannot be read makes its message nobody's")
  func unreadable() {
    let problem = SpecJSONError("/version", .newerVersion(2))
    let message = RemoteMessage(
      id: "9", etag: "\"1\"", externalID: "acme/a", name: nil, state: .live, spec: Sample.spec(),
      record: nil, recordProblem: problem)
    let plan = Sample.plan(Self.files, over: [message])
    #expect(plan.stops == [.taken(externalID: "acme/a", .unreadableRecord(problem))])
    #expect(Sample.plan([], over: [message]).isEmpty)
  }

  @Test("of two messages with one key, the one under the project's present name is its file's")
  func twins() {
    let plan = Sample.plan(
      Sample.desired([Sample.file("a")], project: "growth", formerProjects: ["acme"]),
      over: [
        Applied("a", id: "old").message, Applied("a", id: "new") { $0.project = "growth" }.message,
      ])
    #expect(plan.unchanged == 1)
    #expect(plan.changes.map(\.steps) == [[.delete(id: "old", etag: "\"7\"")]])
  }
}
