import Campaigns
import Diagnostics
import Testing

/// What exactly is marked, and what is said.
@Suite("Messages")
struct MessageTests {
  struct Case: CustomStringConvertible, Sendable {
    /// With `⟦` and `⟧` around what is marked.
    let text: String
    let code: String
    let message: String
    var help: [String] = []
    var replacement: String?

    var description: String { "\(code): \(message)" }
  }

  @Test("A diagnostic marks these bytes and says this", arguments: cases)
  func marked(_ example: Case) throws {
    let plain = example.text.replacing("⟦", with: "").replacing("⟧", with: "")
    let diagnostics = try Fixture.diagnostics(of: SourceFile(path: "a.yaml", text: plain))
    #expect(diagnostics.map(\.code) == [example.code])
    let diagnostic = try #require(diagnostics.first)
    let label = try #require(diagnostic.primary)
    let bytes = Array(plain.utf8)
    let marked =
      String(decoding: bytes[..<label.range.start], as: UTF8.self) + "⟦"
      + label.file.text(in: label.range) + "⟧"
      + String(decoding: bytes[label.range.end...], as: UTF8.self)
    #expect(marked == example.text)
    #expect(diagnostic.message == example.message)
    if !example.help.isEmpty { #expect(diagnostic.help == example.help) }
    #expect(diagnostic.fix?.replacement == example.replacement)
  }

  private static func chat(_ copy: String, _ rest: String = "") -> String {
    """
    campaign: csv-export-launch
    format: chat
    from: ana@acme.test
    audience: { everyone: true }
    copy:
      \(copy)
    \(rest)
    """
  }

  private static let text = "body: Text."

  static let cases = [
    Case(
      text: chat(text, "⟦statsu⟧: live"), code: "unknown-key",
      message: "unknown key `statsu` in this campaign", help: ["did you mean `status`?"],
      replacement: "status"),
    Case(
      text: chat(text, "⟦frequency⟧: show_once"), code: "unknown-key",
      message: "unknown key `frequency` in this campaign"),
    Case(
      text: chat(text, "status: ⟦live!⟧ # a comment"), code: "unknown-choice",
      message: "`live!` is not a value of `status`",
      help: ["did you mean `live`?", "write `live`, `draft` or `paused`"], replacement: "live"),
    Case(
      text: chat("body: ⟦2026⟧"), code: "wrong-type",
      message: "`body` is the number `2026`, not text that people can read",
      help: ["if the text is meant, put it in quotes: `\"2026\"`"], replacement: "\"2026\""),
    Case(
      text: chat(text, "lifecycle: { protect: ⟦yes⟧ }"), code: "yes-or-no",
      message: "`protect` is the text `yes`, not `true` or `false`",
      help: ["write `protect: true`"], replacement: "true"),
    Case(
      text: chat("⟦title⟧: A title\n  body: Text."), code: "other-format",
      message: "a `chat` has no `title`",
      help: ["only `post` has it: The headline of a post."]),
    Case(
      text: chat(text, "⟦goal⟧:\nstatus: live"), code: "missing-value",
      message: "`goal` has no value"),
    Case(
      text: chat("body: Zür\u{301}ich ⟦${app_ulr}⟧ and ${app_url}"), code: "unknown-variable",
      message: "no environment has a variable `app_ulr`", help: ["did you mean `${app_url}`?"]),
    Case(
      text: chat("body: \"a\\tb ${app_url} ⟦${docs_url}⟧\""), code: "unknown-variable",
      message: "`sandbox` has no variable `docs_url`",
      help: ["set it under `variables` of `sandbox` in `herald.yaml`"]),
    Case(
      text: chat("body: >-\n    folded\n    ⟦${x}⟧ and\n    more"), code: "unknown-variable",
      message: "no environment has a variable `x`"),
    Case(
      text: chat("body: ⟦\"\\u0024{x} and ${app_url}\"⟧"), code: "unknown-variable",
      message: "no environment has a variable `x`"),
    Case(
      text: chat(
        "body: \"Hi ⟦{{first_name⟧\"".replacing("{{first_name", with: "{{")
          .replacing("⟦{{⟧", with: "⟦{{⟧first_name")), code: "invalid-placeholder",
      message: "`{{` is not closed by `}}`"),
    Case(
      text: chat("body: Hi ⟦{{ first_name }}⟧!"), code: "missing-fallback",
      message: "`{{first_name}}` has no fallback for people without that attribute"),
    Case(
      text: chat(text, "display:\n  trigger: { ⟦event⟧: opened }"), code: "event-needs-ongoing",
      message: "a one-time announcement cannot wait for an event",
      help: ["write `send: ongoing` under `schedule`; left out, `once` is meant"]),
    Case(
      text: chat(text, "schedule: { start: 2026-12-01, time_zone: ⟦Europe/Berln⟧ }"),
      code: "unknown-time-zone", message: "there is no time zone `Europe/Berln`",
      help: ["did you mean `Europe/Berlin`?"], replacement: "Europe/Berlin"),
    Case(
      text: chat(text, "only_in: [sandbox, ⟦prodcution⟧]"), code: "unknown-environment",
      message: "the project has no environment `prodcution`",
      help: ["did you mean `production`?", "the environments are `sandbox` and `production`"],
      replacement: "production"),
    Case(
      text: chat(text, "tags: [launch, ⟦2026⟧]"), code: "wrong-type",
      message: "an entry of `tags` is the number `2026`, not one line of text",
      help: ["if the text is meant, put it in quotes: `\"2026\"`"], replacement: "\"2026\""),
    Case(
      text: chat(text, "tags: ⟦launch⟧"), code: "wrong-type",
      message: "`tags` is the text `launch`, not a list", help: ["write `tags: [launch]`"]),
    Case(
      text: chat(text, "display: { trigger: ⟦8s⟧ }"), code: "unknown-choice",
      message: "`8s` is not a value of `trigger`",
      help: ["write `page_load`, `{ delay: 8s }` or `{ event: NAME }`"]),
    Case(
      text: chat(text, "schedule: ⟦ongoing⟧"), code: "wrong-type",
      message: "`schedule` is the text `ongoing`, not a mapping",
      help: ["write `send`, `start`, `end` or `time_zone` under `schedule`"]),
    Case(
      text: "⟦campain⟧: a-key\nformat: chat\n", code: "unknown-document",
      message: "a document cannot begin with `campain`", help: ["did you mean `campaign`?"],
      replacement: "campaign"),
  ]
}

@Suite("Former keys")
struct FormerKeyTests {
  @Test("a key that one campaign lists twice is told as that")
  func listedTwice() throws {
    let sample = try Sample(
      """
      campaign: heir
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      previously: [old, old]
      """)
    #expect(sample.messages == ["`old` is listed twice"])
  }
}
