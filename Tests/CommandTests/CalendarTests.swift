import Audiences
import JSON
import TestSupport
import Testing

@Suite struct `What is live when` {
  private func bench(_ more: String = "") throws -> Workbench {
    let bench = try Workbench()
    try bench.write(
      "campaigns/herald.yaml",
      """
      project: shop
      default_environment: test
      environments:
        test: { remote: messages, url: "http://127.0.0.1:1", token_env: HERALD_TOKEN }
        other: { remote: sandbox }
      defaults: { from: ana@acme.test, schedule: { time_zone: America/New_York } }
      freeze: [{ from: 2031-12-24, to: 2031-12-26, reason: The office is closed. }]

      """)
    try bench.write(
      "campaigns/all.yaml",
      campaign("launch", "start: 2031-10-28 09:00, end: 2031-11-05")
        + campaign("berlin", "start: 2031-10-30, end: 2031-11-03, time_zone: Europe/Berlin")
        + campaign("elsewhere", "start: 2031-11-06", "only_in: [other]\n"))
    return bench
  }

  private func campaign(_ key: String, _ schedule: String, _ more: String = "") -> String {
    """
    campaign: \(key)
    format: chat
    audience: { everyone: true }
    copy: { body: Export your data in one step. }
    schedule: { \(schedule) }
    \(more)---

    """
  }

  @Test func `is told from the files alone, without a token`() async throws {
    let output = try await bench().herald("calendar", "--from", "2031-10-27", "--to", "2031-11-09")
    #expect(output.status == 0, "\(output.both)")
    for line in [
      "2031-10-27 to 2031-11-09 · America/New_York · 2 campaigns are live, 2 gaps, 1 collision",
      "  2031-10-28 09:00  launch starts", "  2031-10-29 19:00  berlin starts",
      "  2031-11-02        clocks go back: 02:00 becomes 01:00", "  2031-11-03 18:00  berlin ends",
      "  2031-11-05        launch: the last day",
    ] {
      #expect(output.stdout.split(separator: "\n").contains { $0 == line }, "\(output.stdout)")
    }
    #expect(!output.stdout.contains("elsewhere"))
  }

  @Test func `is told for the environment and the zone that are named`() async throws {
    let output = try await bench().herald(
      "calendar", "-e", "other", "--time-zone", "UTC", "--from", "2031-11-01", "--for", "2 weeks")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("  2031-11-06 05:00  elsewhere starts"), "\(output.stdout)")
  }

  @Test func `is told of the campaigns that are named`() async throws {
    let output = try await bench().herald(
      "calendar", "--only", "berlin", "--from", "2031-10-27", "--for", "14 days", "--format",
      "json")
    #expect(output.status == 0, "\(output.both)")
    let json = try JSONValue(parsing: output.stdout)
    #expect(json["campaigns"]?.array?.compactMap { $0["key"] } == ["berlin"])
    #expect(json["collisions"]?.array?.count == 1)
  }

  @Test func `is eight weeks from today on where nothing is said`() async throws {
    let output = try await bench().herald("calendar", "--format", "json")
    let json = try JSONValue(parsing: output.stdout)
    func day(_ name: String) throws -> Int {
      try #require(json[name]?.string.flatMap { CalendarDate($0) }).daysSince1970
    }
    let today = try #require(json["now"]?.integer) / 86_400
    #expect(abs(try day("first_day") - Int(today)) <= 1)
    #expect(try day("last_day") - day("first_day") == 55)
  }

  @Test func `is a page, too, beside the text`() async throws {
    let bench = try bench()
    let output = try await bench.herald(
      "calendar", "--from", "2031-12-20", "--for", "7 days", "--format", "html=calendar.html")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("frozen until 2031-12-26: The office is closed."))
    let page = try bench.read("calendar.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("The office is closed."))
  }

  @Test(arguments: [
    (["--from", "tomorrow"], 64, "`tomorrow` is not a day"),
    (["--for", "10000 weeks"], 64, "of a hundred years at most"),
    (["--for", "3 hours"], 64, "`3 hours` is not a number of days or weeks"),
    (["--to", "2031-01-01", "--for", "2 weeks"], 64, "--to and --for both say"),
    (["--from", "2031-01-02", "--to", "2031-01-01"], 64, "must not be before the first"),
    (
      ["--from", "2031-01-01", "--for", "9 weeks", "--only", "lunch"], 64, "did you mean `launch`?"
    ),
    (["--time-zone", "Mars/Olympus"], 64, "there is no time zone `Mars/Olympus`"),
    (["--time-zone", "Mars/Olympus"], 64, "help: name one as `Europe/Berlin`"),
    (["--time-zone", "Europe/Berln"], 64, "help: did you mean `Europe/Berlin`?"),
    (["-e", "tset"], 64, "did you mean `test`?"),
  ])
  func `is not told where something is misspelt`(
    arguments: [String], status: Int32, words: String
  ) async throws {
    let output = try await bench().herald(["calendar"] + arguments)
    #expect(output.status == status, "\(output.both)")
    #expect(output.stdout.isEmpty && output.stderr.contains(words), "\(output.both)")
  }

  @Test func `is not told of files that are wrong`() async throws {
    let bench = try bench()
    try bench.write("campaigns/bad.yaml", Text.chat("bad", "nonsense: 1\n"))
    let output = try await bench.herald("calendar")
    #expect(output.status == 3, "\(output.both)")
  }
}
