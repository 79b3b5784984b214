import JSON

/// Who is looked for, in which order, and which page of them.
struct ContactSearch: Sendable {
  /// How a field is compared, as clients write it.
  enum Operator: String, CaseIterable, Sendable {
    case equal = "="
    case unequal = "!="
    case among = "IN"
    case notAmong = "NIN"
    case greater = ">"
    case less = "<"
    case atLeast = ">="
    case atMost = "<="
    case contains = "~"
    case lacks = "!~"
    case beginsWith = "^"
    case endsWith = "$"
  }

  struct Filter: Sendable {
    let field: String
    let comparison: Operator
    let value: JSONValue
    /// Where it stands in the request.
    let path: String
  }

  indirect enum Query: Sendable {
    case filter(Filter)
    case all([Query])
    case any([Query])
  }

  struct Sort: Sendable, Equatable {
    let field: String
    let isAscending: Bool

    /// The newest first.
    static let standard = Sort(field: "created_at", isAscending: false)
  }

  let query: Query
  let sort: Sort
  let limit: Int
  /// As it was given; whether it is one of this search is known with the sort's column.
  let startingAfter: String?

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["query", "pagination", "sort"], in: scope)
    if reader.value(scope, "query") == nil { reader.malformed("query", "is required") }
    let query = reader.object(scope, "query").flatMap { reader.query($0, depth: 1) }
    let sort = reader.sort(scope)
    let page = reader.object(scope, "pagination") ?? Scope(object: [:], path: "pagination")
    reader.allow(["per_page", "starting_after", "page"], in: page)
    let limit = reader.integer(page, "per_page", in: 1...150) ?? 50
    startingAfter = reader.text(page, "starting_after", atMost: PeopleLimits.url)
    guard reader.problems.isEmpty, let query else { throw Refusal(reader.problems) }
    self.query = query
    self.sort = sort
    self.limit = Int(limit)
  }
}

/// How deep and how wide a search may be: what Intercom allows.
private enum SearchLimits {
  static let depth = 2
  static let filters = 15
  static let values = 1_000
}

extension FieldReader {
  fileprivate mutating func query(_ scope: Scope, depth: Int) -> ContactSearch.Query? {
    guard let name = value(scope, "operator") else {
      malformed(scope.path(to: "operator"), "is required")
      return nil
    }
    guard name == "AND" || name == "OR" else { return filter(scope) }
    allow(["operator", "value"], in: scope)
    guard depth <= SearchLimits.depth else {
      malformed(scope.path, "is nested more than \(SearchLimits.depth) deep")
      return nil
    }
    guard let parts = list(scope, "value", atMost: .max), !parts.isEmpty,
      parts.count <= SearchLimits.filters
    else {
      malformed(
        scope.path(to: "value"), "must be an array of 1 to \(SearchLimits.filters) filters")
      return nil
    }
    var queries: [ContactSearch.Query] = []
    for (index, part) in parts.enumerated() {
      guard let part = object(part, at: "\(scope.path(to: "value")).\(index)"),
        let query = query(part, depth: depth + 1)
      else { continue }
      queries.append(query)
    }
    return name == "AND" ? .all(queries) : .any(queries)
  }

  private mutating func filter(_ scope: Scope) -> ContactSearch.Query? {
    allow(["field", "operator", "value"], in: scope)
    guard let field = value(scope, "field")?.string else {
      malformed(scope.path(to: "field"), "must be a string")
      return nil
    }
    guard let name = value(scope, "operator")?.string,
      let comparison = ContactSearch.Operator(rawValue: name)
    else {
      let names = ContactSearch.Operator.allCases.map(\.rawValue).joined(separator: " ")
      malformed(scope.path(to: "operator"), "must be AND, OR or one of \(names)")
      return nil
    }
    guard let value = scope.object["value"] else {
      malformed(scope.path(to: "value"), "is required")
      return nil
    }
    if let list = value.array, list.isEmpty || list.count > SearchLimits.values {
      malformed(scope.path(to: "value"), "must have 1 to \(SearchLimits.values) elements")
    }
    return .filter(
      ContactSearch.Filter(
        field: field, comparison: comparison, value: value, path: scope.path))
  }

  fileprivate mutating func sort(_ scope: Scope) -> ContactSearch.Sort {
    guard let sort = object(scope, "sort") else { return .standard }
    allow(["field", "order"], in: sort)
    let field = text(sort, "field", atMost: PeopleLimits.text)
    let order = value(sort, "order") ?? "descending"
    if order != "ascending", order != "descending" {
      add(
        Problem(
          .invalidSortOrder, "sort.order must be ascending or descending", field: "sort.order"))
    }
    return ContactSearch.Sort(
      field: field ?? ContactSearch.Sort.standard.field, isAscending: order == "ascending")
  }
}
