public import Diagnostics

/// The kinds of problem that the reading of audiences finds.
public enum AudienceDiagnostics {
  /// Every kind, in the order of a list.
  public static let all: [DiagnosticKind] =
    shapeKinds + valueKinds + [.unknownAudience, .audienceCycle]

  private static let shapeKinds: [DiagnosticKind] = [
    .notARule, .unknownCondition, .emptyRule, .severalConditions, .missingCondition,
    .misplacedCondition, .notEveryone, .newsfeedNotAlone, .companyCondition, .ruleTooDeep,
    .ruleTooLarge,
  ]

  private static let valueKinds: [DiagnosticKind] = [
    .conditionValue, .ambiguousWord, .mixedValues, .repeatedValue, .conditionSpan, .conditionDay,
  ]
}

extension DiagnosticKind {
  static let unknownAudience = DiagnosticKind(
    "unknown-audience", summary: "a rule names an audience document that does not exist",
    explanation: """
      `audience: NAME` stands for the rule of the document that begins with `audience: NAME`, in \
      any file of the project. Mend the name or write the document.
      """,
    bad: """
      audience: paying
      where: { attribute: plan, any_of: [pro, team] }
      ---
      audience: paying-and-active
      where:
        all:
          - audience: payin
          - segment: Active
      """,
    good: """
      audience: paying
      where: { attribute: plan, any_of: [pro, team] }
      ---
      audience: paying-and-active
      where:
        all:
          - audience: paying
          - segment: Active
      """)

  static let audienceCycle = DiagnosticKind(
    "audience-cycle", summary: "an audience document is made of itself",
    explanation: """
      An audience may name others, and these may name more, but none may come back to where it \
      began: nobody could say who is in it. Let one of them say its rule without the next.
      """,
    bad: """
      audience: active
      where:
        all:
          - audience: paying
          - { attribute: last_seen_at, less_than: 7 days ago }
      ---
      audience: paying
      where:
        any:
          - audience: active
          - { attribute: plan, is: pro }
      """,
    good: """
      audience: active
      where:
        all:
          - audience: paying
          - { attribute: last_seen_at, less_than: 7 days ago }
      ---
      audience: paying
      where: { attribute: plan, is: pro }
      """)
}
