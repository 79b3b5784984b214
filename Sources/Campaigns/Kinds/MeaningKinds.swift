internal import Diagnostics

// What rules mean.
extension DiagnosticKind {
  static let matchesEveryone = DiagnosticKind(
    "matches-everyone", .warning, summary: "a rule that looks like a choice matches everyone",
    explanation: """
      Under `any`, one condition is enough. Who is not on pro passes the first of two denials, and \
      who is on pro passes the second, since that is not team: so everybody passes. To leave both out, \
      write `all` or `none_of`. Where everybody is meant, write `everyone: true`, so that nobody reaches \
      everyone by mistake.
      """,
    bad: Example.audience(
      "any: [{ attribute: plan, is_not: pro }, { attribute: plan, is_not: team }]"),
    good: Example.audience("attribute: plan, none_of: [pro, team]"))

  static let matchesNobody = DiagnosticKind(
    "matches-nobody", .warning, summary: "a rule can match nobody",
    explanation: """
      Under `all`, every condition must hold, and nobody's plan is both pro and team. Where one of them \
      is enough, write `any`, or `any_of` with all the values. A campaign that is to reach nobody for now \
      has the `status` `paused` or `draft`.
      """,
    bad: Example.audience("all: [{ attribute: plan, is: pro }, { attribute: plan, is: team }]"),
    good: Example.audience("attribute: plan, any_of: [pro, team]"))

  static let idleCondition = DiagnosticKind(
    "idle-condition", .warning, summary: "a part of a rule can never make a difference",
    explanation: """
      The other conditions decide already whatever it asks: it repeats one of them, follows from them, or \
      contradicts them. The audience is the same without it, so either it is superfluous or it does not \
      say what was meant.
      """,
    bad: Example.audience(
      "all: [{ attribute: seats, at_least: 50 }, { attribute: seats, at_least: 10 }]"),
    good: Example.audience("attribute: seats, at_least: 50"))
}
