import GRDB

/// The workspace that the sandbox plays.
struct Workspace: Sendable, Equatable {
  let idCode: String
  let name: String
  /// An IANA name.
  let timeZone: String
  let region: String
  let createdAt: Int64
}

/// A teammate.
struct Admin: Sendable, Equatable {
  let id: String
  let name: String
  let email: String
}

extension Store {
  func workspace() async throws -> Workspace {
    try await read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT id_code, name, time_zone, region, created_at FROM workspace")
      guard let row = try Row.fetchOne(statement) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "there is no workspace")
      }
      return Workspace(
        idCode: row[0], name: row[1], timeZone: row[2], region: row[3], createdAt: row[4])
    }
  }

  /// The admins in their order; the token is the first one's.
  func admins() async throws -> [Admin] {
    try await read { database in
      try Row.fetchAll(
        database.cachedStatement(sql: "SELECT id, name, email FROM admins ORDER BY position")
      ).map { Admin(id: $0[0], name: $0[1], email: $0[2]) }
    }
  }

  static func admin(_ id: String, _ database: Database) throws -> Admin {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT id, name, email FROM admins WHERE id = ?"),
      arguments: [id])
    guard let row else { throw Refusal(Problem(.adminNotFound, "Admin not found")) }
    return Admin(id: row[0], name: row[1], email: row[2])
  }
}
