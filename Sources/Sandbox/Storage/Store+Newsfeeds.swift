import GRDB

extension Store {
  func newsfeeds(_ page: NumberedPage) async throws -> Listing {
    try await read { database in
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: "SELECT \(Newsfeed.columns) FROM newsfeeds ORDER BY id LIMIT ? OFFSET ?"),
        arguments: [page.limit, page.offset])
      return Listing(
        documents: rows.map { Newsfeed(row: $0).json },
        total: try Int.fetchOne(
          database.cachedStatement(sql: "SELECT count(*) FROM newsfeeds")) ?? 0)
    }
  }

  func newsfeed(_ id: Int64) async throws -> Newsfeed {
    try await read { database in try Self.newsfeed(id, database) }
  }

  static func newsfeed(_ id: Int64, _ database: Database) throws -> Newsfeed {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT \(Newsfeed.columns) FROM newsfeeds WHERE id = ?"),
      arguments: [id])
    guard let row else { throw Refusal(.noResource) }
    return Newsfeed(row: row)
  }

  /// Makes the newsfeeds that are missing of these names, as somebody does in Intercom's own screens.
  /// A name that is there twice is that of two newsfeeds.
  func makeNewsfeeds(_ names: [String], at now: Int64) async throws {
    if names.isEmpty { return }
    try await write(.full) { database in
      var wanted: [String: Int] = [:]
      for name in names {
        wanted[name, default: 0] += 1
        let count = try Int.fetchOne(
          database.cachedStatement(sql: "SELECT count(*) FROM newsfeeds WHERE name = ?"),
          arguments: [name])
        if let count, let wanted = wanted[name], count < wanted {
          try database.cachedStatement(
            sql: "INSERT INTO newsfeeds (name, created_at, updated_at) VALUES (?, ?, ?)"
          ).execute(arguments: [name, now, now])
        }
      }
    }
  }
}

extension Newsfeed {
  fileprivate static let columns = "id, name, created_at, updated_at"

  fileprivate init(row: Row) {
    self.init(id: row[0], name: row[1], createdAt: row[2], updatedAt: row[3])
  }
}
