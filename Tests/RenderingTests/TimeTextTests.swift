import Testing

@testable import Rendering

@Suite("Times")
struct TimeTextTests {
  @Test("a start is shown in the zone of its file")
  func start() {
    #expect(
      TimeText.instant(1_796_133_600, timeZone: "America/New_York")
        == "2026-12-01 09:00 America/New_York")
  }

  @Test("the end of a bare date is that day, as the file has it")
  func bareEnd() {
    #expect(
      TimeText.ending(1_797_397_200, timeZone: "America/New_York")
        == "2026-12-15 (that day included) America/New_York")
  }

  @Test("an end at an hour is that hour")
  func endAtAnHour() {
    #expect(
      TimeText.ending(1_797_400_800, timeZone: "America/New_York")
        == "2026-12-16 01:00 America/New_York")
  }

  @Test("a zone that is not known is shown in UTC")
  func unknownZone() {
    #expect(TimeText.instant(0, timeZone: "Mars/Olympus") == "1970-01-01 00:00 UTC")
  }
}
