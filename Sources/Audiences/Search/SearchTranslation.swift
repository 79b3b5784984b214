/// A rule as searches of contacts.
package struct SearchTranslation: Sendable, Hashable {
  /// Everybody whom the rule matches is found by one of them or more; nobody matches where there is
  /// none.
  package let queries: [SearchQuery]
  /// Whether nobody else is found. Otherwise each person found is to be looked at.
  package let isExact: Bool

  /// Nil for a rule with a newsfeed, whose readers nobody knows here.
  package init?(_ rule: Rule, at moment: Moment, in facts: SearchFacts) {
    guard let claim = Claim(rule.normalized, at: moment) else { return nil }
    let bound = SearchTranslator(facts: facts, moment: moment).bound(claim, isDenied: false)
    switch bound.condition {
    case .nobody: self.init(queries: [], isExact: true)
    case .everyone: self.init(queries: [.everyone], isExact: bound.isExact)
    case .filter, .all, .any:
      let fitted = FittedSearch(bound.condition)
      self.init(queries: fitted.queries, isExact: bound.isExact && fitted.isExact)
    }
  }

  private init(queries: [SearchQuery], isExact: Bool) {
    self.queries = queries
    self.isExact = isExact
  }
}

/// A condition as queries that keep the limits, with room for one more filter in each.
private struct FittedSearch {
  let queries: [SearchQuery]
  let isExact: Bool

  init(_ condition: SearchCondition) {
    let clauses = Self.clauses(condition)
    let terms = Self.terms(condition)
    if let terms, !clauses.isExact || terms.count < clauses.queries.count {
      self.init(queries: terms, isExact: true)
    } else {
      self = clauses
    }
  }

  private init(queries: [SearchQuery], isExact: Bool) {
    self.queries = queries
    self.isExact = isExact
  }

  /// Any of some terms: as many queries as they fill. Nil where they are too large, or too many.
  private static func terms(_ condition: SearchCondition) -> [SearchQuery]? {
    let terms = SearchClauses(condition, .anyOfAll)
    guard terms.isWhole, terms.groups.allSatisfy({ $0.count < SearchLimits.filters }),
      terms.groups.count <= SearchLimits.filters * SearchLimits.queries
    else { return nil }
    return terms.groups.chunked(SearchLimits.filters).map { SearchQuery(.anyOfAll, $0) }
  }

  /// All of some clauses. One that is too long becomes several queries, each with a piece of it; what
  /// there is no room for is left out.
  private static func clauses(_ condition: SearchCondition) -> FittedSearch {
    let clauses = SearchClauses(condition, .allOfAny)
    var queries: [[[SearchFilter]]] = [[]]
    var isExact = clauses.isWhole
    var singles = 0
    var groups = 0
    for clause in clauses.groups.smallestFirst(\.count) {
      let pieces = clause.chunked(SearchLimits.filters)
      let isSingle = clause.count == 1
      // The filter to come is a single one.
      let all =
        (singles + (isSingle ? 1 : 0) + 1).pieces(of: SearchLimits.filters)
        + groups + (isSingle ? 0 : 1)
      guard all <= SearchLimits.filters, queries.count * pieces.count <= SearchLimits.queries
      else {
        isExact = false
        continue
      }
      if isSingle { singles += 1 } else { groups += 1 }
      queries = queries.flatMap { query in pieces.map { query + [$0] } }
    }
    return FittedSearch(
      queries: queries.map { $0.isEmpty ? .everyone : SearchQuery(.allOfAny, $0) },
      isExact: isExact)
  }
}

extension Int {
  fileprivate func pieces(of size: Int) -> Int { (self + size - 1) / size }
}
