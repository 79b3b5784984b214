import GRDB

extension Store {
  /// Keeps what somebody did with a news item, whoever does anything having received it; returns the
  /// receipt's id.
  func keep(_ reading: Reading, at now: Int64) async throws -> Int64 {
    try await write(.full) { database in
      guard let item = reading.newsItem.id, let contact = reading.contact.id else {
        throw Refusal(.noResource)
      }
      try Self.role(of: contact, database)
      guard try Self.newsItem(item, database).state == .live else {
        throw Refusal(
          Problem(.dataInvalid, "the news item is not live", field: "news_item_id"))
      }
      let time = reading.time ?? now
      let receipt = try Self.newsReceipt(of: item, by: contact, at: time, database)
      if reading.action != .receive {
        try database.cachedStatement(
          sql: "INSERT INTO news_readings (receipt_id, action, created_at) VALUES (?, ?, ?)"
        ).execute(arguments: [receipt, reading.action.rawValue, time])
      }
      return receipt
    }
  }

  /// The receipt of an item by somebody, which is made when it is missing.
  private static func newsReceipt(
    of item: Int64, by contact: Int64, at time: Int64, _ database: Database
  ) throws -> Int64 {
    let kept = try Int64.fetchOne(
      database.cachedStatement(
        sql: "SELECT id FROM news_receipts WHERE item_id = ? AND contact_id = ?"),
      arguments: [item, contact])
    if let kept { return kept }
    try database.cachedStatement(
      sql: "INSERT INTO news_receipts (item_id, contact_id, received_at) VALUES (?, ?, ?)"
    ).execute(arguments: [item, contact, time])
    return database.lastInsertedRowID
  }

  /// The files of an export by their kinds, with the lines of each; one without any is left out.
  func exportFiles(of job: ExportJob) async throws -> [(kind: String, lines: [[String?]])] {
    try await read { database in
      let actions = ReadingAction.allCases.compactMap { action in
        action.firstColumn.map { (action, column: $0) }
      }
      let common = ContentExport.common.map { $0.name }
      let firsts = actions.map { action, column in
        """
        (SELECT CAST(min(created_at) AS TEXT) FROM news_readings
          WHERE receipt_id = news_receipts.id AND action = '\(action.rawValue)') AS \(column)
        """
      }
      let columns = ContentExport.common.map { "CAST(\($0.sql) AS TEXT) AS \($0.name)" }
      func lines(_ columns: [String], _ source: String) throws -> [[String?]] {
        try Row.fetchAll(
          database,
          sql: """
            SELECT \(columns.joined(separator: ", ")) FROM news_receipts
            LEFT JOIN contacts ON contacts.id = contact_id
            LEFT JOIN news_items ON news_items.id = item_id \(source)
            """, arguments: [job.after, job.before]
        ).map { row in (0..<row.count).map { row[$0] } }
      }
      let within = "WHERE received_at BETWEEN ? AND ? ORDER BY news_receipts.id"
      var files = [
        (
          "receipts", common + actions.map(\.column),
          try lines(columns + firsts, within)
        )
      ]
      for action in ReadingAction.allCases {
        guard let export = action.export else { continue }
        files.append(
          (
            export.file, common + [export.column],
            try lines(
              columns + ["CAST(news_readings.created_at AS TEXT)"],
              """
              JOIN news_readings ON receipt_id = news_receipts.id AND action = '\(action.rawValue)'
              \(within), news_readings.id
              """)
          ))
      }
      return files.filter { !$0.2.isEmpty }.map { (kind: $0.0, lines: [$0.1] + $0.2) }
    }
  }
}

/// What every file of an export says of a receipt.
private enum ContentExport {
  static let common: [(name: String, sql: String)] = [
    ("user_id", "contact_id"), ("user_external_id", "contacts.external_id"),
    ("company_id", "-1"), ("email", "contacts.email"), ("name", "contacts.name"),
    ("ruleset_id", "item_id"), ("content_id", "item_id"), ("content_type", "'News Item'"),
    ("content_title", "news_items.title"), ("ruleset_version_id", "item_id"),
    ("receipt_id", "news_receipts.id"), ("received_at", "received_at"), ("series_id", "-1"),
    ("series_title", "NULL"), ("node_id", "-1"),
  ]
}
