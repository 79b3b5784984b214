import Testing

@Suite("What is wrong with a rule is told where it stands")
struct BadRuleTests {
  @Test("in documents with the codes beside their lines", arguments: Self.documents)
  func codes(family: Family) {
    let document = RuleDocument(family.text)
    #expect(document.found == document.announced)
    #expect(document.announced != [])
  }

  /// A family of problems and the documents that show them.
  struct Family: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ name: String, _ text: String) {
      testDescription = name
      self.text = text
    }
  }

  static let documents = [
    Family("shapes", shapes), Family("subjects", subjects), Family("operators", operators),
    Family("texts", texts), Family("lists", lists), Family("numbers", numbers),
    Family("dates", dates), Family("events", events), Family("combinations", combinations),
  ]

  static let shapes = """
    audience: a
    where: # the list itself
      - { tag: beta } # error: [not-a-rule]
    ---
    audience: b
    where: 5 # error: [not-a-rule]
    ---
    audience: c
    where:
      all: # a mapping for a list
        tag: beta # error: [not-a-rule]
    ---
    audience: d
    where:
      any:
        - beta # error: [not-a-rule]
        - [] # error: [not-a-rule]
        - {} # error: [empty-rule]
        - all: [] # error: [empty-rule]
        - not: # error: [not-a-rule]
        - any: x # error: [not-a-rule]
        - everyone: false # error: [not-everyone]
        - everyone: yes # error: [ambiguous-word]
        - everyone: # error: [condition-value]
    ---
    audience: e
    where: { alle: [{ tag: beta }] } # error: [unknown-condition]
    ---
    audience: f
    where: {} # error: [empty-rule]
    ---
    audience: g
    where: ~ # error: [not-a-rule]
    """

  static let subjects = """
    audience: a
    where:
      all:
        - { tag: beta, segment: Active } # error: [several-conditions]
        - all: [{ tag: a }]
          any: [{ tag: b }] # error: [several-conditions]
        - { is: pro } # error: [missing-condition]
        - { never: true } # error: [missing-condition]
        - { within: 7 days } # error: [missing-condition]
        - { attribute: plan } # error: [missing-condition]
        - { event: export } # error: [missing-condition]
        - { event: export, within: 7 days } # error: [missing-condition]
        - { tag: 5 } # error: [condition-value]
        - { segment: "" } # error: [condition-value]
        - { attribute: [a], is: b } # error: [condition-value]
        - { event: true, ever: true } # error: [condition-value]
        - { audience: 7 } # error: [condition-value]
    """

  static let operators = """
    audience: a
    where:
      any:
        - attribute: plan
          is: pro
          is_not: team # error: [several-conditions]
        - { event: export, ever: true, never: true } # error: [several-conditions]
        - { attribute: plan, never: true } # error: [misplaced-condition]
        - { event: export, is: pro } # error: [misplaced-condition]
        - { tag: beta, is: true } # error: [misplaced-condition]
        - { segment: Active, known: true } # error: [misplaced-condition]
        - { not: { tag: beta }, is: true } # error: [misplaced-condition]
        - attribute: seen
          less_than: 7 days ago
          within: 30 days # error: [misplaced-condition]
        - { tag: beta, within: 7 days } # error: [misplaced-condition]
        - { attribute: plan, equals: pro } # error: [unknown-condition]
        - { attribute: plan, wat: pro } # error: [unknown-condition]
        - { attribut: plan, is: pro } # error: [unknown-condition]
        - { attribute: plan, is: pro, tagg: x } # error: [unknown-condition]
    """

  static let texts = """
    audience: a
    where:
      all:
        - { attribute: plan, is: yes } # error: [ambiguous-word]
        - { attribute: plan, is_not: Off } # error: [ambiguous-word]
        - { attribute: plan, is: 2026-12-01 } # error: [ambiguous-word]
        - { attribute: plan, is: } # error: [condition-value]
        - { attribute: plan, is: [pro] } # error: [condition-value]
        - { attribute: plan, is: { a: b } } # error: [condition-value]
        - { attribute: plan, is_not: true } # error: [condition-value]
        - { attribute: plan, contains: 5 } # error: [condition-value]
        - { attribute: plan, contains: "" } # error: [condition-value]
        - { attribute: plan, starts_with: true } # error: [condition-value]
        - { attribute: plan, known: pro } # error: [condition-value]
        - { attribute: plan, known: on } # error: [ambiguous-word]
        - { attribute: plan, known: "true" } # error: [ambiguous-word]
        - { attribute: plan, known: 1 } # error: [condition-value]
        - { attribute: plan, known: [true] } # error: [condition-value]
    """

  static let lists = """
    audience: a
    where:
      all:
        - { attribute: plan, any_of: pro } # error: [condition-value]
        - { attribute: plan, any_of: } # error: [condition-value]
        - { attribute: plan, any_of: [] } # error: [empty-rule]
        - { attribute: plan, none_of: [pro, 5] } # error: [mixed-values]
        - { attribute: plan, none_of: [5, pro] } # error: [mixed-values]
        - { attribute: plan, any_of: [pro, true] } # error: [condition-value]
        - { attribute: plan, any_of: [true] } # error: [condition-value]
        - { attribute: plan, any_of: [pro, [team]] } # error: [condition-value]
        - { attribute: plan, any_of: [pro, ~] } # error: [condition-value]
        - { attribute: plan, any_of: [pro, no] } # error: [ambiguous-word]
        - attribute: plan
          any_of:
            - pro
            - team
            - "pro" # error: [repeated-value]
        - { attribute: seats, none_of: [1, 2, 1.0] } # error: [repeated-value]
        - { attribute: seats, any_of: [1, .inf] } # error: [condition-value]
    """

  static let numbers = """
    audience: a
    where:
      all:
        - { attribute: seats, greater_than: "5" } # error: [condition-value]
        - { attribute: seats, greater_than: many } # error: [condition-value]
        - { attribute: seats, at_least: 7 days ago } # error: [condition-value]
        - { attribute: seats, at_most: } # error: [condition-value]
        - { attribute: seats, at_least: true } # error: [condition-value]
        - { attribute: seats, at_least: [1] } # error: [condition-value]
        - { attribute: seats, is: .nan } # error: [condition-value]
        - { attribute: seats, is: 9007199254740993 } # error: [condition-value]
        - { attribute: seats, is: 99999999999999999999 } # error: [condition-value]
    """

  static let dates = """
    audience: a
    where:
      all:
        - { attribute: seen, more_than: 7 } # error: [condition-span]
        - { attribute: seen, more_than: 7 days } # error: [condition-span]
        - { attribute: seen, more_than: 7 months ago } # error: [condition-span]
        - { attribute: seen, more_than: 101 years ago } # error: [condition-span]
        - { attribute: seen, more_than: 99999 days ago } # error: [condition-span]
        - { attribute: seen, more_than: 2026-12-01 } # error: [condition-span]
        - { attribute: seen, more_than: true } # error: [condition-span]
        - { attribute: seen, more_than: } # error: [condition-value]
        - { attribute: seen, less_than: "5" } # error: [condition-span]
        - { attribute: seen, less_than: [1] } # error: [condition-value]
        - { attribute: seen, exactly: 3 } # error: [condition-span]
        - { attribute: seen, exactly: 8 hours ago } # error: [condition-span]
        - { attribute: seen, after: 2027-02-29 } # error: [condition-day]
        - { attribute: seen, after: 2026-12-01 09:00 } # error: [condition-day]
        - { attribute: seen, before: 7 days ago } # error: [condition-day]
        - { attribute: seen, on_date: 1.12.2026 } # error: [condition-day]
        - { attribute: seen, on_date: 20261201 } # error: [condition-day]
        - { attribute: seen, on_date: [2026-12-01] } # error: [condition-value]
    """

  static let events = """
    audience: a
    where:
      all:
        - { event: export, never: false } # error: [condition-value]
        - { event: export, ever: no } # error: [ambiguous-word]
        - { event: export, count: 3 } # error: [condition-value]
        - { event: export, count: {} } # error: [missing-condition]
        - { event: export, count: { at_least: 2.5 } } # error: [condition-value]
        - { event: export, count: { at_least: -1 } } # error: [condition-value]
        - { event: export, count: { at_least: 1, at_most: 2 } } # error: [several-conditions]
        - { event: export, count: { contains: x } } # error: [unknown-condition]
        - { event: export, count: { atleast: 1 } } # error: [unknown-condition]
        - { event: export, count: { is: three } } # error: [condition-value]
        - { event: export, count: { any_of: [1, two] } } # error: [mixed-values]
        - { event: export, first: 7 days ago } # error: [condition-value]
        - { event: export, first: { at_least: 3 } } # error: [unknown-condition]
        - { event: export, last: { less_than: 3 } } # error: [condition-span]
        - { event: export, last: { known: true } } # error: [unknown-condition]
        - { event: export, ever: true, within: 30 } # error: [condition-span]
        - { event: export, ever: true, within: 30 days ago } # error: [condition-span]
        - { event: export, ever: true, within: 0 days } # error: [condition-span]
        - { event: export, ever: true, within: } # error: [condition-span]
        - { event: export, ever: true, within: [7 days] } # error: [condition-value]
    """

  static let combinations = """
    audience: a
    where:
      all:
        - newsfeed: Product news # error: [newsfeed-not-alone]
        - { not: { newsfeed: Product news } } # error: [newsfeed-not-alone]
        - { company: { event: export, ever: true } } # error: [company-condition]
        - { company: { any: [{ tag: beta }] } } # error: [company-condition]
        - { company: { company: { attribute: plan, is: pro } } } # error: [company-condition]
        - { company: { everyone: true } } # error: [company-condition]
        - { company: { audience: d } } # error: [company-condition]
        - { company: [] } # error: [not-a-rule]
    ---
    audience: b
    where:
      newsfeed: Product news
      tag: beta # error: [several-conditions]
    ---
    audience: news
    where: { newsfeed: Product news }
    ---
    audience: d
    where:
      all:
        - audience: news # error: [newsfeed-not-alone]
        - audience: neews # error: [unknown-audience]
        - audience: a # broken, and told there
    """

  @Test("once for each problem, the others not hidden")
  func all() {
    let document = RuleDocument(
      """
      audience: a
      where:
        all:
          - { attribute: seats, greater_than: "5" }
          - { event: export, ever: no, within: 30 }
      """)
    #expect(document.found == ["4: condition-value", "5: ambiguous-word", "5: condition-span"])
  }
}
