import Planning
import Rendering
import Testing

@Suite("Messages of a workspace")
struct MessagesTextTests {
  private static let messages = [
    Sample.applied("export-tip", id: "12", Sample.tooltip),
    Sample.applied("welcome-bot", id: "7", Sample.bot),
    RemoteMessage(
      id: "3", etag: "\"1\"", externalID: nil, name: "新しい 🎉", state: .paused,
      spec: Sample.spec(), record: nil),
    RemoteMessage(
      id: "4", etag: "\"1\"", externalID: "x/\u{1B}[2J", name: nil, state: .archived,
      spec: Sample.spec(), record: nil),
  ]

  @Test("columns stand under one another, wide letters too")
  func table() {
    #expect(
      MessagesText(.plain).table(Self.messages) == """
        KEY          ID  FORMAT   STATE     SEND     REV  FILE
        export-tip   12  tooltip  live      ongoing  r1   export-tip.yaml
        welcome-bot  7   bot      draft     once     r1   welcome-bot.yaml
        新しい 🎉    3   chat     paused    once     -    -
        x/␛[2J       4   chat     archived  once     -    -

        """)
  }

  @Test("a row is cut to the terminal")
  func narrow() {
    let text = MessagesText(Page(colour: false, width: 30)).table(Self.messages)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 30 })
  }

  @Test("one message whole")
  func card() {
    #expect(
      MessagesText(.plain).card(Self.messages[1], admins: []) == """
        welcome-bot · bot · draft · id 7
          from                          ana@acme.test
          bot.start                     welcome
          bot.steps.welcome.say         Want to see how other teams automate exports?
          bot.steps.welcome.replies.1   [Show me] → step schedule
          bot.steps.welcome.replies.2   [Not now] → end
          bot.steps.schedule.say        Scheduled exports land in your bucket every night.
          bot.steps.schedule.replies.1  [Set one up] → https://app.acme.test/exports/new
          audience                      plan is pro
          display.trigger               page_load
          display.frequency             show_once
          schedule.send                 once
          environment                   sandbox
          revision                      1
          protected                     no
          on removal                    archive
          file                          welcome-bot.yaml
          commit                        c0ffee
          first live                    never
          first shown                   never
          updated                       2026-12-02 08:26:40 UTC

        """)
  }

  @Test(
    "the revisions that are remembered, and how many are not",
    arguments: [(1, ""), (3, "2 earlier revisions forgotten\n")])
  func history(first: Int, forgotten: String) throws {
    let old = Revision(
      number: first, key: "tip", provenance: Provenance(file: "tip.yaml", commit: nil))
    let held = Sample.applied("tip")
    var record = try #require(held.record)
    record.revision = first + 1
    record.history = [old]
    let message = RemoteMessage(
      id: held.id, etag: held.etag, externalID: held.externalID, name: held.name,
      state: held.state, spec: held.spec, record: record)
    #expect(
      MessagesText(.plain).history(message) == """
        tip · id 7
        REV  APPLIED  COMMIT  AUTHOR  KEY  FILE
        r\(first + 1)   -        c0ffee  -       tip  tip.yaml
        r\(first)   -        -       -       tip  tip.yaml

        """ + forgotten)
  }

  @Test("a sender whose id an admin has is shown by address")
  func sender() {
    let message = Sample.applied("a") { $0.sender = .id("814") }
    let admins = [Admin(id: "814", email: "ben@acme.test", name: "Ben")]
    let text = MessagesText(.plain).card(message, admins: admins)
    #expect(text.contains("from  ") && text.contains("ben@acme.test") && !text.contains("814"))
  }

  @Test("what joins emoji is let through, and shown where it hides elsewhere")
  func joiner() {
    let message = Sample.applied("a") { $0.body = "👩‍💻 zero\u{200D}width" }
    let text = MessagesText(.plain).card(message, admins: [])
    #expect(text.contains("👩‍💻 zero<U+200D>width"))
  }

  @Test(
    "times are shown in their zone, and what is no time as a number",
    arguments: [
      (0, nil, "1970-01-01 00:00 UTC"), (1_798_000_000, "Europe/Berlin", "2026-12-23 05:26:40"),
      (951_782_400, nil, "2000-02-29 00:00 UTC"), (-1, nil, "1969-12-31 23:59:59 UTC"),
      (Int64.max, "Asia/Tokyo", "9223372036854775807 seconds after 1970"),
      (Int64.min, nil, "-9223372036854775808 seconds after 1970"),
      (1_798_000_000, "No/Where", "2026-12-23 04:26:40 UTC"),
    ])
  func times(seconds: Int64, zone: String?, shown: String) {
    let message = Sample.applied("a") {
      $0.schedule = Schedule(startsAt: seconds, timeZone: zone)
    }
    let line = MessagesText(.plain).card(message, admins: []).split(separator: "\n")
      .first { $0.contains("schedule.start") }
    #expect(line?.contains("  \(shown)") == true)
  }
}
