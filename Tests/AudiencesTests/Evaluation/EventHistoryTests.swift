import Audiences
import TestSupport
import Testing

@Suite struct `What is known of somebody's events` {
  private static let day: Int64 = 86_400
  private static let moment = Moment(now: 1_795_410_000, in: .named("Europe/Berlin"))

  /// Known as a workspace tells it: all in numbers, and one by one from an instant on.
  private func known(_ all: [Int64], listedFrom: Int64) -> KnownPerson {
    let history = EventHistory(
      total: all.count, first: all.min() ?? 0, last: all.max() ?? 0,
      listed: all.filter { $0 >= listedFrom }, listedFrom: listedFrom)
    return KnownPerson(Self.nobody, events: history.map { ["e": $0] } ?? [:])
  }

  private static let nobody = Person(
    attributes: [:], events: [:], tags: [], segments: [], companies: [])

  @Test(arguments: TestSeed.fixed(1..<5) + TestSeed.fresh(2))
  func `never says what is not so, and leaves open what could be either`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var (told, open) = (0, 0)
    for _ in 0..<3_000 {
      let all = (0..<random.roll(6)).map { _ in
        Self.moment.now - Int64(random.roll(200)) * Self.day
      }
      let listedFrom = Self.moment.now - Int64(random.roll(120)) * Self.day
      let test = EventTest(Self.measure(&random), within: Self.within(&random))
      let rule = Rule.event(name: "e", test)
      var person = Self.nobody
      person.events = ["e": all]
      let truth = try #require(Claim(rule, at: Self.moment)).holds(of: person)
      let trace = try #require(
        Trace(rule, of: known(all, listedFrom: listedFrom), at: Self.moment))
      if let answer = trace.holds {
        #expect(answer == truth, "\(rule.summary), \(all), listed from \(listedFrom)")
        told += 1
      } else {
        open += 1
        #expect(test.within?.start(at: Self.moment) ?? .max < listedFrom, "\(rule.summary)")
      }
    }
    #expect(told > 2_000 && open > 20, "\(told), \(open)")
  }

  private static func measure(_ random: inout SeededRandom) -> EventTest.Measure {
    let count = Double(random.roll(5))
    let span = TimeSpan(random.roll(150), .day)
    return switch random.roll(7) {
    case 0: .never
    case 1: .ever
    case 2: .count(.atLeast(count))
    case 3: .count(.anyOf([count, count + 2]))
    case 4: .count(.isNot(count))
    case 5: .first(random.roll(2) == 0 ? .moreThan(span) : .exactly(span))
    default: .last(random.roll(2) == 0 ? .lessThan(span) : .exactly(span))
    }
  }

  private static func within(_ random: inout SeededRandom) -> TimeSpan? {
    random.roll(3) == 0 ? nil : TimeSpan(random.roll(200), .day)
  }

  @Test func `is open in a rule only where it decides`() throws {
    let days = { (count: Int64) in Self.moment.now - count * Self.day }
    // Three lie before what is listed, the first of them before what is asked for.
    let person = known([days(190), days(150), days(120), days(10)], listedFrom: days(90))
    let open = Rule.event(
      name: "e", EventTest(.count(.atLeast(3)), within: TimeSpan(170, .day)))
    let answers: [(Rule, Bool?)] = [
      (open, nil), (.not(open), nil), (.all([open, .tag("x")]), false),
      (.any([open, .everyone]), true), (.any([open, .tag("x")]), nil),
      (.all([open, .everyone]), nil), (.not(.all([open, .tag("x")])), true),
    ]
    for (rule, answer) in answers {
      #expect(Trace(rule, of: person, at: Self.moment)?.holds == answer, "\(rule.summary)")
    }
    let kept = try #require(Trace(open, of: person, at: Self.moment)).found
    guard case .occurrences(let kept) = kept else { throw Unexpected() }
    #expect(kept.least == 1 && kept.most == 3 && kept.last == days(10))
  }

  private struct Unexpected: Error {}
}
