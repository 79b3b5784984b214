/// Filters joined, of any depth: what a search would be asked if it took that.
indirect enum SearchCondition: Sendable, Hashable {
  case everyone
  case nobody
  case filter(SearchFilter)
  case all([SearchCondition])
  case any([SearchCondition])
}

/// A condition that finds everybody whom a claim holds of, and others too where it is not exact.
struct SearchBound: Sendable, Hashable {
  let condition: SearchCondition
  let isExact: Bool

  init(_ condition: SearchCondition, isExact: Bool) {
    self.condition = condition
    self.isExact = isExact
  }

  static func exactly(_ condition: SearchCondition) -> SearchBound {
    SearchBound(condition, isExact: true)
  }

  static func within(_ condition: SearchCondition) -> SearchBound {
    SearchBound(condition, isExact: false)
  }

  /// Of a claim that is always or never true.
  static func constant(_ holds: Bool) -> SearchBound { .exactly(holds ? .everyone : .nobody) }

  /// Of what a search cannot be asked.
  static let unasked = SearchBound.within(.everyone)

  static func all(_ parts: [SearchBound]) -> SearchBound {
    var conditions: [SearchCondition] = []
    for part in parts {
      switch part.condition {
      // Nobody is fewer than nobody.
      case .nobody: return .constant(false)
      case .everyone: continue
      case .all(let inner): conditions += inner
      case .filter, .any: conditions.append(part.condition)
      }
    }
    let isExact = parts.allSatisfy(\.isExact)
    if conditions.isEmpty { return SearchBound(.everyone, isExact: isExact) }
    return SearchBound(
      conditions.count == 1 ? conditions[0] : .all(conditions), isExact: isExact)
  }

  static func any(_ parts: [SearchBound]) -> SearchBound {
    var conditions: [SearchCondition] = []
    var isEverybody = false
    for part in parts {
      switch part.condition {
      case .everyone:
        if part.isExact { return .constant(true) }
        isEverybody = true
      case .nobody: continue
      case .any(let inner): conditions += inner
      case .filter, .all: conditions.append(part.condition)
      }
    }
    if isEverybody { return .unasked }
    if conditions.isEmpty { return .constant(false) }
    return SearchBound(
      conditions.count == 1 ? conditions[0] : .any(conditions),
      isExact: parts.allSatisfy(\.isExact))
  }
}
