import Audiences
import TestSupport
import Testing

@Suite struct `What is told of two rules` {
  private static let moment = Moment(now: 1_795_410_000, in: .named("Europe/Berlin"))
  private static let week = TimeSpan(7, .day)

  private static func text(_ test: TextTest) -> Rule { .attribute(name: "plan", .text(test)) }
  private static func number(_ test: NumberTest) -> Rule {
    .attribute(name: "seats", .number(test))
  }
  private static func date(_ test: DateTest) -> Rule { .attribute(name: "at", .date(test)) }
  private static func event(_ measure: EventTest.Measure, _ within: TimeSpan? = nil) -> Rule {
    .event(name: "exported", EventTest(measure, within: within))
  }

  /// Pairs that somebody can be in both of, and in the first of without the second.
  private static let meeting: [(Rule, Rule)] = [
    (text(.startsWith("PRO")), text(.endsWith("odd"))),
    (text(.isNot("pro")), text(.contains("pro"))),
    (number(.greaterThan(5)), number(.lessThan(5.5))),
    (date(.moreThan(week)), date(.lessThan(TimeSpan(9, .day)))),
    (.attribute(name: "on", .boolean(true)), .tag("beta")),
    (.attribute(name: "a", .known(false)), .attribute(name: "b", .known(true))),
    (event(.count(.atLeast(3)), week), event(.first(.moreThan(TimeSpan(30, .day))))),
    (event(.never, week), event(.ever)),
    (event(.last(.exactly(week))), event(.count(.is(1)))),
    (
      .company(
        .all([
          .attribute(name: "size", .number(.greaterThan(5))),
          .attribute(name: "vip", .boolean(true)),
        ])), .company(.attribute(name: "size", .number(.isNot(6))))
    ),
    (.any([.tag("a"), .tag("b")]), .not(.all([.tag("a"), .tag("b")]))),
    (.any([.segment("Active"), .tag("a")]), .not(.tag("b"))),
  ]

  @Test(arguments: meeting.indices)
  func `is a no, with somebody to show for it`(index: Int) throws {
    let (left, right) = Self.meeting[index]
    let (first, second) = (
      try #require(Claim(left, at: Self.moment)), try #require(Claim(right, at: Self.moment))
    )
    let both = try #require(left.excludes(right, at: Self.moment).witness)
    #expect(first.holds(of: both) && second.holds(of: both))
    let one = try #require(left.implies(right, at: Self.moment).witness)
    #expect(first.holds(of: one) && !second.holds(of: one))
  }

  @Test func `is a yes where it is proved`() {
    #expect(Self.text(.is("pro")).excludes(Self.text(.is("team")), at: Self.moment).isYes)
    #expect(Self.number(.atLeast(50)).implies(Self.number(.atLeast(10)), at: Self.moment).isYes)
  }

  @Test(
    "is unknown where a segment or a newsfeed decides",
    arguments: [Rule.segment("Active"), .newsfeed("News")])
  func unknown(rule: Rule) {
    let proof = rule.excludes(Self.text(.is("pro")), at: Self.moment)
    #expect(!proof.isYes && proof.witness == nil)
  }

  @Test func `shows nobody who has done things in the future`() throws {
    let rule = Self.event(.count(.atLeast(4)), TimeSpan(1, .hour))
    let person = try #require(rule.excludes(.everyone, at: Self.moment).witness)
    let times = try #require(person.events["exported"])
    #expect(times.count >= 4 && times.allSatisfy { $0 <= Self.moment.now })
    #expect(Set(times).count == times.count, "an event happens once a second")
  }

  @Test(arguments: TestSeed.fixed(1..<5) + TestSeed.fresh(2))
  func `never contradicts itself or anybody, and leaves little open`(seed: UInt64) throws {
    var world = AudienceWorld(seed: seed)
    world.isNarrow = seed.isMultiple(of: 2)
    let people = world.people(150)
    var met = 0
    var open = 0
    for _ in 0..<200 {
      let (left, right) = (world.rule(), world.rule())
      let claims = (
        try #require(Claim(left, at: world.moment)), try #require(Claim(right, at: world.moment))
      )
      let isMet = people.contains { claims.0.holds(of: $0) && claims.1.holds(of: $0) }
      let proof = left.excludes(right, at: world.moment)
      #expect(!(isMet && proof.isYes), "\(left.summary) × \(right.summary)")
      if let witness = proof.witness {
        #expect(claims.0.holds(of: witness) && claims.1.holds(of: witness))
      }
      if isMet, !left.asksForSegments, !right.asksForSegments {
        met += 1
        if proof.witness == nil { open += 1 }
      }
    }
    #expect(met > 10 && open * 10 <= met, "\(open) of \(met)")
  }
}

extension Proof {
  fileprivate var isYes: Bool {
    switch self {
    case .yes: true
    case .no, .unknown: false
    }
  }

  fileprivate var witness: Person? {
    switch self {
    case .no(let person): person
    case .yes, .unknown: nil
    }
  }
}

extension Rule {
  fileprivate var asksForSegments: Bool { topics.contains(.segments) }
}
