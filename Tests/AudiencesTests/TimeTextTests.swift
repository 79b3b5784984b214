import Audiences
import Testing

@Suite("Spans and days as text")
struct TimeTextTests {
  @Test(
    "a span is read in each way that people write it",
    arguments: [
      ("7 days", 7, .day), ("1 day", 1, .day), ("30 minutes", 30, .minute), ("8s", 8, .second),
      ("10 m", 10, .minute), ("2h", 2, .hour), ("3d", 3, .day), ("1w", 1, .week),
      ("8 seconds", 8, .second), ("0 days", 0, .day), ("36525 days", 36_525, .day),
    ] as [(String, Int, TimeSpan.Unit)])
  func span(text: String, count: Int, unit: TimeSpan.Unit) {
    #expect(TimeSpan(text) == TimeSpan(count, unit))
  }

  @Test(
    "what is no span is not read",
    arguments: [
      "", "7", "days", "-1 day", "+1 day", "1.5 days", " 7 days", "7 days ", "7 days ago", "7 Days",
      "7 months", "7 dayss", "36526 days", "9999999999 weeks", "12345678901s", "٣ days", "7\tdays",
    ])
  func noSpan(text: String) {
    #expect(TimeSpan(text) == nil)
  }

  @Test("a span is printed as it is written in files")
  func spanDescription() {
    #expect(TimeSpan(7, .day).description == "7 days")
    #expect(TimeSpan(1, .day).description == "1 day")
    #expect(TimeSpan(0, .second).description == "0 seconds")
  }

  @Test("a printed span is read back", arguments: TimeSpan.Unit.allCases, [0, 1, 2, 5_000])
  func spanRoundTrip(unit: TimeSpan.Unit, count: Int) {
    let span = TimeSpan(count, unit)
    #expect(TimeSpan(span.description) == span)
  }

  @Test("a day is read and printed", arguments: ["2026-12-01", "2028-02-29", "0001-01-01"])
  func day(text: String) {
    #expect(CalendarDate(text)?.description == text)
  }

  @Test(
    "what is no day is not read",
    arguments: [
      "", "2026-12-1", "2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026/12/01",
      "2026-12-01 ", "26-12-01", "２026-12-01", "2026-1a-01",
    ])
  func noDay(text: String) {
    #expect(CalendarDate(text) == nil)
  }
}
