import GRDB

/// The requests of one window of time.
struct RateWindow: Sendable, Equatable {
  /// In seconds.
  static let length: Int64 = 10
  static let perMinute = 60 / length

  /// In Unix seconds.
  let startsAt: Int64
  /// The one that asked included.
  let requests: Int64

  var endsAt: Int64 { startsAt + Self.length }
}

extension Store {
  /// Counts a request in the window of its time, whichever process answers it.
  ///
  /// A clock that lags a little behind another process's counts in the window that is open there;
  /// one that was set back by more than a minute begins anew.
  func countRequest(at now: Int64) async throws -> RateWindow {
    let start = now - now % RateWindow.length
    return try await write(.relaxed) { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO rate_window (id, starts_at, requests) VALUES (1, :start, 1)
          ON CONFLICT (id) DO UPDATE SET
            requests = iif(:start > starts_at OR :start < starts_at - 60, 1, requests + 1),
            starts_at = iif(:start < starts_at - 60, :start, max(:start, starts_at))
          RETURNING starts_at, requests
          """)
      guard let row = try Row.fetchOne(statement, arguments: ["start": start]) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the count returned no row")
      }
      return RateWindow(startsAt: row[0], requests: row[1])
    }
  }
}
