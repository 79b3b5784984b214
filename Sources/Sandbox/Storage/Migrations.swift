import GRDB

/// The steps that lead to the present layout of the database.
///
/// `user_version` counts the steps done, and `application_id` says whose file it is: both are in
/// SQLite's header, so that an up-to-date file costs a start one read.
enum Migrations {
  /// "HRLD" in ASCII.
  static let applicationID = 0x4852_4C44

  static var layout: Int { steps.count }

  /// Never changed once released, only added to.
  static let steps: [String] = [
    """
    CREATE TABLE workspace (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      id_code TEXT NOT NULL,
      name TEXT NOT NULL,
      time_zone TEXT NOT NULL,
      region TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE admins (
      id TEXT PRIMARY KEY,
      position INTEGER NOT NULL UNIQUE,
      name TEXT NOT NULL,
      email TEXT NOT NULL UNIQUE
    ) STRICT;
    -- The long texts come last: what a filter reads lies in a row's first page.
    CREATE TABLE messages (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      external_id TEXT UNIQUE,
      format TEXT NOT NULL,
      state TEXT NOT NULL,
      send TEXT NOT NULL,
      starts_at INTEGER,
      ends_at INTEGER,
      admin_id TEXT NOT NULL REFERENCES admins (id),
      version INTEGER NOT NULL,
      content_version INTEGER NOT NULL,
      audience_frozen_at INTEGER,
      live_at INTEGER,
      shown_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT,
      content TEXT NOT NULL,
      settings TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sends (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      admin_id TEXT NOT NULL REFERENCES admins (id),
      recipient_key TEXT NOT NULL,
      recipient TEXT NOT NULL,
      body TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE rate_window (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      starts_at INTEGER NOT NULL,
      requests INTEGER NOT NULL
    ) STRICT;
    """
  ]

  /// Whose database it is.
  enum Origin: Equatable { case new, ours(layout: Int), foreign }

  static func origin(_ database: Database) throws -> Origin {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let layout = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if application == applicationID { return .ours(layout: layout) }
    let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    return application == 0 && layout == 0 && objects == 0 ? .new : .foreign
  }

  /// Does the steps that are missing, inside the caller's transaction.
  static func run(_ database: Database, after done: Int) throws {
    for step in steps.dropFirst(done) { try database.execute(sql: step) }
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(layout)")
  }
}
