import Campaigns
import Diagnostics
import Planning
import Testing

@Suite("Schedules in time zones")
struct TimeTests {
  private func schedule(_ lines: String) throws -> Schedule {
    try Sample(
      """
      campaign: timed
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      schedule: { \(lines) }
      """
    ).spec().schedule
  }

  @Test(
    "Named zones work",
    arguments: [
      ("UTC", 1_796_115_600), ("Europe/Berlin", 1_796_112_000), ("Asia/Kolkata", 1_796_095_800),
      ("America/New_York", 1_796_133_600), ("Pacific/Chatham", 1_796_066_100),
      ("Europe/Kyiv", 1_796_108_400), ("America/Argentina/Buenos_Aires", 1_796_126_400),
    ] as [(String, Int64)])
  func zones(_ zone: String, _ expected: Int64) throws {
    #expect(try schedule("start: 2026-12-01 09:00, time_zone: \(zone)").startsAt == expected)
  }

  @Test(
    "A bare end date includes its day: it ends as the next begins, on days of 23 and 25 hours too")
  func bareEnd() throws {
    let spring = try schedule("start: 2026-03-08, end: 2026-03-08, time_zone: America/New_York")
    #expect(try #require(spring.endsAt) - (try #require(spring.startsAt)) == 23 * 3_600)
    let autumn = try schedule("start: 2026-11-01, end: 2026-11-01, time_zone: America/New_York")
    #expect(try #require(autumn.endsAt) - (try #require(autumn.startsAt)) == 25 * 3_600)
  }

  @Test("An end with a time is that minute")
  func timedEnd() throws {
    #expect(try schedule("end: 2026-12-01 09:00, time_zone: UTC").endsAt == 1_796_115_600)
  }

  @Test("An hour that the clocks skip is the hour after")
  func skipped() throws {
    let skipped = try schedule("start: 2026-03-08 02:30, time_zone: America/New_York").startsAt
    let after = try schedule("start: 2026-03-08 03:30, time_zone: America/New_York").startsAt
    #expect(skipped == after)
  }

  @Test("Of an hour that the clocks repeat, the first is meant")
  func repeated() throws {
    let first = try schedule("start: 2026-11-01 01:30, time_zone: America/New_York").startsAt
    let before = try schedule("start: 2026-11-01 00:30, time_zone: America/New_York").startsAt
    #expect(try #require(first) - (try #require(before)) == 3_600)
  }

  @Test("The project's zone is meant where the campaign names none, and is kept with the dates")
  func fallback() throws {
    let schedule = try schedule("start: 2026-12-01 09:00")
    #expect(schedule.startsAt == 1_796_133_600)
    #expect(schedule.timeZone == "America/New_York")
  }

  @Test(
    "A time that the clocks skip or repeat is told at its place",
    arguments: [
      ("start: 2027-03-28 02:30", "skip"), ("start: 2027-10-31 02:30", "repeat"),
      ("end: 2027-03-28 02:30", "skip"), ("start: 2027-03-28 03:00", nil),
      ("start: 2027-03-28 01:59", nil), ("start: 2027-10-31 01:59", nil),
      ("start: 2027-10-31 03:00", nil), ("start: 2027-03-28", nil),
    ] as [(String, String?)])
  func clockChange(_ line: String, _ change: String?) throws {
    let sample = try Sample(
      """
      campaign: timed
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      schedule: { \(line), time_zone: Europe/Berlin }
      """)
    let found = sample.content.diagnostics
    #expect(found.map(\.code) == (change == nil ? [] : ["unclear-time"]))
    #expect(found.allSatisfy { $0.severity == .warning })
    let time = line.split(separator: " ").dropFirst().joined(separator: " ")
    #expect(
      found.map(\.message) == (change.map { ["the clocks \($0) \(time) in Europe/Berlin"] } ?? []))
    #expect(found.allSatisfy { $0.primary.map { $0.file.text(in: $0.range) } == time })
  }

  @Test(
    "What only instants show is told at its line",
    arguments: [
      (
        "start: 2027-03-14 02:30, end: 2027-03-14 03:15, time_zone: America/New_York",
        "end-before-start"
      ),
      (
        "start: 2027-03-14 02:00, end: 2027-03-14 03:00, time_zone: America/New_York",
        "end-before-start"
      ),
      ("start: 9999-12-30, end: 9999-12-31, time_zone: UTC", "invalid-date"),
      ("start: 1960-01-01, end: 2030-01-01, time_zone: UTC", "invalid-date"),
    ])
  func impossible(_ lines: String, _ code: String) throws {
    let sample = try Sample(
      """
      campaign: timed
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      schedule: { \(lines) }
      """)
    let environment = try #require(sample.content.project?.environment("sandbox"))
    let (desired, diagnostics) = sample.content.lower(for: environment)
    #expect(desired == nil)
    #expect(diagnostics.map(\.code) == [code])
    #expect(diagnostics.first?.primary.map { $0.file.position(at: $0.range.start).line } == 5)
  }
}
