import Audiences
import JSON
import Planning
import TestSupport
import Testing

@Suite("A saved plan")
struct PlanFileTests {
  static func snapshot(_ messages: [RemoteMessage], workspace: String = "w") -> Snapshot {
    Snapshot(
      workspace: Workspace(id: workspace, name: "Acme", timeZone: "UTC"), admins: Sample.admins,
      messages: messages)
  }

  static func file(
    _ desired: DesiredSet, over snapshot: Snapshot, intent: Intent = Intent()
  ) -> PlanFile {
    let plan = Planner(
      desired, over: snapshot, intent: intent, commit: GitCommit(id: "c0ffee"), now: 1_000
    ).plan()
    return PlanFile(
      plan, of: desired, over: snapshot, allowed: Allowances(of: intent), remote: "sandbox",
      madeAt: 1_000, commit: "c0ffee")
  }

  static let nothing = Allowances(of: Intent())

  static let before = snapshot([
    Applied("a", edit: { $0.body = "Old" }, with: { $0.otherMetadata = ["crm": ["person": "Bo"]] })
      .message,
    Applied("b") { $0.shownAt = 5 }.message, Applied("c").message,
  ])
  static let desired = Sample.desired([
    Sample.file("a"), Sample.file("c"), Sample.file("n"),
  ])
  static let file = file(desired, over: before)

  @Test("reads back equal, from the same bytes every time")
  func roundTrip() throws {
    let read = try PlanFile(parsing: Array(Self.file.text.utf8))
    #expect(read == Self.file)
    #expect(read.text == Self.file.text)
  }

  @Test("reads back what a selection leaves out, and what it stops")
  func part() throws {
    let messages = [Applied("zz") { $0.externalID = "acme/bb" }.message]
    let desired = Sample.desired([Sample.file("zz"), Sample.file("bb")])
    let plan = Sample.plan(
      desired, over: messages,
      intent: Intent(selection: Selection(only: [.word("bb", path: "bb")])))
    #expect(!plan.stops.isEmpty && !plan.notes.isEmpty)
    let file = PlanFile(
      plan, of: desired, over: Self.snapshot(messages), allowed: Self.nothing, remote: "sandbox",
      madeAt: 5, commit: nil)
    #expect(try PlanFile(parsing: Array(file.text.utf8)).plan.stops == plan.stops)
    #expect(try PlanFile(parsing: Array(file.text.utf8)).plan.notes == plan.notes)
  }

  @Test("is the plan that was made, with what the workspace keeps for others")
  func filled() throws {
    let read = try PlanFile(parsing: Array(Self.file.text.utf8))
    let plan = Planner(Self.desired, over: Self.before, commit: GitCommit(id: "c0ffee"), now: 1_000)
      .plan()
    #expect(read.plan(filledFrom: Self.before) == plan)
    #expect(read.plan != plan)
  }

  @Test("holds nothing of what others keep with a message")
  func silent() {
    #expect(!Self.file.text.contains("person"))
  }

  @Test("fits the files and the workspace that it was made from")
  func fits() {
    #expect(Self.file.mismatches(with: Self.desired, remote: "sandbox").isEmpty)
    #expect(Self.file.mismatches(with: Self.before).isEmpty)
  }

  @Test("a change of one byte is found", arguments: 0..<60)
  func altered(part: Int) throws {
    var bytes = Array(Self.file.text.utf8)
    let index = part * bytes.count / 60
    bytes[index] ^= 1
    #expect(throws: PlanFileError.self) {
      let read = try PlanFile(parsing: bytes)
      // White space between the members says nothing.
      guard read != Self.file else { throw PlanFileError.altered }
    }
  }

  @Test("one that was cut off is not whole", arguments: 1..<40)
  func truncated(part: Int) {
    let bytes = Array(Self.file.text.utf8)
    let count = max(40, part * bytes.count / 40)
    #expect {
      try PlanFile(parsing: Array(bytes.prefix(count)))
    } throws: {
      if case .damaged? = $0 as? PlanFileError { true } else { false }
    }
  }

  @Test("a changed value with the old digest is told from damage")
  func tampered() {
    let text = Self.file.text.replacing("\"Hello there\"", with: "\"Buy now\"")
    #expect(throws: PlanFileError.altered) { try PlanFile(parsing: Array(text.utf8)) }
  }

  @Test("something else is not taken for one", arguments: ["", "{}", "[1]", "hello", "{\"a\": 1}"])
  func somethingElse(text: String) {
    #expect(throws: PlanFileError.notAPlan) { try PlanFile(parsing: Array(text.utf8)) }
  }

  @Test("a newer one says so")
  func newer() {
    #expect(throws: PlanFileError.newer(version: 2)) {
      try PlanFile(parsing: Array("{\"herald_plan_file\": 2}".utf8))
    }
  }

  @Test("what files say is not where they lie, nor how they word an audience")
  func sayingTheSame() {
    let moved = Sample.desired([
      Sample.file("a", path: "elsewhere.yaml") { $0.audience = .all([.everyone]) },
      Sample.file("c"), Sample.file("n"),
    ])
    #expect(Self.file.mismatches(with: moved, remote: "sandbox").isEmpty)
  }

  @Test("a campaign of other environments alone is none of the plan's")
  func elsewhere() {
    let now = DesiredSet(
      project: "acme", environment: "production", messages: Self.desired.messages,
      elsewhere: ["staging-only"], limits: Self.desired.limits)
    #expect(Self.file.mismatches(with: now, remote: "sandbox").isEmpty)
    let moved = DesiredSet(
      project: "acme", environment: "production",
      messages: Self.desired.messages.filter { $0.key != "n" }, elsewhere: ["n"],
      limits: Self.desired.limits)
    #expect(
      Self.file.mismatches(with: moved, remote: "sandbox") == [.campaign("n", .removed)])
  }

  @Test("files that say something else are named by their keys")
  func filesMoved() {
    let now = Sample.desired([
      Sample.file("a") { $0.tags = ["x"] }, Sample.file("n"), Sample.file("z"),
    ])
    #expect(
      Self.file.mismatches(with: now, remote: "sandbox") == [
        .campaign("a", .changed), .campaign("c", .removed), .campaign("z", .added),
      ])
  }

  @Test(
    "what decides of gates is the project file's",
    arguments: [
      Limits(deletes: .percent(10)), Limits(deletes: .count(100)),
      Limits(deletes: .percent(100), newReach: 5),
    ])
  func projectFileMoved(limits: Limits) {
    let now = Sample.desired(Self.desired.messages, limits: limits)
    #expect(Self.file.mismatches(with: now, remote: "sandbox") == [.projectFile])
  }

  @Test("it is for one project, environment, remote and workspace")
  func bound() {
    let other = DesiredSet(
      project: "growth", environment: "staging", messages: Self.desired.messages,
      limits: Self.desired.limits)
    #expect(
      Self.file.mismatches(with: other, remote: "https://acme.test") == [
        .binding(.project, saved: "acme", now: "growth"),
        .binding(.environment, saved: "production", now: "staging"),
        .binding(.remote, saved: "sandbox", now: "https://acme.test"), .projectFile,
      ])
    #expect(
      Self.file.mismatches(with: Self.snapshot([], workspace: "v"))
        == [.binding(.workspace, saved: "w", now: "v")])
  }

  @Test("a message that moved is named with the fields that differ")
  func moved() {
    let now = Self.snapshot([
      Applied("a", edit: { $0.body = "Old" }, with: { $0.outside = { $0.body = "By hand" } })
        .message.with(etag: "\"8\""),
      Applied("b") {
        $0.shownAt = 5
        $0.state = .paused
      }.message.with(etag: "\"8\""), Applied("c").message,
    ])
    #expect(
      Set(Self.file.mismatches(with: now)) == [
        .moved(change: 1, key: "b", fields: ["status"]),
        .moved(change: 3, key: "a", fields: ["copy.body"]),
      ])
  }

  @Test("a message that is gone is named")
  func gone() {
    let now = Self.snapshot(Self.before.messages.filter { $0.id != "id-a" })
    #expect(Self.file.mismatches(with: now) == [.gone(change: 3, key: "a")])
  }

  @Test("an external_id that was taken since is named")
  func taken() {
    let now = Self.snapshot(Self.before.messages + [Applied("n").message])
    #expect(
      Self.file.mismatches(with: now) == [.taken(change: 2, key: "n", externalID: "acme/n")])
  }

  @Test("what the plan does not touch may move")
  func unrelated() {
    let now = Self.snapshot(
      Self.before.messages.map { $0.id == "id-c" ? $0.with(etag: "\"9\"") : $0 })
    #expect(Self.file.mismatches(with: now).isEmpty)
  }

  @Test("an external_id that the plan itself frees is free")
  func freed() {
    let moved = Self.snapshot([Applied("z") { $0.externalID = "acme/b" }.message])
    let file = Self.file(Sample.desired([Sample.file("z"), Sample.file("b")]), over: moved)
    #expect(file.mismatches(with: moved).isEmpty)
    #expect(
      file.mismatches(with: Self.snapshot(moved.messages + [Applied("z", id: "9").message]))
        == [.taken(change: 2, key: "z", externalID: "acme/z")])
  }

  @Test("generated worlds: every plan reads back equal and fits what it was made from")
  func worlds() throws {
    for seed in UInt64(0)..<60 {
      var world = World(seed: seed)
      for _ in 0..<6 {
        for _ in 0..<3 { world.changeFiles() }
        for _ in 0..<3 { world.changeOutside() }
        let keys = Set(world.files.keys.sorted().filter { _ in world.random.once(in: 3) })
        let intent = Intent(resume: keys)
        let plan = try world.plan(intent)
        let snapshot = try world.snapshot()
        let file = PlanFile(
          plan, of: world.desired, over: snapshot, allowed: Allowances(of: intent), remote: "r",
          madeAt: 7, commit: nil)
        let read = try PlanFile(parsing: Array(file.text.utf8))
        #expect(read == file, "world \(seed)")
        #expect(read.plan(filledFrom: snapshot) == plan, "world \(seed)")
        guard plan.stops.isEmpty else { continue }
        #expect(read.mismatches(with: snapshot).isEmpty, "world \(seed)")
        #expect(
          read.mismatches(with: world.desired, over: snapshot, at: 1_000) == [], "world \(seed)")
        var waiting = plan.changes
        while let index = waiting.firstIndex(where: { change in
          !waiting.contains { change.needs.contains($0.number) }
        }) {
          for step in waiting.remove(at: index).steps { try world.remote.perform(step) }
        }
        let left = read.mismatches(with: try world.snapshot())
        #expect(plan.isEmpty == left.isEmpty, "world \(seed): applied, the plan fits no more")
      }
    }
  }
}

extension RemoteMessage {
  fileprivate func with(etag: String) -> RemoteMessage {
    RemoteMessage(
      id: id, etag: etag, externalID: externalID, name: name, state: state, spec: spec,
      record: record, otherMetadata: otherMetadata, liveAt: liveAt, shownAt: shownAt,
      audienceFrozenAt: audienceFrozenAt, updatedAt: updatedAt)
  }
}
