import GRDB

/// What was sent to whom.
struct SentMessage: Sendable, Equatable {
  let id: Int64
  let adminID: String
  let contactIDs: [Int64]
  let body: String
  let createdAt: Int64
}

/// A part of what was sent.
struct SentPage: Sendable {
  let sends: [SentMessage]
  /// How many there are on all pages.
  let total: Int
  let isLast: Bool
}

extension Store {
  /// Keeps a send; returns its id and who it is from.
  static func keep(
    _ send: OneToOneSend, at now: Int64, _ database: Database
  ) throws -> (id: Int64, admin: Admin) {
    try checkAdmin(send.adminID, database)
    let admin = try admin(send.adminID, database)
    let contacts = try send.recipients.map { try contact(of: $0, database) }
    let time = send.createdAt ?? now
    try database.cachedStatement(
      sql: "INSERT INTO sends (admin_id, body, created_at) VALUES (?, ?, ?)"
    ).execute(arguments: [send.adminID, send.body, time])
    let id = database.lastInsertedRowID
    for contact in contacts {
      try database.cachedStatement(
        sql: "INSERT OR IGNORE INTO send_recipients (send_id, contact_id) VALUES (?, ?)"
      ).execute(arguments: [id, contact])
      try database.cachedStatement(
        sql: """
          UPDATE contacts SET last_contacted_at = max(ifnull(last_contacted_at, 0), ?) WHERE id = ?
          """
      ).execute(arguments: [time, contact])
    }
    return (id, admin)
  }

  /// Keeps that somebody wrote back; returns when they last did.
  func keep(_ reply: SentReply, at now: Int64) async throws -> Int64 {
    try await write(.full) { database in
      guard let contact = reply.contact.id else { throw Refusal(.noContact) }
      try Self.role(of: contact, database)
      let time = try Int64.fetchOne(
        database.cachedStatement(
          sql: """
            UPDATE contacts SET last_replied_at = max(ifnull(last_replied_at, 0), ?) WHERE id = ?
            RETURNING last_replied_at
            """), arguments: [reply.time ?? now, contact])
      guard let time else { throw Refusal(.noContact) }
      return time
    }
  }

  /// Somebody who is called a user and is a lead is nobody to Intercom, and the other way round.
  private static func contact(
    of recipient: OneToOneSend.Recipient, _ database: Database
  ) throws -> Int64 {
    let id = try names(recipient.key, database).id
    guard try role(of: id, database) == recipient.role else { throw Refusal(.noContact) }
    return id
  }

  /// What was sent behind an id, in the order in which it came.
  ///
  /// - Parameter contact: the only recipient whose messages are asked for; nil for those of all.
  func sends(after id: Int64, limit: Int, to contact: Int64?) async throws -> SentPage {
    try await read { database in
      let isMeant =
        "(:contact IS NULL OR id IN "
        + "(SELECT send_id FROM send_recipients WHERE contact_id = :contact))"
      // One more than wanted tells whether this is the last page.
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT id, admin_id, body, created_at FROM sends WHERE id > :id AND \(isMeant)
            ORDER BY id LIMIT :limit
            """), arguments: ["id": id, "contact": contact, "limit": limit + 1])
      let page = rows.prefix(limit)
      let recipients = try Self.recipients(of: page.first?[0], to: page.last?[0], database)
      let total = try Int.fetchOne(
        database.cachedStatement(sql: "SELECT count(*) FROM sends WHERE \(isMeant)"),
        arguments: ["contact": contact])
      return SentPage(
        sends: page.map { row in
          SentMessage(
            id: row[0], adminID: row[1], contactIDs: recipients[row[0], default: []], body: row[2],
            createdAt: row[3])
        }, total: total ?? 0, isLast: rows.count <= limit)
    }
  }

  private static func recipients(
    of first: Int64?, to last: Int64?, _ database: Database
  ) throws -> [Int64: [Int64]] {
    guard let first, let last else { return [:] }
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT send_id, contact_id FROM send_recipients WHERE send_id BETWEEN ? AND ?
          ORDER BY send_id, contact_id
          """), arguments: [first, last])
    var recipients: [Int64: [Int64]] = [:]
    while let row = try rows.next() { recipients[row[0], default: []].append(row[1]) }
    return recipients
  }
}
