import GRDB
import JSON

extension Store {
  func message(_ id: Int64) async throws -> MessageRow {
    try await read { database in try Self.message(id, database) }
  }

  func create(_ draft: MessageDraft, at now: Int64) async throws -> MessageRow {
    try await write(.full) { database in
      try Self.insert(draft, by: try Self.tokenOwner(database), at: now, database)
    }
  }

  /// Puts the draft in the message's place; a draft that says what is there changes nothing.
  func replace(
    _ id: Int64, with draft: MessageDraft, if precondition: Precondition, at now: Int64
  ) async throws -> MessageRow {
    try await write(.full) { database in
      var row = try Self.message(id, if: precondition, database)
      try Self.checkReferences(of: draft, to: id, database)
      if row.draft == draft { return row }
      try row.checkFixedFields(against: draft)
      let isOther = row.draft.content != draft.content
      if isOther { row.contentVersion += 1 }
      row.draft = draft
      row.version += 1
      if draft.state == .live, row.liveAt == nil { row.liveAt = now }
      row.updatedAt = now
      row.updatedBy = try Self.tokenOwner(database)
      try row.update(database)
      if isOther { try Self.keepVersion(of: row, at: now, database) }
      return row
    }
  }

  func delete(_ id: Int64, if precondition: Precondition) async throws {
    try await write(.full) { database in
      _ = try Self.message(id, if: precondition, database)
      try database.cachedStatement(sql: "DELETE FROM messages WHERE id = ?")
        .execute(arguments: [id])
      try Self.forgetTallies(of: id, database)
    }
  }

  @discardableResult
  static func insert(
    _ draft: MessageDraft, by author: String?, at now: Int64, _ database: Database
  ) throws -> MessageRow {
    try checkReferences(of: draft, to: nil, database)
    let row = MessageRow(
      id: try nextID(database), draft: draft, version: 1, contentVersion: 1,
      audienceFrozenAt: nil, liveAt: draft.state == .live ? now : nil, shownAt: nil,
      createdAt: now, updatedAt: now, updatedBy: author)
    try row.insert(database)
    try keepVersion(of: row, at: now, database)
    return row
  }

  private static func message(_ id: Int64, _ database: Database) throws -> MessageRow {
    let statement = try database.cachedStatement(
      sql: "SELECT \(MessageRow.columns) FROM messages WHERE id = ?")
    guard let row = try MessageRow.fetchOne(statement, arguments: [id]) else {
      throw Refusal(Problem(.notFound, "there is no message \(id)"))
    }
    return row
  }

  private static func message(
    _ id: Int64, if precondition: Precondition, _ database: Database
  ) throws -> MessageRow {
    let row = try message(id, database)
    guard precondition.holds(for: row) else {
      throw Refusal(
        Problem(
          .preconditionFailed, "the message has moved: its version is \(row.version)",
          field: "If-Match"))
    }
    return row
  }

  /// An id that no message has had, deleted ones included.
  private static func nextID(_ database: Database) throws -> Int64 {
    let last = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'messages'"))
    return (last ?? 0) + 1
  }

  /// What a draft says of others: its admin exists, and its external id is not another message's.
  private static func checkReferences(
    of draft: MessageDraft, to id: Int64?, _ database: Database
  ) throws {
    try checkAdmin(draft.adminID, database)
    guard let externalID = draft.externalID else { return }
    let holder = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM messages WHERE external_id = ?"),
      arguments: [externalID])
    guard let holder, holder != id else { return }
    throw Refusal(
      Problem(
        .conflict, "external_id is taken by message \(holder)", field: "external_id",
        holder: holder.description))
  }

  /// The admin whose token every client presents: the first.
  static func tokenOwner(_ database: Database) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM admins ORDER BY position LIMIT 1"))
  }

  static func checkAdmin(_ id: String, _ database: Database) throws {
    if try !hasAdmin(id, database) {
      throw Refusal(Problem(.dataInvalid, "from.id is no admin's", field: "from.id"))
    }
  }

  static func hasAdmin(_ id: String, _ database: Database) throws -> Bool {
    try Int.fetchOne(
      database.cachedStatement(sql: "SELECT 1 FROM admins WHERE id = ?"), arguments: [id]) != nil
  }
}

extension MessageRow {
  /// Throws where the draft changes what cannot be changed any more: once live, what a message
  /// looks like and whom it is sent to in principle; once frozen, the people of a one-time send.
  fileprivate func checkFixedFields(against new: MessageDraft) throws {
    var problems: [Problem] = []
    if liveAt != nil {
      for (field, moved) in [
        ("format", new.format != draft.format), ("schedule.send", new.send != draft.send),
      ] where moved {
        problems.append(
          Problem(.dataInvalid, "\(field) is fixed: the message has been live", field: field))
      }
    }
    if audienceFrozenAt != nil, draft.send == .once, try new.audience() != draft.audience() {
      problems.append(
        Problem(
          .dataInvalid, "to.audience is fixed: the people of a one-time send are chosen already",
          field: "to.audience"))
    }
    if !problems.isEmpty { throw Refusal(problems) }
  }

  fileprivate func insert(_ database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO messages (\(Self.columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: arguments)
  }

  fileprivate func update(_ database: Database) throws {
    try database.cachedStatement(
      sql: """
        UPDATE messages SET (\(Self.columns)) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        WHERE id = ?
        """
    ).execute(arguments: arguments + [id])
  }

  private var arguments: StatementArguments {
    [
      id, draft.externalID, draft.format.rawValue, draft.state.rawValue, draft.send.rawValue,
      draft.startsAt, draft.endsAt, draft.adminID, version, contentVersion, audienceFrozenAt,
      liveAt, shownAt, createdAt, updatedAt, updatedBy, draft.content.text, draft.settings.text,
    ]
  }
}

extension MessageDraft {
  /// The rule as a value, so that the order of its members and white space make no difference.
  fileprivate func audience() throws -> JSONValue? {
    try JSONValue(parsing: "{\(settings.text)}")["to"]?["audience"]
  }
}
