internal import Audiences

/// The keys that say what a rule is.
enum RuleHead: String, CaseIterable {
  case everyone, all, any, not, company, audience, newsfeed, attribute, event, tag, segment

  /// Companies have attributes, and rules about them are joined as others are.
  var suitsCompanies: Bool {
    switch self {
    case .all, .any, .not, .attribute: true
    case .everyone, .company, .audience, .newsfeed, .event, .tag, .segment: false
    }
  }
}

/// A key that asks something of an attribute: what it compares with decides which it is, since
/// `is` and `less_than` mean one thing for text or dates and another for numbers.
struct AttributeOperator {
  let keyword: String
  var text: TextComparison?
  var number: NumberComparison?
  var list: ListComparison?
  var span: SpanComparison?
  var day: DayComparison?
}

/// A key that asks something of an event.
enum EventOperator: String, CaseIterable {
  case never, ever, count, first, last
}

/// A key of a rule.
enum RuleWord {
  case head(RuleHead)
  case attribute(AttributeOperator)
  case event(EventOperator)
  case within
}

/// Every key that a rule can have.
enum RuleVocabulary {
  static let heads = RuleHead.allCases.map(\.rawValue)
  static let known = "known"
  static let within = "within"
  static let ofText = TextComparison.keywords + ListComparison.keywords
  static let ofNumbers = NumberComparison.keywords + ListComparison.keywords
  static let ofDates = SpanComparison.keywords + DayComparison.keywords
  static let ofAttributes = distinct(ofText + ofNumbers + ofDates + [known])
  static let ofEvents = EventOperator.allCases.map(\.rawValue) + [within]

  static let words: [String: RuleWord] = {
    var words: [String: RuleWord] = [within: .within]
    for head in RuleHead.allCases { words[head.rawValue] = .head(head) }
    for event in EventOperator.allCases { words[event.rawValue] = .event(event) }
    for keyword in ofAttributes {
      words[keyword] = .attribute(
        AttributeOperator(
          keyword: keyword, text: TextComparison(keyword: keyword),
          number: NumberComparison(keyword: keyword), list: ListComparison(keyword: keyword),
          span: SpanComparison(keyword: keyword), day: DayComparison(keyword: keyword)))
    }
    return words
  }()

  /// What people who know other tools write, and what it is called here.
  static let synonyms: [String: String] = [
    "and": "all", "every": "all", "or": "any", "some": "any", "none": "not",
    "everybody": "everyone",
    "user": "attribute", "property": "attribute", "field": "attribute", "action": "event",
    "equals": "is", "eq": "is", "equal": "is", "=": "is", "==": "is", "not_equals": "is_not",
    "ne": "is_not", "!=": "is_not", "in": "any_of", "one_of": "any_of", "not_in": "none_of",
    "nin": "none_of", "not_contains": "does_not_contain", "begins_with": "starts_with",
    "prefix": "starts_with", "suffix": "ends_with", "gt": "greater_than", ">": "greater_than",
    "above": "greater_than", "lt": "less_than", "<": "less_than", "below": "less_than",
    "gte": "at_least", ">=": "at_least", "min": "at_least", "lte": "at_most", "<=": "at_most",
    "max": "at_most", "exists": "known", "is_known": "known", "has_any_value": "known",
    "unknown": "known: false", "is_unknown": "known: false", "older_than": "more_than",
    "on": "on_date", "since": "after", "until": "before", "times": "count",
    "happened": "ever", "performed": "ever", "occurred": "ever",
  ]

  private static func distinct(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }
}

extension ComparisonTable {
  static var keywords: [String] { allCases.map(\.names.keyword) }
}
