package import Audiences

/// Makes rules from a seed: the same seed, the same rules, on every machine.
package struct RuleGenerator {
  private var random: SeededRandom

  package init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A rule as a file could say it, nested at most `depth` deep.
  package mutating func rule(depth: Int = 5) -> Rule {
    roll(12) == 0 ? .newsfeed(name()) : part(depth: depth, ofCompany: false)
  }

  package mutating func rules(_ count: Int) -> [Rule] { (0..<count).map { _ in rule() } }

  /// The same rule said otherwise: operands shuffled, repeated and nested, negations doubled.
  package mutating func paraphrase(_ rule: Rule) -> Rule {
    let said = paraphraseOfParts(rule)
    return switch (roll(5), rule) {
    case (_, .newsfeed): said
    case (0, _): .not(.not(said))
    case (1, _): .all([said])
    case (2, _): .any([said, said])
    default: said
    }
  }

  private mutating func paraphraseOfParts(_ rule: Rule) -> Rule {
    switch rule {
    case .all(let rules): .all(paraphrases(rules) { .all($0) })
    case .any(let rules): .any(paraphrases(rules) { .any($0) })
    case .not(let rule): .not(paraphrase(rule))
    case .company(let rule): .company(paraphrase(rule))
    case .attribute(let name, .text(.anyOf(let values))):
      .attribute(name: name, .text(.anyOf(shuffled(values + values))))
    case .attribute(let name, .number(.noneOf(let values))):
      .attribute(name: name, .number(.noneOf(shuffled(values + values))))
    case .attribute(let name, .text(.is(let value))):
      .attribute(name: name, .text(.anyOf([value])))
    case .everyone, .attribute, .event, .tag, .segment, .newsfeed: rule
    }
  }

  private mutating func paraphrases(_ rules: [Rule], join: ([Rule]) -> Rule) -> [Rule] {
    var said = shuffled(rules.map { paraphrase($0) })
    if roll(2) == 0 { said.append(said[0]) }
    let split = roll(said.count)
    if split > 0 { said = [join(Array(said[..<split]))] + said[split...] }
    return said
  }

  private mutating func part(depth: Int, ofCompany: Bool) -> Rule {
    guard depth > 1 else { return condition(ofCompany: ofCompany) }
    return switch roll(10) {
    case 0, 1: .all(parts(depth: depth, ofCompany: ofCompany))
    case 2, 3: .any(parts(depth: depth, ofCompany: ofCompany))
    case 4: .not(part(depth: depth - 1, ofCompany: ofCompany))
    case 5 where !ofCompany: .company(part(depth: depth - 1, ofCompany: true))
    default: condition(ofCompany: ofCompany)
    }
  }

  private mutating func parts(depth: Int, ofCompany: Bool) -> [Rule] {
    (0...roll(3)).map { _ in part(depth: depth - 1, ofCompany: ofCompany) }
  }

  private mutating func condition(ofCompany: Bool) -> Rule {
    if ofCompany { return .attribute(name: name(), attributeTest()) }
    return switch roll(8) {
    case 0: .everyone
    case 1: .tag(name())
    case 2: .segment(name())
    case 3, 4: .event(name: name(), eventTest())
    default: .attribute(name: name(), attributeTest())
    }
  }

  private mutating func attributeTest() -> AttributeTest {
    switch roll(5) {
    case 0: .known(roll(2) == 0)
    case 1: .boolean(roll(2) == 0)
    case 2: .date(dateTest())
    case 3: .number(numberTest())
    default: .text(textTest())
    }
  }

  private mutating func eventTest() -> EventTest {
    let within = roll(2) == 0 ? span() : nil
    return switch roll(5) {
    case 0: EventTest(.never, within: within)
    case 1: EventTest(.ever, within: within)
    case 2: EventTest(.count(numberTest()), within: within)
    case 3: EventTest(.first(dateTest()), within: within)
    default: EventTest(.last(dateTest()), within: within)
    }
  }

  private mutating func textTest() -> TextTest {
    switch roll(8) {
    case 0: .is(text())
    case 1: .isNot(text())
    case 2: .anyOf((0...roll(3)).map { _ in text() })
    case 3: .noneOf((0...roll(3)).map { _ in text() })
    case 4: .contains(text())
    case 5: .doesNotContain(text())
    case 6: .startsWith(text())
    default: .endsWith(text())
    }
  }

  private mutating func numberTest() -> NumberTest {
    switch roll(8) {
    case 0: .is(number())
    case 1: .isNot(number())
    case 2: .anyOf((0...roll(3)).map { _ in number() })
    case 3: .noneOf((0...roll(3)).map { _ in number() })
    case 4: .greaterThan(number())
    case 5: .lessThan(number())
    case 6: .atLeast(number())
    default: .atMost(number())
    }
  }

  private mutating func dateTest() -> DateTest {
    switch roll(6) {
    case 0: .moreThan(span())
    case 1: .lessThan(span())
    case 2: .exactly(span())
    case 3: .after(day())
    case 4: .before(day())
    default: .onDate(day())
    }
  }

  private mutating func span() -> TimeSpan {
    TimeSpan(roll(40), TimeSpan.Unit.allCases[roll(TimeSpan.Unit.allCases.count)])
  }

  private mutating func day() -> CalendarDate {
    guard let day = CalendarDate(year: 2020 + roll(10), month: 1 + roll(12), day: 1 + roll(28))
    else { preconditionFailure("every month has 28 days") }
    return day
  }

  private mutating func number() -> Double {
    let numbers: [Double] = [0, 1, 3, -7, 0.5, 1e300, -2.25, 9_007_199_254_740_992, 1e19]
    return numbers[roll(numbers.count)]
  }

  private mutating func name() -> String {
    // None that a workspace has with a type of its own.
    let names = [
      "flat", "chairs", "signup_at", "csv_exported", "Slipping away", "is", "event", "a or b",
      "tag", "é", "not", "company:",
    ]
    return names[roll(names.count)]
  }

  private mutating func text() -> String {
    let texts = [
      "pro", "team", "", " pro", "pro, team", "say \"hi\"", "5", "true", "a and b", "two words",
      "line\nbreak", "nul\u{0}", "Zürich", "\u{202E}x", "\\", "(x)",
    ]
    return texts[roll(texts.count)]
  }

  private mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var rest = elements
    var result: [Element] = []
    while !rest.isEmpty { result.append(rest.remove(at: roll(rest.count))) }
    return result
  }

  private mutating func roll(_ limit: Int) -> Int { random.roll(limit) }
}
