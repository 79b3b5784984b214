internal import Diagnostics

extension DiagnosticKind {
  static let wrongType = DiagnosticKind(
    "wrong-type", summary: "a value is of another kind than its key takes",
    explanation: """
      Text, numbers, `true` and `false`, lists and mappings are told apart, and none is silently \
      made into another. Text that looks like a number or like `true` needs quotes: \
      `label: "2026"`. A list is written with `- ` before each entry, or in brackets.
      """,
    bad: Example.copy("body: 2026"), good: Example.copy("body: \"2026\""))

  static let missingValue = DiagnosticKind(
    "missing-value", summary: "a key has no value, or an empty one",
    explanation: """
      A key without a value looks as if something was forgotten. Write the value, or leave out the \
      whole key where its default is meant. Mind the indent: what belongs under a key stands \
      further right than the key.
      """,
    bad: Example.chat("goal:\n"), good: Example.chat("goal:\n  event: csv_exported\n"))

  static let yesOrNo = DiagnosticKind(
    "yes-or-no", summary: "a word stands where `true` or `false` is expected",
    explanation: """
      `yes`, `no`, `on` and `off` are plain text in today's YAML, and so is `"true"` in quotes. \
      Write `true` or `false`, without quotes.
      """,
    bad: Example.chat("lifecycle:\n  protect: yes\n"),
    good: Example.chat("lifecycle:\n  protect: true\n"))

  static let unknownChoice = DiagnosticKind(
    "unknown-choice", summary: "a value is none of those that its key takes",
    explanation: """
      Some keys take one of a few words. The message lists them; upper and lower case matter.
      """,
    bad: Example.chat("status: active\n"), good: Example.chat("status: live\n"))

  static let invalidValue = DiagnosticKind(
    "invalid-value", summary: "a value is not written as its key wants it",
    explanation: """
      The value is of the right kind, but does not read as what it should be: an e-mail address or \
      an id for `from`, a length of time as `14 days`, a number within its bounds, a list or a text \
      that is not too long.
      """,
    bad: Example.chat("goal:\n  event: csv_exported\n  within: two weeks\n"),
    good: Example.chat("goal:\n  event: csv_exported\n  within: 2 weeks\n"))

  static let invalidKey = DiagnosticKind(
    "invalid-key", summary: "a name that you choose has characters that it cannot have",
    explanation: """
      Keys of campaigns and the names of audiences, environments and projects have 2 to 64 lower \
      case letters, digits and `-`, and begin and end with a letter or a digit. They are typed on \
      command lines and kept by the remote, so they stay simple.
      """,
    bad: """
      campaign: CSV Export
      format: chat
      from: ana@acme.test
      audience: { everyone: true }
      copy:
        body: CSV export is live.

      """, good: Example.chat())

  static let invalidURL = DiagnosticKind(
    "invalid-url", summary: "a URL is not one that people can open",
    explanation: """
      A link begins with `https://` or `http://`, or with a variable whose value does, as \
      `${app_url}/reports`. A path alone leads nowhere, since the message may be shown on any page.
      """,
    bad: Example.copy("body: CSV export is live.\ncta: { label: Export now, url: /reports }"),
    good: Example.copy(
      "body: CSV export is live.\ncta: { label: Export now, url: \"${app_url}/reports\" }"))

  static let invalidPage = DiagnosticKind(
    "invalid-page", summary: "a page is neither a path nor a URL",
    explanation: """
      `display.pages` lists where a campaign may appear: paths that begin with `/`, or whole URLs, \
      in which `*` stands for anything. `reports` matches no page; `/reports` and `/reports/*` do.
      """,
    bad: Example.chat("display:\n  pages: [reports]\n"),
    good: Example.chat("display:\n  pages: [/reports/*]\n"))

  static let invalidDate = DiagnosticKind(
    "invalid-date", summary: "a date is not written as one, or does not exist",
    explanation: """
      Dates are written `2026-12-01`, and with a time `2026-12-01 09:00`, in 24 hours and in the \
      time zone of the schedule or of the project. `2026-02-30` does not exist.
      """,
    bad: Example.chat("schedule:\n  start: 1 December 2026\n"),
    good: Example.chat("schedule:\n  start: 2026-12-01 09:00\n  time_zone: Europe/Berlin\n"))

  static let unknownTimeZone = DiagnosticKind(
    "unknown-time-zone", summary: "a time zone is not known by that name",
    explanation: """
      Time zones have the IANA's names: a continent and a city, as `America/New_York` or \
      `Europe/Berlin`, or `UTC`. Abbreviations as `EST` do not say when the clocks change. An hour \
      that the clocks skip in spring is taken as the hour after; of one that they repeat in \
      autumn, the first is meant.
      """,
    bad: Example.chat("schedule:\n  start: 2026-12-01\n  time_zone: Europe/Berln\n"),
    good: Example.chat("schedule:\n  start: 2026-12-01\n  time_zone: Europe/Berlin\n"))

  static let endBeforeStart = DiagnosticKind(
    "end-before-start", summary: "a schedule ends before it starts",
    explanation: """
      Nobody would ever see the campaign. A bare date as the end includes that day, so a campaign \
      may start and end on one date.
      """,
    bad: Example.chat(
      "schedule:\n  start: 2026-12-15\n  end: 2026-12-01\n  time_zone: Europe/Berlin\n"),
    good: Example.chat(
      "schedule:\n  start: 2026-12-01\n  end: 2026-12-15\n  time_zone: Europe/Berlin\n"))

  static let missingTimeZone = DiagnosticKind(
    "missing-time-zone", summary: "a date does not say in which time zone it is meant",
    explanation: """
      Nine o'clock is not the same moment everywhere. Write `time_zone` under the campaign's \
      `schedule`, or once for all campaigns under `defaults.schedule` in `herald.yaml`.
      """,
    bad: Example.chat("schedule:\n  start: 2026-12-01\n"),
    good: Example.chat("schedule:\n  start: 2026-12-01\n  time_zone: Europe/Berlin\n"))

  static let eventNeedsOngoing = DiagnosticKind(
    "event-needs-ongoing", summary: "a one-time announcement waits for an event",
    explanation: """
      `send: once` goes to the people who match at its start, and then it is over; an event that \
      makes a message appear happens later, at a different time for everyone. Write \
      `send: ongoing`, or choose another trigger.
      """,
    bad: Example.chat("display:\n  trigger: { event: report_opened }\n"),
    good: Example.chat(
      "display:\n  trigger: { event: report_opened }\nschedule:\n  send: ongoing\n"))

  static let campaignTooLarge = DiagnosticKind(
    "campaign-too-large", summary: "a campaign holds more text than a remote can keep",
    explanation: """
      The remote keeps each campaign's last applied version beside the message, in 64 KiB, so that \
      no state file is needed. A campaign may therefore hold 48 KiB of text. What fills it is \
      nearly always a list of people or companies in its audience: give them a tag or a segment.
      """)
}
