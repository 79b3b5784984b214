import Audiences
import Testing

@Suite("A rule in a file")
struct RuleReadingTests {
  @Test("is read as what it says", arguments: Self.conditions)
  func condition(yaml: String, rule: Rule) {
    let document = RuleDocument("audience: a\nwhere: \(yaml)\n")
    #expect(document.found == [])
    #expect(document.rule == rule)
  }

  @Test("takes the audience documents that it names for their rules")
  func references() {
    let document = RuleDocument(
      """
      audience: reached
      where: { all: [{ audience: paying }, { not: { audience: beta } }] }
      ---
      audience: beta
      where: { tag: beta }
      ---
      audience: paying
      where: pro
      ---
      audience: pro
      where: { attribute: plan, is: pro }
      """)
    #expect(document.found == [])
    let isPro = Rule.attribute(name: "plan", .text(.is("pro")))
    #expect(document.rules["reached"] == .all([isPro, .not(.tag("beta"))]))
    #expect(document.rules["paying"] == isPro)
  }

  @Test("has the variables in its names and texts filled, and in nothing else")
  func variables() {
    let document = RuleDocument(
      """
      audience: a
      where:
        all:
          - { segment: "${segment}" }
          - { attribute: plan, any_of: ["${plan}", team] }
          - { attribute: role, starts_with: "${role}" }
          - { attribute: seats, is: 5 }
      """
    ) { $0.hasPrefix("$") ? "filled" : $0 }
    #expect(
      document.rule
        == .all([
          .segment("filled"),
          .attribute(name: "plan", .text(.anyOf(["filled", "team"]))),
          .attribute(name: "role", .text(.startsWith("filled"))),
          .attribute(name: "seats", .number(.is(5))),
        ]))
  }

  @Test("may give a part by an alias")
  func alias() {
    let document = RuleDocument(
      """
      audience: a
      where:
        any:
          - &pro { attribute: plan, is: pro }
          - not: *pro
      """)
    let isPro = Rule.attribute(name: "plan", .text(.is("pro")))
    #expect(document.rule == .any([isPro, .not(isPro)]))
  }

  private static func plan(_ test: TextTest) -> Rule { .attribute(name: "plan", .text(test)) }
  private static func seats(_ test: NumberTest) -> Rule { .attribute(name: "seats", .number(test)) }
  private static func seen(_ test: DateTest) -> Rule { .attribute(name: "seen", .date(test)) }
  private static func export(_ measure: EventTest.Measure, within: TimeSpan? = nil) -> Rule {
    .event(name: "export", EventTest(measure, within: within))
  }

  private static var firstOfDecember: CalendarDate {
    guard let day = CalendarDate("2026-12-01") else { preconditionFailure("December has a first") }
    return day
  }

  static let conditions: [(String, Rule)] = [
    ("{ everyone: true }", .everyone),
    ("{ newsfeed: Product news }", .newsfeed("Product news")),
    ("{ tag: beta }", .tag("beta")),
    ("{ segment: \"2026\" }", .segment("2026")),
    ("{ not: { tag: beta } }", .not(.tag("beta"))),
    ("{ all: [{ tag: a }] }", .all([.tag("a")])),
    ("{ any: [{ tag: a }, { all: [{ tag: b }] }] }", .any([.tag("a"), .all([.tag("b")])])),
    (
      "{ company: { not: { any: [{ attribute: plan, is: pro }] } } }",
      .company(.not(.any([plan(.is("pro"))])))
    ),
    ("{ attribute: plan, is: pro }", plan(.is("pro"))),
    ("{ is: pro, attribute: plan }", plan(.is("pro"))),
    ("{ attribute: plan, is: \"5\" }", plan(.is("5"))),
    ("{ attribute: plan, is: \"no\" }", plan(.is("no"))),
    ("{ attribute: plan, is: \"\" }", plan(.is(""))),
    ("{ attribute: plan, is_not: pro }", plan(.isNot("pro"))),
    ("{ attribute: plan, any_of: [pro, \"true\"] }", plan(.anyOf(["pro", "true"]))),
    ("{ attribute: plan, none_of: [pro] }", plan(.noneOf(["pro"]))),
    ("{ attribute: plan, contains: no }", plan(.contains("no"))),
    ("{ attribute: plan, does_not_contain: p }", plan(.doesNotContain("p"))),
    ("{ attribute: plan, starts_with: p }", plan(.startsWith("p"))),
    ("{ attribute: plan, ends_with: o }", plan(.endsWith("o"))),
    ("{ attribute: plan, known: true }", .attribute(name: "plan", .known(true))),
    ("{ attribute: plan, known: false }", .attribute(name: "plan", .known(false))),
    ("{ attribute: seats, is: 5 }", seats(.is(5))),
    ("{ attribute: seats, is_not: -2.5 }", seats(.isNot(-2.5))),
    ("{ attribute: seats, any_of: [1, 2.5, 0x10] }", seats(.anyOf([1, 2.5, 16]))),
    ("{ attribute: seats, none_of: [1] }", seats(.noneOf([1]))),
    ("{ attribute: seats, greater_than: 5 }", seats(.greaterThan(5))),
    ("{ attribute: seats, less_than: 5 }", seats(.lessThan(5))),
    ("{ attribute: seats, at_least: 5 }", seats(.atLeast(5))),
    ("{ attribute: seats, at_most: 5 }", seats(.atMost(5))),
    ("{ attribute: opted_in, is: true }", .attribute(name: "opted_in", .boolean(true))),
    ("{ attribute: opted_in, is: false }", .attribute(name: "opted_in", .boolean(false))),
    ("{ attribute: seen, more_than: 7 days ago }", seen(.moreThan(TimeSpan(7, .day)))),
    ("{ attribute: seen, less_than: 2h ago }", seen(.lessThan(TimeSpan(2, .hour)))),
    ("{ attribute: seen, exactly: 1 week ago }", seen(.exactly(TimeSpan(1, .week)))),
    ("{ attribute: seen, after: 2026-12-01 }", seen(.after(firstOfDecember))),
    ("{ attribute: seen, before: \"2026-12-01\" }", seen(.before(firstOfDecember))),
    ("{ attribute: seen, on_date: 2026-12-01 }", seen(.onDate(firstOfDecember))),
    ("{ event: export, never: true }", export(.never)),
    ("{ event: export, ever: true, within: 30 days }", export(.ever, within: TimeSpan(30, .day))),
    ("{ event: export, count: { at_least: 3 } }", export(.count(.atLeast(3)))),
    ("{ event: export, count: { any_of: [0, 2] } }", export(.count(.anyOf([0, 2])))),
    ("{ event: export, count: { less_than: 2 } }", export(.count(.lessThan(2)))),
    (
      "{ event: export, first: { more_than: 7 days ago } }",
      export(.first(.moreThan(TimeSpan(7, .day))))
    ),
    (
      "{ within: 2w, last: { less_than: 1 day ago }, event: export }",
      export(.last(.lessThan(TimeSpan(1, .day))), within: TimeSpan(2, .week))
    ),
    ("{ event: export, last: { on_date: 2026-12-01 } }", export(.last(.onDate(firstOfDecember)))),
  ]
}
