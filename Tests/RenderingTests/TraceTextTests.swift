import Audiences
import JSON
import Rendering
import Testing

@Suite struct `Why somebody is in an audience, as text` {
  private static let moment = Moment(now: 1_795_410_000, in: ZoneClock { _ in 0 })

  private static let rule = Rule.all([
    .attribute(name: "plan", .text(.anyOf(["pro", "team"]))),
    .any([
      .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(7, .day)))),
      .not(
        .event(name: "csv_exported", EventTest(.count(.atLeast(2)), within: TimeSpan(30, .week)))),
    ]),
    .company(.attribute(name: "size", .number(.atLeast(5)))),
    .segment("Active"),
  ])

  private static let person = KnownPerson(
    Person(
      attributes: ["plan": .text("pro\u{1B}[31m"), "signed_up_at": .date(1_795_400_000)],
      events: [:], tags: [], segments: ["Active"], companies: [["size": .number(12)], [:]]),
    events: [
      "csv_exported":
        EventHistory(
          total: 4, first: 1_700_000_000, last: 1_795_000_000, listed: [1_795_000_000],
          listedFrom: 1_790_000_000)
    ].compactMapValues(\.self))

  private func text(_ page: Page) throws -> String {
    let trace = try #require(Trace(Self.rule, of: Self.person, at: Self.moment))
    return TraceText(page, timeZone: "UTC").render(trace, of: "one", for: "ana@acme.test")
  }

  @Test func `is a tree with what the person has in a column`() throws {
    #expect(
      try text(.plain) == """
        one is not for ana@acme.test

          ✗ all of
          ├ ✗ plan is any of pro, team                                 "pro␛[31m"
          ├ ? any of
          │ ├ ✗ signed_up_at more than 7 days ago                      2026-11-23 02:13:20 UTC
          │ └ ? not
          │   └ ? event csv_exported at least 2 times within 30 weeks  1 to 3 times, last 2026-11-18 11:06:40 UTC; what is older than 90 days is not listed
          ├ ✓ in a company with
          │ └ ✓ size at least 5                                        12, unknown
          └ ✓ in segment Active                                        yes

        """)
  }

  @Test func `fits a narrow terminal`() throws {
    let text = try text(Page(colour: false, width: 40))
    #expect(
      text == """
        one is not for ana@acme.test

          ✗ all of
          ├ ✗ plan is any of pro, team
          │     "pro␛[31m"
          ├ ? any of
          │ ├ ✗ signed_up_at more than 7 days
          │ │     ago
          │ │     2026-11-23 02:13:20 UTC
          │ └ ? not
          │   └ ? event csv_exported at least 2
          │         times within 30 weeks
          │         1 to 3 times, last
          │         2026-11-18 11:06:40 UTC;
          │         what is older than 90 days
          │         is not listed
          ├ ✓ in a company with
          │ └ ✓ size at least 5  12, unknown
          └ ✓ in segment Active  yes

        """)
    for line in text.split(separator: "\n") { #expect(line.count <= 40, "\(line)") }
  }

  @Test func `says when nobody can tell`() throws {
    let rule = Rule.event(
      name: "csv_exported", EventTest(.count(.atLeast(2)), within: TimeSpan(30, .week)))
    let trace = try #require(Trace(rule, of: Self.person, at: Self.moment))
    let text = TraceText(Page(colour: true, width: nil), timeZone: "UTC")
      .render(trace, of: "one", for: "ana@acme.test")
    #expect(text.contains("\u{1B}[33mmay be for\u{1B}[0m"))
    #expect(text.contains("\u{1B}[33m? \u{1B}[0m"))
  }

  @Test func `is data with times as they are`() throws {
    let trace = try #require(Trace(Self.rule, of: Self.person, at: Self.moment))
    let json = TraceJSON.render(trace)
    #expect(json["holds"] == false)
    let parts = try #require(json["parts"]?.array)
    #expect(parts[0]["value"] == "pro\u{1B}[31m")
    #expect(parts[1]["holds"] == .null)
    #expect(parts[1]["parts"]?.array?.first?["value"] == 1_795_400_000)
    #expect(parts[2]["parts"]?.array?.first?["company_values"] == [12, nil])
    #expect(parts[3]["member"] == true)
    #expect(
      parts[1]["parts"]?.array?.last?["parts"]?.array?.first?["occurrences"]
        == ["at_least": 1, "at_most": 3, "first": nil, "last": 1_795_000_000])
  }
}
