import Audiences
import Planning
import Testing

@Suite("Gates")
struct GateTests {
  /// Twelve live messages of which so many have lost their files.
  private static func plan(
    removing count: Int, limits: Limits = Limits(), intent: Intent = Intent(),
    with change: (inout Applied) -> Void = { _ in }
  ) -> Plan {
    let keys = (10..<22).map { "k\($0)" }
    return Sample.plan(
      Sample.desired(keys.dropFirst(count).map { Sample.file($0) }, limits: limits),
      over: keys.map { Applied($0, with: change).message }, intent: intent)
  }

  @Test("a quarter of what is live may go, and no more")
  func quarter() {
    #expect(Self.plan(removing: 3).stops.isEmpty)
    #expect(
      Self.plan(removing: 4).stops == [.tooManyDeletes(count: 4, live: 12, allowed: 3)])
  }

  private static let freezes = [
    Freeze(start: 900, end: 1_000, timeZone: "UTC", reason: "Before"),
    Freeze(start: 1_000, end: 2_000, timeZone: "UTC", reason: "Now"),
    Freeze(start: 500, end: 3_000, timeZone: "UTC", reason: "Longer"),
  ]

  private static func frozen(
    _ freezes: [Freeze], at now: Int64, intent: Intent = Intent(), files: [String] = ["a", "b"]
  ) -> [Stop] {
    let desired = DesiredSet(
      project: "acme", environment: "production", messages: files.map { Sample.file($0) },
      freezes: freezes)
    return Sample.plan(desired, over: [Applied("a").message], intent: intent, now: now).stops
  }

  @Test("nothing may be applied from the start of a freeze to its end")
  func freeze() {
    let stop = Stop.frozen(until: 2_000, timeZone: "UTC", reason: "Now")
    #expect(Self.frozen([Self.freezes[1]], at: 999).isEmpty)
    #expect(Self.frozen([Self.freezes[1]], at: 1_000) == [stop])
    #expect(Self.frozen([Self.freezes[1]], at: 1_999) == [stop])
    #expect(Self.frozen([Self.freezes[1]], at: 2_000).isEmpty)
  }

  @Test("of several freezes the one that lasts longest is told")
  func longestFreeze() {
    #expect(
      Self.frozen(Self.freezes, at: 1_500)
        == [.frozen(until: 3_000, timeZone: "UTC", reason: "Longer")])
  }

  @Test("a freeze stops no plan without changes, and none that it was allowed to")
  func thawed() {
    #expect(Self.frozen(Self.freezes, at: 1_500, files: ["a"]).isEmpty)
    #expect(Self.frozen(Self.freezes, at: 1_500, intent: Intent(allowFreeze: true)).isEmpty)
  }

  @Test("what is destroyed is frozen as well")
  func frozenDestroy() {
    #expect(
      Self.frozen(
        Self.freezes, at: 1_500,
        intent: Intent(goal: .destroy(deleteAll: false), countsPeople: false)
      ).count == 1)
  }

  @Test("archives count as deletes do")
  func archives() {
    let plan = Self.plan(removing: 4) { $0.shownAt = 5 }
    #expect(plan.stops == [.tooManyDeletes(count: 4, live: 12, allowed: 3)])
  }

  @Test("what is not live does not count", arguments: [MessageState.draft, .paused])
  func notLive(state: MessageState) {
    let files = (10..<20).map { "k\($0)" }
    let plan = Sample.plan(
      Sample.desired([Sample.file("z")], limits: Limits()),
      over: [Applied("z").message]
        + files.map { key in Applied(key) { $0.state = state }.message })
    #expect(plan.changes.count == 10)
    #expect(plan.stops.isEmpty)
  }

  @Test("one may go of however few")
  func atLeastOne() {
    let plan = Sample.plan(
      Sample.desired([Sample.file("a")], limits: Limits(deletes: .percent(25))),
      over: [Applied("a").message, Applied("b").message])
    #expect(plan.stops.isEmpty)
  }

  @Test("none may go where the limit is 0", arguments: [Limits.Deletes.percent(0), .count(0)])
  func none(deletes: Limits.Deletes) {
    let plan = Self.plan(removing: 1, limits: Limits(deletes: deletes))
    #expect(plan.stops == [.tooManyDeletes(count: 1, live: 12, allowed: 0)])
  }

  @Test("a count is a count")
  func count() {
    let limits = Limits(deletes: .count(2))
    #expect(Self.plan(removing: 2, limits: limits).stops.isEmpty)
    #expect(Self.plan(removing: 3, limits: limits).stops.count == 1)
  }

  @Test("`--allow-deletes` is a ceiling: it raises the limit, and lowers it")
  func ceiling() {
    #expect(Self.plan(removing: 5, intent: Intent(allowDeletes: 5)).stops.isEmpty)
    #expect(
      Self.plan(removing: 6, intent: Intent(allowDeletes: 5)).stops
        == [.tooManyDeletes(count: 6, live: 12, allowed: 5)])
    #expect(
      Self.plan(removing: 2, intent: Intent(allowDeletes: 1)).stops
        == [.tooManyDeletes(count: 2, live: 12, allowed: 1)])
  }

  @Test("destroy is not limited")
  func destroy() {
    let plan = Self.plan(removing: 0, intent: Intent(goal: .destroy(deleteAll: false)))
    #expect(plan.changes.count == 12)
    #expect(plan.stops.isEmpty)
  }

  @Test("an empty set is refused, even for one draft, whatever is allowed")
  func everythingGone() {
    let plan = Sample.plan(
      [], over: [Applied("a", edit: { $0.status = .draft }).message],
      intent: Intent(allowDeletes: 100))
    #expect(plan.stops == [.everythingGone(owned: 1)])
  }

  @Test("files of which none is for anything that is there are refused like none")
  func everyKeyAnother() {
    let plan = Sample.plan(
      [Sample.file("x"), Sample.file("y")], over: [Applied("a").message, Applied("b").message])
    #expect(plan.stops == [.everythingGone(owned: 2)])
  }

  @Test(
    "an empty set over an empty workspace, or an archived one, is no change", arguments: [0, 1])
  func nothingThere(archived: Int) {
    let messages = (0..<archived).map { _ in Applied("a") { $0.state = .archived }.message }
    let plan = Sample.plan([], over: messages)
    #expect(plan.isEmpty)
    #expect(plan.stops.isEmpty)
  }

  @Test("what both changed stops until it is said which key may be overwritten")
  func conflict() {
    let message = Applied("a") { $0.outside = { $0.body = "By hand" } }.message
    let file = Sample.file("a") { $0.body = "By file" }
    #expect(
      Sample.plan([file], over: [message]).stops
        == [.conflict(change: 1, key: "a", fields: ["copy.body"])])
    #expect(
      Sample.plan([file], over: [message], intent: Intent(overwrite: ["b"])).stops.count == 1)
    #expect(Sample.plan([file], over: [message], intent: Intent(overwrite: ["a"])).stops.isEmpty)
  }

  @Test("protection is lifted by applying that first: in the same change it still holds")
  func protectionLifted() {
    let message = Applied("a") { $0.lifecycle.protect = true }.message
    let plan = Sample.plan(
      [
        Sample.file("a", lifecycle: Lifecycle(protect: false)) {
          $0.schedule.send = .ongoing
        }
      ], over: [message])
    #expect(plan.stops == [.protected(change: 1, key: "a")])
    let lifting = Sample.plan([Sample.file("a")], over: [message])
    #expect(lifting.changes.map { $0.fields.map(\.name) } == [["lifecycle.protect"]])
    #expect(lifting.stops.isEmpty)
  }
}

@Suite("The order of a plan")
struct OrderTests {
  @Test("the most dangerous first, then by key")
  func danger() {
    let messages = [
      Applied("b-live-goes") { $0.shownAt = 5 }.message,
      Applied("a-draft-goes", edit: { $0.status = .draft }).message,
      Applied("b-replaced").message,
      Applied("z-wider").message,
      Applied("a-copy").message,
      Applied("a-tags").message,
      Applied("a-draft", edit: { $0.status = .draft }).message,
      Applied("a-goes-live", edit: { $0.status = .draft }).message,
    ]
    let files = [
      Sample.file("b-replaced") { $0.schedule.send = .ongoing },
      Sample.file("z-wider") { $0.audience = .tag("x") },
      Sample.file("a-copy") { $0.body = "New" },
      Sample.file("a-tags") { $0.tags = ["x"] },
      Sample.file("a-draft") {
        $0.status = .draft
        $0.body = "New"
      },
      Sample.file("a-goes-live"),
      Sample.file("m-new"),
      Sample.file("a-new-draft") { $0.status = .draft },
    ]
    let plan = Sample.plan(files, over: messages.shuffled())
    #expect(
      plan.changes.map(\.key) == [
        "b-live-goes", "b-replaced", "a-goes-live", "m-new", "z-wider", "a-copy", "a-tags",
        "a-draft", "a-draft-goes", "a-new-draft",
      ])
    #expect(plan.changes.map(\.number) == Array(1...10))
  }
}

@Suite("What a schedule means now")
struct ScheduleConsequenceTests {
  private static func consequences(
    _ schedule: Schedule, status: Status = .live, over messages: [RemoteMessage] = []
  ) -> [Consequence] {
    let file = Sample.file("a") {
      $0.status = status
      $0.schedule = schedule
    }
    return Sample.plan([file], over: messages, now: 1_000).changes.flatMap(\.consequences)
  }

  @Test("a start that has passed is said of a new campaign")
  func startInThePast() {
    #expect(Self.consequences(Schedule(startsAt: 999)) == [.startsInThePast])
    #expect(Self.consequences(Schedule(startsAt: 1_000)).isEmpty)
  }

  @Test("an end that has passed says it all")
  func endInThePast() {
    #expect(Self.consequences(Schedule(startsAt: 5, endsAt: 1_000)) == [.endsInThePast])
  }

  @Test("of a draft nothing is said")
  func draft() {
    #expect(Self.consequences(Schedule(startsAt: 5, endsAt: 9), status: .draft).isEmpty)
  }

  @Test("a start that was applied before is not news")
  func known() {
    let message = Applied("a", edit: { $0.schedule = Schedule(startsAt: 5) }).message
    #expect(
      Self.consequences(Schedule(startsAt: 5, endsAt: 2_000), over: [message]).isEmpty)
  }
}
