internal import Diagnostics

extension DiagnosticKind {
  static let unknownVariable = DiagnosticKind(
    "unknown-variable", summary: "a variable has no value in some environment",
    explanation: """
      `${name}` is filled from `variables` in `herald.yaml`, for each environment its own. A \
      campaign needs a value in every environment that it belongs to; `only_in` says which these \
      are. Where people are to read `${name}` itself, write `$${name}`.
      """,
    bad: Example.copy("body: See ${app_ulr} for more."),
    good: Example.copy("body: See ${app_url} for more."))

  static let invalidVariable = DiagnosticKind(
    "invalid-variable", summary: "a `${` begins no variable",
    explanation: """
      A variable is `${`, a name of letters, digits and `_`, and `}`. Where people are to read \
      `${`, write `$${`.
      """,
    bad: Example.copy("body: See ${app url} for more."),
    good: Example.copy("body: See ${app_url} for more."))

  static let invalidPlaceholder = DiagnosticKind(
    "invalid-placeholder", summary: "a `{{ }}` is not written as it must be",
    explanation: """
      `{{first_name | fallback: "there"}}` is filled for each person when the message is shown: \
      the name of an attribute, and in quotes what stands there for people without it. A mistake \
      in it would be shown to everyone as it is. Where people are to read `{{`, write `{{{{`.
      """,
    bad: Example.copy("body: \"Hi {{first_name, CSV export is live.\""),
    good: Example.copy("body: 'Hi {{first_name | fallback: \"there\"}}, CSV export is live.'"))

  static let secretInFile = DiagnosticKind(
    "secret-in-file", summary: "a token or password stands in a file",
    explanation: """
      Files are read by everyone who can see the repository, for as long as it exists. A token is \
      kept in an environment variable whose name `token_env` gives; variables are for what people \
      may see. A secret that was committed is known: have it replaced.
      """,
    bad: Example.environment(
      "remote: messages\nurl: https://messages.acme.test\ntoken: dG9rOjEyMzQ1Njc4OTA="),
    good: Example.environment(
      "remote: messages\nurl: https://messages.acme.test\ntoken_env: HERALD_TOKEN"))
}
