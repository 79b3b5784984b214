import GRDB

/// The database of one sandbox.
///
/// Several processes may serve one file. So nothing is decided in memory: what a write depends on
/// is read in the write's own transaction, which takes SQLite's only write lock at its beginning.
package struct Store: Sendable {
  /// What survives a power cut; whatever is committed survives the end of the process.
  enum Durability: String {
    /// On disk before the answer is given: everything that a client asked to be kept.
    case full = "PRAGMA synchronous = FULL"
    /// On disk with the next durable write. A count of requests that a power cut takes away lets
    /// at most one window's requests pass again, and is not worth a disk's wait for each request.
    case relaxed = "PRAGMA synchronous = NORMAL"
  }

  let pool: DatabasePool

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await pool.read(body)
  }

  func write<Value: Sendable>(
    _ durability: Durability, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await pool.writeWithoutTransaction { database in
      try Self.transaction(database, durability, body)
    }
  }

  /// Runs the body in a transaction that holds the write lock from its beginning.
  static func transaction<Value>(
    _ database: Database, _ durability: Durability, _ body: (Database) throws -> Value
  ) throws -> Value {
    // SQLite refuses the pragma inside a transaction.
    try database.cachedStatement(sql: durability.rawValue).execute()
    try database.beginTransaction(.immediate)
    do {
      let value = try body(database)
      try database.commit()
      return value
    } catch {
      // A full disk makes SQLite roll back by itself.
      if database.isInsideTransaction { try database.rollback() }
      throw error
    }
  }

  /// Closes the connections; the log stays beside the file, and the next start goes on with it. To
  /// move its pages into the file would make every command wait for the disk.
  func close() throws {
    try pool.close()
  }
}
