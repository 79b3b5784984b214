internal import Diagnostics

// The shape of rules.
extension DiagnosticKind {
  static let notARule = DiagnosticKind(
    "not-a-rule", summary: "something else stands where a rule is expected",
    explanation: """
      A rule is a mapping: a condition, or `all:`, `any:`, `not:`. A list of conditions does not \
      say whether all must hold or one is enough, so it needs `all:` or `any:` above it.
      """,
    bad: """
      audience: pro-users
      where:
        - { attribute: plan, is: pro }
        - { tag: beta }
      """,
    good: """
      audience: pro-users
      where:
        all:
          - { attribute: plan, is: pro }
          - { tag: beta }
      """)

  static let unknownCondition = DiagnosticKind(
    "unknown-condition", summary: "a rule has a key that means nothing",
    explanation: """
      What is not understood is never ignored: a misspelt condition would silently reach other \
      people. The conditions are `is`, `is_not`, `any_of`, `none_of`, `known`; for text \
      `contains`, `does_not_contain`, `starts_with`, `ends_with`; for numbers `greater_than`, \
      `less_than`, `at_least`, `at_most`; for dates `more_than`, `less_than`, `exactly`, `after`, \
      `before`, `on_date`; for events `never`, `ever`, `count`, `first`, `last`, `within`.
      """,
    bad: """
      audience: big-teams
      where: { attribute: seats, greater_then: 50 }
      """,
    good: """
      audience: big-teams
      where: { attribute: seats, greater_than: 50 }
      """)

  static let emptyRule = DiagnosticKind(
    "empty-rule", summary: "a rule or a list in it holds nothing",
    explanation: """
      `all` of nothing would match everyone and `any` of nothing nobody; neither is ever meant. \
      Where everybody is meant, write `everyone: true`.
      """,
    bad: """
      audience: all-of-them
      where: { all: [] }
      """,
    good: """
      audience: all-of-them
      where: { everyone: true }
      """)

  static let severalConditions = DiagnosticKind(
    "several-conditions", summary: "a rule holds more than one condition",
    explanation: """
      Two conditions in one rule leave open whether both must hold or one is enough. List them, \
      each as a rule of its own, under `all:` or `any:`.
      """,
    bad: """
      audience: medium-teams
      where:
        attribute: seats
        at_least: 10
        at_most: 50
      """,
    good: """
      audience: medium-teams
      where:
        all:
          - { attribute: seats, at_least: 10 }
          - { attribute: seats, at_most: 50 }
      """)

  static let missingCondition = DiagnosticKind(
    "missing-condition", summary: "a rule names something and asks nothing, or the reverse",
    explanation: """
      A condition has two halves: what it asks about (`attribute: plan`, `event: csv_exported`) \
      and what it asks (`is: pro`, `never: true`).
      """,
    bad: """
      audience: exporters
      where: { event: csv_exported }
      """,
    good: """
      audience: exporters
      where: { event: csv_exported, ever: true }
      """)

  static let misplacedCondition = DiagnosticKind(
    "misplaced-condition", summary: "a condition stands beside something that it cannot ask about",
    explanation: """
      Events happen never, ever, so many times, first or last; attributes have values. Tags and \
      segments are there or not: alone they ask for membership, under `not:` for its absence. \
      `within` bounds when an event happened.
      """,
    bad: """
      audience: not-beta
      where: { tag: beta, is: false }
      """,
    good: """
      audience: not-beta
      where: { not: { tag: beta } }
      """)

  static let notEveryone = DiagnosticKind(
    "not-everyone", summary: "`everyone` is something else than `true`",
    explanation: """
      `everyone: true` is written out so that nobody reaches everybody by leaving something out. \
      `everyone: false` would reach nobody: set the campaign's `status` to `paused` or `draft`.
      """,
    bad: """
      audience: nobody
      where: { everyone: false }
      """,
    good: """
      audience: all-people
      where: { everyone: true }
      """)

  static let newsfeedNotAlone = DiagnosticKind(
    "newsfeed-not-alone", summary: "a newsfeed is combined with other rules",
    explanation: """
      A newsfeed has an audience of its own, kept where the newsfeed is. It cannot be narrowed or \
      widened here, so it stands alone.
      """,
    bad: """
      audience: product-news
      where:
        all:
          - newsfeed: Product news
          - { attribute: plan, is: pro }
      """,
    good: """
      audience: product-news
      where: { newsfeed: Product news }
      """)

  static let companyCondition = DiagnosticKind(
    "company-condition", summary: "a rule about companies asks for what companies do not have",
    explanation: """
      Under `company:` stand conditions on the attributes of the person's company, joined by \
      `all`, `any` and `not`. Events, tags and segments belong to people: ask for them outside.
      """,
    bad: """
      audience: big-exporters
      where:
        company:
          all:
            - { attribute: size, at_least: 100 }
            - { event: csv_exported, ever: true }
      """,
    good: """
      audience: big-exporters
      where:
        all:
          - company: { attribute: size, at_least: 100 }
          - { event: csv_exported, ever: true }
      """)

  static let ruleTooDeep = DiagnosticKind(
    "rule-too-deep", summary: "rules lie too deep inside one another",
    explanation: """
      Sixteen levels, those of the audience documents that are named included, are more than \
      anybody can follow. Mostly the same can be said with fewer: `all` inside `all` and `not` \
      inside `not` add nothing.
      """,
    bad: """
      audience: inside-out
      where: \(String(repeating: "{ not: ", count: 16)){ tag: beta }\(String(repeating: " }", count: 16))
      """,
    good: """
      audience: inside-out
      where: { tag: beta }
      """)

  static let ruleTooLarge = DiagnosticKind(
    "rule-too-large", summary: "a rule has more conditions or values than can be kept",
    explanation: """
      A rule holds at most 1,000 conditions and 10,000 listed values, those of the audience \
      documents that are named included. Longer lists of people or companies belong into the \
      workspace: tag them, or make them a segment, and ask for that.
      """,
    bad: """
      audience: hand-picked
      where:
        any: [\(String(repeating: "{ tag: vip }, ", count: 1_001))]
      """,
    good: """
      audience: hand-picked
      where: { tag: vip }
      """)
}

// What conditions compare with.
extension DiagnosticKind {
  static let conditionValue = DiagnosticKind(
    "condition-value", summary: "a condition cannot compare with what is written",
    explanation: """
      The value says which type the attribute has: `5` is a number, `"5"` is text, `true` is a \
      boolean. `greater_than` and its like take numbers, `contains` and its like take text, \
      `any_of` and `none_of` take lists.
      """,
    bad: """
      audience: big-teams
      where: { attribute: seats, greater_than: "50" }
      """,
    good: """
      audience: big-teams
      where: { attribute: seats, greater_than: 50 }
      """)

  static let ambiguousWord = DiagnosticKind(
    "ambiguous-word", summary: "a word may be meant as text or as something else",
    explanation: """
      Some tools read a plain `yes`, `no`, `on` or `off` as a boolean; `no` is also the code of a \
      language. A plain day may be meant as a date or as text. Write `true` or `false`, `on_date`, \
      or put the text in quotes.
      """,
    bad: """
      audience: norwegians
      where: { attribute: language_override, is: no }
      """,
    good: """
      audience: norwegians
      where: { attribute: language_override, is: "no" }
      """)

  static let mixedValues = DiagnosticKind(
    "mixed-values", summary: "a list has values of different types",
    explanation: """
      An attribute holds text or numbers, never both, so one half of such a list could never \
      match. Put the numbers in quotes where the attribute holds text.
      """,
    bad: """
      audience: some-versions
      where: { attribute: version, any_of: [2, "3-beta"] }
      """,
    good: """
      audience: some-versions
      where: { attribute: version, any_of: ["2", "3-beta"] }
      """)

  static let repeatedValue = DiagnosticKind(
    "repeated-value", summary: "a list has a value twice",
    explanation: """
      The second one changes nothing; mostly another value was meant.
      """,
    bad: """
      audience: paying
      where: { attribute: plan, any_of: [pro, team, pro] }
      """,
    good: """
      audience: paying
      where: { attribute: plan, any_of: [pro, team] }
      """)

  static let conditionSpan = DiagnosticKind(
    "condition-span", summary: "a length of time is not written as one",
    explanation: """
      `more_than`, `less_than` and `exactly` compare a date with a time before now, as \
      `7 days ago`; `within` takes a length of time, as `30 days`. Units are seconds, minutes, \
      hours, days and weeks. Numbers are compared by `greater_than`, `less_than`, `at_least` and \
      `at_most`.
      """,
    bad: """
      audience: settled-in
      where: { attribute: signed_up_at, more_than: 7 }
      """,
    good: """
      audience: settled-in
      where: { attribute: signed_up_at, more_than: 7 days ago }
      """)

  static let conditionDay = DiagnosticKind(
    "condition-day", summary: "a day is not written as one, or does not exist",
    explanation: """
      `after`, `before` and `on_date` compare a date with a day, as `2026-12-01`. Days are days \
      in the workspace's time zone; a time of day is not part of them.
      """,
    bad: """
      audience: old-customers
      where: { attribute: signed_up_at, before: 2027-02-29 }
      """,
    good: """
      audience: old-customers
      where: { attribute: signed_up_at, before: 2027-03-01 }
      """)
}
