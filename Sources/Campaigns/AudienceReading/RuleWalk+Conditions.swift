internal import Audiences
internal import Diagnostics
internal import YAML

// What is asked of one subject, key by key.
extension RuleWalk {
  mutating func everyone(_ entry: Entry) -> Rule? {
    guard let boolean = boolean(entry) else { return nil }
    if boolean { return .everyone }
    report(
      .notEveryone, "`everyone` can only be `true`", at: place(of: entry),
      help: ["write the rule that says who is meant, or `everyone: true`"])
    return nil
  }

  mutating func attributeTest(_ word: AttributeOperator, _ entry: Entry) -> AttributeTest? {
    if word.keyword == RuleVocabulary.known { return boolean(entry).map(AttributeTest.known) }
    if let list = word.list { return listTest(list, entry) }
    if let text = word.text, let number = word.number { return equality(text, number, entry) }
    if let text = word.text { return textTest(text, entry).map(AttributeTest.text) }
    if let number = word.number, isNumber(entry.value) || word.span == nil {
      return numberTest(number, entry).map(AttributeTest.number)
    }
    return dateTest(word, entry).map(AttributeTest.date)
  }

  mutating func eventMeasure(_ word: EventOperator, _ entry: Entry) -> EventTest.Measure? {
    switch word {
    case .never, .ever:
      guard let boolean = boolean(entry) else { return nil }
      if boolean { return word == .never ? .never : .ever }
      let other = word == .never ? "ever" : "never"
      report(
        .conditionValue, "`\(entry.key)` can only be `true`", at: place(of: entry),
        help: ["write `\(other): true`"],
        fix: entry.value.alias == nil
          ? Fix(
            "write `\(other): true`", replacing: entry.keyRange.union(entry.value.range),
            with: "\(other): true") : nil)
      return nil
    case .count:
      return count(entry).map(EventTest.Measure.count)
    case .first:
      return dateOfOccurrence(entry).map(EventTest.Measure.first)
    case .last:
      return dateOfOccurrence(entry).map(EventTest.Measure.last)
    }
  }

  private mutating func count(_ entry: Entry) -> NumberTest? {
    guard
      let (word, inner) = innerOperator(
        entry, as: "how many times", allowed: RuleVocabulary.ofNumbers, example: "at_least: 3")
    else { return nil }
    var test: NumberTest?
    if let list = word.list {
      test = numbers(inner).map { NumberTest(list, $0) }
    } else if let number = word.number {
      test = numberTest(number, inner)
    }
    guard let test, !Self.values(of: test).allSatisfy(Self.isCount) else { return test }
    report(
      .conditionValue, "an event happens a whole number of times", at: place(of: inner),
      help: ["write 0, 1, 2 or more"])
    return nil
  }

  private static func values(of test: NumberTest) -> [Double] {
    switch test.parts {
    case .one(_, let value): [value]
    case .list(_, let values): values
    }
  }

  private static func isCount(_ number: Double) -> Bool {
    number >= 0 && number.rounded(.towardZero) == number
  }

  private mutating func dateOfOccurrence(_ entry: Entry) -> DateTest? {
    guard
      let (word, inner) = innerOperator(
        entry, as: "when", allowed: RuleVocabulary.ofDates, example: "more_than: 7 days ago")
    else { return nil }
    return dateTest(word, inner)
  }

  /// The one comparison in the mapping under `count`, `first` or `last`.
  private mutating func innerOperator(
    _ entry: Entry, as what: String, allowed: [String], example: String
  ) -> (AttributeOperator, Entry)? {
    guard case .mapping(let entries) = entry.value.content else {
      let suggested = Self.inner(of: entry.value, example: example)
      report(
        .conditionValue, "`\(entry.key)` does not say how to compare", at: place(of: entry),
        help: ["write `\(entry.key): { \(suggested) }`"])
      return nil
    }
    var found: [(AttributeOperator, Entry)] = []
    var isSound = true
    for inner in entries where !found.contains(where: { $0.1.key == inner.key }) {
      if allowed.contains(inner.key),
        case .attribute(let word)? = RuleVocabulary.words[inner.key]
      {
        found.append((word, inner))
      } else {
        reportUnknown(inner, under: entry.key, allowed: allowed)
        isSound = false
      }
    }
    if found.count > 1 {
      reportSeveral(found.map(\.1))
    } else if found.isEmpty, isSound {
      report(
        .missingCondition, "`\(entry.key)` does not say \(what)", at: place(of: entry),
        help: ["write `\(entry.key): { \(example) }`"])
    }
    return isSound && found.count == 1 ? found.first : nil
  }

  /// What was probably meant by `count: 3` or `last: 7 days ago`.
  private static func inner(of value: Node, example: String) -> String {
    guard let scalar = value.scalar, !scalar.text.isEmpty else { return example }
    switch scalar.resolved {
    case .integer: return example.hasPrefix("at_least") ? "at_least: \(scalar.text)" : example
    case .text(let text):
      let isSpan = text.hasSuffix(" ago") && TimeSpan(text.dropLast(4)) != nil
      return isSpan && !example.hasPrefix("at_least") ? "more_than: \(text)" : example
    case .null, .boolean, .float, .outOfRange: return example
    }
  }

  /// Tells whether the operators suit the subject: exactly one for attributes and events, none for
  /// everything else, and `within` for events alone.
  mutating func checkOperators(_ parts: RuleParts, _ head: RuleHead, _ subject: Entry) -> Bool {
    var isSound = true
    for item in parts.operators where !Self.suits(item, head) {
      reportMisplaced(item.entry, item, head, subject)
      isSound = false
    }
    if head != .event, let within = parts.within {
      report(
        .misplacedCondition, "`within` bounds when an event happened; `\(head)` is none",
        at: within.keyRange, also: [Label(file, subject.keyRange, "this is what it stands beside")],
        help: head == .attribute ? ["ask a date with `less_than: 30 days ago`"] : [])
      isSound = false
    }
    guard head == .attribute || head == .event, isSound else { return isSound }
    if parts.operators.isEmpty {
      if parts.unknown.isEmpty { reportNoOperator(head, subject) }
      return false
    }
    if parts.operators.count > 1 {
      reportSeveral(parts.operators.map(\.entry))
      return false
    }
    return true
  }

  private static func suits(_ item: RuleParts.Operator, _ head: RuleHead) -> Bool {
    switch item {
    case .attribute: head == .attribute
    case .event: head == .event
    }
  }
}
