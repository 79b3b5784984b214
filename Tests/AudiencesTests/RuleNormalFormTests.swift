import Audiences
import TestSupport
import Testing

@Suite("A rule's normal form")
struct RuleNormalFormTests {
  static let isPro = Rule.attribute(name: "plan", .text(.is("pro")))
  static let isTeam = Rule.attribute(name: "plan", .text(.is("team")))
  static let isBeta = Rule.tag("beta")

  @Test("is normal itself", arguments: TestSeed.fixed(1..<11))
  func idempotent(seed: UInt64) {
    var generator = RuleGenerator(seed: seed)
    for rule in generator.rules(300) {
      let normal = rule.normalized
      #expect(normal.normalized == normal)
    }
  }

  @Test("is shared by all ways to say the rule", arguments: TestSeed.fixed(1..<11))
  func paraphrases(seed: UInt64) {
    var generator = RuleGenerator(seed: seed)
    for rule in generator.rules(200) {
      let other = generator.paraphrase(rule)
      #expect(rule.saysTheSame(as: other), "\(rule.summary) / \(other.summary)")
      #expect(rule.normalized == other.normalized)
    }
  }

  @Test("is what its examples say", arguments: Self.forms)
  func form(rule: Rule, normal: Rule) {
    #expect(rule.normalized == normal)
  }

  @Test("keeps apart what means different things", arguments: Self.differences)
  func difference(left: Rule, right: Rule) {
    #expect(!left.saysTheSame(as: right))
  }

  static let forms: [(Rule, Rule)] = [
    (.all([isPro]), isPro),
    (.any([.all([isPro])]), isPro),
    (.all([isTeam, isPro]), .all([isPro, isTeam])),
    (.all([isPro, isPro]), isPro),
    (.all([isBeta, .all([isTeam, .all([isPro])])]), .all([isPro, isTeam, isBeta])),
    (.any([.any([isTeam, isPro]), isPro]), .any([isPro, isTeam])),
    (.all([isBeta, .any([isTeam, isPro])]), .all([isBeta, .any([isPro, isTeam])])),
    (.not(.not(isPro)), isPro),
    (.not(.not(.not(isPro))), .not(isPro)),
    (.not(.all([.not(isPro)])), isPro),
    (.all([isBeta, .not(.not(.all([isTeam, isPro])))]), .all([isPro, isTeam, isBeta])),
    (.company(.all([isPro])), .company(isPro)),
    (.attribute(name: "plan", .text(.anyOf(["pro"]))), isPro),
    (
      .attribute(name: "plan", .text(.noneOf(["pro", "pro"]))),
      .attribute(name: "plan", .text(.isNot("pro")))
    ),
    (
      .attribute(name: "plan", .text(.anyOf(["team", "pro", "team"]))),
      .attribute(name: "plan", .text(.anyOf(["pro", "team"])))
    ),
    (
      .attribute(name: "seats", .number(.noneOf([10, 9, 10]))),
      .attribute(name: "seats", .number(.noneOf([9, 10])))
    ),
    (
      .event(name: "export", EventTest(.count(.anyOf([2])), within: TimeSpan(1, .day))),
      .event(name: "export", EventTest(.count(.is(2)), within: TimeSpan(1, .day)))
    ),
  ]

  static let differences: [(Rule, Rule)] = [
    (.all([isPro, isTeam]), .any([isPro, isTeam])),
    (isPro, .not(isPro)),
    (.company(isPro), isPro),
    (.not(isPro), .attribute(name: "plan", .text(.isNot("pro")))),
    (.not(.company(isPro)), .company(.not(isPro))),
    (
      .attribute(name: "plan", .text(.is("5"))), .attribute(name: "plan", .number(.is(5)))
    ),
    (.tag("Active"), .segment("Active")),
    // The same text to Unicode, other bytes to a server.
    (.tag("caf\u{E9}"), .tag("cafe\u{301}")),
    (
      .event(name: "export", EventTest(.ever)),
      .event(name: "export", EventTest(.ever, within: TimeSpan(1, .day)))
    ),
    (
      .attribute(name: "a", .text(.anyOf(["b", "c"]))), .attribute(name: "a", .text(.anyOf(["bc"])))
    ),
  ]
}
