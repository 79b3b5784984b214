public import Diagnostics

/// What is wrong only at the moment of a plan.
public enum MomentDiagnostics {
  public static let all: [DiagnosticKind] = [.pastStart]
}

extension DiagnosticKind {
  static let pastStart = DiagnosticKind(
    "past-start", .warning, summary: "a campaign's start has passed when it is planned",
    explanation: """
      A campaign that is new, or gets another start, is planned after the time at which it was to start: \
      nobody saw it then, and it shows as soon as it is applied, maybe in the middle of the night. Often \
      the date is of a copied campaign, or the review took longer than thought. Write a day that lies \
      ahead, or leave `start` out where "at once" is meant.

      `plan` tells it, since files do not say when they are applied; campaigns that are live already are \
      not asked again. Under `lint` in `herald.yaml` it can be made an error, or switched off; \
      `# herald: allow past-start -- reason` on the line of `start` allows it there.
      """,
    bad: Example.chat("schedule:\n  start: 2026-01-05 09:00\n  time_zone: Europe/Berlin\n"),
    good: Example.chat("schedule:\n  end: 2036-01-05\n  time_zone: Europe/Berlin\n"))
}

extension ProjectContent {
  /// A warning at each start that has passed, or what the project wants of it.
  ///
  /// - Parameter keys: the campaigns that a plan would show at once because of it.
  public func problems(ofPastStarts keys: [String]) -> [Diagnostic] {
    if keys.isEmpty { return [] }
    let late = Set(keys)
    return settled(
      campaigns.filter { late.contains($0.key) }.map { campaign in
        Diagnostic(
          .pastStart,
          "the start of `\(campaign.key)` has passed: it shows as soon as it is applied",
          at: campaign.label(at: ["schedule", "start"]),
          help: ["write a day that lies ahead, or leave `start` out to show it at once"])
      })
  }
}
