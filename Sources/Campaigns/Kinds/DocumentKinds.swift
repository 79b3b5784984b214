internal import Diagnostics

extension DiagnosticKind {
  static let unknownDocument = DiagnosticKind(
    "unknown-document", summary: "a document does not say what it is",
    explanation: """
      The first key of a document says what it is: `campaign: KEY` begins a campaign and \
      `audience: NAME` a rule that several campaigns share. A document that begins with anything \
      else is not read, and what it was to do does not happen.
      """,
    bad: "campain: csv-export-launch\nformat: chat\n", good: Example.chat())

  static let kindNotFirst = DiagnosticKind(
    "kind-not-first", summary: "the key that says what a document is does not come first",
    explanation: """
      Whoever reads a file should see in its first line what it is and what it is called. Move \
      `campaign` (or `audience`, or `project`) to the top of its document.
      """,
    bad: """
      format: chat
      campaign: csv-export-launch
      from: ana@acme.test
      audience: { everyone: true }
      copy:
        body: CSV export is live.

      """, good: Example.chat())

  static let unexpectedDocument = DiagnosticKind(
    "unexpected-document", summary: "a document stands in the wrong file",
    explanation: """
      `herald.yaml`, at the project's root, holds the project and nothing else. Campaigns and \
      audiences stand in the other files, as many to a file as you like, with `---` between them. \
      The project stands in no other file.
      """,
    bad: Example.project("---\ncampaign: csv-export-launch\n"), good: Example.project())

  static let unknownKey = DiagnosticKind(
    "unknown-key", summary: "a key is not known where it stands",
    explanation: """
      A key that is misspelt or in the wrong place would do nothing, and nobody would notice: a \
      misspelt `end` is a campaign that never ends. So it is an error. The suggestion is the known \
      key that is nearest; if the key belongs under another one, that is said.
      """,
    bad: Example.chat("shedule:\n  send: once\n"), good: Example.chat("schedule:\n  send: once\n"))

  static let otherFormat = DiagnosticKind(
    "other-format", summary: "a key belongs to another format",
    explanation: """
      Each format shows some things and not others: only a post has a title and an image, only a \
      tooltip points at an element with `display.anchor`, and a bot says what its steps say \
      instead of `copy.body`. Remove the key, or change `format`.
      """,
    bad: Example.copy("title: CSV export\nbody: Export your data in one step."),
    good: Example.copy("title: CSV export\nbody: Export your data in one step.", format: "post"))

  static let missingKey = DiagnosticKind(
    "missing-key", summary: "a key that is needed is not there",
    explanation: """
      A campaign needs `campaign`, `format`, `audience` and `copy.body` (a bot has `bot` instead), \
      and `from` unless the project file has a default. A tooltip also needs `display.anchor`. \
      Everybody as the audience is written out: `everyone: true`.
      """,
    bad: "campaign: csv-export-launch\nformat: chat\ncopy:\n  body: CSV export is live.\n",
    good: Example.chat())

  static let oneOf = DiagnosticKind(
    "one-of", summary: "exactly one of several keys is needed",
    explanation: """
      Some keys answer the same question, so that one of them must be there and no second: a \
      reply leads to a step (`next`), to a page (`url`) or to the end (`end: true`); a trigger \
      waits for a `delay` or for an `event`.
      """,
    bad: Example.bot(
      "welcome:\n  say: Hello!\n  replies:\n    - { label: Bye, end: true, url: \"https://acme.test\" }"
    ),
    good: Example.bot("welcome:\n  say: Hello!\n  replies:\n    - { label: Bye, end: true }"))

  static let otherRemote = DiagnosticKind(
    "other-remote", summary: "a key does not go with the environment's `remote`",
    explanation: """
      The embedded sandbox needs no address and no token. A server of the messages API needs `url` \
      and `token_env`, Intercom needs `token_env` and either `region` or `url`.
      """,
    bad: Example.environment("remote: sandbox\nurl: http://localhost:4000"),
    good: Example.environment("remote: sandbox"))
}
