import Audiences
import Planning
import TestSupport
import Testing

@Suite struct `Two patterns of pages` {
  @Test(
    arguments: [
      ("/reports/*", "/reports/*"), ("/reports/*", "/reports/daily"), ("/*", "/reports"),
      ("/reports/*", "*"), ("/*/edit", "/reports/*"), ("/a*b", "/ac*db"), ("/a*x*b", "/a*y*b"),
      ("/reports/*", "https://app.acme.test/reports/1"), ("/", "https://app.acme.test"),
      ("https://app.acme.test/*", "https://app.acme.test/x"),
      ("https://*.acme.test/reports/*", "/reports/daily"), ("https://*", "/reports"),
      ("https://*.acme.test/*", "https://app.acme.test/x"),
    ]) func `have a page in common`(one: String, other: String)
  {
    #expect(PagePattern(one).meets(PagePattern(other)))
    #expect(PagePattern(other).meets(PagePattern(one)))
  }

  @Test(
    arguments: [
      ("/reports/*", "/dashboards/*"), ("/reports", "/reports/"), ("/*/edit", "/*/show"),
      ("/reports/*", "/reports"), ("/a*b", "/a*c"),
      ("https://app.acme.test/*", "https://docs.acme.test/*"),
      ("https://app.acme.test/x", "http://app.acme.test/x"),
    ]) func `have none`(one: String, other: String)
  {
    #expect(!PagePattern(one).meets(PagePattern(other)))
    #expect(!PagePattern(other).meets(PagePattern(one)))
  }
}

@Suite struct `Two campaigns` {
  static let pro = Rule.attribute(name: "plan", .text(.is("pro")))
  static let team = Rule.attribute(name: "plan", .text(.is("team")))
  static let paying = Rule.attribute(name: "plan", .text(.anyOf(["pro", "team"])))

  private func relation(
    _ one: (inout MessageSpec) -> Void, _ other: (inout MessageSpec) -> Void
  ) throws -> AudienceRelation? {
    let showings = [try showing("a", one), try showing("b", other)]
    var search = CollisionSearch(showings)
    let found = search.all(within: .none).found
    #expect(search.collisions(of: 0) == found)
    return found.first?.relation
  }

  @Test func `with the same audience collide for all of it`() throws {
    #expect(try relation({ $0.audience = Self.pro }, { $0.audience = Self.pro }) == .same)
    #expect(try relation({ _ in }, { _ in }) == .same)
  }

  @Test func `collide for all of the narrower audience`() throws {
    #expect(try relation({ $0.audience = Self.pro }, { $0.audience = Self.paying }) == .within)
    #expect(try relation({ _ in }, { $0.audience = Self.pro }) == .around)
  }

  @Test func `of which nothing is proved are to be counted`() throws {
    #expect(try relation({ $0.audience = Self.pro }, { $0.audience = .tag("x") }) == .unclear)
  }

  @Test func `that nobody is in both of do not collide`() throws {
    #expect(try relation({ $0.audience = Self.pro }, { $0.audience = Self.team }) == nil)
    #expect(try relation({ $0.audience = .not(.everyone) }, { _ in }) == nil)
  }

  @Test func `on pages of their own do not collide`() throws {
    #expect(
      try relation({ $0.display.pages = ["/a/*"] }, { $0.display.pages = ["/b", "/c/*"] }) == nil)
    #expect(
      try relation({ $0.display.pages = ["/a/*"] }, { $0.display.pages = ["/b", "/a/x"] }) == .same)
    #expect(try relation({ $0.display.pages = ["/a/*"] }, { _ in }) == .same)
  }

  @Test func `one after the other do not collide`() throws {
    #expect(
      try relation({ $0.schedule.endsAt = 5_000 }, { $0.schedule.startsAt = 5_000 }) == nil)
    #expect(
      try relation({ $0.schedule.endsAt = 5_001 }, { $0.schedule.startsAt = 5_000 }) == .same)
  }

  @Test func `that point at different things do not collide`() throws {
    func tooltip(_ anchor: String) -> (inout MessageSpec) -> Void {
      return {
        $0.format = .tooltip
        $0.display.anchor = anchor
      }
    }
    #expect(try relation(tooltip("#a"), tooltip("#b")) == nil)
    #expect(try relation(tooltip("#a"), tooltip("#a")) == .same)
    #expect(try relation(tooltip("#a"), { _ in }) == .same)
  }

  @Test func `of which one is over, or in a newsfeed, are one`() {
    #expect(Showing("a", spec { $0.schedule.endsAt = 1_000 }, liveSince: nil, now: 1_000) == nil)
    #expect(Showing("a", spec { $0.audience = .newsfeed("News") }, liveSince: nil, now: 0) == nil)
  }

  /// Trying each with each finds the same.
  @Test(arguments: TestSeed.fixed(0..<30)) func `are found by an index as by trying all`(
    seed: UInt64
  ) throws {
    var dice = SeededRandom(seed: seed)
    let words = ["", "a", "ab", "b", "*", "a*", "*b", "a/*", "a/b", "a/*/c"]
    let showings = try (0..<40).map { index in
      let pages = (0..<dice.roll(3)).map { _ in "/" + words[dice.roll(words.count)] }
      let start = Int64(2_000 + dice.roll(50))
      return try showing("k\(index)") {
        $0.display.pages = pages
        $0.schedule.startsAt = start
        $0.schedule.endsAt = start + 1 + Int64(dice.roll(30))
        $0.audience = [.everyone, Self.pro, Self.team, Self.paying, .tag("x")][dice.roll(5)]
      }
    }
    var search = CollisionSearch(showings)
    let found = search.all(within: .none).found
    var tried: [Collision] = []
    for first in showings.indices {
      for second in showings.indices where second > first {
        var pair = CollisionSearch([showings[first], showings[second]])
        for collision in pair.all(within: .none).found {
          tried.append(
            Collision(first: first, second: second, relation: collision.relation))
        }
      }
    }
    #expect(found == tried, "seed \(seed)")
    #expect(!found.isEmpty)
  }

  @Test func `are looked for no longer than asked`() throws {
    let showings = try (0..<10).map { try showing("k\($0)") { _ in } }
    var search = CollisionSearch(showings)
    let some = search.all(within: .init(collisions: 7, proofs: .max))
    #expect(some.found.count == 7)
    #expect(!some.isWhole)
    #expect(search.all(within: .none).found.count == 45)
  }
}

@Suite struct `Messages within a window` {
  private static let day: Int64 = 86_400
  private static let rate = MessageRate(count: 2, days: 7)

  /// The keys of those that one person can get too many of.
  private func crowds(
    _ campaigns: [(key: String, edit: (inout MessageSpec) -> Void)], now: Int64 = 0
  ) throws -> [[String]] {
    var search = CollisionSearch(try campaigns.map { try showing($0.key, now: now, $0.edit) })
    return search.crowdings(over: Self.rate, now: now, proofs: .max).found.map { crowding in
      crowding.places.map { search.showings[$0].key }
    }
  }

  private func once(on day: Int64, _ audience: Rule = .everyone) -> (inout MessageSpec) -> Void {
    return {
      $0.schedule.startsAt = day * Self.day
      $0.audience = audience
    }
  }

  @Test func `are too many where three go out in a week to one audience`() throws {
    #expect(
      try crowds([("a", once(on: 10)), ("b", once(on: 12)), ("c", once(on: 16))]) == [
        ["a", "b", "c"]
      ])
  }

  @Test func `are not too many a week apart`() throws {
    #expect(try crowds([("a", once(on: 10)), ("b", once(on: 12)), ("c", once(on: 17))]) == [])
    #expect(try crowds([("a", once(on: 10)), ("b", once(on: 12))]) == [])
  }

  @Test func `count on whatever page they show`() throws {
    let pages: (inout MessageSpec) -> Void = { $0.display.pages = ["/elsewhere"] }
    #expect(try crowds([("a", pages), ("b", { _ in }), ("c", { _ in })]) == [["a", "b", "c"]])
  }

  @Test func `count where somebody is in all of their audiences`() throws {
    let pro = `Two campaigns`.pro
    #expect(
      try crowds([
        ("a", once(on: 10)), ("b", once(on: 11, `Two campaigns`.paying)), ("c", once(on: 12, pro)),
      ]) == [["a", "b", "c"]])
    #expect(
      try crowds([
        ("a", once(on: 10)), ("b", once(on: 11, `Two campaigns`.team)), ("c", once(on: 12, pro)),
      ]) == [])
  }

  @Test func `count as long as they are sent or come back`() throws {
    let ongoing: (inout MessageSpec) -> Void = { $0.schedule.send = .ongoing }
    let stays: (inout MessageSpec) -> Void = {
      $0.display.frequency = .showUntilDismissed
      $0.schedule.endsAt = 12 * Self.day
    }
    #expect(try crowds([("a", ongoing), ("b", stays), ("c", once(on: 18))]) == [["a", "b", "c"]])
    #expect(try crowds([("a", ongoing), ("b", stays), ("c", once(on: 19))]) == [])
  }

  @Test func `count where they started before, while the window lasts`() throws {
    let three = [("a", once(on: 10)), ("b", once(on: 11)), ("c", once(on: 16))]
    #expect(try crowds(three, now: 16 * Self.day) == [["a", "b", "c"]])
    #expect(
      try crowds(
        [("a", once(on: 10)), ("b", once(on: 11)), ("c", once(on: 12))], now: 30 * Self.day) == [])
  }

  @Test func `are told once for the largest set`() throws {
    let all = (0..<5).map { ("k\($0)", once(on: 10)) }
    #expect(try crowds(all) == [all.map(\.0)])
  }
}

private func spec(_ edit: (inout MessageSpec) -> Void) -> MessageSpec { Sample.spec(edit) }

private func showing(
  _ key: String, now: Int64 = 1_000, _ edit: (inout MessageSpec) -> Void
) throws -> Showing {
  try #require(Showing(key, spec(edit), liveSince: nil, now: now))
}
