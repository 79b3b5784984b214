import Audiences
import JSON
import Planning
import TestSupport
import Testing

@Suite struct `A changed campaign` {
  private static let town = Town(
    ["pro": 0..<1_200, "new": 1_000..<1_500, "few": 1_190..<1_210], everyone: 10_000)

  private func neighbours(
    _ files: [DesiredMessage], over messages: [RemoteMessage] = [], of key: String = "a",
    limits: Limits = Limits(), now: Int64 = 1_000
  ) throws -> Neighbours? {
    let plan = try Self.town.plan(files, over: messages, limits: limits, now: now)
    return try #require(plan.changes.first { $0.key == key }).neighbours
  }

  private func file(_ key: String, _ tag: String, pages: [String] = []) -> DesiredMessage {
    Sample.file(key) {
      $0.audience = .tag(tag)
      $0.display.pages = pages
    }
  }

  private func applied(_ key: String, _ tag: String, liveAt: Int64 = 900) -> Applied {
    Applied(key, id: key, edit: { $0.audience = .tag(tag) }, with: { $0.liveAt = liveAt })
  }

  @Test func `shows whom it shares with those beside it, those with the most first`() throws {
    let found = try neighbours(
      [file("a", "pro"), file("b", "few"), file("c", "new")],
      over: [applied("b", "few").message, applied("c", "new").message])
    #expect(
      found?.all == [
        .init(key: "c", change: nil, people: 200, proof: nil),
        .init(key: "b", change: nil, people: 10, proof: nil),
      ])
  }

  @Test func `names the change of one that is new, too`() throws {
    let plan = try Self.town.plan([file("a", "pro"), file("b", "new")], over: [])
    let (a, b) = (plan.changes[0], plan.changes[1])
    #expect(a.neighbours?.all == [.init(key: "b", change: b.number, people: 200, proof: nil)])
    #expect(b.neighbours?.all == [.init(key: "a", change: a.number, people: 200, proof: nil)])
  }

  @Test func `says what the rules prove, and counts it as cheaply`() throws {
    let files = [
      file("a", "pro"), file("same", "pro"), Sample.file("all"),
      Sample.file("part") { $0.audience = .all([.tag("pro"), .tag("few")]) },
    ]
    #expect(
      try neighbours(files)?.all.map {
        "\($0.key) \($0.people?.count ?? 0) \($0.proof?.rawValue ?? "")"
      }
        == ["all 1200 all-of-this", "same 1200 same", "part 10 all-of-that"])
  }

  @Test func `has no neighbours on other pages, or that share nobody`() throws {
    #expect(
      try neighbours([file("a", "pro", pages: ["/a"]), file("b", "pro", pages: ["/b"])]) == nil)
    #expect(
      try neighbours([
        file("a", "pro"), Sample.file("b") { $0.audience = .all([.tag("few"), .tag("none")]) },
      ]) == nil)
  }

  @Test func `does not meet what goes, is no longer live, or is paused`() throws {
    let plan = try Self.town.plan(
      [file("a", "pro"), Sample.file("draft") { $0.status = .draft }],
      over: [
        applied("gone", "pro").message,
        Applied("paused", id: "p", edit: { $0.audience = .tag("pro") }) { $0.state = .paused }
          .message,
      ], limits: Limits(deletes: .percent(100)), now: 1_000)
    #expect(plan.changes.first { $0.key == "a" }?.neighbours == nil)
  }

  @Test func `is not asked about while only its copy changes`() throws {
    let messages = [applied("a", "pro").message, applied("b", "pro").message]
    let changed = Sample.file("a") {
      $0.audience = .tag("pro")
      $0.body = "Other words."
    }
    #expect(try neighbours([changed, file("b", "pro")], over: messages) == nil)
  }

  @Test func `asks for a bounded number of pairs, each campaign for its share`() throws {
    let tags = (0..<30).map { "t\($0)" }
    let town = Town(Dictionary(uniqueKeysWithValues: tags.map { ($0, 0..<5) }), everyone: 9)
    let plan = try town.plan(tags.map { tag in file("k-\(tag)", tag) }, over: [])
    let counted = plan.changes.flatMap { change in
      change.neighbours?.all.filter { $0.people != nil }.map {
        [change.key, $0.key].sorted()
      } ?? []
    }
    #expect(Set(counted).count == 20)
    for change in plan.changes { #expect(change.neighbours?.all.count == 29) }
  }

  @Test func `is not held against others without end, and the plan says so`() throws {
    let files = (0..<200).map { file("k-\(1_000 + $0)", "pro") }
    let plan = try Self.town.plan(files, over: [])
    let found = plan.changes.map { $0.neighbours?.all.count ?? 0 }
    // Each has 199 beside it: a hundred and one of them make more than 20,000 pairs.
    #expect(found == Array(repeating: 199, count: 101) + Array(repeating: 0, count: 99))
    #expect(plan.notes == [.neighboursNotSought(changes: 99)])
    #expect(try Self.town.plan(Array(files.prefix(100)), over: []).notes == [])
  }

  @Test func `without counting says what the rules prove`() throws {
    let planner = Planner(
      Sample.desired([file("a", "pro"), file("b", "pro"), file("c", "new")]),
      over: Snapshot(
        workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: [], messages: []),
      intent: Intent(countsPeople: false), commit: nil, now: 1_000)
    let inquiry = try #require(planner.inquiry(into: planner.plan()))
    let plan = planner.plan(
      planner.plan(), inquiry, counts: inquiry.rules.map { _ in .uncounted })
    #expect(
      plan.changes[0].neighbours?.all == [
        .init(key: "b", change: 2, people: nil, proof: .same),
        .init(key: "c", change: 3, people: nil, proof: nil),
      ])
  }

  @Test func `is saved with its neighbours, and read again`() throws {
    let plan = try Self.town.plan(
      [file("a", "pro"), file("b", "pro"), file("c", "new")], over: [],
      limits: Limits(perPerson: MessageRate(count: 1, days: 7)))
    let saved = PlanFile(
      plan, of: Sample.desired([]),
      over: Snapshot(workspace: plan.workspace, admins: [], messages: []),
      allowed: Allowances(of: Intent()), remote: "sandbox", madeAt: 1, commit: nil)
    let read = try PlanFile(parsing: Array(saved.text.utf8))
    #expect(read.plan.changes.map(\.neighbours) == plan.changes.map(\.neighbours))
    #expect(plan.changes.allSatisfy { $0.neighbours?.crowd != nil })
  }
}

@Suite struct `Too many messages for one person` {
  private static let day: Int64 = 86_400
  private static let limits = Limits(
    deletes: .percent(100), perPerson: MessageRate(count: 2, days: 7))

  private func file(_ key: String, _ tag: String, on day: Int64) -> DesiredMessage {
    Sample.file(key) {
      $0.audience = .tag(tag)
      $0.schedule.startsAt = day * Self.day
    }
  }

  @Test func `are counted where only counting tells`() throws {
    let town = Town(["a": 0..<100, "b": 50..<150, "c": 90..<200], everyone: 500)
    let plan = try town.plan(
      [file("a", "a", on: 1), file("b", "b", on: 3), file("c", "c", on: 7)], over: [],
      limits: Self.limits)
    for change in plan.changes {
      let crowd = try #require(change.neighbours?.crowd)
      #expect(crowd.people == 10)
      #expect(crowd.others == ["a", "b", "c"].filter { $0 != change.key })
      #expect(crowd.isExact)
    }
  }

  @Test func `are none a week apart, or where nobody gets all`() throws {
    let town = Town(["a": 0..<100, "b": 50..<150, "c": 100..<200], everyone: 500)
    for last in [Int64(8), 7] {
      let plan = try town.plan(
        [file("a", "a", on: 1), file("b", "b", on: 3), file("c", "c", on: last)], over: [],
        limits: Self.limits)
      #expect(plan.changes.allSatisfy { $0.neighbours?.crowd == nil })
    }
  }

  @Test func `are not told without a limit, nor by a plan that moves nobody`() throws {
    let town = Town(["a": 0..<100], everyone: 500)
    let files = ["x", "y", "z"].map { file($0, "a", on: 1) }
    #expect(
      try town.plan(files, over: []).changes.allSatisfy { $0.neighbours?.crowd == nil })
    let held = files.map { file in
      Applied(file.key, id: file.key, edit: { $0 = file.spec }).message
    }
    #expect(try town.plan(files, over: held, limits: Self.limits).changes.isEmpty)
  }

  @Test func `come with a new campaign among those that are there`() throws {
    let town = Town(["a": 0..<100], everyone: 500)
    let files = ["x", "y", "z"].map { file($0, "a", on: 1) }
    let held = files.dropFirst().map { file in
      Applied(file.key, id: file.key, edit: { $0 = file.spec }).message
    }
    let plan = try town.plan(files, over: held, limits: Self.limits)
    #expect(plan.changes.map(\.neighbours?.crowd?.people) == [100])
  }

  @Test func `are not those that people have seen long ago`() throws {
    let town = Town(["a": 0..<100], everyone: 500)
    func ongoing(_ key: String) -> DesiredMessage {
      Sample.file(key) {
        $0.audience = .tag("a")
        $0.schedule.send = .ongoing
      }
    }
    let files = ["x", "y", "z"].map(ongoing)
    for (liveAt, people) in [(Int64(23), nil), (24, 100)] {
      let held = files.dropFirst().map { file in
        Applied(
          file.key, id: file.key, edit: { $0 = file.spec }, with: { $0.liveAt = liveAt * Self.day }
        ).message
      }
      let plan = try town.plan(
        files, over: held, limits: Self.limits, now: 30 * Self.day + 1)
      #expect(plan.changes.map(\.neighbours?.crowd?.people?.count) == [people])
    }
  }

  @Test func `are counted in every window, the fullest or not`() throws {
    let town = Town(["a": 0..<100, "b": 0..<60, "c": 200..<300, "d": 250..<300], everyone: 500)
    let plan = try town.plan(
      [
        Sample.file("a") {
          $0.audience = .tag("a")
          $0.schedule.send = .ongoing
        },
        file("b", "b", on: 10), file("c", "c", on: 40), file("d", "d", on: 41),
      ], over: [], limits: Limits(perPerson: MessageRate(count: 1, days: 7)))
    #expect(
      plan.changes.map { "\($0.key) \($0.neighbours?.crowd?.people?.count ?? 0)" }.sorted() == [
        "a 60", "b 60", "c 50", "d 50",
      ])
  }

  /// One rule counts what a look at every person, and at every window, comes to.
  @Test(arguments: TestSeed.fixed(0..<60)) func `are as many as a look at every window says`(
    seed: UInt64
  ) throws {
    var dice = SeededRandom(seed: seed)
    let names = ["a", "b", "c", "d", "e", "f"]
    let town = Town(
      Dictionary(
        uniqueKeysWithValues: names.map { name in
          let start = dice.roll(20)
          return (name, start..<(start + 5 + dice.roll(20)))
        }), everyone: 60)
    let rate = MessageRate(count: 1 + dice.roll(3), days: 7)
    // The seconds at which each counts: that of its start, or those in which it is live.
    var live: [String: ClosedRange<Int64>] = [:]
    let files = names.map { name in
      let start = Int64(1 + dice.roll(25)) * Self.day
      let end = start + Int64(1 + dice.roll(10)) * Self.day
      let isLasting = dice.roll(3) == 0
      live[name] = start...(isLasting ? end - 1 : start)
      return Sample.file(name) {
        $0.audience = .tag(name)
        $0.schedule.startsAt = start
        $0.schedule.endsAt = end
        if isLasting { $0.display.frequency = .showUntilDismissed }
      }
    }
    let plan = try town.plan(
      files, over: [], limits: Limits(deletes: .percent(100), perPerson: rate))
    for change in plan.changes {
      let crowded = town.people(.tag(change.key)).filter { person in
        // A window can begin later without losing one, until the first of them ends.
        live.values.map(\.upperBound).contains { first in
          let window = first...(first + Int64(rate.days) * Self.day - 1)
          let met = names.filter { name in
            live[name]?.overlaps(window) ?? false
              && town.people(.tag(name)).contains(person)
          }
          return met.contains(change.key) && met.count > rate.count
        }
      }
      #expect((change.neighbours?.crowd?.people?.count ?? 0) == crowded.count, "seed \(seed)")
    }
  }
}
