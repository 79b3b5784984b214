/// Looks for somebody whom some rules match and others do not: made of the values at which conditions
/// change their answer, and found only if the evaluation of the whole rules says so.
///
/// It tries the ways in which the rules can come out so one by one, and gives up after a number of them.
struct Witness {
  private typealias Goal = (claim: Claim, holds: Bool)

  /// How many ways are tried.
  private static let patience = 60
  /// Whoever is in segments may be so for what else is asked: each of so few is tried both ways.
  private static let mostSegments = 3

  private let goals: [Goal]
  private let segments: [ExactText]
  private let moment: Moment
  private var patience = Self.patience

  /// Nil where nobody is found, which proves nothing.
  static func find(_ rules: [(rule: Rule, matches: Bool)], at moment: Moment) -> Person? {
    var goals: [Goal] = []
    for (rule, matches) in rules {
      // Nobody knows who reads a newsfeed.
      guard let claim = Claim(rule, at: moment) else { return nil }
      goals.append((claim, matches))
    }
    let segments = goals.reduce(into: Set<ExactText>()) { $1.claim.collectSegments(&$0) }
    guard segments.count <= mostSegments else { return nil }
    var search = Witness(goals: goals, segments: segments.sorted(), moment: moment)
    return search.person(goals, PersonDraft())
  }

  private init(goals: [Goal], segments: [ExactText], moment: Moment) {
    self.goals = goals
    self.segments = segments
    self.moment = moment
  }

  private mutating func person(_ waiting: [Goal], _ draft: PersonDraft) -> Person? {
    var waiting = waiting
    var draft = draft
    while let (claim, holds) = waiting.popLast() {
      switch claim {
      case .everyone: if !holds { return nil }
      case .not(let part): waiting.append((part, !holds))
      case .all(let parts), .any(let parts):
        if claim.isAll == holds {
          waiting += parts.map { ($0, holds) }
        } else {
          for part in parts {
            if let found = person(waiting + [(part, holds)], draft) { return found }
            if patience <= 0 { return nil }
          }
          return nil
        }
      case .company(let part): draft.add(part, holds)
      case .attribute(let name, let question):
        draft.attributes[name, default: []].append((question, holds))
      case .event(let name, let question): draft.events[name, default: []].append((question, holds))
      case .tag(let name): if holds { draft.tags.insert(name) }
      // Nothing may depend on it.
      case .segment: break
      }
    }
    patience -= 1
    guard patience >= 0 else { return nil }
    return draft.people(at: moment).first(where: isWitness)
  }

  /// Whether the rules come out as they should, whatever segments the person is in.
  private func isWitness(_ person: Person) -> Bool {
    (0..<1 << segments.count).allSatisfy { choice in
      var person = person
      person.segments = Set(segments.indices.filter { choice & 1 << $0 != 0 }.map { segments[$0] })
      return goals.allSatisfy { $0.claim.holds(of: person) == $0.holds }
    }
  }
}

/// What one way of coming out asks of a person.
struct PersonDraft {
  var attributes: [ExactText: [(question: AttributeQuestion, holds: Bool)]] = [:]
  var events: [ExactText: [(question: EventQuestion, holds: Bool)]] = [:]
  var tags: Set<ExactText> = []
  /// Each of some company.
  private var companies: [Claim] = []
  /// All of none.
  private var excluded: [Claim] = []

  mutating func add(_ company: Claim, _ holds: Bool) {
    if holds { companies.append(company) } else { excluded.append(company) }
  }

  /// Those who may fit; none where some attribute or event cannot.
  func people(at moment: Moment) -> [Person] {
    var person = Person(attributes: [:], events: [:], tags: tags, segments: [], companies: [])
    for (name, asked) in attributes {
      guard let value = AttributeCandidates.value(for: asked, at: moment) else { return [] }
      if case .some(let known) = value { person.attributes[name] = known }
    }
    for (name, asked) in events {
      guard let occurrences = EventCandidates.occurrences(for: asked, at: moment) else { return [] }
      person.events[name] = occurrences
    }
    var employed = person
    // What any of them denies is denied of all companies.
    let denied = (excluded + companies.flatMap(\.denials)).map { ($0, false) }
    employed.companies = companies.compactMap { wanted in
      Self.company([(wanted, true)] + denied, [:], at: moment)
    }
    return employed.companies.isEmpty ? [person] : [person, employed]
  }

  private typealias CompanyGoals = [ExactText: [(question: AttributeQuestion, holds: Bool)]]

  /// A company's attributes, of the first way that is not impossible.
  private static func company(
    _ waiting: [(claim: Claim, holds: Bool)], _ goals: CompanyGoals, at moment: Moment
  ) -> Person.Attributes? {
    var waiting = waiting
    var goals = goals
    while let (claim, holds) = waiting.popLast() {
      switch claim {
      case .not(let part): waiting.append((part, !holds))
      case .all(let parts), .any(let parts):
        if claim.isAll == holds {
          waiting += parts.map { ($0, holds) }
        } else {
          return parts.lazy.compactMap { company(waiting + [($0, holds)], goals, at: moment) }.first
        }
      case .attribute(let name, let question): goals[name, default: []].append((question, holds))
      case .everyone, .company, .event, .tag, .segment: continue
      }
    }
    var attributes: Person.Attributes = [:]
    for (name, asked) in goals {
      guard let value = AttributeCandidates.value(for: asked, at: moment) else { return nil }
      if case .some(let known) = value { attributes[name] = known }
    }
    return attributes
  }
}

extension Claim {
  fileprivate var isAll: Bool {
    switch self {
    case .all: true
    case .everyone, .any, .not, .company, .attribute, .event, .tag, .segment: false
    }
  }

  /// What it denies whichever way it holds.
  fileprivate var denials: [Claim] {
    switch self {
    case .not(let part): [part]
    case .all(let parts): parts.flatMap(\.denials)
    case .everyone, .any, .company, .attribute, .event, .tag, .segment: []
    }
  }

  fileprivate func collectSegments(_ found: inout Set<ExactText>) {
    switch self {
    case .all(let parts), .any(let parts): for part in parts { part.collectSegments(&found) }
    case .not(let part), .company(let part): part.collectSegments(&found)
    case .segment(let name): found.insert(name)
    case .everyone, .attribute, .event, .tag: break
    }
  }
}
