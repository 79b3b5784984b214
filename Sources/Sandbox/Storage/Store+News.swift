import GRDB
import JSON

extension Store {
  func newsItems(_ page: NumberedPage) async throws -> Listing {
    try await read { database in
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: "SELECT \(NewsItem.columns) FROM news_items ORDER BY id LIMIT ? OFFSET ?"),
        arguments: [page.limit, page.offset])
      return Listing(
        documents: try Self.documents(of: rows, database),
        total: try Int.fetchOne(
          database.cachedStatement(sql: "SELECT count(*) FROM news_items")) ?? 0)
    }
  }

  /// The live items of a newsfeed, the newest first.
  func liveItems(ofNewsfeed id: Int64, _ page: NumberedPage) async throws -> Listing {
    try await read { database in
      _ = try Self.newsfeed(id, database)
      let items = """
        FROM news_items JOIN news_assignments ON item_id = news_items.id
        WHERE newsfeed_id = ? AND state = 'live'
        """
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT \(NewsItem.columns) \(items)
            ORDER BY published_at DESC, news_items.id DESC LIMIT ? OFFSET ?
            """), arguments: [id, page.limit, page.offset])
      return Listing(
        documents: try Self.documents(of: rows, database),
        total: try Int.fetchOne(
          database.cachedStatement(sql: "SELECT count(*) \(items)"), arguments: [id]) ?? 0)
    }
  }

  func newsItem(_ id: Int64) async throws -> JSONValue {
    try await read { database in
      try Self.document(of: Self.newsItem(id, database), database)
    }
  }

  func create(_ draft: NewsItemDraft, at now: Int64) async throws -> JSONValue {
    try await write(.full) { database in
      var item = NewsItem(
        id: try Self.nextNewsItem(database), title: draft.title, body: "",
        senderID: draft.senderID, state: .draft, labels: [], reactions: nil, isSilent: false,
        assignments: [], createdAt: now, updatedAt: now)
      try Self.put(draft, into: &item, at: now, database)
      return try Self.document(of: item, database)
    }
  }

  func change(newsItem id: Int64, to draft: NewsItemDraft, at now: Int64) async throws -> JSONValue
  {
    try await write(.full) { database in
      var item = try Self.newsItem(id, database)
      try Self.put(draft, into: &item, at: now, database)
      return try Self.document(of: item, database)
    }
  }

  func delete(newsItem id: Int64) async throws {
    try await write(.full) { database in
      _ = try Self.newsItem(id, database)
      for sql in [
        "DELETE FROM news_assignments WHERE item_id = ?", "DELETE FROM news_items WHERE id = ?",
      ] {
        try database.cachedStatement(sql: sql).execute(arguments: [id])
      }
    }
  }

  private static func put(
    _ draft: NewsItemDraft, into item: inout NewsItem, at now: Int64, _ database: Database
  ) throws {
    try checkTeammates(["sender_id": draft.senderID], database)
    for assignment in draft.assignments ?? [] { _ = try newsfeed(assignment.newsfeedID, database) }
    try item.take(draft, at: now)
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO news_items (\(NewsItem.columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: item.arguments)
    try database.cachedStatement(sql: "DELETE FROM news_assignments WHERE item_id = ?")
      .execute(arguments: [item.id])
    for (position, assignment) in item.assignments.enumerated() {
      try database.cachedStatement(
        sql: """
          INSERT INTO news_assignments (item_id, position, newsfeed_id, published_at)
          VALUES (?, ?, ?, ?)
          """
      ).execute(arguments: [item.id, position, assignment.newsfeedID, assignment.publishedAt])
    }
  }

  /// An id that no item has had, deleted ones included.
  private static func nextNewsItem(_ database: Database) throws -> Int64 {
    let last = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'news_items'"))
    return (last ?? 0) + 1
  }

  static func newsItem(_ id: Int64, _ database: Database) throws -> NewsItem {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT \(NewsItem.columns) FROM news_items WHERE id = ?"),
      arguments: [id])
    guard let row else { throw Refusal(.noResource) }
    return try NewsItem(row: row, try assignments(of: id, database))
  }

  private static func assignments(
    of id: Int64, _ database: Database
  ) throws -> [NewsItem.Assignment] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT newsfeed_id, published_at FROM news_assignments WHERE item_id = ?
          ORDER BY position
          """), arguments: [id]
    ).map { NewsItem.Assignment(newsfeedID: $0[0], publishedAt: $0[1]) }
  }

  private static func documents(of rows: [Row], _ database: Database) throws -> [JSONValue] {
    try rows.map { row in
      try document(of: NewsItem(row: row, try assignments(of: row[0], database)), database)
    }
  }

  private static func document(of item: NewsItem, _ database: Database) throws -> JSONValue {
    let workspace = try String.fetchOne(
      database.cachedStatement(sql: "SELECT id_code FROM workspace"))
    return item.json(workspaceID: workspace ?? "")
  }
}

extension NewsItem {
  fileprivate static let columns = """
    id, title, sender_id, state, silent, labels, reactions, created_at, updated_at, body
    """

  fileprivate init(row: Row, _ assignments: [Assignment]) throws {
    let labels = try JSONValue(parsing: row[5] as String).array ?? []
    let reactions = try JSONValue(parsing: row[6] as String).array
    guard let state = NewsItemState(rawValue: row[3]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a news item is in no state")
    }
    self.init(
      id: row[0], title: row[1], body: row[9], senderID: row[2], state: state,
      labels: labels.compactMap(\.string), reactions: reactions?.map(\.string),
      isSilent: row[4], assignments: assignments, createdAt: row[7], updatedAt: row[8])
  }

  fileprivate var arguments: StatementArguments {
    let labels = JSONValue.array(labels.map(JSONValue.string))
    let reactions = reactions.map { JSONValue.array($0.map { $0.map(JSONValue.string) ?? .null }) }
    return [
      id, title, senderID, state.rawValue, isSilent, labels.compactText,
      (reactions ?? .null).compactText, createdAt, updatedAt, body,
    ]
  }
}
