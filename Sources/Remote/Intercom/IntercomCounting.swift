package import Audiences
package import Planning

/// Counts people by searching for them: exactly where a search finds nobody else, and as at most so
/// many where it does.
package struct IntercomCounting: PeopleCounting {
  private let search: IntercomSearch
  private let moment: @Sendable (_ timeZone: String) -> Moment?

  /// - Parameter moment: now, in a zone; nil where there is no such zone.
  package init(
    _ search: IntercomSearch, moment: @escaping @Sendable (_ timeZone: String) -> Moment?
  ) {
    self.search = search
    self.moment = moment
  }

  package func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount {
    if let wider = rule.whateverTheyRead { return try await reach(of: wider).bound }
    let known = try await search.known()
    guard let moment = known.timeZone.flatMap(moment),
      let translation = SearchTranslation(rule, at: moment, in: known.facts)
    else { return .uncounted }
    if translation.queries == [.everyone] { return known.count(known.everyone, translation) }
    var found = 0
    for query in translation.queries {
      do throws(RemoteError) {
        found += try await search.page(query, size: 1, after: nil).total
      } catch {
        // It searches by less than its description says.
        guard case .refused = error else { throw error }
        return .uncounted
      }
    }
    return known.count(found, translation)
  }
}

extension IntercomSearch.Known {
  /// Whoever several searches find counts several times, but nobody is more than everyone. People come
  /// meanwhile.
  fileprivate func count(_ found: Int, _ translation: SearchTranslation) -> PeopleCount {
    switch (translation.isExact, translation.queries.count) {
    case (true, 0), (true, 1): .people(found, of: max(found, everyone))
    case (_, 0), (_, 1): .atMost(found, of: max(found, everyone))
    case (_, _): .atMost(min(found, everyone), of: everyone)
    }
  }
}
