extension Claim {
  /// Whether it holds of a person.
  package func holds(of person: Person) -> Bool {
    switch self {
    case .everyone: true
    case .all(let parts): parts.allSatisfy { $0.holds(of: person) }
    case .any(let parts): parts.contains { $0.holds(of: person) }
    case .not(let part): !part.holds(of: person)
    case .company(let part): part.holdsOfSomeCompany(of: person)
    case .attribute(let name, let question): question.holds(of: person.attributes[name])
    case .event(let name, let question): question.holds(of: person.events[name] ?? [])
    case .tag(let name): person.tags.contains(name)
    case .segment(let name): person.segments.contains(name)
    }
  }

  /// Whether it holds of some company of the person's, or of none because it only denies.
  func holdsOfSomeCompany(of person: Person) -> Bool {
    // Nil stands for no company: of that one, every question is answered no.
    holds(ofCompany: nil, of: person)
      || person.companies.contains { holds(ofCompany: $0, of: person) }
  }

  private func holds(ofCompany company: Person.Attributes?, of person: Person) -> Bool {
    switch self {
    case .all(let parts): parts.allSatisfy { $0.holds(ofCompany: company, of: person) }
    case .any(let parts): parts.contains { $0.holds(ofCompany: company, of: person) }
    case .not(let part): !part.holdsOfSomeCompany(of: person)
    case .attribute(let name, let question): company.map { question.holds(of: $0[name]) } ?? false
    case .everyone, .company, .event, .tag, .segment: holds(of: person)
    }
  }
}

extension AttributeQuestion {
  package func holds(of value: Person.Value?) -> Bool {
    switch (self, value) {
    case (.known, .some): true
    case (.text(let question), .text(let text)): question.holds(of: text)
    case (.number(let question), .number(let number)): question.holds(of: number)
    case (.boolean(let asked), .boolean(let boolean)): asked == boolean
    case (.date(let range), .date(let instant)): range.contains(instant)
    case (.known, nil), (.text, _), (.number, _), (.boolean, _), (.date, _): false
    }
  }
}

extension TextQuestion {
  func holds(of text: String) -> Bool {
    switch self {
    case .oneOf(let values): values.contains(ExactText(text))
    case .contains(let part): FoldedText(text).contains(part)
    case .startsWith(let part): FoldedText(text).starts(with: part)
    case .endsWith(let part): FoldedText(text).ends(with: part)
    }
  }
}

extension NumberQuestion {
  func holds(of number: Double) -> Bool {
    switch self {
    case .oneOf(let values): values.contains(number)
    case .greaterThan(let value): number > value
    case .lessThan(let value): number < value
    case .atLeast(let value): number >= value
    case .atMost(let value): number <= value
    }
  }
}

extension EventQuestion {
  func holds(of occurrences: [Int64]) -> Bool {
    let kept = kept(occurrences)
    return switch measure {
    case .ever: !kept.isEmpty
    case .count(let question): question.holds(of: Double(kept.count))
    case .first(let range): kept.min().map(range.contains) ?? false
    case .last(let range): kept.max().map(range.contains) ?? false
    }
  }

  func kept(_ occurrences: [Int64]) -> [Int64] {
    guard let since else { return occurrences }
    return occurrences.filter { $0 >= since }
  }
}
