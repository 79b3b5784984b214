/// What a rule says of one person, part by part: a tree of the rule's own shape.
package struct Trace: Sendable {
  /// What a condition found with the person.
  package enum Finding: Sendable {
    /// The rule is made of others, or asks nothing.
    case nothing
    /// Nil where it is unknown.
    case value(Person.Value?)
    /// That of each company, in the order of the person's.
    case companyValues([Person.Value?])
    /// Those that `within` keeps: how many, and the Unix seconds of the first and the last.
    case occurrences(count: Int, first: Int64?, last: Int64?)
    /// Whether the person has the tag or is in the segment.
    case membership(Bool)
  }

  package let rule: Rule
  /// Of a part below `company`: whether it holds of some company by itself.
  package let holds: Bool
  package let found: Finding
  package let parts: [Trace]

  /// Nil for a rule with a newsfeed, whose readers nobody knows here.
  package init?(_ rule: Rule, of person: Person, at moment: Moment) {
    guard let trace = Trace(rule, of: person, at: moment, isOfCompany: false) else { return nil }
    self = trace
  }

  private init?(_ rule: Rule, of person: Person, at moment: Moment, isOfCompany: Bool) {
    guard let claim = Claim(rule, at: moment) else { return nil }
    self.rule = rule
    holds = isOfCompany ? claim.holdsOfSomeCompany(of: person) : claim.holds(of: person)
    var parts: [Trace] = []
    for part in rule.parts {
      let isOfCompany = isOfCompany || rule.isAboutCompanies
      guard let trace = Trace(part, of: person, at: moment, isOfCompany: isOfCompany) else {
        return nil
      }
      parts.append(trace)
    }
    self.parts = parts
    found =
      switch rule {
      case .everyone, .all, .any, .not, .company, .newsfeed: .nothing
      case .attribute(let name, _) where isOfCompany:
        .companyValues(person.companies.map { $0[ExactText(name)] })
      case .attribute(let name, _): .value(person.attributes[ExactText(name)])
      case .event(let name, let test):
        Finding(test.question(at: moment).0.kept(person.events[ExactText(name)] ?? []))
      case .tag(let name): .membership(person.tags.contains(ExactText(name)))
      case .segment(let name): .membership(person.segments.contains(ExactText(name)))
      }
  }
}

extension Trace.Finding {
  fileprivate init(_ occurrences: [Int64]) {
    self = .occurrences(
      count: occurrences.count, first: occurrences.min(), last: occurrences.max())
  }
}

extension Rule {
  /// The rules that it is made of, in their order.
  package var parts: [Rule] {
    switch self {
    case .all(let rules), .any(let rules): rules
    case .not(let rule), .company(let rule): [rule]
    case .everyone, .attribute, .event, .tag, .segment, .newsfeed: []
    }
  }

  fileprivate var isAboutCompanies: Bool {
    switch self {
    case .company: true
    case .everyone, .all, .any, .not, .attribute, .event, .tag, .segment, .newsfeed: false
    }
  }
}
