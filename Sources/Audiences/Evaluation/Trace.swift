/// What is known of one person by whoever asks why a rule matches.
package struct KnownPerson: Sendable {
  /// Everything but events.
  package let person: Person
  package let events: [ExactText: EventHistory]

  /// - Parameter person: its events are not looked at.
  package init(_ person: Person, events: [ExactText: EventHistory]) {
    self.person = person
    self.events = events
  }

  /// Somebody of whom all is known.
  package init(_ person: Person) {
    self.init(person, events: person.events.compactMapValues { EventHistory($0) })
  }
}

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
    /// Those that `within` keeps.
    case occurrences(KeptEvents)
    /// Whether the person has the tag or is in the segment.
    case membership(Bool)
  }

  package let rule: Rule
  /// Nil where what is known of the person does not tell. Of a part below `company`: whether it holds of
  /// some company by itself.
  package let holds: Bool?
  package let found: Finding
  package let parts: [Trace]

  /// Nil for a rule with a newsfeed, whose readers nobody knows here.
  package init?(_ rule: Rule, of person: KnownPerson, at moment: Moment) {
    guard let trace = Trace(rule, of: person, at: moment, isOfCompany: false) else { return nil }
    self = trace
  }

  private init?(
    _ rule: Rule, of known: KnownPerson, at moment: Moment, isOfCompany: Bool
  ) {
    guard let claim = Claim(rule, at: moment) else { return nil }
    let person = known.person
    self.rule = rule
    var parts: [Trace] = []
    for part in rule.parts {
      let isOfCompany = isOfCompany || rule.isAboutCompanies
      guard let trace = Trace(part, of: known, at: moment, isOfCompany: isOfCompany) else {
        return nil
      }
      parts.append(trace)
    }
    self.parts = parts
    holds =
      isOfCompany
      ? claim.holdsOfSomeCompany(of: person) : claim.answer(of: known, parts.map(\.holds))
    found =
      switch rule {
      case .everyone, .all, .any, .not, .company, .newsfeed: .nothing
      case .attribute(let name, _) where isOfCompany:
        .companyValues(person.companies.map { $0[ExactText(name)] })
      case .attribute(let name, _): .value(person.attributes[ExactText(name)])
      case .event(let name, let test):
        .occurrences(
          known.events[ExactText(name)]?.kept(since: test.question(at: moment).0.since) ?? .none)
      case .tag(let name): .membership(person.tags.contains(ExactText(name)))
      case .segment(let name): .membership(person.segments.contains(ExactText(name)))
      }
  }
}

extension Claim {
  /// Whether it holds; nil where that is not known. Of a junction the answers of its parts are given.
  fileprivate func answer(of known: KnownPerson, _ parts: [Bool?]) -> Bool? {
    switch self {
    case .all: parts.contains(false) ? false : parts.contains(nil) ? nil : true
    case .any: parts.contains(true) ? true : parts.contains(nil) ? nil : false
    case .event(let name, let question): question.answer(of: known.events[name])
    // A rule's `not` has a part; what a condition denies has none.
    case .not(let claim):
      (parts.first ?? claim.answer(of: known, [])).map { !$0 }
    case .everyone, .company, .attribute, .tag, .segment: holds(of: known.person)
    }
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
