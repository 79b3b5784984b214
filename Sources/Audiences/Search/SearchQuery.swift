package import JSON

/// What one search is asked, within what Intercom takes.
package struct SearchQuery: Sendable, Hashable {
  let form: SearchClauses.Form
  let groups: [[SearchFilter]]
  /// What must hold besides; there is room for one.
  private var also: SearchFilter?

  init(_ form: SearchClauses.Form, _ groups: [[SearchFilter]]) {
    self.form = form
    self.groups = groups
  }

  /// Finds everybody: each contact is one or the other.
  package static let everyone = SearchQuery(
    .allOfAny, [[SearchFilter("role", .among, .texts(["user", "lead"]))]])

  /// Finds who has a tag; of them, only who was last heard from on a day after an instant's (Unix
  /// seconds), where there is one.
  package static func tagged(_ id: String, heardFromAfter instant: Int64?) -> SearchQuery {
    let tagged = SearchFilter("tag_id", .equal, .text(ExactText(id)))
    let heard = instant.map { SearchFilter("last_replied_at", .greater, .integer(max(0, $0))) }
    return SearchQuery(.allOfAny, [[tagged]] + (heard.map { [[$0]] } ?? []))
  }

  /// Those of the people found for whom a filter holds as well.
  package func and(_ filter: SearchFilter) -> SearchQuery {
    var query = self
    query.also = filter
    return query
  }

  /// The `query` of a search's body. Filters and groups are not mixed in one list, by its
  /// description.
  package var json: JSONValue {
    switch form {
    case .allOfAny: Self.all(groups + (also.map { [[$0]] } ?? []))
    case .anyOfAll: Self.group(.any, groups.map { Self.group(.all, ($0 + also.list).map(\.json)) })
    }
  }

  private static func all(_ clauses: [[SearchFilter]]) -> JSONValue {
    let single = clauses.filter { $0.count == 1 }.map { $0[0].json }
    let several = clauses.filter { $0.count > 1 }.map { group(.any, $0.map(\.json)) }
    if several.isEmpty, single.count <= SearchLimits.filters {
      return single.count == 1 ? single[0] : group(.all, single)
    }
    if single.isEmpty, several.count == 1 { return several[0] }
    return group(.all, single.chunked(SearchLimits.filters).map { group(.all, $0) } + several)
  }

  private enum Junction: String {
    case all = "AND"
    case any = "OR"
  }

  private static func group(_ junction: Junction, _ parts: [JSONValue]) -> JSONValue {
    ["operator": .string(junction.rawValue), "value": .array(parts)]
  }
}

extension SearchFilter? {
  fileprivate var list: [SearchFilter] { map { [$0] } ?? [] }
}

/// How much one search takes: groups of groups, by Intercom's description.
enum SearchLimits {
  /// In a group.
  static let filters = 15
  /// With `IN` and `NIN`.
  static let values = 1_000
  /// Searches that a rule may become.
  static let queries = 20
  /// Groups that are looked at while a rule is brought into its form.
  static let groups = 128
}
