import GRDB

extension Store {
  /// Fixes the people of every live one-time send whose time has come and who are not fixed yet.
  ///
  /// The message is another one from then on: its version grows, and a change that was planned
  /// before meets a precondition that fails.
  package func evaluate(at now: Int64) async throws {
    try await write(.full) { database in
      try database.execute(
        sql: """
          UPDATE messages SET audience_frozen_at = :now, version = version + 1
          WHERE state = 'live' AND send = 'once' AND audience_frozen_at IS NULL
            AND (starts_at IS NULL OR starts_at <= :now) AND (ends_at IS NULL OR ends_at > :now)
          """,
        arguments: ["now": now])
    }
  }

  /// Notes that somebody has been shown the message. The first time makes it another message, as
  /// freezing does: what is removed and what is archived depends on it.
  package func recordImpression(messageID: Int64, at now: Int64) async throws {
    try await write(.full) { database in
      try database.execute(
        sql: """
          UPDATE messages SET shown_at = :now, version = version + 1
          WHERE id = :id AND shown_at IS NULL
          """,
        arguments: ["now": now, "id": messageID])
    }
  }
}
