import Audiences
import Foundation
import GRDB
import JSON

extension Store {
  /// Fixes the people of every live one-time send whose time has come and who are not fixed yet.
  ///
  /// The message is another one from then on: its version grows, and a change that was planned
  /// before meets a precondition that fails.
  package func evaluate(at now: Int64) async throws {
    try await write(.full) { database in try Self.fixPeople(at: now, database) }
  }

  static func fixPeople(at now: Int64, _ database: Database) throws {
    let rows = try MessageRow.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT \(MessageRow.columns) FROM messages
          WHERE state = 'live' AND send = 'once'
            AND (starts_at IS NULL OR starts_at <= :now) AND (ends_at IS NULL OR ends_at > :now)
            AND id NOT IN (SELECT message_id FROM fixed_people)
          ORDER BY id
          """), arguments: ["now": now])
    if rows.isEmpty { return }
    let audience = try Self.audience(database)
    for row in rows {
      let people = try Self.people(of: row, audience, at: now, database)
      try database.cachedStatement(
        sql: "INSERT INTO fixed_people (message_id, people) VALUES (?, ?)"
      ).execute(arguments: [row.id, Data(people.bytes)])
      // One that was fixed before its people were kept stays the message that it is.
      try database.cachedStatement(
        sql: """
          UPDATE messages SET version = version + (audience_frozen_at IS NULL),
            audience_frozen_at = ifnull(audience_frozen_at, ?)
          WHERE id = ?
          """
      ).execute(arguments: [now, row.id])
    }
  }

  /// Nil where they are not fixed yet.
  static func fixedPeople(of message: Int64, _ database: Database) throws -> ContactSet? {
    let bytes = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT people FROM fixed_people WHERE message_id = ?"),
      arguments: [message])
    return bytes.map { ContactSet(bytes: Array($0)) }
  }

  private static func people(
    of row: MessageRow, _ audience: WorkspaceAudience, at now: Int64, _ database: Database
  ) throws -> ContactSet {
    guard let wire = try JSONValue(parsing: row.document)["to"]?["audience"],
      case let rule = try Rule(wire: wire), !rule.isNewsfeed
    else { return .empty }
    let ids = try audience.translation(of: rule, at: now).ids
    let cursor = try Int64.fetchCursor(database, sql: ids.text, arguments: ids.arguments)
    var people = ContactSet.empty
    while let id = try cursor.next() { people.insert(id) }
    return people
  }
}
