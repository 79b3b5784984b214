import Audiences
import TestSupport
import Testing

@Suite struct `A rule` {
  /// 2026-11-23 05:00 in UTC.
  static let now: Int64 = 1_795_410_000

  static func moment(_ zone: String = "UTC", now: Int64 = now) -> Moment {
    Moment(now: now, in: .named(zone))
  }

  private func matches(_ rule: Rule, _ person: Person) throws -> Bool {
    try #require(Claim(rule, at: Self.moment())).holds(of: person)
  }

  private static func person(_ attributes: Person.Attributes) -> Person {
    Person(attributes: attributes, events: [:], tags: [], segments: [], companies: [])
  }

  static let asked: [AttributeTest] = [
    .text(.is("a")), .text(.anyOf(["a"])), .text(.contains("")), .text(.startsWith("")),
    .text(.endsWith("")), .number(.is(0)), .number(.atMost(9)), .number(.lessThan(9)),
    .boolean(false), .date(.before(CalendarDate.day("2090-01-01"))), .known(true),
  ]

  @Test(arguments: asked) func `is false of what is unknown`(test: AttributeTest) throws {
    #expect(try !matches(.attribute(name: "x", test), Self.person([:])))
  }

  static let denied: [AttributeTest] = [
    .text(.isNot("a")), .text(.noneOf(["a"])), .text(.doesNotContain("a")), .number(.isNot(0)),
    .number(.noneOf([0])), .known(false),
  ]

  @Test(arguments: denied) func `is true of what is unknown when it denies`(
    test: AttributeTest
  ) throws {
    #expect(try matches(.attribute(name: "x", test), Self.person([:])))
  }

  @Test func `takes a value of another type as unknown`() throws {
    let person = Self.person(["seats": .text("5")])
    #expect(try !matches(.attribute(name: "seats", .number(.is(5))), person))
    #expect(try matches(.attribute(name: "seats", .number(.isNot(5))), person))
    #expect(try matches(.attribute(name: "seats", .known(true)), person))
  }

  @Test func `takes the complement of what it holds`() throws {
    let above = Rule.attribute(name: "seats", .number(.greaterThan(5)))
    #expect(try matches(.not(above), Self.person([:])))
    #expect(try !matches(.attribute(name: "seats", .number(.atMost(5))), Self.person([:])))
  }

  static let texts: [(String, TextTest, Bool)] = [
    ("Pro", .is("pro"), false), ("Pro", .contains("pR"), true),
    ("caf\u{E9}", .is("cafe\u{301}"), false),
    ("caf\u{E9}", .contains("cafe\u{301}"), false), ("stra\u{DF}e", .contains("ss"), false),
    ("stra\u{DF}e", .endsWith("\u{1E9E}E"), true), ("\u{212A}2", .startsWith("k"), true),
    ("\u{130}", .contains("i"), false), ("\u{131}", .contains("I"), false),
    ("\u{3C2}", .is("\u{3C3}"), false), ("\u{3C2}", .contains("\u{3A3}"), true),
    ("100%", .contains("0_"), false), ("a*c", .contains("A*"), true),
    ("b\u{0}c", .endsWith("C"), true),
    ("x", .endsWith("xx"), false), ("", .contains(""), true),
  ]

  @Test(arguments: texts) func `compares text by its scalars, folded where it says so`(
    text: String, test: TextTest, expected: Bool
  ) throws {
    #expect(
      try matches(.attribute(name: "x", .text(test)), Self.person(["x": .text(text)])) == expected)
  }

  @Test(arguments: Self.days) func `counts whole days in the workspace's zone`(
    zone: String, date: Int64, test: DateTest, expected: Bool
  ) throws {
    let rule = Rule.attribute(name: "x", .date(test))
    let claim = try #require(Claim(rule, at: Self.moment(zone)))
    #expect(claim.holds(of: Self.person(["x": .date(date)])) == expected)
  }

  /// In New York it is 2026-11-23 00:00; the 16th began at 1_794_805_200.
  static let days: [(String, Int64, DateTest, Bool)] = [
    ("America/New_York", 1_794_805_199, .moreThan(TimeSpan(7, .day)), true),
    ("America/New_York", 1_794_805_200, .moreThan(TimeSpan(7, .day)), false),
    ("America/New_York", 1_794_805_200, .exactly(TimeSpan(1, .week)), true),
    ("America/New_York", 1_794_891_599, .exactly(TimeSpan(7, .day)), true),
    ("America/New_York", 1_794_891_600, .lessThan(TimeSpan(7, .day)), true),
    ("America/New_York", 1_794_891_599, .lessThan(TimeSpan(7, .day)), false),
    ("America/New_York", 1_794_805_200, .onDate(.day("2026-11-16")), true),
    ("UTC", 1_794_805_200, .before(.day("2026-11-16")), false),
    ("UTC", now - 1_800, .exactly(TimeSpan(30, .minute)), true),
    ("UTC", now - 1_801, .moreThan(TimeSpan(30, .minute)), true),
    ("UTC", now - 1_799, .lessThan(TimeSpan(30, .minute)), true),
    ("UTC", now + 9, .lessThan(TimeSpan(1, .day)), true),
  ]

  @Test func `narrows occurrences before it counts them or looks at the first`() throws {
    let day: Int64 = 86_400
    let person = Person(
      attributes: [:], events: ["export": [Self.now - 40 * day, Self.now - 3 * day, Self.now]],
      tags: [], segments: [], companies: [])
    func event(_ measure: EventTest.Measure, within days: Int?) -> Rule {
      .event(name: "export", EventTest(measure, within: days.map { TimeSpan($0, .day) }))
    }
    #expect(try matches(event(.count(.is(3)), within: nil), person))
    #expect(try matches(event(.count(.is(2)), within: 30), person))
    #expect(try matches(event(.first(.lessThan(TimeSpan(7, .day))), within: 30), person))
    #expect(try !matches(event(.first(.lessThan(TimeSpan(7, .day))), within: nil), person))
    // Three days ago is the day that `less_than: 3 days ago` leaves out.
    #expect(try matches(event(.count(.is(1)), within: 3), person))
    #expect(try matches(.event(name: "import", EventTest(.count(.lessThan(1)))), person))
    #expect(
      try !matches(.event(name: "import", EventTest(.last(.moreThan(TimeSpan(0, .day))))), person))
  }

  static let large = Rule.attribute(name: "size", .number(.atLeast(100)))
  static let free = Rule.attribute(name: "plan", .text(.is("free")))
  static let notFree = Rule.attribute(name: "plan", .text(.isNot("free")))

  static let companies: [(Rule, [Person.Attributes], Bool)] = [
    (large, [["size": .number(5)], ["size": .number(500)]], true),
    (large, [], false),
    (notFree, [], true),
    (notFree, [["plan": .text("pro")], ["plan": .text("free")]], false),
    (.not(free), [["plan": .text("pro")], ["plan": .text("free")]], false),
    (.all([large, free]), [["size": .number(500)], ["plan": .text("free")]], false),
    (.all([large, free]), [["size": .number(500), "plan": .text("free")]], true),
    (.all([large, notFree]), [["size": .number(500)], ["plan": .text("free")]], false),
    (.all([large, notFree]), [["size": .number(500)], ["plan": .text("pro")]], true),
    (.all([large, notFree]), [], false),
    (.any([large, notFree]), [], true),
  ]

  @Test(arguments: companies) func `asks one company, and denies of all`(
    rule: Rule, companies: [Person.Attributes], expected: Bool
  ) throws {
    let person = Person(
      attributes: [:], events: [:], tags: [], segments: [], companies: companies)
    #expect(try matches(.company(rule), person) == expected)
  }

  @Test(arguments: TestSeed.fixed(1..<9)) func `matches whom its normal form matches`(
    seed: UInt64
  ) throws {
    var world = AudienceWorld(seed: seed)
    let people = world.people(60)
    for rule in world.rules(150) {
      let claim = try #require(Claim(rule, at: world.moment))
      let normal = try #require(Claim(rule.normalized, at: world.moment))
      for person in people {
        #expect(claim.holds(of: person) == normal.holds(of: person), "\(rule.summary)")
      }
    }
  }

  @Test(arguments: TestSeed.fixed(1..<5)) func `says of each part what that part says alone`(
    seed: UInt64
  ) throws {
    var world = AudienceWorld(seed: seed)
    for (rule, person) in zip(world.rules(200), world.people(200)) {
      let trace = try #require(Trace(rule, of: KnownPerson(person), at: world.moment))
      try expect(trace, of: person, at: world.moment)
    }
  }

  private func expect(_ trace: Trace, of person: Person, at moment: Moment) throws {
    let claim = try #require(Claim(trace.rule, at: moment))
    #expect(trace.holds == claim.holds(of: person), "\(trace.rule.summary)")
    #expect(trace.parts.map(\.rule) == trace.rule.parts)
    if case .company = trace.rule { return }
    for part in trace.parts { try expect(part, of: person, at: moment) }
  }

  @Test func `with a newsfeed is nothing that is known here`() throws {
    #expect(try Claim(.newsfeed("News"), at: Self.moment()) == nil)
  }
}

extension CalendarDate {
  fileprivate static func day(_ text: String) -> CalendarDate {
    guard let day = CalendarDate(text) else { preconditionFailure("no day: \(text)") }
    return day
  }
}
