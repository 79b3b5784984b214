import Audiences
import GRDB
import JSON

extension Store {
  /// The contacts whom a search finds, in its order.
  ///
  /// - Parameter seen: when the last tag was attached that the search knows of; `.max` for all.
  func contacts(
    _ search: ContactSearch, at now: Int64, seeingTagsUntil seen: Int64
  ) async throws -> SearchPage {
    try await read { database in
      let audience = try Self.audience(database)
      let tags = try Row.fetchAll(database.cachedStatement(sql: "SELECT id, name FROM tags"))
      var reading = SearchRule(
        audience.attributes, tags: Dictionary(uniqueKeysWithValues: tags.map { ($0[0], $0[1]) }),
        audience.segments, audience.clock)
      let rule = reading.rule(search.query)
      let order = SearchOrder(search.sort, audience.attributes)
      let start = try order.map { try $0.start(search) } ?? .first
      guard let order, reading.problems.isEmpty else {
        let sort = Problem(
          .parameterInvalid, "sort.field is no field that contacts are sorted by",
          field: "sort.field")
        throw Refusal(reading.problems + (order == nil ? [sort] : []))
      }
      let found = try audience.translation(of: rule, at: now)
      func lagging(_ text: String) -> String {
        seen < .max ? SearchIndex.seeingTags(until: seen, text) : text
      }
      let columns = ContactColumns(audience.attributes)
      let keyset = order.condition(behind: start)
      // One more than wanted tells whether this is the last page.
      let rows = try Row.fetchAll(
        database,
        sql: lagging(
          """
          \(found.preamble.text)SELECT \(columns.sql), \(order.column)
          FROM \(found.source.text) AS contacts WHERE (\(found.condition.text))\(keyset.sql)
          ORDER BY \(order.sql) LIMIT ?
          """),
        arguments: found.preamble.arguments + found.condition.arguments
          + StatementArguments(keyset.values) + [search.limit + 1])
      let total = try Int.fetchOne(
        database, sql: lagging(found.count.text), arguments: found.count.arguments)
      let page = rows.prefix(search.limit)
      return SearchPage(
        documents: try Self.documents(page, columns, tagsUntil: seen, database)
          .map(\.compactText),
        total: total ?? 0, page: start.page,
        next: rows.count > search.limit ? page.last.map { order.cursor(behind: $0, start) } : nil)
    }
  }
}

/// What searches go by: an index of the people that may be behind.
private enum SearchIndex {
  /// The statement as it is answered by what was known of tags at a time: a table of that name stands
  /// before the one that it asks.
  static func seeingTags(until time: Int64, _ statement: String) -> String {
    let tags = "contact_tags AS (SELECT * FROM main.contact_tags WHERE applied_at <= \(time))"
    return statement.hasPrefix(with)
      ? "\(with)\(tags), \(statement.dropFirst(with.count))" : "\(with)\(tags)\n\(statement)"
  }

  private static let with = "WITH "
}

/// A page of what a search found.
struct SearchPage: Sendable {
  let documents: [String]
  /// How many were found, on all pages.
  let total: Int
  let page: Int64
  /// The cursor of the next page; nil on the last.
  let next: String?
}

/// The order of a search's contacts: by one column, then by their ids.
private struct SearchOrder {
  /// Where a page begins: behind a contact with a value and an id.
  struct Start {
    let page: Int64
    let behind: (value: DatabaseValue, id: Int64)?

    static let first = Start(page: 1, behind: nil)
  }

  let column: String
  private let isAscending: Bool

  /// Nil for a field that contacts are not sorted by.
  init?(_ sort: ContactSearch.Sort, _ attributes: [Attribute]) {
    let attribute = attributes.first { !$0.isArchived && $0.fullName.isSame(as: sort.field) }
    let special = ["id", "role"].first { $0 == sort.field }
    guard let column = special ?? attribute?.column else { return nil }
    self.column = column
    isAscending = sort.isAscending
  }

  var sql: String {
    isAscending ? "\(column), id" : "\(column) DESC, id DESC"
  }

  /// What is unknown comes first, and last where the order is turned round.
  func condition(behind start: Start) -> (sql: String, values: [DatabaseValue]) {
    guard let (value, id) = start.behind else { return ("", []) }
    let sign = isAscending ? ">" : "<"
    if value.isNull {
      let known = isAscending ? "\(column) IS NOT NULL OR " : ""
      return (" AND (\(known)\(column) IS NULL AND id \(sign) ?)", [id.databaseValue])
    }
    let unknown = isAscending ? "" : " OR \(column) IS NULL"
    return (
      " AND (\(column) \(sign) ? OR \(column) = ? AND id \(sign) ?\(unknown))",
      [value, value, id.databaseValue]
    )
  }

  func cursor(behind row: Row, _ start: Start) -> String {
    let id: Int64 = row[0]
    let value: DatabaseValue = row[row.count - 1]
    let json: JSONValue =
      switch value.storage {
      case .null, .blob: .null
      case .int64(let number): .integer(number)
      case .double(let number): .number(number)
      case .string(let text): .string(text)
      }
    return Base64Text.encode(
      JSONValue.array([
        .string(name), .integer(start.page + 1), .integer(id), json,
      ]).compactText)
  }

  /// Where the search's cursor says that the page begins.
  func start(_ search: ContactSearch) throws -> Start {
    guard let text = search.startingAfter else { return .first }
    guard let parts = Base64Text.decode(text).flatMap(Self.parts), parts.count == 4,
      parts[0].string == name, let page = parts[1].integer, page > 1, let id = parts[2].integer
    else {
      throw Refusal(
        Problem(
          .parameterInvalid, "pagination.starting_after is no cursor of this search",
          field: "pagination.starting_after"))
    }
    let value: DatabaseValue =
      switch parts[3] {
      case .integer(let number): number.databaseValue
      case .number(let number): number.databaseValue
      case .string(let text): text.databaseValue
      case .null, .boolean, .array, .object: .null
      }
    return Start(page: page, behind: (value, id))
  }

  /// What a cursor says that it is of.
  private var name: String { "search \(sql)" }

  private static func parts(_ text: String) -> [JSONValue]? {
    do {
      return try JSONValue(parsing: text).array
    } catch {
      return nil
    }
  }
}
