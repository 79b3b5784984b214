import Audiences
import Testing
import Workflows

@Suite struct `The days of a calendar` {
  private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  @Test func `are so many from today on`() {
    #expect(CalendarPeriod(from: nil, .days(56)).days(today: 20_780) == 20_780...20_835)
  }

  @Test func `are those from one to another, both of them included`() throws {
    let period = CalendarPeriod(from: try day("2026-12-01"), .until(try day("2026-12-15")))
    #expect(period.days(today: 0)?.count == 15)
  }

  @Test func `are none where the last is before the first`() throws {
    #expect(CalendarPeriod(from: nil, .until(try day("2026-12-01"))).days(today: 20_800) == nil)
  }

  @Test func `are none where there are too many`() {
    #expect(CalendarPeriod(from: nil, .days(CalendarPeriod.most)).days(today: 1) != nil)
    #expect(CalendarPeriod(from: nil, .days(CalendarPeriod.most + 1)).days(today: 1) == nil)
  }

  @Test func `are none beyond those that schedules can have`() throws {
    let last = CalendarPeriod(from: try day("9999-12-30"), .days(2))
    let first = CalendarPeriod(from: try day("0001-01-01"), .days(2))
    #expect(last.days(today: 0) == nil && first.days(today: 0) == nil)
  }
}
