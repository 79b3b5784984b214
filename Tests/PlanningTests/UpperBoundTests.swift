import Audiences
import Planning
import TestSupport
import Testing

/// A workspace that cannot count every rule exactly says how many people there are at most.
@Suite struct `Reach that is a bound` {
  private static func atMost(_ count: Int) -> Headcount { Headcount(count, isAtMost: true) }

  private static let tagged = ["x": 0..<100, "y": 60..<130]

  private static func plan(
    from before: Rule, to after: Rule, limits: Limits = Limits(deletes: .percent(100)),
    intent: Intent = Intent()
  ) throws -> Plan {
    try Town(tagged, everyone: 1_000, isVague: true).plan(
      [Sample.file("a") { $0.audience = after }],
      over: [Applied("a", edit: { $0.audience = before }).message], limits: limits,
      intent: intent)
  }

  @Test func `of what is counted exactly is exact, and of the rest at most that`() throws {
    let reach = try #require(Self.plan(from: .tag("x"), to: .tag("y")).changes[0].reach)
    // Who joins is `y` and not `x`, which such a workspace counts as `y`.
    #expect((reach.before, reach.after) == (100, 70))
    #expect((reach.newlyExposed, reach.noLongerReached) == (Self.atMost(70), Self.atMost(100)))
  }

  @Test func `is no larger than who is reached afterwards`() throws {
    let reach = try #require(
      Self.plan(from: .not(.tag("y")), to: .any([.tag("x"), .tag("y")])).changes[0].reach)
    #expect((reach.before, reach.after) == (Self.atMost(1_000), 130))
    #expect(reach.newlyExposed == Self.atMost(130))
  }

  @Test func `exposes nobody where the rules tell that nobody joins`() throws {
    let plan = try Self.plan(
      from: .tag("x"), to: .all([.tag("x"), .not(.tag("y"))]),
      limits: Limits(deletes: .percent(100), newReach: 0, reach: 0))
    let reach = try #require(plan.changes[0].reach)
    #expect((reach.after, reach.newlyExposed) == (Self.atMost(100), 0))
    #expect(plan.stops.isEmpty)
  }

  @Test func `of nobody is exact`() {
    #expect(Headcount(0, isAtMost: true) == 0)
    #expect(PeopleCount.atMost(0, of: 5).matching == 0)
  }

  @Test func `makes the total a bound, no larger than the sum of the changes`() throws {
    let town = Town(Self.tagged, everyone: 1_000, isVague: true)
    let exact = try town.plan(
      [Sample.file("a") { $0.audience = .tag("x") }, Sample.file("b") { $0.audience = .tag("y") }],
      over: [])
    #expect(exact.reach == TotalReach(newlyExposed: 130, everyone: 1_000))
    let vague = try town.plan(
      [
        Sample.file("a") { $0.audience = .tag("x") },
        Sample.file("b") { $0.audience = .all([.tag("y"), .not(.tag("x"))]) },
      ], over: [])
    #expect(vague.reach == TotalReach(newlyExposed: Self.atMost(130), everyone: 1_000))
  }

  @Test func `stops a plan whose limit it is over, and says that it is a bound`() throws {
    let limits = Limits(deletes: .percent(100), newReach: 69, reach: 90)
    #expect(
      try Self.plan(from: .tag("x"), to: .tag("y"), limits: limits).stops
        == [.tooManyExposed(count: Self.atMost(70), allowed: 69)])
    #expect(
      try Self.plan(
        from: .tag("x"), to: .all([.tag("y"), .not(.tag("z"))]),
        limits: Limits(deletes: .percent(100), reach: 60)
      ).stops == [.reachesTooMany(change: 1, key: "a", count: Self.atMost(70), allowed: 60)])
    #expect(
      try Self.plan(
        from: .tag("x"), to: .tag("y"), limits: limits, intent: Intent(allowReach: 70)
      ).stops.isEmpty)
  }

  @Test func `of a newsfeed holds a limit as it stands, and no plan is beyond everyone`() throws {
    let town = Town(Self.tagged, everyone: 1_000)
    let file = Sample.file("a") { ($0.format, $0.audience) = (.post, .newsfeed("News")) }
    func stops(newReach: Int) throws -> [Stop] {
      let limits = Limits(deletes: .percent(100), newReach: newReach)
      return try town.plan([file], over: [], limits: limits).stops
    }
    #expect(try stops(newReach: 1_000).isEmpty)
    #expect(
      try stops(newReach: 999) == [.tooManyExposed(count: Self.atMost(1_000), allowed: 999)])
  }

  /// However little a workspace can count, a plan never says fewer than there are.
  @Test(arguments: TestSeed.fixed(0..<30) + TestSeed.fresh(2))
  func `is never smaller than what is true`(seed: UInt64) throws {
    var dice = SeededRandom(seed: seed)
    let names = ["a", "b", "c", "d"]
    let tagged = Dictionary(
      uniqueKeysWithValues: names.map { name in
        let start = dice.roll(20)
        return (name, start..<(start + dice.roll(20)))
      })
    func rule() -> Rule {
      let tags = (0...dice.roll(2)).map { _ in Rule.tag(dice.pick(names)) }
      return dice.pick([
        .any(tags), .all(tags), .not(tags[0]), .all([.tag(dice.pick(names)), .not(tags[0])]),
      ])
    }
    let pairs = (0..<3).map { (key: "k\($0)", before: rule(), after: rule()) }
    let plans = try [false, true].map { isVague in
      try Town(tagged, everyone: 60, isVague: isVague).plan(
        pairs.map { pair in Sample.file(pair.key) { $0.audience = pair.after } },
        over: pairs.map { pair in Applied(pair.key, edit: { $0.audience = pair.before }).message })
    }
    func bounds(_ vague: Headcount?, _ exact: Headcount?) -> Bool {
      guard let vague, let exact else { return vague == exact }
      return vague.isAtMost ? vague.count >= exact.count : vague == exact
    }
    for (exact, vague) in zip(plans[0].changes, plans[1].changes) {
      #expect(bounds(vague.reach?.before, exact.reach?.before), "seed \(seed)")
      #expect(bounds(vague.reach?.after, exact.reach?.after), "seed \(seed)")
      #expect(bounds(vague.reach?.newlyExposed, exact.reach?.newlyExposed), "seed \(seed)")
      #expect(bounds(vague.reach?.noLongerReached, exact.reach?.noLongerReached), "seed \(seed)")
    }
    #expect(bounds(plans[1].reach?.newlyExposed, plans[0].reach?.newlyExposed), "seed \(seed)")
  }
}
