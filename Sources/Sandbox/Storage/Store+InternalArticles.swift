import GRDB

extension Store {
  func internalArticles(_ page: NumberedPage) async throws -> Listing {
    try await read { database in
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql:
            "SELECT \(InternalArticle.columns) FROM internal_articles ORDER BY id LIMIT ? OFFSET ?"
        ), arguments: [page.limit, page.offset])
      return Listing(
        documents: rows.map { InternalArticle(row: $0).json },
        total: try Int.fetchOne(
          database.cachedStatement(sql: "SELECT count(*) FROM internal_articles")) ?? 0)
    }
  }

  func internalArticle(_ id: Int64) async throws -> InternalArticle {
    try await read { database in try Self.internalArticle(id, database) }
  }

  func create(_ draft: InternalArticleDraft, at now: Int64) async throws -> InternalArticle {
    try await write(.full) { database in
      try Self.checkTeammates(["owner_id": draft.ownerID, "author_id": draft.authorID], database)
      try database.cachedStatement(
        sql: """
          INSERT INTO internal_articles (title, owner_id, author_id, ai_chatbot, ai_copilot,
            ai_sales_agent, created_at, updated_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        draft.title, draft.ownerID, draft.authorID, draft.chatbot ?? false, draft.copilot ?? false,
        draft.salesAgent ?? false, now, now, draft.body ?? "",
      ])
      return try Self.internalArticle(database.lastInsertedRowID, database)
    }
  }

  func change(
    internalArticle id: Int64, to draft: InternalArticleDraft, at now: Int64
  ) async throws -> InternalArticle {
    try await write(.full) { database in
      var article = try Self.internalArticle(id, database)
      try Self.checkTeammates(["owner_id": draft.ownerID, "author_id": draft.authorID], database)
      article.take(draft, at: now)
      try database.cachedStatement(
        sql: """
          UPDATE internal_articles SET title = ?, owner_id = ?, author_id = ?, ai_chatbot = ?,
            ai_copilot = ?, ai_sales_agent = ?, updated_at = ?, body = ? WHERE id = ?
          """
      ).execute(arguments: [
        article.title, article.ownerID, article.authorID, article.availability.chatbot,
        article.availability.copilot, article.availability.salesAgent, article.updatedAt,
        article.body, id,
      ])
      return article
    }
  }

  func delete(internalArticle id: Int64) async throws {
    try await write(.full) { database in
      try database.cachedStatement(sql: "DELETE FROM internal_articles WHERE id = ?")
        .execute(arguments: [id])
      if database.changesCount == 0 { throw Refusal(.noResource) }
    }
  }

  private static func internalArticle(
    _ id: Int64, _ database: Database
  ) throws -> InternalArticle {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT \(InternalArticle.columns) FROM internal_articles WHERE id = ?"),
      arguments: [id])
    guard let row else { throw Refusal(.noResource) }
    return InternalArticle(row: row)
  }

  /// Whoever a request names by these fields must be there; what it does not name is passed over.
  static func checkTeammates(
    _ named: KeyValuePairs<String, Int64?>, _ database: Database
  ) throws {
    var reader = FieldReader()
    for (field, id) in named {
      if let id, try !hasAdmin(id.description, database) { reader.noTeammate(field) }
    }
    if !reader.problems.isEmpty { throw Refusal(reader.problems) }
  }
}

extension InternalArticle {
  fileprivate static let columns = """
    id, title, owner_id, author_id, ai_chatbot, ai_copilot, ai_sales_agent, created_at, updated_at, \
    body
    """

  fileprivate init(row: Row) {
    self.init(
      id: row[0], title: row[1], body: row[9], ownerID: row[2], authorID: row[3],
      availability: Availability(chatbot: row[4], copilot: row[5], salesAgent: row[6]),
      createdAt: row[7], updatedAt: row[8])
  }
}

extension Problem {
  static let noResource = Problem(.notFound, "Resource Not Found")
}
