import GRDB
import JSON

/// A page of things that are JSON already.
struct DocumentPage: Sendable {
  let documents: [String]
  /// How many there are on all pages.
  let total: Int
  /// Where the next page begins; nil on the last one.
  let next: Cursor?
}

extension Store {
  func contact(_ id: Int64) async throws -> JSONValue {
    try await read { database in try Self.contact(id, database) }
  }

  /// The person whom a client knows by this id.
  func contact(externalID: String) async throws -> JSONValue {
    try await read { database in
      let id = try Int64.fetchOne(
        database.cachedStatement(sql: "SELECT id FROM contacts WHERE external_id = ?"),
        arguments: [externalID])
      guard let id else { throw Refusal(.noContact) }
      return try Self.contact(id, database)
    }
  }

  func create(_ draft: ContactDraft, at now: Int64) async throws -> JSONValue {
    try await write(.full) { database in
      let role = draft.role ?? .user
      var settings = [Setting(column: "role", value: role.rawValue.databaseValue)]
      settings += try Self.settings(of: draft, role, to: nil, database)
      settings += ["created_at", "updated_at"].map { Setting(column: $0, value: now.databaseValue) }
      let columns = settings.map(\.column).joined(separator: ", ")
      let places = settings.map { _ in "?" }.joined(separator: ", ")
      try database.execute(
        sql: "INSERT INTO contacts (\(columns)) VALUES (\(places))",
        arguments: StatementArguments(settings.map(\.value)))
      return try Self.contact(database.lastInsertedRowID, database)
    }
  }

  func change(contact id: Int64, to draft: ContactDraft, at now: Int64) async throws -> JSONValue {
    try await write(.full) { database in
      let kept = try Self.role(of: id, database)
      let role = draft.role ?? kept
      var settings = try Self.settings(of: draft, role, to: id, database)
      if draft.role != nil {
        settings.append(Setting(column: "role", value: role.rawValue.databaseValue))
      }
      settings.append(Setting(column: "updated_at", value: now.databaseValue))
      let columns = settings.map { "\($0.column) = ?" }.joined(separator: ", ")
      try database.execute(
        sql: "UPDATE contacts SET \(columns) WHERE id = ?",
        arguments: StatementArguments(settings.map(\.value) + [id.databaseValue]))
      return try Self.contact(id, database)
    }
  }

  /// Deletes a contact with all that is known of it; returns the id that the client gave it.
  func delete(contact id: Int64) async throws -> String? {
    try await write(.full) { database in
      _ = try Self.role(of: id, database)
      let externalID = try String.fetchOne(
        database.cachedStatement(sql: "SELECT external_id FROM contacts WHERE id = ?"),
        arguments: [id])
      for sql in [
        "DELETE FROM tag_holders WHERE contact_id = ?",
        // That somebody was shown something stays counted; what they said does not stay.
        "DELETE FROM receipt_answers WHERE contact_id = ?",
        "DELETE FROM contact_companies WHERE contact_id = ?",
        "DELETE FROM events WHERE name IN (SELECT name FROM event_names) AND contact_id = ?",
        "DELETE FROM contacts WHERE id = ?",
      ] {
        try database.cachedStatement(sql: sql).execute(arguments: [id])
      }
      return externalID
    }
  }

  /// The contacts behind a cursor, by their ids.
  func contacts(after cursor: Cursor, limit: Int) async throws -> DocumentPage {
    try await read { database in
      let columns = ContactColumns(try Self.attributes(of: .contact, database))
      // One more than wanted tells whether this is the last page.
      let rows = try Row.fetchAll(
        database, sql: "SELECT \(columns.sql) FROM contacts WHERE id > ? ORDER BY id LIMIT ?",
        arguments: [cursor.after, limit + 1])
      let page = rows.prefix(limit)
      let last: Int64? = page.last?[0]
      return DocumentPage(
        documents: try Self.documents(page, columns, tagsUntil: .max, database).map(\.compactText),
        total: try Int.fetchOne(
          database.cachedStatement(sql: "SELECT count(*) FROM contacts")) ?? 0,
        next: rows.count > limit
          ? last.map { Cursor(.contacts, page: cursor.page + 1, after: $0) } : nil)
    }
  }

  static func contact(_ id: Int64, _ database: Database) throws -> JSONValue {
    let columns = ContactColumns(try attributes(of: .contact, database))
    let rows = try Row.fetchAll(
      database, sql: "SELECT \(columns.sql) FROM contacts WHERE id = ?", arguments: [id])
    guard let document = try documents(rows[...], columns, tagsUntil: .max, database).first else {
      throw Refusal(.noContact)
    }
    return document
  }

  /// - Parameter seen: when the last tag was attached that they show.
  static func documents(
    _ rows: ArraySlice<Row>, _ columns: ContactColumns, tagsUntil seen: Int64,
    _ database: Database
  ) throws -> [JSONValue] {
    guard !rows.isEmpty else { return [] }
    let workspaceID = try String.fetchOne(
      database.cachedStatement(sql: "SELECT id_code FROM workspace"))
    return try rows.map { row in
      columns.document(
        row, try belongings(of: row[0], tagsUntil: seen, database), workspaceID: workspaceID ?? "")
    }
  }

  private static func belongings(
    of id: Int64, tagsUntil seen: Int64, _ database: Database
  ) throws -> Belongings {
    func shown(
      _ column: String, _ source: String, _ arguments: StatementArguments
    ) throws -> Belongings.Shown {
      let count = try Int64.fetchOne(
        database.cachedStatement(sql: "SELECT count(*) \(source)"), arguments: arguments)
      guard let count, count > 0 else { return Belongings.none }
      return Belongings.Shown(
        ids: try Int64.fetchAll(
          database.cachedStatement(sql: "SELECT \(column) \(source) ORDER BY 1 LIMIT ?"),
          arguments: arguments + [PeopleLimits.shown]),
        total: count)
    }
    return Belongings(
      tags: try shown(
        "tag_id", "FROM tag_holders WHERE contact_id = ? AND applied_at <= ?", [id, seen]),
      companies: try shown("company_id", "FROM contact_companies WHERE contact_id = ?", [id]))
  }

  /// The role of a contact that is there.
  @discardableResult
  static func role(of id: Int64, _ database: Database) throws -> ContactRole {
    let role = try String.fetchOne(
      database.cachedStatement(sql: "SELECT role FROM contacts WHERE id = ?"), arguments: [id])
    guard let role else { throw Refusal(.noContact) }
    guard let role = ContactRole(rawValue: role) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a contact has no role")
    }
    return role
  }

  /// What a draft sets, once what it says of others holds: attributes, an owner, names that are free.
  private static func settings(
    of draft: ContactDraft, _ role: ContactRole, to id: Int64?, _ database: Database
  ) throws -> [Setting] {
    var reader = FieldReader()
    let custom = reader.custom(
      draft.custom, among: try attributes(of: .contact, database))
    if let owner = draft.text("owner_id"), try !hasAdmin(owner, database) {
      reader.wrong("owner_id", "is no admin's")
    }
    if !reader.problems.isEmpty { throw Refusal(reader.problems) }
    try checkNames(of: draft, role, to: id, database)
    return draft.settings + custom
  }

  /// An external id is one contact's, and an e-mail address one user's, in capitals or not.
  private static func checkNames(
    of draft: ContactDraft, _ role: ContactRole, to id: Int64?, _ database: Database
  ) throws {
    var names: [(field: String, value: String?, sql: String)] = [
      ("external_id", draft.text("external_id"), "SELECT id FROM contacts WHERE external_id = ?")
    ]
    if role == .user {
      // A lead who becomes a user keeps the address.
      let kept = try id.flatMap { id in
        try String.fetchOne(
          database.cachedStatement(sql: "SELECT email FROM contacts WHERE id = ?"),
          arguments: [id])
      }
      let email = draft.settings.contains { $0.column == "email" } ? draft.text("email") : kept
      names.append(
        (
          "email", email,
          "SELECT id FROM contacts WHERE email = ? COLLATE NOCASE AND role = 'user'"
        ))
    }
    for (field, value, sql) in names {
      guard let value,
        let holder = try Int64.fetchOne(
          database.cachedStatement(sql: sql), arguments: [value]), holder != id
      else { continue }
      throw Refusal(
        Problem(
          .conflict, "A contact matching those details already exists with id=\(holder)",
          field: field, holder: holder.description))
    }
  }
}

extension Problem {
  static let noContact = Problem(.notFound, "User Not Found")
}
