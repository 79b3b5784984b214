import Audiences
import JSON
import Testing

@Suite struct `A rule as searches of contacts` {
  private static let facts: SearchFacts = {
    var attributes = AttributeFacts()
    for (name, type, isCustom) in [
      ("plan", AttributeType.text, true), ("seats", .number, true), ("beta", .boolean, true),
      ("signed_up_at", .date, false), ("email", .text, false), ("browser_version", .text, false),
      ("shape", nil, true), ("location.country", .text, false),
    ] as [(String, AttributeType?, Bool)] {
      attributes.add(AttributeFacts.Attribute(name, type, isCustom: isCustom), of: .person)
    }
    return SearchFacts(
      attributes: attributes, tags: ["beta": ["17"]],
      segments: ["Active": ["9"], "Twice": ["3", "4"]])
  }()

  /// A Monday, 05:00 UTC: midnight in New York.
  private static let moment = Moment(
    now: 1_795_410_000, in: ZoneClock { _ in -5 * 3_600 })

  private func translation(_ rule: Rule, _ facts: SearchFacts = Self.facts) throws
    -> SearchTranslation
  {
    try #require(SearchTranslation(rule, at: Self.moment, in: facts))
  }

  private func query(_ rule: Rule, isExact: Bool) throws -> String {
    let translation = try translation(rule)
    #expect(translation.isExact == isExact)
    #expect(translation.queries.count == 1)
    return try #require(translation.queries.first).json.compactText
  }

  private static func plan(_ test: TextTest) -> Rule { .attribute(name: "plan", .text(test)) }
  private static func seats(_ test: NumberTest) -> Rule {
    .attribute(name: "seats", .number(test))
  }
  private static func signedUp(_ test: DateTest) -> Rule {
    .attribute(name: "signed_up_at", .date(test))
  }

  private static func filter(_ field: String, _ comparison: String, _ value: String) -> String {
    #"{"field":"\#(field)","operator":"\#(comparison)","value":\#(value)}"#
  }

  private static func plan(_ comparison: String, _ value: String) -> String {
    filter("custom_attributes.plan", comparison, value)
  }

  private static func seats(_ comparison: String, _ value: String) -> String {
    filter("custom_attributes.seats", comparison, value)
  }

  private static func any(_ filters: String...) -> String {
    #"{"operator":"OR","value":[\#(filters.joined(separator: ","))]}"#
  }

  private static func all(_ filters: String...) -> String {
    #"{"operator":"AND","value":[\#(filters.joined(separator: ","))]}"#
  }

  /// Noon of that day in New York: 2026-11-23.
  private static let today = 1_795_410_000 + 43_200

  static let exactly: [(rule: Rule, query: String)] = [
    (plan(.is("pro")), plan("=", #""pro""#)),
    (plan(.isNot("pro")), any(plan("=", "null"), plan("!=", #""pro""#))),
    (plan(.anyOf(["pro", "team"])), plan("IN", #"["pro","team"]"#)),
    (plan(.noneOf(["pro", "team"])), any(plan("=", "null"), plan("NIN", #"["pro","team"]"#))),
    (.not(plan(.noneOf(["pro", "team"]))), plan("IN", #"["pro","team"]"#)),
    (plan(.contains("Pro")), plan("~", #""pro""#)),
    (plan(.doesNotContain("o")), any(plan("=", "null"), plan("!~", #""o""#))),
    (plan(.startsWith("p")), plan("^", #""p""#)),
    (plan(.endsWith("o")), plan("$", #""o""#)),
    (plan(.contains("")), plan("!=", "null")),
    (.attribute(name: "plan", .known(true)), plan("!=", "null")),
    (.attribute(name: "plan", .known(false)), plan("=", "null")),
    (
      .attribute(name: "contact.role", .text(.is("user"))),
      filter("role", "=", #""user""#)
    ),
    (
      .attribute(name: "location.country", .text(.is("Peru"))),
      filter("location.country", "=", #""Peru""#)
    ),
    (seats(.is(3)), seats("=", "3")),
    (seats(.isNot(3)), any(seats("=", "null"), seats("!=", "3"))),
    (seats(.anyOf([3, 4])), seats("IN", "[3,4]")),
    (seats(.greaterThan(3)), seats(">", "3")),
    (seats(.lessThan(3)), seats("<", "3")),
    (seats(.atLeast(3)), seats(">=", "3")),
    (seats(.atMost(-3)), seats("<=", "-3")),
    (.not(seats(.atMost(3))), any(seats("=", "null"), seats(">", "3"))),
    (
      .attribute(name: "beta", .boolean(true)),
      filter("custom_attributes.beta", "=", "true")
    ),
    (
      .not(.attribute(name: "beta", .boolean(true))),
      any(
        filter("custom_attributes.beta", "=", "null"),
        filter("custom_attributes.beta", "=", "false"))
    ),
    (
      signedUp(.moreThan(TimeSpan(7, .day))),
      filter("signed_up_at", "<", "\(today - 7 * 86_400)")
    ),
    (
      signedUp(.lessThan(TimeSpan(1, .week))),
      filter("signed_up_at", ">", "\(today - 7 * 86_400)")
    ),
    (
      signedUp(.exactly(TimeSpan(7, .day))),
      filter("signed_up_at", "=", "\(today - 7 * 86_400)")
    ),
    (
      .not(signedUp(.exactly(TimeSpan(7, .day)))),
      any(
        filter("signed_up_at", "=", "null"),
        filter("signed_up_at", "<", "\(today - 7 * 86_400)"),
        filter("signed_up_at", ">", "\(today - 7 * 86_400)"))
    ),
    (.tag("beta"), filter("tag_id", "=", #""17""#)),
    (.not(.tag("beta")), filter("tag_id", "!=", #""17""#)),
    (.segment("Active"), filter("segment_id", "=", #""9""#)),
    (
      .segment("Twice"),
      any(filter("segment_id", "=", #""3""#), filter("segment_id", "=", #""4""#))
    ),
    (
      .not(.segment("Twice")),
      all(filter("segment_id", "!=", #""3""#), filter("segment_id", "!=", #""4""#))
    ),
    (.everyone, filter("role", "IN", #"["user","lead"]"#)),
    (.any([plan(.is("x")), .not(.tag("no such tag"))]), filter("role", "IN", #"["user","lead"]"#)),
    (
      .not(.attribute(name: "no such name", .known(true))),
      filter("role", "IN", #"["user","lead"]"#)
    ),
    (
      .all([plan(.is("pro")), .tag("beta")]),
      all(plan("=", #""pro""#), filter("tag_id", "=", #""17""#))
    ),
    (
      .all([plan(.is("pro")), .any([.tag("beta"), seats(.is(3))])]),
      all(
        all(plan("=", #""pro""#)), any(seats("=", "3"), filter("tag_id", "=", #""17""#)))
    ),
  ]

  @Test(arguments: exactly.indices)
  func `asks for exactly those whom it matches`(index: Int) throws {
    let (rule, expected) = Self.exactly[index]
    #expect(try query(rule, isExact: true) == expected, "\(rule.summary)")
  }

  static let bounds: [(rule: Rule, query: String)] = [
    (.event(name: "e", EventTest(.never)), filter("role", "IN", #"["user","lead"]"#)),
    (
      .all([plan(.is("pro")), .event(name: "e", EventTest(.ever))]), plan("=", #""pro""#)
    ),
    (
      .all([plan(.is("pro")), .company(.attribute(name: "size", .known(true)))]),
      plan("=", #""pro""#)
    ),
    (plan(.contains("Zürich")), plan("~", #""rich""#)),
    (plan(.startsWith("é")), plan("!=", "null")),
    (plan(.anyOf(["", "pro"])), plan("!=", "null")),
    (plan(.noneOf(["", "pro"])), any(plan("=", "null"), plan("!=", #""pro""#))),
    (.not(plan(.startsWith("p"))), filter("role", "IN", #"["user","lead"]"#)),
    (seats(.greaterThan(2.5)), seats(">", "2")),
    (seats(.atMost(-2.5)), seats("<", "-2")),
    (seats(.is(2.5)), all(seats(">", "2"), seats("<", "3"))),
    (seats(.isNot(2.5)), filter("role", "IN", #"["user","lead"]"#)),
    (seats(.lessThan(1e300)), seats("!=", "null")),
    (
      signedUp(.moreThan(TimeSpan(5, .hour))),
      filter("signed_up_at", "<", "\(today)")
    ),
    (
      signedUp(.before(day(1960))),
      any(
        filter("signed_up_at", "<", "43200"), filter("signed_up_at", "=", "43200"),
        filter("signed_up_at", ">", "43200"))
    ),
    (.attribute(name: "browser_version", .known(true)), filter("role", "IN", #"["user","lead"]"#)),
    (.attribute(name: "shape", .known(true)), filter("role", "IN", #"["user","lead"]"#)),
  ]

  private static func day(_ year: Int) -> CalendarDate {
    guard let day = CalendarDate(year: year, month: 1, day: 1) else {
      preconditionFailure("every year has a first day")
    }
    return day
  }

  @Test(arguments: bounds.indices)
  func `asks for more where a search cannot say it, and says so`(index: Int) throws {
    let (rule, expected) = Self.bounds[index]
    #expect(try query(rule, isExact: false) == expected, "\(rule.summary)")
  }

  static let nobody: [Rule] = [
    .not(.everyone), .tag("no such tag"), .attribute(name: "no such name", .known(true)),
    .attribute(name: "plan", .number(.is(1))),
    .all([.tag("no such tag"), .event(name: "e", EventTest(.ever))]),
  ]

  @Test(arguments: nobody.indices)
  func `asks for nobody where nobody can match`(index: Int) throws {
    let translation = try translation(Self.nobody[index])
    #expect(translation.queries.isEmpty && translation.isExact)
  }

  @Test func `asks nothing about what the workspace does not tell`() throws {
    let silent = SearchFacts(attributes: nil, tags: nil, segments: nil)
    for rule in [Self.plan(.is("pro")), .tag("beta"), .not(.segment("Active"))] {
      let translation = try translation(rule, silent)
      #expect(translation.queries == [.everyone] && !translation.isExact)
    }
  }

  @Test func `is none with a newsfeed`() {
    #expect(SearchTranslation(.newsfeed("News"), at: Self.moment, in: Self.facts) == nil)
  }

  @Test func `becomes several searches where one group is too small`() throws {
    let wide = (1...20).map { Self.plan(.startsWith("p\($0)")) }
    let translation = try translation(.any(wide))
    #expect(translation.isExact && translation.queries.count == 2)
  }

  @Test func `asks for values of one attribute in one list`() throws {
    let values = ["a", "b", "c"]
    let list = #"["a","b","c"]"#
    #expect(
      try query(.any(values.map { Self.plan(.is($0)) }), isExact: true) == Self.plan("IN", list))
    #expect(
      try query(.all(values.map { Self.plan(.isNot($0)) }), isExact: true)
        == Self.any(Self.plan("=", "null"), Self.plan("NIN", list)))
    #expect(
      try query(.not(.any([Self.seats(.is(1)), Self.seats(.anyOf([2, 1]))])), isExact: true)
        == Self.any(Self.seats("=", "null"), Self.seats("NIN", "[1,2]")))
  }

  @Test func `is one search of many conditions that must all hold`() throws {
    let deep = (1...100).map { Self.plan(.startsWith("p\($0)")) }
    #expect(try query(.all(deep), isExact: true).contains(#""p100""#))
  }

  @Test func `leaves out conditions that there is no room for`() throws {
    let wide = (1...20).map { Self.plan(.doesNotContain("p\($0)")) }
    let translation = try translation(.all(wide))
    #expect(!translation.isExact && translation.queries.count == 1)
  }

  @Test func `a filter more goes into every group that needs it`() throws {
    let rule = Rule.any([
      .all([Self.plan(.is("a")), Self.seats(.is(1))]),
      .all([Self.plan(.is("b")), Self.seats(.is(2))]),
      .all([Self.plan(.is("c")), Self.seats(.is(3))]),
      .all([Self.plan(.is("d")), Self.seats(.is(4))]),
    ])
    let query = try #require(try translation(rule).queries.first)
    let text = query.and(.untagged("5")).json.compactText
    #expect(!query.json.compactText.contains("tag_id"))
    #expect(text.contains(Self.filter("tag_id", "!=", #""5""#)))
    #expect(
      SearchQuery.everyone.and(.untagged("5")).json.compactText
        == Self.all(
          Self.filter("role", "IN", #"["user","lead"]"#), Self.filter("tag_id", "!=", #""5""#)))
  }
}
