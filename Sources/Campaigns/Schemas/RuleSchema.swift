internal import Audiences
internal import JSON

/// The schema of audience rules, made from the vocabulary by which they are read.
enum RuleSchema {
  static let definitions: JSONObject = [
    "audience": [
      "description": "Who is meant: a rule, or the name of an audience document.",
      "anyOf": [
        ["type": "string", "pattern": .string(TextForm.blankless)],
        [
          "type": "object", "properties": ["newsfeed": described(.newsfeed, name)],
          "required": ["newsfeed"], "additionalProperties": false,
        ],
        ["$ref": "#/$defs/rule"],
      ],
    ],
    "rule": [
      "description": "One condition, or `all`, `any` or `not` of other rules.",
      "anyOf": [
        ruleOf(.everyone, ["const": true]),
        ruleOf(.all, list(of: "rule")),
        ruleOf(.any, list(of: "rule")),
        ruleOf(.not, ["$ref": "#/$defs/rule"]),
        ruleOf(.company, ["$ref": "#/$defs/company_rule"]),
        ruleOf(.audience, name),
        ruleOf(.tag, name),
        ruleOf(.segment, name),
        ["$ref": "#/$defs/attribute_condition"],
        ["$ref": "#/$defs/event_condition"],
      ],
    ],
    "company_rule": [
      "description": "A rule about the attributes of a person's companies.",
      "anyOf": [
        ruleOf(.all, list(of: "company_rule")),
        ruleOf(.any, list(of: "company_rule")),
        ruleOf(.not, ["$ref": "#/$defs/company_rule"]),
        ["$ref": "#/$defs/attribute_condition"],
      ],
    ],
    "attribute_condition": attributeCondition,
    "event_condition": eventCondition,
    "number_test": oneOf(RuleVocabulary.ofNumbers, countSchema),
    "date_test": oneOf(RuleVocabulary.ofDates, dateSchema),
  ]

  // MARK: - Rules

  private static func ruleOf(_ head: RuleHead, _ value: JSONValue) -> JSONValue {
    [
      "type": "object",
      "properties": .object([head.rawValue: described(head, value)]),
      "required": .names([head.rawValue]), "additionalProperties": false,
    ]
  }

  private static func described(_ head: RuleHead, _ value: JSONValue) -> JSONValue {
    described(description(of: head), by: value)
  }

  private static func described(_ keyword: String, _ value: JSONValue) -> JSONValue {
    described(description(ofComparison: keyword), by: value)
  }

  private static func described(_ text: String, by value: JSONValue) -> JSONValue {
    var schema: JSONObject = ["description": .string(text)]
    for member in value.object?.members ?? [] { schema[member.name] = member.value }
    return .object(schema)
  }

  private static func description(ofComparison keyword: String) -> String {
    let number = NumberComparison(keyword: keyword)
    let span = SpanComparison(keyword: keyword)
    if let list = ListComparison(keyword: keyword) { return "It \(list.names.words) these." }
    if let text = TextComparison(keyword: keyword) { return "It \(text.names.words) this." }
    if let day = DayComparison(keyword: keyword) {
      return "The date is \(day.names.words) this day, as `2026-12-01`."
    }
    if let number, let span {
      return "The number is \(number.names.words) this, or the date is \(span.names.words) this "
        + "long ago, as `7 days ago`."
    }
    if let number { return "The number is \(number.names.words) this." }
    if let span { return "The date is \(span.names.words) this long ago, as `7 days ago`." }
    return "Whether it has any value at all."
  }

  private static func description(of head: RuleHead) -> String {
    switch head {
    case .everyone: "Everybody, written out: `everyone: true`."
    case .all: "Every rule of the list holds."
    case .any: "At least one rule of the list holds."
    case .not: "The rule does not hold, or it is unknown whether it does."
    case .company: "A company of the person matches the rule."
    case .audience: "The name of an audience document, whose rule holds."
    case .newsfeed: "The newsfeed that shows a post, with an audience of its own; it stands alone."
    case .attribute: "The name of an attribute of the person or company."
    case .event: "The name of something that people do."
    case .tag: "The person has this tag."
    case .segment: "The person is in this segment."
    }
  }

  private static let name: JSONValue = [
    "type": "string", "pattern": .string(TextForm.blankless),
  ]

  private static func list(of definition: String) -> JSONValue {
    [
      "type": "array", "items": ["$ref": .string("#/$defs/\(definition)")], "minItems": 1,
      "maxItems": .integer(Int64(RuleLimits.conditions)),
    ]
  }

  // MARK: - Conditions

  private static let attributeCondition: JSONValue = {
    var properties: JSONObject = ["attribute": described(.attribute, name)]
    for keyword in RuleVocabulary.ofAttributes {
      properties[keyword] = described(keyword, valueSchema(keyword))
    }
    return [
      "description": "What is asked of one attribute.",
      "type": "object", "properties": .object(properties), "required": ["attribute"],
      "additionalProperties": false, "oneOf": .oneRequired(RuleVocabulary.ofAttributes),
    ]
  }()

  private static let eventCondition: JSONValue = {
    var properties: JSONObject = ["event": described(.event, name)]
    for word in EventOperator.allCases { properties[word.rawValue] = schema(of: word) }
    properties[RuleVocabulary.within] = [
      "description": "Only what happened within this time counts, as `30 days`.",
      "type": "string", "pattern": .string(Patterns.span()),
    ]
    return [
      "description": "What is asked of the times at which something happened.",
      "type": "object", "properties": .object(properties), "required": ["event"],
      "additionalProperties": false,
      "oneOf": .oneRequired(EventOperator.allCases.map(\.rawValue)),
    ]
  }()

  private static func schema(of word: EventOperator) -> JSONValue {
    switch word {
    case .never: ["description": "It never happened: `never: true`.", "const": true]
    case .ever: ["description": "It happened at least once: `ever: true`.", "const": true]
    case .count:
      [
        "description": "How often it happened, as `{ at_least: 3 }`.",
        "$ref": "#/$defs/number_test",
      ]
    case .first:
      [
        "description": "When it happened first, as `{ more_than: 7 days ago }`.",
        "$ref": "#/$defs/date_test",
      ]
    case .last:
      [
        "description": "When it happened last, as `{ less_than: 7 days ago }`.",
        "$ref": "#/$defs/date_test",
      ]
    }
  }

  /// A mapping with exactly one of some comparisons.
  private static func oneOf(_ keywords: [String], _ schema: (String) -> JSONValue) -> JSONValue {
    [
      "type": "object",
      "properties": .object(JSONObject(keywords.map { .init($0, described($0, schema($0))) })),
      "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
    ]
  }

  // MARK: - Values

  /// What an attribute's comparison takes: the kinds of value of every type that has it.
  private static func valueSchema(_ keyword: String) -> JSONValue {
    if keyword == RuleVocabulary.known { return ["type": "boolean"] }
    if ListComparison(keyword: keyword) != nil {
      return ["anyOf": [listSchema(["type": "string"]), listSchema(["type": "number"])]]
    }
    var kinds: [JSONValue] = []
    if let text = TextComparison(keyword: keyword) {
      let isEquality = text == .equal || text == .unequal
      kinds.append(isEquality ? ["type": "string"] : ["type": "string", "minLength": 1])
      if text == .equal { kinds.append(["type": "boolean"]) }
    }
    if NumberComparison(keyword: keyword) != nil { kinds.append(["type": "number"]) }
    if RuleVocabulary.ofDates.contains(keyword) { kinds.append(dateSchema(keyword)) }
    return kinds.count == 1 ? kinds[0] : ["anyOf": .array(kinds)]
  }

  private static func listSchema(_ item: JSONValue) -> JSONValue {
    [
      "type": "array", "items": item, "minItems": 1,
      "maxItems": .integer(Int64(RuleLimits.listedValues)), "uniqueItems": true,
    ]
  }

  private static func countSchema(_ keyword: String) -> JSONValue {
    let count: JSONValue = ["type": "integer", "minimum": 0]
    return ListComparison(keyword: keyword) == nil ? count : listSchema(count)
  }

  private static func dateSchema(_ keyword: String) -> JSONValue {
    guard let span = SpanComparison(keyword: keyword) else {
      return ["type": "string", "pattern": .string("^\(Patterns.day)$")]
    }
    let pattern =
      switch span {
      case .moreThan, .lessThan: Patterns.span(isZeroAllowed: true, ending: " ago")
      case .exactly: Patterns.span(isZeroAllowed: true, units: [.day, .week], ending: " ago")
      }
    return ["type": "string", "pattern": .string(pattern)]
  }
}
