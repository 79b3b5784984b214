import GRDB
import JSON

/// Which companies a list holds, and which page of it.
struct CompanyQuery: Sendable, Equatable {
  enum Order: String, CaseIterable, Sendable {
    /// By when somebody of them was last seen.
    case asc, desc
  }

  var tag: Reference?
  var contact: Int64?
  /// Nil for the order of their ids.
  var order: Order?
  /// From 1.
  var page: Int
  var limit: Int
}

/// What one company is looked up by.
enum CompanyKey: Sendable, Equatable {
  case id(Int64)
  case companyID(String)
  case name(String)
}

extension Store {
  func company(_ key: CompanyKey) async throws -> JSONValue {
    try await read { database in try Self.company(key, database) }
  }

  /// Makes the company, or changes the one that the client's id is of.
  func keep(_ draft: CompanyDraft, at now: Int64) async throws -> JSONValue {
    try await write(.full) { database in
      var reader = FieldReader()
      let custom = reader.custom(draft.custom, among: try Self.attributes(of: .company, database))
      if !reader.problems.isEmpty { throw Refusal(reader.problems) }
      try database.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO companies (company_id, created_at, updated_at) VALUES (?, ?, ?)
          """
      ).execute(arguments: [draft.companyID, now, now])
      var settings = draft.settings + custom
      settings.append(Setting(column: "updated_at", value: now.databaseValue))
      if draft.isSeen {
        settings.append(Setting(column: "last_request_at", value: now.databaseValue))
      }
      let columns = settings.map { "\($0.column) = ?" }.joined(separator: ", ")
      try database.execute(
        sql: "UPDATE companies SET \(columns) WHERE company_id = ?",
        arguments: StatementArguments(settings.map(\.value) + [draft.companyID.databaseValue]))
      return try Self.company(.companyID(draft.companyID), database)
    }
  }

  func companies(_ query: CompanyQuery) async throws -> DocumentPage {
    try await read { database in
      var tables = "companies"
      var arguments = StatementArguments()
      if let contact = query.contact {
        try Self.role(of: contact, database)
        tables += """
           JOIN contact_companies
          ON contact_companies.company_id = companies.id AND contact_id = ?
          """
        arguments += [contact]
      }
      if let tag = query.tag {
        tables += """
           JOIN company_tags ON company_tags.company_id = companies.id
          JOIN tags ON tags.name = company_tags.tag AND tags.id = ?
          """
        // An id that is no number is no tag's.
        arguments += [tag.id ?? -1]
      }
      let columns = CompanyColumns(try Self.attributes(of: .company, database))
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT \(columns.sql) FROM \(tables) ORDER BY \(query.orderSQL) LIMIT ? OFFSET ?",
        arguments: arguments + [query.limit, query.limit * (query.page - 1)])
      let total = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM \(tables)", arguments: arguments)
      return DocumentPage(
        documents: try rows.map { try Self.document($0, columns, database).compactText },
        total: total ?? 0, next: nil)
    }
  }

  func attach(company reference: Reference, toContact id: Int64) async throws -> JSONValue {
    try await write(.full) { database in
      try Self.role(of: id, database)
      let company = try Self.company(.id(reference), database)
      try database.cachedStatement(
        sql: "INSERT OR IGNORE INTO contact_companies (contact_id, company_id) VALUES (?, ?)"
      ).execute(arguments: [id, company])
      return try Self.company(.id(company), database)
    }
  }

  func detach(company: Int64, fromContact id: Int64) async throws -> JSONValue {
    try await write(.full) { database in
      try Self.role(of: id, database)
      try database.cachedStatement(
        sql: "DELETE FROM contact_companies WHERE contact_id = ? AND company_id = ?"
      ).execute(arguments: [id, company])
      if database.changesCount == 0 { throw Refusal(.noCompany) }
      return try Self.company(.id(company), database)
    }
  }

  /// The id of a company that is there.
  static func company(_ key: TagDraft.Mark.Key, _ database: Database) throws -> Int64 {
    let id: Int64?
    switch key {
    case .id(let reference):
      id = try Int64.fetchOne(
        database.cachedStatement(sql: "SELECT id FROM companies WHERE id = ?"),
        arguments: [reference.id])
    case .companyID(let text):
      id = try Int64.fetchOne(
        database.cachedStatement(sql: "SELECT id FROM companies WHERE company_id = ?"),
        arguments: [text])
    }
    guard let id else { throw Refusal(.noCompany) }
    return id
  }

  private static func company(_ key: CompanyKey, _ database: Database) throws -> JSONValue {
    let columns = CompanyColumns(try attributes(of: .company, database))
    let condition: String
    let argument: DatabaseValue
    switch key {
    case .id(let id): (condition, argument) = ("id = ?", id.databaseValue)
    case .companyID(let text): (condition, argument) = ("company_id = ?", text.databaseValue)
    case .name(let text): (condition, argument) = ("name = ?", text.databaseValue)
    }
    let row = try Row.fetchOne(
      database, sql: "SELECT \(columns.sql) FROM companies WHERE \(condition) ORDER BY id LIMIT 1",
      arguments: [argument])
    guard let row else { throw Refusal(.noCompany) }
    return try document(row, columns, database)
  }

  private static func document(
    _ row: Row, _ columns: CompanyColumns, _ database: Database
  ) throws -> JSONValue {
    let id: Int64 = row[0]
    let users = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT count(*) FROM contact_companies WHERE company_id = ?"),
      arguments: [id])
    let tags = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT tags.id, tags.name FROM company_tags JOIN tags ON tags.name = tag
          WHERE company_id = ? ORDER BY tags.id
          """), arguments: [id])
    let workspace = try String.fetchOne(
      database.cachedStatement(sql: "SELECT id_code FROM workspace"))
    return columns.document(
      row, users: users ?? 0, tags: tags.map { Tag(id: $0[0], name: $0[1]) },
      workspaceID: workspace ?? "")
  }
}

extension CompanyQuery {
  fileprivate var orderSQL: String {
    switch order {
    case nil: "companies.id"
    case .asc: "last_request_at ASC NULLS FIRST, companies.id"
    case .desc: "last_request_at DESC NULLS LAST, companies.id DESC"
    }
  }
}

extension Problem {
  static let noCompany = Problem(.companyNotFound, "Company Not Found")
}
