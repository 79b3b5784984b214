import Foundation
import HTTP
import GRDB
import Sandbox

/// Reading what a thousand messages did, of ten million receipts over ninety days.
struct StatsBench {
  private static let messages = 1_000
  private static let people = 100_000
  /// Of each person.
  private static let receipts = 100

  let folder: URL

  func run(_ figures: Figures) async throws {
    let path = folder.appending(path: "stats.sqlite").path
    var server = try await BenchServer(path, people: nil, senders: 16)
    let made = server
    _ = try await Volley.send(Self.messages, atOnce: 16) { _ in
      try await made.send(.post, "/messages", Self.message)
    }
    await server.stop()
    try Self.fill(path)
    server = try await BenchServer(path, people: nil, senders: 1)
    let list = server
    let runs = try await inTurns(5, [{ try await timed { try await Self.read(list) } }])
    await server.stop()
    figures.add(
      "stats of \(Self.messages) messages, \(Self.people * Self.receipts) receipts",
      String(format: "%.2f s", runs[0].wall), target: "2 s")
  }

  private static let message = """
    {"format":"chat","body":"Hello.","from":{"type":"admin","id":"5001"},
     "to":{"type":"audience","audience":{"everyone":true}}}
    """

  /// Every page of the list.
  private static func read(_ server: BenchServer) async throws {
    var cursor = ""
    repeat {
      let body = try await server.send(.get, "/messages/stats?per_page=150\(cursor)")
      cursor = ""
      let tail = String(decoding: body.suffix(200), as: UTF8.self)
      if let start = tail.firstRange(of: "\"starting_after\":\"") {
        cursor = "&starting_after=\(tail[start.upperBound...].prefix { $0 != "\"" })"
      }
    } while !cursor.isEmpty
  }

  /// Receipts in the order in which they lie, and the totals that they come to.
  private static func fill(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = OFF")
      try database.execute(sql: "PRAGMA cache_size = -262144")
      try database.inTransaction {
        try database.execute(
          sql: """
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :last)
            INSERT INTO receipts
            SELECT i / :each + 1, first + (i % :each) * 10 + i / :each % 10, 1,
              20500 + i * 7 % 90, 1771200000 + i % 7776000, 1, NULL,
              iif(i % 9 = 0, 1771200000 + i % 7776000, NULL), NULL, NULL, NULL,
              iif(i % 23 = 0, 1771200000 + i % 7776000, NULL), 0
            FROM n, (SELECT max(id) - :messages + 1 AS first FROM messages)
            """,
          arguments: [
            "last": people * receipts - 1, "each": receipts, "messages": messages,
          ])
        try database.execute(
          sql: """
            INSERT INTO tallies
            SELECT message_id, 1, day, sum(impressions),
              count(*), count(clicked_at), 0, 0, 0, count(clicked_at), count(goal_at), 0,
              count(*), count(clicked_at), 0, 0, 0, count(clicked_at), count(goal_at), 0
            FROM receipts GROUP BY message_id, day
            """)
        return .commit
      }
      try database.checkpoint(.truncate)
    }
  }
}
