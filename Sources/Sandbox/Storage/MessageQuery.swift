import GRDB

/// Which messages a list holds: those after one id that pass every filter, by their ids.
struct MessageQuery: Sendable, Equatable {
  var externalIDPrefix: String?
  var format: MessageFormat?
  var state: MessageState?
  var after: Int64
  var limit: Int
}

/// A page of messages, each as the API serves it.
struct MessagePage: Sendable {
  let documents: [String]
  /// How many pass the filters, on all pages.
  let total: Int
  let lastID: Int64?
  let isLast: Bool
}

extension Store {
  func messages(_ query: MessageQuery) async throws -> MessagePage {
    try await read { database in
      let page = try Self.page(of: query, columns: MessageRow.columns, database)
      let messages = try page.rows.map(MessageRow.init(row:))
      return MessagePage(
        documents: messages.map(\.document), total: page.total, lastID: messages.last?.id,
        isLast: page.isLast)
    }
  }

  /// The messages of a list, with some of their columns, and how many there are on all pages.
  static func page(
    of query: MessageQuery, columns: String, _ database: Database
  ) throws -> (rows: [Row], total: Int, isLast: Bool) {
    // One more than wanted tells whether this is the last page.
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(columns) FROM messages NOT INDEXED
        WHERE id > :after\(query.conditions) ORDER BY id LIMIT :limit
        """)
    var arguments = query.arguments
    arguments["after"] = query.after
    arguments["limit"] = query.limit + 1
    let rows = try Row.fetchAll(statement, arguments: StatementArguments(arguments))
    return (
      Array(rows.prefix(query.limit)), try query.count(database), rows.count <= query.limit
    )
  }
}

extension MessageQuery {
  fileprivate func count(_ database: Database) throws -> Int {
    let statement = try database.cachedStatement(
      sql: "SELECT count(*) FROM messages WHERE true\(conditions)")
    return try Int.fetchOne(statement, arguments: StatementArguments(arguments)) ?? 0
  }

  fileprivate var conditions: String {
    var text = ""
    // A range, and not LIKE: it is exact about case and `%`, and an index can answer it.
    if externalIDPrefix != nil { text += " AND external_id >= :prefix AND external_id < :beyond" }
    if format != nil { text += " AND format = :format" }
    if state != nil { text += " AND state = :state" }
    return text
  }

  fileprivate var arguments: [String: (any DatabaseValueConvertible)?] {
    var arguments: [String: (any DatabaseValueConvertible)?] = [:]
    if let externalIDPrefix {
      arguments["prefix"] = externalIDPrefix
      arguments["beyond"] = externalIDPrefix + "\u{10FFFF}"
    }
    if let format { arguments["format"] = format.rawValue }
    if let state { arguments["state"] = state.rawValue }
    return arguments
  }
}
