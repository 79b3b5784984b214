import Audiences
import Testing

@Suite struct `What a workspace cannot answer` {
  private static let facts: WorkspaceFacts = {
    var attributes = AttributeFacts()
    attributes.add(.init("plan", .text, options: ["trial", "pro"]), of: .person)
    attributes.add(.init("seats", .number), of: .person)
    attributes.add(.init("opted_in", .boolean), of: .person)
    attributes.add(.init("signed_up_at", .date), of: .person, alias: "signup")
    attributes.add(.init("odd", nil), of: .person)
    attributes.add(.init("plan", .text), of: .company)
    return WorkspaceFacts(attributes: attributes, tags: ["beta"], segments: ["Active"])
  }()

  private func misfits(_ rule: Rule) -> [Misfit] { rule.misfits(in: Self.facts) }

  @Test func `is nothing of a rule that fits`() {
    let rule = Rule.all([
      .attribute(name: "plan", .text(.noneOf(["pro", "trial"]))),
      .attribute(name: "plan", .text(.contains("anything"))),
      .attribute(name: "seats", .number(.atLeast(3))), .attribute(name: "opted_in", .boolean(true)),
      .attribute(name: "signup", .date(.moreThan(TimeSpan(7, .day)))),
      .attribute(name: "odd", .text(.is("x"))), .attribute(name: "seats", .known(false)),
      .attribute(name: "contact.role", .text(.is("lead"))),
      .company(.attribute(name: "plan", .text(.is("whatever")))), .tag("beta"),
      .not(.segment("Active")), .everyone, .event(name: "anything", EventTest(.ever)),
    ])
    #expect(misfits(rule).isEmpty)
  }

  @Test func `is a name that it does not have, with the way there`() throws {
    let rule = Rule.any([
      .all([.tag("beta"), .tag("betta")]), .not(.segment("Actve")),
      .company(.any([.attribute(name: "seats", .known(true))])),
    ])
    let found = misfits(rule)
    #expect(found.map(\.path) == [[0, 1], [1, 0], [2, 0, 0]])
    #expect(
      found.map(\.problem) == [
        .noTag("betta"), .noSegment("Actve"), .noAttribute("seats", of: .company),
      ])
    #expect(found.map(\.isDenied) == [false, true, false])
  }

  @Test func `is a newsfeed that it does not have, whoever is in it`() {
    var facts = WorkspaceFacts(newsfeeds: ["Product news"])
    facts.isDeserted = true
    #expect(Rule.newsfeed("Product news").misfits(in: facts).isEmpty)
    #expect(
      Rule.newsfeed("Produkt news").misfits(in: facts).map(\.problem)
        == [.noNewsfeed("Produkt news")])
    #expect(Rule.newsfeed("Produkt news").misfits(in: .none).isEmpty)
    #expect(Rule.newsfeed("Product news").topics == .newsfeeds)
  }

  @Test(
    "is an attribute of another type",
    arguments: [
      .text(.is("5")), .date(.moreThan(TimeSpan(7, .day))), .boolean(true),
    ] as [AttributeTest])
  func otherType(test: AttributeTest) throws {
    let found = misfits(.attribute(name: "seats", test))
    let asked = try #require(test.type)
    #expect(
      found.map(\.problem) == [.otherType(.init("seats", .number), asked: asked)])
  }

  @Test func `is each value that an attribute cannot have`() {
    let plan = AttributeFacts.Attribute("plan", .text, options: ["trial", "pro"])
    #expect(
      misfits(.attribute(name: "plan", .text(.anyOf(["pro", "prro", "tiral"])))).map(\.problem)
        == [
          .noOption("prro", of: plan, index: 1), .noOption("tiral", of: plan, index: 2),
        ])
    #expect(
      misfits(.attribute(name: "plan", .text(.is("Pro")))).map(\.problem)
        == [.noOption("Pro", of: plan, index: nil)])
  }

  @Test(
    "lets everybody pass where it is denied",
    arguments: [
      (.attribute(name: "plna", .text(.is("pro"))), false),
      (.attribute(name: "plna", .text(.isNot("pro"))), true),
      (.attribute(name: "plna", .known(false)), true),
      (.not(.attribute(name: "plna", .known(true))), true),
      (.not(.attribute(name: "plna", .text(.noneOf(["a", "b"])))), false),
      (.not(.any([.tag("x")])), true), (.not(.not(.tag("x"))), false),
    ] as [(Rule, Bool)])
  func polarity(rule: Rule, isDenied: Bool) {
    #expect(misfits(rule).map(\.isDenied) == [isDenied])
  }

  @Test func `is nothing where nobody asked`() {
    let rule = Rule.all([.tag("x"), .segment("y"), .attribute(name: "z", .known(true))])
    #expect(rule.misfits(in: .none).isEmpty)
    #expect(rule.topics == [.attributes, .tags, .segments])
    #expect(Rule.event(name: "e", EventTest(.never)).topics.isEmpty)
  }

  @Test func `is no missing name where nobody is yet, and a wrong type all the same`() {
    var facts = Self.facts
    facts.isDeserted = true
    let rule = Rule.all([
      .tag("x"), .segment("y"), .attribute(name: "z", .known(true)),
      .attribute(name: "seats", .boolean(true)), .attribute(name: "plan", .text(.is("prro"))),
    ])
    #expect(rule.misfits(in: facts).map(\.path) == [[3], [4]])
  }

  @Test func `is told apart by scalars, as a server does`() {
    let facts = WorkspaceFacts(tags: ["caf\u{E9}"])
    #expect(Rule.tag("cafe\u{301}").misfits(in: facts).count == 1)
    #expect(Rule.tag("caf\u{E9}").misfits(in: facts).isEmpty)
  }

  @Test func `lists events with the ways to them`() {
    let rule = Rule.all([
      .tag("x"), .not(.any([.event(name: "a", EventTest(.ever))])),
      .event(name: "b", EventTest(.never)),
    ])
    #expect(rule.namedEvents.map(\.path) == [[1, 0, 0], [2]])
    #expect(rule.namedEvents.map(\.name) == ["a", "b"])
  }
}
