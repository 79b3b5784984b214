public import Diagnostics

/// What an environment's remote cannot do of what campaigns ask for.
public enum RemoteLimitDiagnostics {
  public static let all: [DiagnosticKind] = [.unsupported, .notHonoured]
}

extension DiagnosticKind {
  static let unsupported = DiagnosticKind(
    "unsupported", summary: "an environment's remote cannot do what a campaign asks for",
    explanation: """
      `remote: intercom` is Intercom's public API as it is. It has news, which newsfeeds show, and sends \
      a chat to one person at a time; it makes no tooltips and no bots, and shows nothing on a page. What \
      would so reach others than the file means, or say something else, is not done: a tooltip; a bot; a \
      post whose audience is no `newsfeed:`, that has no title, or `{{ }}` in its copy, since news reads \
      the same for everyone; a chat or a post with `display.pages` or an event trigger.

      `herald handover KEY -e ENVIRONMENT` says, field by field, what a person enters in Intercom's own \
      screens instead. With `on_unsupported: skip` an environment leaves such campaigns out, and every \
      plan lists them; what the workspace holds of them stays as it is. `only_in` keeps a campaign to \
      environments whose remote can do it. `validate` looks at every environment, `plan` and `apply` at \
      their own.
      """,
    bad: Example.chat("display: { pages: [/reports/*] }\n"), good: Example.chat())

  static let notHonoured = DiagnosticKind(
    "not-honoured", .warning,
    summary: "an environment's remote shows a campaign otherwise than its file says",
    explanation: """
      On `remote: intercom` a chat is in people's inbox as soon as it is sent, and stays there: it has no \
      delay, and nothing stays open until it is dismissed. A post is a news item, which is read in its \
      newsfeed; its cover image cannot be written by the public API, and is set by hand. The campaign \
      reaches whom it is for, and says what it says, so this is a warning. Take the line out, keep the \
      campaign to other environments with `only_in`, or write `# herald: allow not-honoured -- reason` \
      there. Under `lint` in `herald.yaml` it can be made an error or switched off.
      """,
    bad: Example.chat("display:\n  trigger: { delay: 8s }\n"), good: Example.chat())
}
