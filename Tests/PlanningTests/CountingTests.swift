import Audiences
import Planning
import TestSupport
import Testing

@Suite("Reach")
struct CountingTests {
  @Test("a wider audience is told by who joins it")
  func wider() throws {
    let town = Town(["pro": 0..<1_204, "team": 1_204..<2_890], everyone: 100_000)
    let plan = try town.plan(
      [Sample.file("a") { $0.audience = .any([.tag("pro"), .tag("team")]) }],
      over: [Applied("a", edit: { $0.audience = .tag("pro") }).message])
    #expect(
      plan.changes[0].reach
        == Reach(
          before: 1_204, after: 2_890, newlyExposed: 1_686, noLongerReached: 0,
          everyone: 100_000, causes: [.audience]))
    #expect(plan.reach == TotalReach(newlyExposed: 1_686, everyone: 100_000))
  }

  @Test("a moved audience is told by who joins and who leaves")
  func moved() throws {
    let town = Town(["old": 0..<100, "new": 60..<130], everyone: 1_000)
    let plan = try town.plan(
      [Sample.file("a") { $0.audience = .tag("new") }],
      over: [Applied("a", edit: { $0.audience = .tag("old") }).message])
    let reach = try #require(plan.changes[0].reach)
    #expect((reach.before, reach.after) == (100, 70))
    #expect((reach.newlyExposed, reach.noLongerReached) == (30, 60))
  }

  @Test("a person whom several changes expose counts once")
  func distinct() throws {
    let town = Town(["a": 0..<10, "b": 5..<20], everyone: 50)
    let plan = try town.plan(
      [Sample.file("a") { $0.audience = .tag("a") }, Sample.file("b") { $0.audience = .tag("b") }],
      over: [])
    #expect(plan.reach == TotalReach(newlyExposed: 20, everyone: 50))
  }

  @Test(
    "where the union is too large to be asked, the total is the sum, or everybody",
    arguments: [(9, 6), (5, 5)])
  func sum(everyone: Int, total: Int) throws {
    let tags = (0..<600).map { "t\($0)" }
    let town = Town(Dictionary(uniqueKeysWithValues: tags.map { ($0, 0..<3) }), everyone: everyone)
    let wide = Rule.any(tags.map(Rule.tag))
    let plan = try town.plan(
      [
        Sample.file("a") { $0.audience = wide },
        Sample.file("b") { $0.audience = .all([wide, .tag("t1")]) },
      ], over: [])
    #expect(
      plan.reach
        == TotalReach(newlyExposed: Headcount(total, isAtMost: true), everyone: everyone))
  }

  @Test("where who joins is too large to be asked, all who are reached are the bound")
  func bound() throws {
    let tags = (0..<600).map { "t\($0)" }
    let town = Town(Dictionary(uniqueKeysWithValues: tags.map { ($0, 0..<3) }), everyone: 9)
    let wide = Rule.any(tags.map(Rule.tag))
    let plan = try town.plan(
      [Sample.file("a") { $0.audience = wide }],
      over: [Applied("a", edit: { $0.audience = .all([wide, .tag("t1")]) }).message])
    let reach = try #require(plan.changes[0].reach)
    #expect(reach.newlyExposed == Headcount(3, isAtMost: true))
  }

  @Test("each rule is asked once")
  func once() throws {
    let files = ["a", "b"].map { key in Sample.file(key) { $0.audience = .tag("x") } }
    let inquiry = try #require(
      ReachInquiry(Sample.plan(files, over: []).changes, now: 1_000))
    #expect(inquiry.rules == [.tag("x")])
  }

  @Test("who joins is not asked where nobody was in the audience before")
  func apart() {
    let plan = Sample.plan(
      [Sample.file("a") { $0.audience = .not(.tag("x")) }],
      over: [Applied("a", edit: { $0.audience = .tag("x") }).message])
    #expect(ReachInquiry(plan.changes, now: 1_000)?.rules == [.tag("x"), .not(.tag("x"))])
  }

  @Test("nothing is asked where only copy changes")
  func copy() {
    let plan = Sample.plan(
      [Sample.file("a") { $0.body = "Other." }], over: [Applied("a").message])
    #expect(ReachInquiry(plan.changes, now: 1_000) == nil)
  }

  /// Counting one rule at a time comes to what a look at every person comes to.
  @Test("whom a change exposes is what sets of people say", arguments: TestSeed.fixed(0..<40))
  func law(seed: UInt64) throws {
    var dice = SeededRandom(seed: seed)
    let names = ["a", "b", "c", "d"]
    let town = Town(
      Dictionary(
        uniqueKeysWithValues: names.map { name in
          let start = dice.roll(20)
          return (name, start..<(start + dice.roll(20)))
        }), everyone: 60)
    func rule() -> Rule {
      let tags = (0...dice.roll(2)).map { _ in Rule.tag(names[dice.roll(4)]) }
      return [.any(tags), .all(tags), .not(tags[0])][dice.roll(3)]
    }
    let pairs = (0..<3).map { (key: "k\($0)", before: rule(), after: rule()) }
    let plan = try town.plan(
      pairs.map { pair in Sample.file(pair.key) { $0.audience = pair.after } },
      over: pairs.map { pair in Applied(pair.key, edit: { $0.audience = pair.before }).message })
    var exposed: Set<Int> = []
    for change in plan.changes {
      let pair = try #require(pairs.first { $0.key == change.key })
      let (before, after) = (town.people(pair.before), town.people(pair.after))
      guard let reach = change.reach else {
        #expect(before == after, "seed \(seed)")
        continue
      }
      #expect(reach.newlyExposed.count == after.subtracting(before).count, "seed \(seed)")
      #expect(reach.noLongerReached.count == before.subtracting(after).count, "seed \(seed)")
      exposed.formUnion(after.subtracting(before))
    }
    if let total = plan.reach { #expect(total.newlyExposed.count == exposed.count, "seed \(seed)") }
  }
}

@Suite("Gates in people")
struct ReachGateTests {
  private static let town = Town(["x": 0..<500, "y": 400..<1_000], everyone: 2_000)

  private static func plan(
    _ limits: Limits, _ intent: Intent = Intent(), town: Town = town
  ) throws -> Plan {
    try town.plan(
      ["x", "y"].map { key in Sample.file(key) { $0.audience = .tag(key) } }, over: [],
      limits: limits, intent: intent)
  }

  @Test("more people than `limits.new_reach` stop a plan, and as many do not")
  func newReach() throws {
    #expect(try Self.plan(Limits(newReach: 1_000)).stops.isEmpty)
    #expect(
      try Self.plan(Limits(newReach: 999)).stops
        == [.tooManyExposed(count: 1_000, allowed: 999)])
  }

  @Test("a campaign that reaches more than `limits.reach` stops a plan")
  func reach() throws {
    let plan = try Self.plan(Limits(reach: 500))
    let change = try #require(plan.changes.first { $0.key == "y" })
    #expect(
      plan.stops == [.reachesTooMany(change: change.number, key: "y", count: 600, allowed: 500)])
  }

  @Test("a campaign over the limit that exposes nobody newly may change")
  func narrower() throws {
    let plan = try Self.town.plan(
      [Sample.file("a") { $0.audience = .tag("x") }],
      over: [Applied("a", edit: { $0.audience = .any([.tag("x"), .tag("y")]) }).message],
      limits: Limits(deletes: .percent(100), reach: 10))
    #expect(plan.changes[0].reach?.noLongerReached == 500)
    #expect(plan.stops.isEmpty)
  }

  @Test("`--allow-reach` is a ceiling: it raises the limits, lowers them, and sets one")
  func ceiling() throws {
    #expect(
      try Self.plan(Limits(newReach: 5, reach: 5), Intent(allowReach: 1_000)).stops.isEmpty)
    #expect(
      try Self.plan(Limits(newReach: 5_000), Intent(allowReach: 900)).stops
        == [.tooManyExposed(count: 1_000, allowed: 900)])
    #expect(
      try Self.plan(Limits(), Intent(allowReach: 900)).stops
        == [.tooManyExposed(count: 1_000, allowed: 900)])
  }

  @Test("where nobody counts, a limit stops the plan, and without one it is told")
  func uncounted() {
    let files = [Sample.file("a")]
    let limited = Sample.plan(
      Sample.desired(files, limits: Limits(newReach: 10_000, reach: 500)), over: [])
    #expect(
      limited.stops == [.notCounted(changes: 1, limits: ["limits.new_reach", "limits.reach"])])
    let free = Sample.plan(files, over: [])
    #expect(free.notes == [.reachNotCounted(changes: 1)])
    #expect(free.stops.isEmpty)
  }

  @Test("a plan that exposes nobody is not stopped by not counting")
  func draft() {
    let draft = Sample.file("a") { $0.status = .draft }
    let plan = Sample.plan(Sample.desired([draft], limits: Limits(newReach: 1)), over: [])
    #expect(plan.stops.isEmpty)
    #expect(plan.notes.isEmpty)
  }

  @Test("what a workspace does not count stops a limited plan, though others were counted")
  func partly() throws {
    let files = [
      Sample.file("a") { $0.audience = .tag("x") },
      Sample.file("b") { $0.audience = .segment("beta") },
    ]
    let plan = try Self.town.plan(files, over: [], limits: Limits(newReach: 1_000))
    #expect(plan.stops == [.notCounted(changes: 1, limits: ["limits.new_reach"])])
    #expect(plan.changes.first { $0.key == "a" }?.reach?.after == 500)
  }
}
