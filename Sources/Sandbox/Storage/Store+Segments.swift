import GRDB

/// People who match a rule, under a name.
struct Segment: Sendable, Equatable {
  let id: Int64
  let name: String
  /// Whose: `user` or `contact`, which means leads.
  let personType: String
  /// As it is on the wire.
  let rule: String
  let createdAt: Int64
  let updatedAt: Int64
}

extension Store {
  func segments() async throws -> [Segment] {
    try await read { database in try Self.segments(database) }
  }

  static func segments(_ database: Database) throws -> [Segment] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, name, person_type, rule, created_at, updated_at FROM segments ORDER BY id
          """)
    ).map {
      Segment(
        id: $0[0], name: $0[1], personType: $0[2], rule: $0[3], createdAt: $0[4],
        updatedAt: $0[5])
    }
  }
}
