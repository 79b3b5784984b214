/// A condition that a workspace cannot answer as it is meant.
package struct Misfit: Sendable, Hashable {
  package enum Problem: Sendable, Hashable {
    case noAttribute(String, of: AttributeFacts.Owner)
    case otherType(AttributeFacts.Attribute, asked: AttributeType)
    /// A value that the attribute cannot have; `index` is that in the list of an `any_of`.
    case noOption(String, of: AttributeFacts.Attribute, index: Int?)
    case noTag(String)
    case noSegment(String)
    case noNewsfeed(String)
  }

  /// The way to the condition, as `AudienceReader.range(of:in:)` takes it.
  package let path: [Int]
  package let problem: Problem
  /// What it asks for is denied, so that it lets everybody pass instead of nobody.
  package let isDenied: Bool
}

extension Rule {
  /// What must be known of a workspace to find misfits.
  package var topics: WorkspaceFacts.Topics {
    switch self {
    case .everyone, .event: []
    case .all(let rules), .any(let rules):
      rules.reduce(into: []) { topics, rule in topics.formUnion(rule.topics) }
    case .not(let rule), .company(let rule): rule.topics
    case .attribute: .attributes
    case .tag: .tags
    case .segment: .segments
    case .newsfeed: .newsfeeds
    }
  }

  /// Conditions that do not fit what is known of a workspace, in their order.
  package func misfits(in facts: WorkspaceFacts) -> [Misfit] {
    var search = MisfitSearch(facts: facts)
    search.look(at: self, of: .person, isDenied: false)
    return search.found
  }

  /// The events that it asks about, with the ways to these conditions.
  package var namedEvents: [(path: [Int], name: String)] {
    var found: [(path: [Int], name: String)] = []
    noteEvents(at: [], &found)
    return found
  }

  private func noteEvents(at path: [Int], _ found: inout [(path: [Int], name: String)]) {
    switch self {
    case .event(let name, _): found.append((path, name))
    case .all(let rules), .any(let rules):
      for (index, rule) in rules.enumerated() { rule.noteEvents(at: path + [index], &found) }
    case .not(let rule), .company(let rule): rule.noteEvents(at: path + [0], &found)
    case .everyone, .attribute, .tag, .segment, .newsfeed: break
    }
  }
}

/// Walks a rule; most rules fit, and nothing is kept of these.
private struct MisfitSearch {
  let facts: WorkspaceFacts
  var path: [Int] = []
  var found: [Misfit] = []

  mutating func look(at rule: Rule, of owner: AttributeFacts.Owner, isDenied: Bool) {
    switch rule {
    case .everyone, .event: break
    case .all(let rules), .any(let rules):
      for index in rules.indices { look(at: rules[index], index, owner, isDenied) }
    case .not(let rule): look(at: rule, 0, owner, !isDenied)
    case .company(let rule): look(at: rule, 0, .company, isDenied)
    case .attribute(let name, let test):
      if let attributes = facts.attributes { check(name, test, attributes, owner, isDenied) }
    case .tag(let name):
      if let tags = facts.tags, !tags.contains(ExactText(name)) { note(.noTag(name), isDenied) }
    case .segment(let name):
      if let segments = facts.segments, !segments.contains(ExactText(name)) {
        note(.noSegment(name), isDenied)
      }
    case .newsfeed(let name):
      if let newsfeeds = facts.newsfeeds, !newsfeeds.contains(ExactText(name)) {
        note(.noNewsfeed(name), isDenied)
      }
    }
  }

  private mutating func look(
    at rule: Rule, _ index: Int, _ owner: AttributeFacts.Owner, _ isDenied: Bool
  ) {
    path.append(index)
    look(at: rule, of: owner, isDenied: isDenied)
    path.removeLast()
  }

  private mutating func check(
    _ name: String, _ test: AttributeTest, _ attributes: AttributeFacts,
    _ owner: AttributeFacts.Owner, _ isDenied: Bool
  ) {
    let isDenied = isDenied != test.timeless.isDenied
    guard let attribute = attributes.attribute(name, of: owner) else {
      return note(.noAttribute(name, of: owner), isDenied)
    }
    guard let type = attribute.type, let asked = test.type else { return }
    guard type == asked else {
      return note(.otherType(attribute, asked: asked), isDenied)
    }
    guard !attribute.options.isEmpty, case .text(let test) = test else { return }
    for (index, value) in test.wholeValues where !attribute.has(value) {
      note(.noOption(value, of: attribute, index: index), isDenied)
    }
  }

  private mutating func note(_ problem: Misfit.Problem, _ isDenied: Bool) {
    if facts.isDeserted, problem.isOfMissingName { return }
    found.append(Misfit(path: path, problem: problem, isDenied: isDenied))
  }
}

extension Misfit.Problem {
  /// Whether the workspace does not have what is named, and what comes with people.
  package var isOfMissingName: Bool {
    switch self {
    case .noAttribute, .noTag, .noSegment: true
    case .otherType, .noOption, .noNewsfeed: false
    }
  }
}

extension AttributeFacts.Attribute {
  fileprivate func has(_ value: String) -> Bool {
    options.contains { $0.utf8.elementsEqual(value.utf8) }
  }
}

extension TextTest {
  /// The values that are compared whole, with their numbers where they are a list.
  fileprivate var wholeValues: [(index: Int?, value: String)] {
    switch parts {
    case .one(.is, let value), .one(.isNot, let value): [(nil, value)]
    case .list(_, let values): values.enumerated().map { ($0, $1) }
    case .one(.contains, _), .one(.doesNotContain, _), .one(.startsWith, _), .one(.endsWith, _): []
    }
  }
}
