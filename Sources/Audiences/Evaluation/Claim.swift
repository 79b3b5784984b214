/// A rule at a moment, ready to be looked at for many people.
///
/// Negative conditions have become negations of positive ones, spans and days instants, and text is
/// folded where that is how it is compared. A question about something unknown, or of another type
/// than it needs, is answered no; that is all there is to two-valued logic.
package indirect enum Claim: Sendable {
  case everyone
  case all([Claim])
  case any([Claim])
  case not(Claim)
  /// Something about the person's companies. What it denies (a `not` inside) is denied of all of
  /// them; the rest must hold of one and the same company.
  case company(Claim)
  case attribute(ExactText, AttributeQuestion)
  case event(ExactText, EventQuestion)
  case tag(ExactText)
  case segment(ExactText)

  /// Nil for a rule with a newsfeed, whose readers nobody knows here.
  package init?(_ rule: Rule, at moment: Moment) {
    switch rule {
    case .everyone: self = .everyone
    case .all(let rules):
      guard let parts = Self.parts(rules, at: moment) else { return nil }
      self = .all(parts)
    case .any(let rules):
      guard let parts = Self.parts(rules, at: moment) else { return nil }
      self = .any(parts)
    case .not(let rule):
      guard let part = Claim(rule, at: moment) else { return nil }
      self = .not(part)
    case .company(let rule):
      guard let part = Claim(rule, at: moment) else { return nil }
      self = .company(part)
    case .attribute(let name, let test):
      let (question, isDenied) = test.question(at: moment)
      self = Claim.attribute(ExactText(name), question).denied(isDenied)
    case .event(let name, let test):
      let (question, isDenied) = test.question(at: moment)
      self = Claim.event(ExactText(name), question).denied(isDenied)
    case .tag(let name): self = .tag(ExactText(name))
    case .segment(let name): self = .segment(ExactText(name))
    case .newsfeed: return nil
    }
  }

  private static func parts(_ rules: [Rule], at moment: Moment) -> [Claim]? {
    var parts: [Claim] = []
    for rule in rules {
      guard let part = Claim(rule, at: moment) else { return nil }
      parts.append(part)
    }
    return parts
  }

  private func denied(_ isDenied: Bool) -> Claim { isDenied ? .not(self) : self }
}

package enum AttributeQuestion: Sendable, Hashable {
  case known
  case text(TextQuestion)
  case number(NumberQuestion)
  case boolean(Bool)
  case date(InstantRange)
}

package enum TextQuestion: Sendable, Hashable {
  /// Compared scalar by scalar.
  case oneOf([ExactText])
  case contains(FoldedText)
  case startsWith(FoldedText)
  case endsWith(FoldedText)
}

package enum NumberQuestion: Sendable, Hashable {
  case oneOf([Double])
  case greaterThan(Double)
  case lessThan(Double)
  case atLeast(Double)
  case atMost(Double)
}

package struct EventQuestion: Sendable, Hashable {
  package enum Measure: Sendable, Hashable {
    case ever
    case count(NumberQuestion)
    case first(InstantRange)
    case last(InstantRange)
  }

  package let measure: Measure
  /// Occurrences before this instant (Unix seconds) are left out.
  package let since: Int64?
}
