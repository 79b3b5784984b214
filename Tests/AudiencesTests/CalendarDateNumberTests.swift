import Audiences
import Testing

@Suite("Days by their number")
struct CalendarDateNumberTests {
  @Test("every day follows the one before, from the year 1 to the year 9999")
  func all() throws {
    let first = try #require(CalendarDate(year: 1, month: 1, day: 1)).daysSince1970
    let last = try #require(CalendarDate(year: 9_999, month: 12, day: 31)).daysSince1970
    #expect(last - first == 3_652_058)
    var previous = try #require(CalendarDate(daysSince1970: first))
    var isOrdered = true
    for number in (first + 1)...last {
      let day = try #require(CalendarDate(daysSince1970: number))
      if !(previous < day) || day.daysSince1970 != number { isOrdered = false }
      previous = day
    }
    #expect(isOrdered)
    #expect(CalendarDate(daysSince1970: first - 1) == nil)
    #expect(CalendarDate(daysSince1970: last + 1) == nil)
  }

  @Test(
    "known days",
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (20_788, "2026-12-01"),
    ])
  func known(_ number: Int, _ day: String) {
    #expect(CalendarDate(daysSince1970: number)?.description == day)
  }
}
