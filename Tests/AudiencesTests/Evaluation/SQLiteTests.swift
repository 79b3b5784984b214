import Audiences
import Foundation
import TestSupport
import Testing

@Suite struct `A rule in SQLite` {
  private func translated(_ rule: Rule, _ moment: Moment) throws -> SQLTranslation {
    try SQLTranslation(rule, at: moment, for: SQLiteDialect(), over: AudienceDatabase.model)
  }

  private func expect(
    _ rule: Rule, of people: [Person], in database: AudienceDatabase, at moment: Moment
  ) throws {
    let claim = try #require(Claim(rule, at: moment))
    let expected = Set(people.indices.filter { claim.holds(of: people[$0]) })
    let statement = try translated(rule, moment)
    #expect(try database.ids(statement.ids) == expected, "\(rule.summary)\n\(statement.ids.text)")
    #expect(try database.number(statement.count) == expected.count, "\(rule.summary)")
  }

  @Test(arguments: TestSeed.fixed(1..<13) + TestSeed.fresh(3))
  func `matches whom evaluation matches`(seed: UInt64) throws {
    var world = AudienceWorld(seed: seed)
    let people = world.people(200)
    let database = try AudienceDatabase(people)
    for rule in world.rules(150) {
      try expect(rule, of: people, in: database, at: world.moment)
    }
  }

  @Test(arguments: TestSeed.fixed(1..<7) + TestSeed.fresh(2))
  func `is counted with others in one walk, each as it is by itself`(seed: UInt64) throws {
    var world = AudienceWorld(seed: seed)
    let people = world.people(200)
    let database = try AudienceDatabase(people)
    for size in [1, 2, 8, 32] {
      // With some that others are parts of, and one that is for everybody.
      let plain = world.rules(size)
      let rules = plain + plain.prefix(2).map { .not($0) } + [.everyone]
      let expected = try rules.map { rule in
        let claim = try #require(Claim(rule, at: world.moment))
        return people.count { claim.holds(of: $0) }
      }
      let counts = try SQLCounts(
        rules, at: world.moment, for: SQLiteDialect(), over: AudienceDatabase.model)
      #expect(try database.numbers(counts.statement) == [people.count] + expected)
    }
  }

  @Test func `may be as deep and as long as a rule can be`() throws {
    var world = AudienceWorld(seed: TestSeed.fixed(1))
    let people = world.people(100)
    let database = try AudienceDatabase(people)
    for isOfCompany in [false, true] {
      for denies in [false, true] {
        var deep = world.condition(ofCompany: isOfCompany)
        for depth in 2..<RuleLimits.depth {
          let condition = world.condition(ofCompany: isOfCompany)
          deep = depth.isMultiple(of: 2) ? .all([condition, deep]) : .any([deep, condition])
          if denies, depth.isMultiple(of: 5) { deep = .not(deep) }
        }
        try expect(isOfCompany ? .company(deep) : deep, of: people, in: database, at: world.moment)
      }
    }
    let many = (0..<RuleLimits.conditions).map { _ in world.condition(ofCompany: false) }
    try expect(.any(many), of: people, in: database, at: world.moment)
    try expect(.not(.all(many)), of: people, in: database, at: world.moment)
    let values = (0..<RuleLimits.listedValues).map { "\($0)" } + ["pro"]
    try expect(
      .attribute(name: "plan", .text(.noneOf(values))), of: people, in: database, at: world.moment)
  }

  @Test func `asks once what a rule asks again and again`() throws {
    var world = AudienceWorld(seed: TestSeed.fixed(2))
    let people = world.people(300)
    let database = try AudienceDatabase(people)
    for condition in Self.memberships {
      let rule = Rule.any([
        .all([condition, .attribute(name: "plan", .text(.is("pro")))]),
        .all([.not(condition), .attribute(name: "plan", .text(.is("team")))]),
        .all([.any([.not(condition), .attribute(name: "seats", .number(.atLeast(5)))]), .tag("x")]),
      ])
      try expect(rule, of: people, in: database, at: world.moment)
      let text = try translated(rule, world.moment).count.text
      let table =
        text.contains("FROM events") ? "FROM events" : "FROM contact_tags WHERE tag = ? AND"
      // The tag of the last part is another.
      #expect(text.components(separatedBy: table).count - 1 == (table == "FROM events" ? 1 : 2))
      #expect(try !translated(condition, world.moment).count.text.contains("answer"))
    }
  }

  private static let memberships: [Rule] = [
    .event(name: "csv_exported", EventTest(.ever)),
    .event(name: "csv_exported", EventTest(.never)),
    .event(name: "csv_exported", EventTest(.count(.atLeast(2)), within: TimeSpan(30, .day))),
    .event(name: "csv_exported", EventTest(.last(.moreThan(TimeSpan(3, .day))))),
    .tag("beta"),
  ]

  @Test func `finds text in any letters`() throws {
    let alphabet = (0x400..<0x460).compactMap { Unicode.Scalar($0) }.map(String.init).joined()
    let texts = [alphabet, alphabet.uppercased() + "x", "x" + alphabet.lowercased(), "\u{416}"]
    let people = texts.map { text in
      Person(
        attributes: ["plan": .text(text)], events: [:], tags: [], segments: [],
        companies: [["industry": .text(text)]])
    }
    let database = try AudienceDatabase(people)
    let moment = Moment(now: 0, in: .named("UTC"))
    let tests: [TextTest] = [
      .contains(alphabet), .doesNotContain(alphabet), .startsWith(alphabet), .endsWith(alphabet),
      .contains(alphabet + alphabet.uppercased()),
    ]
    for test in tests {
      try expect(.attribute(name: "plan", .text(test)), of: people, in: database, at: moment)
      try expect(
        .company(.attribute(name: "industry", .text(test))), of: people, in: database, at: moment)
    }
  }

  @Test func `has no statement where a segment is made of itself, or a newsfeed is asked`() {
    let moment = Moment(now: 0, in: .named("UTC"))
    let model = SQLModel(
      contacts: .asAsked, companies: .asAsked,
      segments: .ruled(["a": .not(.segment("b")), "b": .segment("a")]))
    #expect(throws: SQLTranslationError.segmentInCircle("a")) {
      try SQLTranslation(.segment("a"), at: moment, for: SQLiteDialect(), over: model)
    }
    #expect(throws: SQLTranslationError.newsfeed) {
      try SQLTranslation(.newsfeed("News"), at: moment, for: SQLiteDialect(), over: model)
    }
  }

  @Test func `asks for nothing that is known before`() throws {
    let moment = Moment(now: 0, in: .named("UTC"))
    #expect(try translated(.everyone, moment).count.text == "SELECT count(*)\nFROM contacts")
    #expect(
      try translated(.attribute(name: "ghost", .text(.isNot("x"))), moment).ids.text
        == "SELECT id\nFROM contacts")
    let nobody = try translated(.attribute(name: "plan", .number(.is(5))), moment)
    #expect(nobody.count.text == "SELECT count(*)\nFROM contacts\nWHERE ?")
    #expect(nobody.count.values == [.boolean(false)])
  }
}
