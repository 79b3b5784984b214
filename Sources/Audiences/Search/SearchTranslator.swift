/// What a search can be asked of a claim, and of the opposite.
///
/// Denial is pushed down to the questions: a search negates nothing else. What `!=`, `NIN` and `!~`
/// find of those who have no value is documented nowhere, so these are asked for by themselves. What
/// cannot be asked is left out, which finds more people and never fewer.
struct SearchTranslator {
  let facts: SearchFacts
  let moment: Moment

  func bound(_ claim: Claim, isDenied: Bool) -> SearchBound {
    switch claim {
    case .everyone: return .constant(!isDenied)
    case .all(let parts):
      return joined(parts.withDenialsTogether, isAll: !isDenied, isDenied: isDenied)
    case .any(let parts):
      return joined(parts.withListsTogether, isAll: isDenied, isDenied: isDenied)
    case .not(let part): return bound(part, isDenied: !isDenied)
    // Contacts are searched neither by their companies nor by what they did.
    case .company, .event: return .unasked
    case .attribute(let name, let question): return attribute(name, question, isDenied)
    case .tag(let name): return membership("tag_id", facts.tags, name, isDenied)
    case .segment(let name): return membership("segment_id", facts.segments, name, isDenied)
    }
  }

  private func joined(_ parts: [Claim], isAll: Bool, isDenied: Bool) -> SearchBound {
    let bounds = parts.map { bound($0, isDenied: isDenied) }
    return isAll ? .all(bounds) : .any(bounds)
  }

  private func membership(
    _ field: ExactText, _ ids: [ExactText: [String]]?, _ name: ExactText, _ isDenied: Bool
  ) -> SearchBound {
    guard let ids else { return .unasked }
    // Nobody has what the workspace does not.
    let bounds = (ids[name] ?? []).map { id in
      SearchBound.exactly(
        .filter(SearchFilter(field, isDenied ? .unequal : .equal, .text(ExactText(id)))))
    }
    return isDenied ? .all(bounds) : .any(bounds)
  }

  private func attribute(
    _ name: ExactText, _ question: AttributeQuestion, _ isDenied: Bool
  ) -> SearchBound {
    guard let attributes = facts.attributes else { return .unasked }
    // What is of another type than is asked for counts as unknown, as does what there is not.
    guard let attribute = attributes.attribute(name.text, of: .person) else {
      return .constant(isDenied)
    }
    guard let type = attribute.type else { return .unasked }
    if let asked = question.type, asked != type { return .constant(isDenied) }
    guard let name = attribute.searchField else { return .unasked }
    let field = SearchField(name: name, type: type)
    return switch question {
    case .known: isDenied ? .exactly(field.unknown) : field.known
    case .text(let question): field.text(question, isDenied)
    case .number(let question): field.number(question, isDenied)
    case .boolean(let flag): field.boolean(flag, isDenied)
    case .date(let range): field.date(range, isDenied, moment)
    }
  }
}

extension AttributeQuestion {
  /// Nil for any.
  fileprivate var type: AttributeType? {
    switch self {
    case .known: nil
    case .text: .text
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    }
  }
}

extension [Claim] {
  /// What all of them say, so that what they deny of one attribute becomes one list.
  fileprivate var withDenialsTogether: [Claim] {
    var denied: [Claim] = []
    var others: [Claim] = []
    for claim in self {
      if case .not(let part) = claim { denied.append(part) } else { others.append(claim) }
    }
    return denied.count < 2 ? self : others + [.not(.any(denied))]
  }

  /// What any of them says, with one list of values for each attribute.
  fileprivate var withListsTogether: [Claim] {
    var joined: [Claim] = []
    for claim in self {
      let place = joined.firstIndex { $0.joined(claim) != nil }
      if let place, let both = joined[place].joined(claim) {
        joined[place] = both
      } else {
        joined.append(claim)
      }
    }
    return joined
  }
}

extension Claim {
  /// What one of two says that ask one attribute for one of some values; nil for any other two.
  fileprivate func joined(_ other: Claim) -> Claim? {
    guard case .attribute(let name, let question) = self,
      case .attribute(name, let otherQuestion) = other
    else { return nil }
    if case .text(.oneOf(let values)) = question, case .text(.oneOf(let more)) = otherQuestion {
      return .attribute(name, .text(.oneOf(values + more)))
    }
    if case .number(.oneOf(let values)) = question,
      case .number(.oneOf(let more)) = otherQuestion
    {
      return .attribute(name, .number(.oneOf(values + more)))
    }
    return nil
  }
}
