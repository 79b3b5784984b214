import GRDB

/// The names by which clients know a person.
struct ContactNames: Sendable {
  let id: Int64
  let externalID: String?
  let email: String?
}

/// What somebody did, and when.
struct Occurrence: Sendable, Equatable {
  let name: String
  let createdAt: Int64
  /// A JSON object, or nil.
  let metadata: String?
}

/// How often somebody did one thing, and when first and last.
struct OccurrenceSummary: Sendable, Equatable {
  let name: String
  let first: Int64
  let last: Int64
  let count: Int64
}

extension Store {
  /// Keeps an event. One of the same person, name and time is there already and changes nothing.
  func keep(_ draft: EventDraft) async throws {
    try await write(.full) { database in
      let contact = try Self.names(draft.contact, database)
      let event = Occurrence(
        name: draft.name, createdAt: draft.createdAt, metadata: draft.metadata)
      var totals = TallyChange()
      try Self.keep(event, of: contact.id, field: "event_name", &totals, database)
      try Self.count(totals, database)
    }
  }

  /// Keeps what somebody did, and notes the goals of messages that it reaches.
  ///
  /// - Parameter field: where the request names the event.
  static func keep(
    _ event: Occurrence, of contact: Int64, field: String, _ totals: inout TallyChange,
    _ database: Database
  ) throws {
    try database.cachedStatement(sql: "INSERT OR IGNORE INTO event_names (name) VALUES (?)")
      .execute(arguments: [event.name])
    if database.changesCount > 0 {
      let names = try Int.fetchOne(
        database.cachedStatement(sql: "SELECT count(*) FROM event_names"))
      if let names, names > PeopleLimits.eventNames {
        throw Refusal(
          Problem(
            .dataInvalid, "there are events of \(PeopleLimits.eventNames) names already",
            field: field))
      }
    }
    try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO events (name, contact_id, created_at, metadata) VALUES (?, ?, ?, ?)
        """
    ).execute(arguments: [event.name, contact, event.createdAt, event.metadata])
    // What is there already has reached its goals.
    if database.changesCount > 0 {
      try reachGoals(of: contact, by: event.name, at: event.createdAt, &totals, database)
    }
  }

  /// Somebody's events from a time on, the newest first, behind one of them.
  func occurrences(
    of key: ContactKey, from: Int64, before: Occurrence?, limit: Int
  ) async throws -> (contact: ContactNames, occurrences: [Occurrence]) {
    try await read { database in
      let contact = try Self.names(key, database)
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT events.name, created_at, metadata
            FROM event_names CROSS JOIN events ON events.name = event_names.name
            WHERE contact_id = :contact AND created_at >= :from
              AND (:time IS NULL OR (created_at, events.name) < (:time, :name))
            ORDER BY created_at DESC, events.name DESC LIMIT :limit
            """),
        arguments: [
          "contact": contact.id, "from": from, "time": before?.createdAt, "name": before?.name,
          "limit": limit,
        ])
      return (
        contact, rows.map { Occurrence(name: $0[0], createdAt: $0[1], metadata: $0[2]) }
      )
    }
  }

  func summaries(
    of key: ContactKey
  ) async throws -> (contact: ContactNames, summaries: [OccurrenceSummary]) {
    try await read { database in
      let contact = try Self.names(key, database)
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT events.name, min(created_at), max(created_at), count(*)
            FROM event_names CROSS JOIN events ON events.name = event_names.name
            WHERE contact_id = ? GROUP BY events.name ORDER BY events.name
            """), arguments: [contact.id])
      return (
        contact,
        rows.map { OccurrenceSummary(name: $0[0], first: $0[1], last: $0[2], count: $0[3]) }
      )
    }
  }

  static func names(_ key: ContactKey, _ database: Database) throws -> ContactNames {
    let select = "SELECT id, external_id, email FROM contacts WHERE"
    let row: Row?
    switch key {
    case .id(let reference):
      row = try Row.fetchOne(
        database.cachedStatement(sql: "\(select) id = ?"), arguments: [reference.id])
    case .externalID(let text):
      row = try Row.fetchOne(
        database.cachedStatement(sql: "\(select) external_id = ?"), arguments: [text])
    case .email(let text):
      // A user goes before leads of the same address.
      row = try ["user", "lead"].lazy.compactMap { role in
        try Row.fetchOne(
          database.cachedStatement(
            sql: "\(select) email = ? COLLATE NOCASE AND role = '\(role)' ORDER BY id LIMIT 1"),
          arguments: [text])
      }.first
    }
    guard let row else { throw Refusal(.noContact) }
    return ContactNames(id: row[0], externalID: row[1], email: row[2])
  }
}
