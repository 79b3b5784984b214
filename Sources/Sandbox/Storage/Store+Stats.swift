import GRDB
import JSON

/// A page of stats, in the order of the messages' ids.
struct StatsPage: Sendable {
  let stats: [MessageStats]
  let total: Int
  let isLast: Bool
}

extension Store {
  func stats(ofMessage id: Int64, _ query: StatsQuery) async throws -> MessageStats {
    try await read { database in
      let row = try Row.fetchOne(
        database.cachedStatement(
          sql: "SELECT id, external_id, content_version FROM messages WHERE id = ?"),
        arguments: [id])
      guard let row else { throw Refusal(Problem(.notFound, "there is no message \(id)")) }
      return try Self.stats(of: row, query, database)
    }
  }

  func stats(_ messages: MessageQuery, _ query: StatsQuery) async throws -> StatsPage {
    try await read { database in
      let page = try Self.page(
        of: messages, columns: "id, external_id, content_version", database)
      return StatsPage(
        stats: try page.rows.map { try Self.stats(of: $0, query, database) }, total: page.total,
        isLast: page.isLast)
    }
  }

  private static func stats(
    of message: Row, _ query: StatsQuery, _ database: Database
  ) throws -> MessageStats {
    let id: Int64 = message[0]
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT content_version, day, \(Tallies.columns.joined(separator: ", ")) FROM tallies
          WHERE message_id = ? AND day >= ? ORDER BY content_version, day
          """), arguments: [id, query.since ?? .min])
    var totals = Tallies()
    var days: [Int: Tallies] = [:]
    var versions: [Int64: Tallies] = [:]
    while let row = try rows.next() {
      let tallies = Tallies(row: row, from: 2)
      totals += tallies
      days[row[1], default: Tallies()] += tallies
      versions[row[0], default: Tallies()] += tallies
    }
    return MessageStats(
      messageID: id, externalID: message[1], contentVersion: message[2], totals: totals,
      days: days.sorted { $0.key < $1.key }.map { .init(day: $0.key, tallies: $0.value) },
      versions: try self.versions(of: id, counted: versions, query, database),
      steps: try steps(of: id, database))
  }

  /// Each version that the message has had, counted or not.
  private static func versions(
    of message: Int64, counted: [Int64: Tallies], _ query: StatsQuery, _ database: Database
  ) throws -> [MessageStats.Version] {
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT content_version, created_at,
            iif(?, json_extract('{' || settings || '}', '$.metadata'), NULL)
          FROM message_versions WHERE message_id = ? ORDER BY content_version
          """), arguments: [query.withMetadata, message])
    var versions = rows.map { row in
      MessageStats.Version(
        contentVersion: row[0], createdAt: row[1], metadata: row[2],
        tallies: counted[row[0]] ?? Tallies())
    }
    let kept = Set(versions.map(\.contentVersion))
    for (version, tallies) in counted where !kept.contains(version) {
      versions.append(
        .init(contentVersion: version, createdAt: nil, metadata: nil, tallies: tallies))
    }
    return versions.sorted { $0.contentVersion < $1.contentVersion }
  }

  private static func steps(
    of message: Int64, _ database: Database
  ) throws -> [MessageStats.Step] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT content_version, step, reply, people FROM step_tallies
          WHERE message_id = ? ORDER BY content_version, step, reply
          """), arguments: [message]
    ).map { .init(contentVersion: $0[0], step: $0[1], reply: $0[2], people: $0[3]) }
  }

  /// Notes what a message says from now on.
  static func keepVersion(of row: MessageRow, at now: Int64, _ database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO message_versions (message_id, content_version, created_at, content, settings)
        VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      row.id, row.contentVersion, now, row.draft.content.text, row.draft.settings.text,
    ])
  }
}
