import Audiences
import TestSupport
import Testing

@Suite("A rule's summary")
struct RuleSummaryTests {
  static let isPro = Rule.attribute(name: "plan", .text(.is("pro")))
  static let isBig = Rule.attribute(name: "seats", .number(.atLeast(50)))

  @Test("says the rule in words", arguments: Self.sentences)
  func words(rule: Rule, sentence: String) {
    #expect(rule.summary == sentence)
  }

  @Test("quotes text that could be read as part of the sentence", arguments: Self.quotations)
  func quotes(text: String, written: String) {
    #expect(Rule.attribute(name: "plan", .text(.is(text))).summary == "plan is \(written)")
  }

  @Test("tells apart rules that differ in more than form")
  func unambiguous() {
    var generator = RuleGenerator(seed: TestSeed.fixed(42))
    var known: [String: Rule] = [:]
    for rule in generator.rules(20_000).map(\.normalized) {
      if let other = known.updateValue(rule, forKey: rule.summary) {
        #expect(other.saysTheSame(as: rule), "\(rule.summary)")
      }
    }
  }

  @Test("stays on one line")
  func oneLine() {
    var generator = RuleGenerator(seed: TestSeed.fixed(7))
    for rule in generator.rules(2_000) {
      let lines = rule.summary.split(whereSeparator: \.isNewline)
      #expect(lines.count == 1)
    }
  }

  static let sentences: [(Rule, String)] = [
    (.everyone, "everyone"),
    (isPro, "plan is pro"),
    (.attribute(name: "plan", .text(.isNot("pro"))), "plan is not pro"),
    (.attribute(name: "plan", .text(.anyOf(["pro", "team"]))), "plan is any of pro, team"),
    (.attribute(name: "plan", .text(.noneOf(["pro", "team"]))), "plan is none of pro, team"),
    (.attribute(name: "role", .text(.doesNotContain("sale"))), "role does not contain sale"),
    (.attribute(name: "role", .text(.startsWith("sale"))), "role starts with sale"),
    (.attribute(name: "role", .known(true)), "role is known"),
    (.attribute(name: "role", .known(false)), "role is unknown"),
    (.attribute(name: "seats", .number(.greaterThan(2.5))), "seats greater than 2.5"),
    (.attribute(name: "opted_in", .boolean(true)), "opted_in is true"),
    (
      .attribute(name: "signed_up_at", .date(.exactly(TimeSpan(1, .day)))),
      "signed_up_at exactly 1 day ago"
    ),
    (.tag("beta"), "tag beta"),
    (.segment("Active"), "in segment Active"),
    (.segment("Slipping away"), "in segment Slipping away"),
    (.newsfeed("Product news"), "newsfeed Product news"),
    (.company(isPro), "company: plan is pro"),
    (.company(.all([isPro, isBig])), "company: (plan is pro and seats at least 50)"),
    (.not(isPro), "not (plan is pro)"),
    (.not(.any([isPro, .tag("beta")])), "not (plan is pro or tag beta)"),
    (
      .all([
        .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(7, .day)))),
        .event(name: "csv_exported", EventTest(.never)), isPro,
      ]),
      "signed_up_at more than 7 days ago and csv_exported never and plan is pro"
    ),
    (
      .all([isPro, .any([isBig, .tag("beta")])]), "plan is pro and (seats at least 50 or tag beta)"
    ),
    (
      .any([isPro, .all([isBig, .tag("beta")])]), "plan is pro or (seats at least 50 and tag beta)"
    ),
    (
      .all([isPro, .all([isBig, .tag("beta")])]), "plan is pro and seats at least 50 and tag beta"
    ),
    (.all([.any([isPro]), isBig]), "plan is pro and seats at least 50"),
    (
      .event(name: "csv_exported", EventTest(.count(.atLeast(3)), within: TimeSpan(30, .day))),
      "event csv_exported at least 3 times within 30 days"
    ),
    (.event(name: "export", EventTest(.count(.is(1)))), "event export exactly 1 time"),
    (
      .event(name: "export", EventTest(.count(.anyOf([1, 3])))), "event export is any of 1, 3 times"
    ),
    (
      .event(name: "export", EventTest(.ever, within: TimeSpan(2, .week))),
      "export ever within 2 weeks"
    ),
    (
      .event(name: "export", EventTest(.first(.lessThan(TimeSpan(2, .hour))))),
      "event export first less than 2 hours ago"
    ),
  ]

  static let quotations: [(String, String)] = [
    ("Pro Plus", "Pro Plus"),
    ("año-1", "año-1"),
    ("", #""""#),
    (" pro", #"" pro""#),
    ("pro ", #""pro ""#),
    ("two  spaces", #""two  spaces""#),
    ("pro, team", #""pro, team""#),
    ("5", #""5""#),
    ("-1e3", #""-1e3""#),
    ("true", #""true""#),
    ("rock and roll", #""rock and roll""#),
    ("(x)", #""(x)""#),
    (#"say "hi""#, #""say \"hi\"""#),
    (#"a\b"#, #""a\\b""#),
    ("two\nlines", #""two\nlines""#),
    ("\u{1B}[31m", #""\u{1b}[31m""#),
    ("\u{202E}abc", #""\u{202e}abc""#),
    ("👩‍💻", #""👩‍💻""#),
    ("🏳️‍🌈 pride", #""🏳️‍🌈 pride""#),
    ("👩🏽‍🚀", #""👩🏽‍🚀""#),
    ("pro\u{200D}plan", #""pro\u{200d}plan""#),
    ("👩\u{200D}", #""👩\u{200d}""#),
    ("1\u{200D}2", #""1\u{200d}2""#),
    ("👩\u{202E}\u{200D}💻", #""👩\u{202e}\u{200d}💻""#),
  ]
}
