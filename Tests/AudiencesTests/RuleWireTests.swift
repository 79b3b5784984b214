import Audiences
import JSON
import TestSupport
import Testing

@Suite("A rule on the wire")
struct RuleWireTests {
  @Test("is read back as the rule that was written", arguments: 1...20)
  func roundTrip(seed: UInt64) throws {
    var generator = RuleGenerator(seed: seed)
    for rule in generator.rules(200) {
      let read = try Rule(wire: rule.wire)
      #expect(read == rule)
    }
  }

  @Test("is read back in normal form, too", arguments: 1...5)
  func normalRoundTrip(seed: UInt64) throws {
    var generator = RuleGenerator(seed: seed)
    for rule in generator.rules(100).map(\.normalized) {
      let read = try Rule(wire: rule.wire)
      #expect(read == rule)
    }
  }

  @Test("has the shape that the API describes", arguments: Self.shapes)
  func shape(rule: Rule, wire: JSONValue) {
    #expect(rule.wire == wire)
    #expect(rule.wire.object?.members.map(\.name) == wire.object?.members.map(\.name))
  }

  @Test("is refused where it is not a rule", arguments: Self.refusals)
  func refusal(wire: JSONValue, path: String, reason: RuleWireError.Reason) {
    #expect(throws: RuleWireError(path: path, reason)) { try Rule(wire: wire) }
  }

  @Test("may be nested 32 deep")
  func deepEnough() throws {
    let rule = try Rule(wire: Self.negations(31))
    #expect(rule.depth == 32)
  }

  @Test("is refused when it is nested deeper than that")
  func tooDeep() {
    let path = String(repeating: "/not", count: 32)
    #expect(throws: RuleWireError(path: path, .tooDeep)) { try Rule(wire: Self.negations(32)) }
  }

  @Test("is refused at the first condition too many")
  func tooLarge() {
    let wire: JSONValue = ["any": .array(Array(repeating: ["everyone": true], count: 1_001))]
    #expect(throws: RuleWireError(path: "/any/1000", .tooManyConditions)) { try Rule(wire: wire) }
  }

  @Test("is refused when its lists are too long together")
  func tooManyValues() {
    let list: JSONValue = [
      "attribute": "plan", "type": "string", "comparison": "in",
      "value": .array(Array(repeating: "pro", count: 6_000)),
    ]
    #expect(throws: RuleWireError(path: "/all/1/value", .tooManyValues)) {
      try Rule(wire: ["all": [list, list]])
    }
  }

  private static func negations(_ count: Int) -> JSONValue {
    (0..<count).reduce(["everyone": true]) { wire, _ in ["not": wire] }
  }

  static let shapes: [(Rule, JSONValue)] = [
    (.everyone, ["everyone": true]),
    (.all([.tag("beta")]), ["all": [["tag": "beta", "type": "membership", "comparison": "has"]]]),
    (.any([.everyone]), ["any": [["everyone": true]]]),
    (.not(.everyone), ["not": ["everyone": true]]),
    (.newsfeed("Product"), ["newsfeed": "Product"]),
    (
      .segment("Slipping away"),
      ["segment": "Slipping away", "type": "membership", "comparison": "has"]
    ),
    (
      .company(.attribute(name: "plan", .text(.is("pro")))),
      [
        "company": ["attribute": "plan", "type": "string", "comparison": "eq", "value": "pro"]
      ]
    ),
    (
      .attribute(name: "plan", .text(.noneOf(["a", "b"]))),
      ["attribute": "plan", "type": "string", "comparison": "nin", "value": ["a", "b"]]
    ),
    (
      .attribute(name: "plan", .text(.doesNotContain("x"))),
      ["attribute": "plan", "type": "string", "comparison": "not_contains", "value": "x"]
    ),
    (
      .attribute(name: "seats", .number(.atLeast(5))),
      ["attribute": "seats", "type": "number", "comparison": "gte", "value": 5]
    ),
    (
      .attribute(name: "seats", .number(.lessThan(2.5))),
      ["attribute": "seats", "type": "number", "comparison": "lt", "value": 2.5]
    ),
    (
      .attribute(name: "seats", .known(false)),
      ["attribute": "seats", "type": "any", "comparison": "unknown"]
    ),
    (
      .attribute(name: "opted_in", .boolean(false)),
      ["attribute": "opted_in", "type": "boolean", "comparison": "eq", "value": false]
    ),
    (
      .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(7, .day)))),
      [
        "attribute": "signed_up_at", "type": "date", "comparison": "more_than",
        "value": ["amount": 7, "unit": "day"],
      ]
    ),
    (
      .event(name: "csv_exported", EventTest(.never)),
      ["event": "csv_exported", "type": "occurrence", "comparison": "never"]
    ),
    (
      .event(name: "csv_exported", EventTest(.count(.atLeast(3)), within: TimeSpan(30, .day))),
      [
        "event": "csv_exported", "type": "count", "comparison": "gte", "value": 3,
        "within": ["amount": 30, "unit": "day"],
      ]
    ),
    (
      .event(name: "csv_exported", EventTest(.last(.exactly(TimeSpan(1, .week))))),
      [
        "event": "csv_exported", "type": "last", "comparison": "exactly",
        "value": ["amount": 1, "unit": "week"],
      ]
    ),
  ]

  static let refusals: [(JSONValue, String, RuleWireError.Reason)] = [
    (nil, "", .expected("an object")),
    ("everyone", "", .expected("an object")),
    ([:], "", .notARule),
    (["every": true], "", .notARule),
    (["everyone": false], "/everyone", .expected("`true`")),
    (["everyone": true, "tag": "x"], "/tag", .unknownMember("tag")),
    (["all": []], "/all", .empty),
    (["all": ["everyone": true]], "/all", .expected("an array")),
    (["all": [["everyone": true], ["any": [7]]]], "/all/1/any/0", .expected("an object")),
    (["all": [["everyone": true]], "any": []], "/any", .unknownMember("any")),
    (["not": [["everyone": true]]], "/not", .expected("an object")),
    (["newsfeed": ""], "/newsfeed", .empty),
    (["not": ["newsfeed": "Product"]], "/not/newsfeed", .newsfeedNotAlone),
    (["company": ["everyone": true]], "/company/everyone", .notOfCompanies),
    (
      ["company": ["not": ["event": "x", "type": "occurrence", "comparison": "ever"]]],
      "/company/not/event", .notOfCompanies
    ),
    (
      ["company": ["company": ["attribute": "x", "type": "any", "comparison": "known"]]],
      "/company/company", .notOfCompanies
    ),
    (["tag": "beta"], "", .missing("type")),
    (["tag": "beta", "type": "membership"], "", .missing("comparison")),
    (
      ["tag": "beta", "type": "membership", "comparison": "not"], "/comparison",
      .notOneOf(["has"])
    ),
    (
      ["tag": "beta", "type": "membership", "comparison": "has", "a/b~c": 1], "/a~1b~0c",
      .unknownMember("a/b~c")
    ),
    (["attribute": 7, "type": "any", "comparison": "known"], "/attribute", .expected("a string")),
    (
      ["attribute": "x", "type": "text", "comparison": "eq", "value": ""], "/type",
      .notOneOf(["string", "number", "boolean", "date", "any"])
    ),
    (
      ["attribute": "x", "type": "any", "comparison": "known", "value": 1], "/value",
      .unknownMember("value")
    ),
    (
      ["attribute": "x", "type": "string", "comparison": "gt", "value": "a"], "/comparison",
      .notOneOf(["eq", "ne", "contains", "not_contains", "starts_with", "ends_with", "in", "nin"])
    ),
    (
      ["attribute": "x", "type": "string", "comparison": "eq", "value": 5], "/value",
      .expected("a string")
    ),
    (["attribute": "x", "type": "string", "comparison": "eq"], "", .missing("value")),
    (
      ["attribute": "x", "type": "string", "comparison": "in", "value": ["a", 5]], "/value/1",
      .expected("a string")
    ),
    (["attribute": "x", "type": "string", "comparison": "in", "value": []], "/value", .empty),
    (
      ["attribute": "x", "type": "string", "comparison": "eq", "value": "", "within": [:]],
      "/within", .unknownMember("within")
    ),
    (
      ["attribute": "x", "type": "number", "comparison": "eq", "value": "5"], "/value",
      .expected("a number")
    ),
    (
      ["attribute": "x", "type": "number", "comparison": "eq", "value": .number(.infinity)],
      "/value", .expected("a finite number")
    ),
    (
      ["attribute": "x", "type": "number", "comparison": "eq", "value": .number(.nan)],
      "/value", .expected("a finite number")
    ),
    (
      [
        "attribute": "x", "type": "number", "comparison": "eq",
        "value": .integer(9_007_199_254_740_993),
      ],
      "/value", .inexactNumber
    ),
    (
      ["attribute": "x", "type": "boolean", "comparison": "eq", "value": "true"], "/value",
      .expected("`true` or `false`")
    ),
    (
      ["attribute": "x", "type": "date", "comparison": "on", "value": "2027-02-29"], "/value",
      .noSuchDay
    ),
    (
      ["attribute": "x", "type": "date", "comparison": "more_than", "value": "7 days"], "/value",
      .expected("an object")
    ),
    (
      [
        "attribute": "x", "type": "date", "comparison": "more_than",
        "value": ["amount": 7, "unit": "days"],
      ],
      "/value/unit", .notOneOf(["second", "minute", "hour", "day", "week"])
    ),
    (
      [
        "attribute": "x", "type": "date", "comparison": "more_than",
        "value": ["amount": 36_526, "unit": "day"],
      ],
      "/value/amount", .spanTooLong
    ),
    (
      [
        "attribute": "x", "type": "date", "comparison": "more_than",
        "value": ["amount": -1, "unit": "day"],
      ],
      "/value/amount", .spanTooLong
    ),
    (
      [
        "attribute": "x", "type": "date", "comparison": "more_than",
        "value": ["amount": 1.5, "unit": "day"],
      ],
      "/value/amount", .expected("an integer")
    ),
    (
      ["event": "x", "type": "occurrence", "comparison": "always"], "/comparison",
      .notOneOf(["ever", "never"])
    ),
    (
      ["event": "x", "type": "count", "comparison": "gte", "value": 1, "within": "30 days"],
      "/within", .expected("an object")
    ),
  ]
}
