/// A rule as a question of logic, at any moment: junctions of things asked or denied.
indirect enum Proposition: Sendable {
  case constant(Bool)
  case all([Proposition])
  case any([Proposition])
  case literal(Literal)
}

/// Something that a person is asked, or denied. One object, however many searches come upon it.
final class Literal: Sendable {
  let subject: Subject
  let question: Question
  let isAsked: Bool

  init(subject: Subject, question: Question, isAsked: Bool) {
    self.subject = subject
    self.question = question
    self.isAsked = isAsked
  }
}

/// What literals must have in common to be able to contradict one another.
struct Subject: Sendable, Equatable {
  enum Topic: Sendable {
    case attribute, event, tag, segment, newsfeed
    /// All the person's companies together.
    case companies
  }

  let topic: Topic
  private let name: ExactText
  /// Most names are told apart by it.
  private let digest: Int

  init(_ topic: Topic, _ name: String = "") {
    self.topic = topic
    self.name = ExactText(name)
    digest = name.utf8.reduce(0) { $0 &* 31 &+ Int($1) }
  }

  static func == (left: Subject, right: Subject) -> Bool {
    left.digest == right.digest && left.topic == right.topic && left.name == right.name
  }
}

enum Question: Sendable {
  case known
  case text(TextQuestion)
  case number(NumberQuestion)
  case boolean(Bool)
  case date(DateTest)
  case occurrences(EventTest.Measure, within: TimeSpan?)
  case membership
  /// Some company has all of this.
  case company(Proposition)
  /// Something about companies of which nothing is concluded.
  case unclear
}

extension Proposition {
  /// What a rule says, or the opposite of it.
  init(_ rule: Rule, isAsked: Bool = true) {
    switch rule {
    case .everyone: self = .constant(isAsked)
    case .all(let rules):
      let parts = rules.map { Proposition($0, isAsked: isAsked) }
      self = isAsked ? .all(parts) : .any(parts)
    case .any(let rules):
      let parts = rules.map { Proposition($0, isAsked: isAsked) }
      self = isAsked ? .any(parts) : .all(parts)
    case .not(let rule): self = Proposition(rule, isAsked: !isAsked)
    case .company(let rule): self = Proposition(companies: rule, isAsked: isAsked)
    case .attribute(let name, let test):
      let (question, isDenied) = test.timeless
      self = .literal(
        Literal(
          subject: Subject(.attribute, name), question: question, isAsked: isAsked != isDenied))
    case .event(let name, let test):
      let (question, isDenied) = test.timeless
      self = .literal(
        Literal(subject: Subject(.event, name), question: question, isAsked: isAsked != isDenied))
    case .tag(let name): self = Self.membership(Subject(.tag, name), isAsked)
    case .segment(let name): self = Self.membership(Subject(.segment, name), isAsked)
    case .newsfeed(let name): self = Self.membership(Subject(.newsfeed, name), isAsked)
    }
  }

  /// As `Claim.company` is meant: what is denied is denied of all companies, and the rest is asked of
  /// one and the same.
  private init(companies rule: Rule, isAsked: Bool) {
    switch rule {
    case .not(let rule): self = Proposition(companies: rule, isAsked: !isAsked)
    case .any(let rules):
      let parts = rules.map { Proposition(companies: $0, isAsked: isAsked) }
      self = isAsked ? .any(parts) : .all(parts)
    case .all(let rules):
      let conditions = Self.flattened(rules)
      guard conditions.allSatisfy(\.isPlainCondition) else {
        self = .literal(Literal(subject: Subject(.companies), question: .unclear, isAsked: isAsked))
        return
      }
      let asked = conditions.filter { !$0.isDenial }
      var parts = conditions.filter(\.isDenial)
        .map { Proposition(companies: $0, isAsked: isAsked) }
      if !asked.isEmpty {
        let together = Proposition.all(asked.map { Proposition($0) })
        parts.append(
          .literal(
            Literal(subject: Subject(.companies), question: .company(together), isAsked: isAsked)))
      }
      self = isAsked ? .all(parts) : .any(parts)
    case .attribute(let name, let test):
      let (question, isDenied) = test.timeless
      let one = Literal(
        subject: Subject(.attribute, name), question: question, isAsked: true)
      self = .literal(
        Literal(
          subject: Subject(.companies), question: .company(.literal(one)),
          isAsked: isAsked != isDenied))
    case .everyone, .company, .event, .tag, .segment, .newsfeed:
      self = Proposition(rule, isAsked: isAsked)
    }
  }

  private static func flattened(_ rules: [Rule]) -> [Rule] {
    rules.flatMap { rule -> [Rule] in
      if case .all(let inner) = rule { return flattened(inner) }
      return [rule]
    }
  }

  private static func membership(_ subject: Subject, _ isAsked: Bool) -> Proposition {
    .literal(Literal(subject: subject, question: .membership, isAsked: isAsked))
  }
}

extension Rule {
  /// Whether it is a condition on an attribute, or the denial of one.
  fileprivate var isPlainCondition: Bool {
    switch self {
    case .attribute, .not(.attribute): true
    case .everyone, .all, .any, .not, .company, .event, .tag, .segment, .newsfeed: false
    }
  }

  fileprivate var isDenial: Bool {
    switch self {
    case .attribute(_, let test): test.timeless.isDenied
    // A denial of a denial asks something, of some company of its own.
    case .not: true
    case .everyone, .all, .any, .company, .event, .tag, .segment, .newsfeed: false
    }
  }
}

extension AttributeTest {
  var timeless: (question: Question, isDenied: Bool) {
    switch self {
    case .known(let known): return (.known, !known)
    case .text(let test):
      let (question, isDenied) = test.question
      return (.text(question), isDenied)
    case .number(let test):
      let (question, isDenied) = test.question
      return (.number(question), isDenied)
    case .boolean(let value): return (.boolean(value), false)
    case .date(let test): return (.date(test), false)
    }
  }
}

extension EventTest {
  fileprivate var timeless: (question: Question, isDenied: Bool) {
    switch measure {
    case .never: (.occurrences(.ever, within: within), true)
    case .ever, .count, .first, .last: (.occurrences(measure, within: within), false)
    }
  }
}
