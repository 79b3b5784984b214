internal import Diagnostics

extension DiagnosticKind {
  static let unknownStep = DiagnosticKind(
    "unknown-step", summary: "a bot leads to a step that it does not have",
    explanation: """
      `start` and every `next` name a step of the same bot. Whoever pressed that button would be \
      left without an answer.
      """,
    bad: Example.bot(
      """
      welcome:
        say: Want to see how?
        replies:
          - { label: Show me, next: shedule }
          - { label: Not now, end: true }
      schedule:
        say: Exports land in your bucket every night.
        replies: [{ label: Great, end: true }]
      """),
    good: Example.bot(goodSteps))

  static let unreachableStep = DiagnosticKind(
    "unreachable-step", summary: "nobody can get to a step of a bot",
    explanation: """
      No choice of replies leads from the first step to this one, so nobody will ever read it. \
      Let a reply lead to it with `next`, or remove it.
      """,
    bad: Example.bot(
      """
      welcome:
        say: Want to see how?
        replies:
          - { label: Not now, end: true }
      schedule:
        say: Exports land in your bucket every night.
        replies: [{ label: Great, end: true }]
      """),
    good: Example.bot(goodSteps))

  static let endlessBot = DiagnosticKind(
    "endless-bot", summary: "a bot leads people in a circle",
    explanation: """
      From this step no choice of replies gets to an end: neither to `end: true` nor to a `url`. \
      Going back to an earlier step is fine as long as there is a way out.
      """,
    bad: Example.bot(
      """
      welcome:
        say: Want to see how?
        replies: [{ label: Show me, next: schedule }]
      schedule:
        say: Exports land in your bucket every night.
        replies: [{ label: Back, next: welcome }]
      """),
    good: Example.bot(goodSteps))

  private static let goodSteps = """
    welcome:
      say: Want to see how?
      replies:
        - { label: Show me, next: schedule }
        - { label: Not now, end: true }
    schedule:
      say: Exports land in your bucket every night.
      replies:
        - { label: Back, next: welcome }
        - { label: Set one up, url: "${app_url}/exports/new" }
    """
}
