import Audiences
import TestSupport
import Testing

/// What is proved of rules holds of every generated person, and enough is proved for that to mean
/// something.
@Suite struct `What is proved of a rule` {
  private struct Sample {
    var world: AudienceWorld
    let people: [Person]

    init(seed: UInt64) {
      world = AudienceWorld(seed: seed)
      world.isNarrow = true
      people = world.people(250)
    }

    func matching(_ rule: Rule) throws -> Set<Int> {
      let claim = try #require(Claim(rule, at: world.moment))
      return Set(people.indices.filter { claim.holds(of: people[$0]) })
    }
  }

  static let seeds = TestSeed.fixed(1..<7) + TestSeed.fresh(2)

  @Test(arguments: seeds) func `is so of everyone`(seed: UInt64) throws {
    var sample = Sample(seed: seed)
    var proved = 0
    for rule in sample.world.rules(300) {
      let matching = try sample.matching(rule)
      if rule.isProvedAlways {
        #expect(matching.count == sample.people.count, "\(rule.summary)")
        proved += 1
      }
      if rule.isProvedNever {
        #expect(matching.isEmpty, "\(rule.summary)")
        proved += 1
      }
    }
    #expect(proved > 3, "\(proved)")
  }

  @Test(arguments: seeds) func `of two, too`(seed: UInt64) throws {
    var sample = Sample(seed: seed)
    var proved = 0
    for _ in 0..<400 {
      let (left, right) = (sample.world.rule(), sample.world.rule())
      let (these, those) = (try sample.matching(left), try sample.matching(right))
      if left.isProved(toImply: right) {
        #expect(these.isSubset(of: those), "\(left.summary) → \(right.summary)")
        proved += 1
      }
      if left.isProvedDisjoint(from: right) {
        #expect(these.isDisjoint(with: those), "\(left.summary) × \(right.summary)")
        proved += 1
      }
    }
    #expect(proved > 10)
  }

  /// What is left out to be quick loses nothing.
  @Test(arguments: seeds) func `is the same of rules that were studied once, for many others`(
    seed: UInt64
  ) {
    var sample = Sample(seed: seed)
    var related = 0
    for _ in 0..<400 {
      let right = sample.world.rule()
      // Some rules that have to do with each other, too.
      let left = related % 2 == 0 ? .all([sample.world.rule(), right]) : sample.world.rule()
      let relation = StudiedRule(left).relation(to: StudiedRule(right))
      let isWithin = left.isProved(toImply: right)
      let isAround = right.isProved(toImply: left)
      switch relation {
      case .apart: #expect(left.isProvedDisjoint(from: right))
      case .same: #expect(isWithin && isAround)
      case .within: #expect(isWithin && !isAround)
      case .around: #expect(!isWithin && isAround)
      case .unclear:
        #expect(!isWithin && !isAround, "\(left.summary) × \(right.summary)")
        #expect(!left.isProvedDisjoint(from: right), "\(left.summary) × \(right.summary)")
      }
      related += 1
    }
  }

  @Test(arguments: seeds) func `lets idle parts go without a difference to anybody`(
    seed: UInt64
  ) throws {
    var sample = Sample(seed: seed)
    var found = 0
    for rule in sample.world.rules(300) {
      let matching = try sample.matching(rule)
      for idle in rule.idleParts {
        let constant: Rule = idle.reason == .always ? .everyone : .not(.everyone)
        let other = rule.replacing(idle.path[...], by: constant)
        #expect(try sample.matching(other) == matching, "\(rule.summary): \(idle)")
        found += 1
      }
    }
    #expect(found > 20)
  }

  @Test(arguments: seeds) func `is nothing of a plain one, however long one looks`(seed: UInt64) {
    var sample = Sample(seed: seed)
    sample.world.isNarrow = false
    var plain = 0
    for rule in sample.world.rules(1_500) where rule.isPlain {
      #expect(rule.searchedIdleParts.isEmpty, "\(rule.summary)")
      if rule.size > 1 { plain += 1 }
    }
    #expect(plain > 20, "\(plain)")
  }

  @Test(
    arguments: [
      .everyone, .not(.everyone), .company(.tag("x")), .newsfeed("News"),
      .any([.attribute(name: "plan", .text(.is("pro"))), .attribute(name: "plan", .known(true))]),
      .all([.tag("a"), .not(.tag("a"))]), .event(name: "e", EventTest(.count(.atLeast(0)))),
      .event(name: "e", EventTest(.first(.moreThan(TimeSpan(9, .day))), within: TimeSpan(1, .day))),
      .attribute(name: "plan", .text(.contains(""))),
    ] as [Rule]) func `is looked for where a rule is not plain`(rule: Rule)
  {
    #expect(!rule.isPlain)
  }

  @Test(arguments: seeds) func `is the same of a rule's normal form as a whole`(seed: UInt64) {
    var sample = Sample(seed: seed)
    for rule in sample.world.rules(100) where rule.isProvedNever {
      #expect(!rule.isProvedAlways && Rule.not(rule).isProvedAlways)
    }
  }
}

extension Rule {
  fileprivate func replacing(_ path: ArraySlice<Int>, by other: Rule) -> Rule {
    guard let first = path.first else { return other }
    let rest = path.dropFirst()
    return switch self {
    case .all(let rules): .all(Self.replacing(first, rest, of: rules, by: other))
    case .any(let rules): .any(Self.replacing(first, rest, of: rules, by: other))
    case .not(let rule): .not(rule.replacing(rest, by: other))
    case .company(let rule): .company(rule.replacing(rest, by: other))
    case .everyone, .attribute, .event, .tag, .segment, .newsfeed: self
    }
  }

  private static func replacing(
    _ index: Int, _ rest: ArraySlice<Int>, of rules: [Rule], by other: Rule
  ) -> [Rule] {
    var rules = rules
    rules[index] = rules[index].replacing(rest, by: other)
    return rules
  }
}
