import Audiences
import JSON
import TestSupport
import Testing

/// Searches find everybody whom evaluation matches, within Intercom's limits.
@Suite struct `Searches of generated rules` {
  @Test(arguments: TestSeed.fixed(1..<13) + TestSeed.fresh(3))
  func `find whom evaluation matches, and nobody else where they are exact`(seed: UInt64) throws {
    var world = AudienceWorld(seed: seed)
    let people = world.people(120)
    var (exact, found) = (0, 0)
    for rule in world.rules(150) {
      let claim = try #require(Claim(rule, at: world.moment))
      let translation = try #require(
        SearchTranslation(rule, at: world.moment, in: ModelSearch.facts))
      let queries = translation.queries.map(\.json)
      // What is found of those without a value by `!=` is no business of the law.
      for takesUnknown in [false, true] {
        let search = ModelSearch(moment: world.moment, takesUnknownForUnequal: takesUnknown)
        for person in people {
          let matches = claim.holds(of: person)
          let isFound = queries.contains { search.finds(person, $0) }
          let isRight = translation.isExact ? matches == isFound : !matches || isFound
          #expect(isRight, "seed \(seed): \(rule.summary)\n\(queries.map(\.compactText))")
          found += isFound ? 1 : 0
        }
      }
      exact += translation.isExact ? 1 : 0
    }
    #expect(exact > 30 && found > 1_000, "\(exact), \(found)")
  }

  @Test(arguments: TestSeed.fixed(1..<5) + TestSeed.fresh(2))
  func `keep the limits, with one filter more`(seed: UInt64) throws {
    var world = AudienceWorld(seed: seed)
    for size in [1, 20, 100] {
      for _ in 0..<8 {
        let parts = world.rules(size)
        let rules = [
          Rule.any(parts), .all(parts),
          .all(parts.map { .any([$0, world.condition(ofCompany: false)]) }),
        ]
        for rule in rules {
          let translation = try #require(
            SearchTranslation(rule, at: world.moment, in: ModelSearch.facts))
          #expect(translation.queries.count <= 20)
          for query in translation.queries {
            let more = query.and(.untagged("1")).json
            #expect(query.json.keepsLimits && more.keepsLimits, "seed \(seed): \(rule.summary)")
          }
        }
      }
    }
  }

  @Test(arguments: TestSeed.fixed(1..<5) + TestSeed.fresh(1))
  func `with one filter more find those of whom it holds, too`(seed: UInt64) throws {
    var world = AudienceWorld(seed: seed)
    let people = world.people(60)
    let search = ModelSearch(moment: world.moment, takesUnknownForUnequal: true)
    for rule in world.rules(60) {
      let translation = try #require(
        SearchTranslation(rule, at: world.moment, in: ModelSearch.facts))
      for query in translation.queries {
        let more = query.and(.untagged("0")).json
        for person in people {
          let expected = search.finds(person, query.json) && !person.tags.contains("beta")
          #expect(search.finds(person, more) == expected, "seed \(seed): \(more.compactText)")
        }
      }
    }
  }
}

/// A search of the people of an `AudienceWorld`, by Intercom's description.
private struct ModelSearch {
  let moment: Moment
  /// Whether those without a value are found by `!=`, `NIN` and `!~`.
  let takesUnknownForUnequal: Bool

  static let facts: SearchFacts = {
    var attributes = AttributeFacts()
    for (name, kind) in AudienceWorld.ofPeople {
      let type: AttributeType =
        switch kind {
        case .text: .text
        case .number: .number
        case .boolean: .boolean
        case .date: .date
        }
      attributes.add(
        AttributeFacts.Attribute(name, type, isCustom: !name.hasSuffix("_at")), of: .person)
    }
    return SearchFacts(
      attributes: attributes, tags: ids(AudienceWorld.tags),
      segments: ids(AudienceWorld.segments.map(\.name)))
  }()

  private static func ids(_ names: [String]) -> [ExactText: [String]] {
    Dictionary(
      uniqueKeysWithValues: names.enumerated().map { (ExactText($0.element), ["\($0.offset)"]) })
  }

  func finds(_ person: Person, _ query: JSONValue) -> Bool {
    let parts = query["value"]?.array ?? []
    switch query["operator"]?.string {
    case "AND": return parts.allSatisfy { finds(person, $0) }
    case "OR": return parts.contains { finds(person, $0) }
    default: break
    }
    let comparison = query["operator"]?.string ?? ""
    let value = query["value"] ?? .null
    switch query["field"]?.string ?? "" {
    case "role": return true
    case "tag_id":
      return has(person.tags, AudienceWorld.tags, value) == (comparison == "=")
    case "segment_id":
      return has(person.segments, AudienceWorld.segments.map(\.name), value) == (comparison == "=")
    case let field:
      let name = field.replacing("custom_attributes.", with: "")
      return compare(person.attributes[ExactText(name)], comparison, value)
    }
  }

  private func has(_ held: Set<ExactText>, _ names: [String], _ id: JSONValue) -> Bool {
    id.string.flatMap(Int.init).map { held.contains(ExactText(names[$0])) } ?? false
  }

  private func compare(_ held: Person.Value?, _ comparison: String, _ value: JSONValue) -> Bool {
    guard let held else {
      if value.isNull { return comparison == "=" }
      return ["!=", "NIN", "!~"].contains(comparison) && takesUnknownForUnequal
    }
    if value.isNull { return comparison == "!=" }
    let values = value.array ?? [value]
    let isOne = values.contains { isSame(held, $0) }
    switch comparison {
    case "=", "IN": return isOne
    case "!=", "NIN": return !isOne
    default: break
    }
    switch held {
    case .text(let text):
      let (text, part) = (FoldedText(text), FoldedText(value.string ?? ""))
      return switch comparison {
      case "~": text.contains(part)
      case "!~": !text.contains(part)
      case "^": text.starts(with: part)
      case "$": text.ends(with: part)
      default: fails(comparison)
      }
    case .number(let number):
      let other = value.integer.map(Double.init) ?? .nan
      return switch comparison {
      case ">": number > other
      case "<": number < other
      case ">=": number >= other
      case "<=": number <= other
      default: fails(comparison)
      }
    case .date(let instant):
      let day = moment.day(at: value.integer ?? 0)
      return switch comparison {
      case ">": instant >= moment.start(ofDay: day + 1)
      case "<": instant < moment.start(ofDay: day)
      default: fails(comparison)
      }
    case .boolean: return fails(comparison)
    }
  }

  private func isSame(_ held: Person.Value, _ value: JSONValue) -> Bool {
    switch held {
    case .text(let text): value.string.map { ExactText($0) == ExactText(text) } ?? false
    case .number(let number): value.integer.map { Double($0) == number } ?? false
    case .boolean(let flag): value.boolean == flag
    case .date(let instant):
      value.integer.map { moment.day(at: instant) == moment.day(at: $0) } ?? false
    }
  }

  private func fails(_ comparison: String) -> Bool {
    Issue.record("a search has no such comparison: \(comparison)")
    return false
  }
}

extension JSONValue {
  /// Whether groups have 15 parts at most, are two deep at most, and hold either filters or groups.
  fileprivate var keepsLimits: Bool { keepsLimits(depth: 1) }

  private func keepsLimits(depth: Int) -> Bool {
    guard self["field"] == nil else {
      return (self["value"]?.array).map { (1...1_000).contains($0.count) } ?? true
    }
    guard let parts = self["value"]?.array, (1...15).contains(parts.count), depth <= 2 else {
      return false
    }
    return Set(parts.map { $0["field"] == nil }).count == 1
      && parts.allSatisfy { $0.keepsLimits(depth: depth + 1) }
  }
}
