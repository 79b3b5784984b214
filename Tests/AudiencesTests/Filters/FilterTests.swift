import Audiences
import TestSupport
import Testing

@Suite struct `A rule as filters` {
  private static func attribute(_ test: AttributeTest) -> Rule {
    .attribute(name: "seats", test)
  }

  private func lines(_ rule: Rule) -> [String] { lines(FilterTree(rule)) }

  private func lines(_ tree: FilterTree) -> [String] {
    switch tree {
    case .filter(let filter):
      ["\(filter.subject) \(filter.words)\(filter.isOffered ? "" : " ?")"]
    case .all(let parts): ["and"] + parts.flatMap(lines).map { " \($0)" }
    case .any(let parts): ["or"] + parts.flatMap(lines).map { " \($0)" }
    }
  }

  @Test(arguments: TestSeed.fixed(1..<9) + TestSeed.fresh(3))
  func `holds for the same people`(seed: UInt64) throws {
    var world = AudienceWorld(seed: seed)
    world.keepsTypes = true
    let people = world.people(120)
    for rule in world.rules(120) {
      let tree = FilterTree(rule)
      let expected = try #require(Claim(rule, at: world.moment))
      let found = try #require(Claim(tree.rule, at: world.moment))
      let others = people.indices.filter {
        expected.holds(of: people[$0]) != found.holds(of: people[$0])
      }
      #expect(others.isEmpty, "\(rule.summary)\n\(lines(tree).joined(separator: "\n"))")
    }
  }

  @Test(
    arguments: [
      (.everyone, ["and"]),
      (attribute(.text(.anyOf(["a", "b"]))), ["or", " seats is a", " seats is b"]),
      (.not(attribute(.text(.anyOf(["a", "b"])))), ["and", " seats is not a", " seats is not b"]),
      (attribute(.number(.atLeast(3))), ["or", " seats greater than 3", " seats is 3"]),
      (.not(attribute(.number(.atLeast(3)))), ["or", " seats less than 3", " seats is unknown"]),
      (attribute(.known(true)), ["seats has any value"]),
      (.not(attribute(.boolean(true))), ["or", " seats is false", " seats is unknown"]),
      (attribute(.text(.doesNotContain("x"))), ["seats does not contain x ?"]),
      (.not(attribute(.text(.startsWith("x")))), ["seats does not start with x ?"]),
      (
        .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(2, .week)))),
        ["Signed up (signed_up_at) more than 14 days ago"]
      ),
      (
        .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(5, .hour)))),
        ["Signed up (signed_up_at) more than 5 hours ago ?"]
      ),
      (.event(name: "export", EventTest(.never)), ["Event export, how often is 0"]),
      (
        .event(name: "export", EventTest(.ever, within: TimeSpan(30, .day))),
        ["Event export, last occurred less than 30 days ago"]
      ),
      (
        .event(name: "export", EventTest(.count(.atLeast(3)), within: TimeSpan(30, .day))),
        ["Event export at least 3 times within 30 days ?"]
      ),
      (
        .event(name: "export", EventTest(.count(.atLeast(3)))),
        ["Event export, how often greater than 2"]
      ),
      (
        .not(.event(name: "export", EventTest(.count(.atLeast(1))))),
        ["Event export, how often is 0"]
      ),
      (.not(.tag("beta")), ["Tag is not beta"]),
      (
        .company(.attribute(name: "size", .number(.greaterThan(5)))),
        ["Company size greater than 5"]
      ),
      (.newsfeed("Product news"), ["Newsfeed is Product news"]),
      (
        .all([.tag("a"), .all([.tag("b"), .any([.tag("c"), .any([.tag("d")])])])]),
        ["and", " Tag is a", " Tag is b", " or", "  Tag is c", "  Tag is d"]
      ),
    ] as [(Rule, [String])])
  func `reads as on Intercom's screens`(rule: Rule, expected: [String]) {
    #expect(lines(rule) == expected)
  }

  @Test func `has two levels where it fits there, and tells where it does not`() {
    let flat = Rule.all([.tag("a"), .any([.tag("b"), .tag("c")])])
    #expect(FilterTree(flat).depth == FilterTree.deepest)
    #expect(FilterTree(.any([.tag("d"), flat])).depth == 3)
  }
}
