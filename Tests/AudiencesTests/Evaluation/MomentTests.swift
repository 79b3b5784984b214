import Audiences
import TestSupport
import Testing

@Suite struct `The days around a moment` {
  /// Midnights that clocks skip, repeat or shift, and a whole day that was skipped.
  static let zones: [(String, Int64)] = [
    ("UTC", 0), ("America/Sao_Paulo", 1_541_300_400), ("America/Sao_Paulo", 1_550_368_800),
    ("America/St_Johns", 1_162_693_861), ("Pacific/Apia", 1_325_239_200),
    ("Europe/Berlin", 1_774_742_399), ("Asia/Kathmandu", -1),
  ]

  @Test(arguments: zones) func `follow one another, and today is the one that it is in`(
    zone: String, around: Int64
  ) {
    for now in stride(from: around - 200_000, through: around + 200_000, by: 1_799) {
      let moment = Moment(now: now, in: .named(zone))
      #expect(moment.start(ofDay: moment.today) <= now)
      #expect(moment.start(ofDay: moment.today + 1) > now)
    }
  }

  @Test func `begin where the clocks say so`() {
    let berlin = Moment(now: 1_774_742_399, in: .named("Europe/Berlin"))
    // 2026-03-29 has 23 hours.
    #expect(berlin.start(ofDay: berlin.today + 1) - berlin.start(ofDay: berlin.today) == 82_800)
    // Samoa went from the 29th to the 31st of December 2011.
    let apia = Moment(now: 1_325_239_200, in: .named("Pacific/Apia"))
    #expect(CalendarDate(daysSince1970: apia.today)?.description == "2011-12-31")
    #expect(apia.start(ofDay: apia.today - 1) == apia.start(ofDay: apia.today))
  }
}
