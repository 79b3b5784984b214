public import Diagnostics

extension DiagnosticKind {
  static let duplicateCampaign = DiagnosticKind(
    "duplicate-campaign", summary: "two campaigns have one key",
    explanation: """
      The key is what a campaign is known by, in all files of a project together. A copied file \
      needs a key of its own.
      """,
    bad: Example.chat() + "---\n" + Example.chat(), good: Example.chat())

  static let duplicateAudience = DiagnosticKind(
    "duplicate-audience", summary: "two audience documents have one name",
    explanation: """
      A campaign that names the audience could mean either, and would reach other people than its \
      author thinks. Rename one, or remove it.
      """,
    bad: """
      audience: active-trials
      where: { attribute: plan, is: trial }
      ---
      audience: active-trials
      where: { attribute: plan, is: free }

      """,
    good: "audience: active-trials\nwhere: { attribute: plan, is: trial }\n")

  static let formerKey = DiagnosticKind(
    "former-key", summary: "`previously` names a key that is not free",
    explanation: """
      `previously` lists keys that a campaign had before, so that giving it a new one is a rename. \
      A key that a campaign has now, or that two campaigns say they had, cannot be one: it would \
      be unclear which of them the message belongs to.
      """,
    bad: Example.chat("previously: [csv-export-launch]\n"),
    good: Example.chat("previously: [csv-export]\n"))

  static let unknownEnvironment = DiagnosticKind(
    "unknown-environment", summary: "there is no environment of that name",
    explanation: """
      Environments are those under `environments` in `herald.yaml`. A campaign whose `only_in` \
      names another would go nowhere.
      """,
    bad: Example.chat("only_in: [sandbx]\n"), good: Example.chat("only_in: [sandbox]\n"))

  static let secondSandbox = DiagnosticKind(
    "second-sandbox", .warning, summary: "two environments share the embedded server",
    explanation: """
      `remote: sandbox` is the project's own embedded server, kept in one file, and a workspace \
      belongs to one environment: what was applied to the first could not be told from what was \
      applied to the second, and only the first that is applied can be. For a second one start `herald sandbox --db FILE --port PORT`, and \
      reach it with `remote: messages` and its `url`.
      """,
    bad: """
      project: acme-growth
      default_environment: trial
      environments:
        trial: { remote: sandbox }
        staging: { remote: sandbox }

      """,
    good: Example.project())

  static let tokenEnvironment = DiagnosticKind(
    "token-env", summary: "`token_env` is not the name of a variable for tokens",
    explanation: """
      It is the name of the environment variable that holds the token, and it begins with \
      `HERALD_` or `INTERCOM_`: otherwise a pull request could name any other secret of the \
      machine, and a server of its choice to send it to.
      """,
    bad: Example.environment(
      "remote: messages\nurl: https://messages.acme.test\ntoken_env: AWS_SECRET_ACCESS_KEY"),
    good: Example.environment(
      "remote: messages\nurl: https://messages.acme.test\ntoken_env: HERALD_TOKEN"))

  static let insecureURL = DiagnosticKind(
    "insecure-url", summary: "a token would be sent unencrypted",
    explanation: """
      Whoever is on the way could read the token and act with it. Write `https://`. Plain \
      `http://` is for servers on the same machine: `localhost`, `127.0.0.1` and `[::1]`.
      """,
    bad: Example.environment(
      "remote: messages\nurl: http://messages.acme.test\ntoken_env: HERALD_TOKEN"),
    good: Example.environment(
      "remote: messages\nurl: https://messages.acme.test\ntoken_env: HERALD_TOKEN"))

  static let unknownRule = DiagnosticKind(
    "unknown-rule", summary: "a rule does not exist",
    explanation: """
      The names under `lint`, and in comments as `# herald: allow RULE -- reason`, are the codes \
      that diagnostics show in brackets. A misspelt one would leave the rule as it is, unnoticed. \
      Only what is a matter of judgment can be set and allowed; the other diagnostics are errors.
      """,
    bad: Example.project("lint:\n  mising-fallback: error\n"),
    good: Example.project("lint:\n  missing-fallback: error\n"))

  static let noProject = DiagnosticKind(
    "no-project", summary: "`herald.yaml` holds no project",
    explanation: """
      `herald.yaml` begins with `project: NAME` and lists the project's environments. Messages \
      belong to the project by its name, so nothing can be planned without it.
      """,
    bad: "", good: Example.project())
}

/// Every kind of diagnostic of this target.
public enum CampaignDiagnostics {
  public static let all: [DiagnosticKind] =
    [
      .unknownDocument, .kindNotFirst, .unexpectedDocument, .unknownKey, .otherFormat, .missingKey,
      .oneOf, .otherRemote,
      .wrongType, .missingValue, .yesOrNo, .unknownChoice, .invalidValue, .invalidKey, .invalidURL,
      .invalidPage, .invalidDate, .unknownTimeZone, .missingTimeZone, .endBeforeStart,
      .unclearTime,
      .eventNeedsOngoing, .campaignTooLarge,
      .unknownStep, .unreachableStep, .endlessBot,
      .unknownVariable, .invalidVariable, .invalidPlaceholder, .missingFallback, .secretInFile,
      .duplicateCampaign, .duplicateAudience, .formerKey, .unknownEnvironment, .secondSandbox,
      .tokenEnvironment,
      .insecureURL, .unknownRule, .noProject, .invalidAllowance, .unusedAllowance,
      .matchesEveryone, .matchesNobody, .idleCondition,
    ] + CopyRules.all.map { $0.kind } + WorkspaceKinds.all
}
