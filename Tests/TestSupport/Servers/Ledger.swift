import Foundation
import GRDB

/// A book of everything that is written to a sandbox's messages, whoever writes it: triggers in the
/// database keep it, so that it holds what a killed server did too.
package final class Ledger: Sendable {
  package struct Entry: Sendable {
    package enum Kind: String, Sendable { case insert, update, delete }

    package let number: Int64
    package let kind: Kind
    package let id: Int64
    /// After the write, or before a deletion.
    package let externalID: String?
    package let state: String
    /// Before the write.
    package let shownAt: Int64?
    /// Before the write: what the sandbox keeps beside the content, metadata included.
    package let settings: String?
  }

  /// A message as the database holds it.
  package struct Message: Sendable, Hashable {
    package let id: Int64
    package let externalID: String?
    package let format: String
    package let state: String
    package let shownAt: Int64?
    /// Two pieces of JSON, without braces.
    package let content: String
    package let settings: String
    /// All that is kept of it, in one text.
    package let bytes: String
  }

  private let queue: DatabaseQueue

  /// Opens the book of a database that a sandbox has made, and begins it if nobody has.
  package init(over path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { try $0.execute(sql: Self.book) }
  }

  /// The number of the last entry.
  package func position() throws -> Int64 {
    try queue.read { try Int64.fetchOne($0, sql: "SELECT max(number) FROM test_ledger") ?? 0 }
  }

  package func entries(after position: Int64 = 0) throws -> [Entry] {
    try queue.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM test_ledger WHERE number > ? ORDER BY number",
        arguments: [position]
      ).map { row in
        let kind: String = row["kind"]
        return Entry(
          number: row["number"], kind: Entry.Kind(rawValue: kind) ?? .update, id: row["id"],
          externalID: row["external_id"], state: row["state"], shownAt: row["shown_at"],
          settings: row["settings"])
      }
    }
  }

  package func messages() throws -> [Message] {
    try queue.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM messages ORDER BY id").map { row in
        Message(
          id: row["id"], externalID: row["external_id"], format: row["format"],
          state: row["state"], shownAt: row["shown_at"], content: row["content"],
          settings: row["settings"],
          bytes: row.map { "\($0)=\($1)" }.joined(separator: "\n"))
      }
    }
  }

  /// Fills the workspace with what no client writes fast enough.
  package func fill(_ statement: String) throws {
    try queue.write { try $0.execute(sql: statement) }
  }

  /// Begins a new window of the rate limit: a long test is no busy client.
  package func forgetRequests() throws {
    try queue.write { try $0.execute(sql: "DELETE FROM rate_window") }
  }

  private static let book = """
    CREATE TABLE IF NOT EXISTS test_ledger (
      number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id INTEGER NOT NULL,
      external_id TEXT, state TEXT NOT NULL, shown_at INTEGER, settings TEXT
    );
    CREATE TRIGGER IF NOT EXISTS test_insert AFTER INSERT ON messages BEGIN
      INSERT INTO test_ledger (kind, id, external_id, state)
      VALUES ('insert', new.id, new.external_id, new.state);
    END;
    CREATE TRIGGER IF NOT EXISTS test_update AFTER UPDATE ON messages BEGIN
      INSERT INTO test_ledger (kind, id, external_id, state, shown_at, settings)
      VALUES ('update', new.id, new.external_id, new.state, old.shown_at, old.settings);
    END;
    CREATE TRIGGER IF NOT EXISTS test_delete AFTER DELETE ON messages BEGIN
      INSERT INTO test_ledger (kind, id, external_id, state, shown_at, settings)
      VALUES ('delete', old.id, old.external_id, old.state, old.shown_at, old.settings);
    END;
    """
}
