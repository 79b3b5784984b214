import Audiences
import Planning
import TestSupport
import Testing

@Suite struct `A calendar` {
  private static let day: Int64 = 86_400
  /// In a zone whose clocks are those of UTC.
  private static let utc = CalendarZone("UTC", .named("UTC"))

  /// Of the days 100 to 109.
  private func calendar(
    _ files: [DesiredMessage], only keys: Set<String>? = nil, freezes: [Freeze] = [],
    looksAround: Bool = true, now: Int64 = 0
  ) -> CampaignCalendar {
    CampaignCalendar(
      of: DesiredSet(
        project: "acme", environment: "production", messages: files, freezes: freezes,
        looksAround: looksAround),
      only: keys, days: 100...109, in: Self.utc, now: now)
  }

  private func file(
    _ key: String, from start: Int64?, to end: Int64?,
    _ edit: (inout MessageSpec) -> Void = { _ in }
  ) -> DesiredMessage {
    Sample.file(key) {
      $0.schedule.startsAt = start.map { $0 * Self.day }
      $0.schedule.endsAt = end.map { $0 * Self.day }
      edit(&$0)
    }
  }

  private func days(_ times: [Range<Int64>]) -> [Range<Int64>] {
    times.map { ($0.lowerBound / Self.day)..<($0.upperBound / Self.day) }
  }

  @Test func `has each campaign in its order, with the part of its time that lies in the days`() {
    let calendar = calendar([
      file("a", from: 105, to: 200), file("b", from: nil, to: 101), file("c", from: 102, to: 104),
    ])
    #expect(calendar.entries.map(\.key) == ["b", "c", "a"])
    #expect(days(calendar.entries.map(\.shown)) == [100..<101, 102..<104, 105..<110])
  }

  @Test func `counts those that are before its days or after them`() {
    let calendar = calendar([
      file("over", from: 90, to: 100), file("later", from: 110, to: nil),
      file("now", from: 100, to: 101),
    ])
    #expect(calendar.entries.map(\.key) == ["now"])
    #expect(calendar.elsewhere == 2)
  }

  @Test func `has gaps where nothing is live, before, between and after`() {
    let calendar = calendar([
      file("a", from: 101, to: 103), file("b", from: 102, to: 104), file("c", from: 106, to: 108),
    ])
    #expect(days(calendar.gaps) == [100..<101, 104..<106, 108..<110])
  }

  @Test func `has no gap where one follows another at once`() {
    #expect(calendar([file("a", from: nil, to: 105), file("b", from: 105, to: nil)]).gaps == [])
  }

  @Test(arguments: [Status.draft, .paused])
  func `has a gap where nobody sees what is there`(status: Status) {
    let calendar = calendar([file("a", from: nil, to: nil) { $0.status = status }])
    #expect(calendar.entries.map(\.status) == [status])
    #expect(days(calendar.gaps) == [100..<110])
  }

  @Test func `has no gap that has passed`() {
    let calendar = calendar([file("a", from: 108, to: nil)], now: 105 * Self.day)
    #expect(days(calendar.gaps) == [105..<108])
  }

  @Test func `has gaps of the campaigns that are asked for`() {
    let files = [file("a", from: 100, to: 105), file("b", from: nil, to: nil)]
    let calendar = calendar(files, only: ["a"])
    #expect(calendar.entries.map(\.key) == ["a"])
    #expect(days(calendar.gaps) == [105..<110])
  }

  @Test func `has what rules prove to collide, in the time that both have`() {
    let calendar = calendar([
      file("a", from: 101, to: 104), file("b", from: 103, to: nil),
      file("c", from: nil, to: nil) { $0.display.pages = ["/elsewhere"] },
    ])
    let collisions = calendar.collisions.map { "\($0.first) \($0.second)" }
    #expect(collisions == ["a c", "a b", "b c"])
    #expect(days(calendar.collisions.map(\.time)) == [101..<104, 103..<104, 103..<110])
    #expect(calendar.collisions.allSatisfy { $0.proof == .same })
  }

  @Test func `has no collision that only counting tells`() {
    let calendar = calendar([
      file("a", from: nil, to: nil) { $0.audience = .tag("x") },
      file("b", from: nil, to: nil) { $0.audience = .tag("y") },
    ])
    #expect(calendar.collisions == [])
  }

  @Test func `has no collision with what nobody sees`() {
    let calendar = calendar([
      file("a", from: nil, to: nil), file("b", from: nil, to: nil) { $0.status = .draft },
    ])
    #expect(calendar.collisions == [])
  }

  @Test func `has no collision after its days`() {
    let files = [file("a", from: nil, to: nil), file("b", from: 110, to: nil)]
    #expect(calendar(files).collisions == [])
  }

  @Test func `has the collisions of what is asked for, also with others`() {
    let files = ["a", "b", "c"].map { file($0, from: nil, to: nil) }
    let collisions = calendar(files, only: ["b"]).collisions
    #expect(Set(collisions.map { Set([$0.first, $0.second]) }) == [["a", "b"], ["b", "c"]])
  }

  @Test func `has no collisions where the project wants none told`() {
    let files = ["a", "b"].map { file($0, from: nil, to: nil) }
    #expect(calendar(files, looksAround: false).collisions == [])
  }

  @Test func `says that there are more collisions than it has`() {
    let calendar = calendar((0..<20).map { file("k\($0)", from: nil, to: nil) })
    #expect(calendar.collisions.count == 100)
    #expect(!calendar.hasAllCollisions)
  }

  @Test func `has the freezes that touch its days`() {
    let freezes = [(95, 100), (99, 101), (109, 120), (110, 120)].map { start, end in
      Freeze(start: start * Self.day, end: end * Self.day, timeZone: "UTC", reason: "\(start)")
    }
    #expect(calendar([], freezes: freezes.reversed()).freezes.map(\.reason) == ["99", "109"])
  }
}

@Suite struct `The clock changes of a calendar` {
  /// - Parameter days: by their numbers since 1970-01-01.
  private func changes(_ zone: String, _ days: ClosedRange<Int>) -> [CampaignCalendar.ClockChange] {
    CampaignCalendar(
      of: Sample.desired([]), only: nil, days: days, in: CalendarZone(zone, .named(zone)), now: 0
    ).clockChanges
  }

  /// 2026-03-08 and 2026-11-01 are the days 20520 and 20758.
  @Test func `are found to the second`() {
    #expect(
      changes("America/New_York", 20_454...20_818) == [
        .init(instant: 1_772_953_200, before: -18_000, after: -14_400),
        .init(instant: 1_793_512_800, before: -14_400, after: -18_000),
      ])
  }

  @Test func `are found in a calendar of their day alone`() {
    #expect(changes("America/New_York", 20_520...20_520).count == 1)
    #expect(changes("America/New_York", 20_521...20_521).count == 0)
    #expect(changes("America/New_York", 20_519...20_519).count == 0)
  }

  /// Where clocks go forward at midnight, the day begins with the change: 2026-03-08 in Havana.
  @Test func `at midnight are those of the day that begins`() {
    #expect(changes("America/Havana", 20_520...20_520).count == 1)
    #expect(changes("America/Havana", 20_519...20_519).count == 0)
  }

  @Test func `are none where clocks never change`() {
    #expect(changes("Asia/Tokyo", 20_454...20_818) == [])
  }
}
