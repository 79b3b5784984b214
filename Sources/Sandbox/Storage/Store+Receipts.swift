import Audiences
import GRDB

extension Store {
  /// Somebody's receipts of all messages, by message and version.
  static func receipts(
    ofContact id: Int64, _ database: Database
  ) throws -> [Int64: ReceiptsOfMessage] {
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT \(Receipt.columns) FROM receipts WHERE contact_id = ?
          ORDER BY message_id, content_version
          """), arguments: [id])
    var receipts: [Int64: ReceiptsOfMessage] = [:]
    while let row = try rows.next() {
      let receipt = Receipt(row: row)
      receipts[receipt.key.messageID, default: []].append(receipt)
    }
    return receipts
  }

  /// Somebody's receipts of one message, by version.
  static func receipts(
    ofContact id: Int64, ofMessage message: Int64, _ database: Database
  ) throws -> ReceiptsOfMessage {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT \(Receipt.columns) FROM receipts WHERE contact_id = ? AND message_id = ?
          ORDER BY content_version
          """), arguments: [id, message]
    ).map(Receipt.init(row:))
  }

  /// Writes a receipt in the place of what there was, and notes how the totals move with it.
  ///
  /// - Parameter others: the person's receipts of the message as they are before.
  static func put(
    _ receipt: Receipt, among others: ReceiptsOfMessage, _ totals: inout TallyChange,
    _ database: Database
  ) throws {
    var after = others
    if let index = others.firstIndex(where: { $0.key == receipt.key }) {
      if others[index] == receipt { return }
      after[index] = receipt
    } else {
      after.append(receipt)
      after.sort { $0.key.contentVersion < $1.key.contentVersion }
    }
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO receipts (\(Receipt.columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: receipt.arguments)
    totals.move(from: others, to: after)
  }

  /// Notes what somebody did with a message, once. Returns the receipt as it is then.
  static func record(
    _ action: ReceiptAction, on key: ReceiptKey, at now: Int64, _ totals: inout TallyChange,
    _ database: Database
  ) throws -> Receipt {
    let receipts = try receipts(
      ofContact: key.contactID, ofMessage: key.messageID, database)
    guard var receipt = receipts.first(where: { $0.key == key }) else {
      throw Refusal(.noReceipt)
    }
    let message = try shownMessage(key.messageID, database)
    try message.check(action, at: key.contentVersion)
    let now = max(now, receipt.createdAt)
    switch action {
    case .click: receipt.clickedAt = receipt.clickedAt ?? now
    case .dismiss: receipt.dismissedAt = receipt.dismissedAt ?? now
    case .complete: receipt.completedAt = receipt.completedAt ?? now
    case .reply(let reply):
      try keep(reply, to: key, at: now, database)
      receipt.repliedAt = receipt.repliedAt ?? now
    }
    try put(receipt, among: receipts, &totals, database)
    return receipt
  }

  /// Keeps what somebody answered; what is there already is kept once.
  private static func keep(
    _ reply: Reply, to key: ReceiptKey, at now: Int64, _ database: Database
  ) throws {
    let answer: (step: String, text: String, position: Int64?)
    switch reply {
    case .words(nil): return
    case .words(let text?): answer = ("", text, nil)
    case .button(let step, let position): answer = (step, position.description, position)
    }
    let names: StatementArguments = [key.contactID, key.messageID, key.contentVersion]
    let count = try Int64.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT count(*) FROM receipt_answers
          WHERE contact_id = ? AND message_id = ? AND content_version = ?
            AND NOT (step = ? AND answer = ?)
          """), arguments: names + [answer.step, answer.text])
    if let count, count >= MessengerLimits.answers {
      throw Refusal(
        Problem(
          .dataInvalid, "the receipt has \(MessengerLimits.answers) replies already",
          field: answer.position == nil ? "body" : "reply"))
    }
    try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO receipt_answers
          (contact_id, message_id, content_version, step, answer, answered_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: names + [answer.step, answer.text, now])
    guard database.changesCount > 0, let position = answer.position else { return }
    try database.cachedStatement(
      sql: """
        INSERT INTO step_tallies (message_id, content_version, step, reply, people)
        VALUES (?, ?, ?, ?, 1)
        ON CONFLICT DO UPDATE SET people = people + 1
        """
    ).execute(arguments: [key.messageID, key.contentVersion, answer.step, position])
  }

  /// Notes that somebody did what messages wanted, where that came within the time that the message
  /// gives. Of several receipts of one message the newest before it counts.
  static func reachGoals(
    of contact: Int64, by event: String, at time: Int64, _ totals: inout TallyChange,
    _ database: Database
  ) throws {
    let goals = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, json_extract('{' || settings || '}', '$.goal.within.amount'),
            json_extract('{' || settings || '}', '$.goal.within.unit')
          FROM messages WHERE goal_event = ? ORDER BY id
          """), arguments: [event])
    for goal in goals {
      let receipts = try receipts(ofContact: contact, ofMessage: goal[0], database)
      guard var receipt = receipts.last(where: { $0.createdAt <= time }), receipt.goalAt == nil
      else { continue }
      if let within = TimeSpan(amount: goal[1], unit: goal[2]),
        time - receipt.createdAt > Int64(within.seconds)
      {
        continue
      }
      receipt.goalAt = time
      try put(receipt, among: receipts, &totals, database)
    }
  }
}

extension TimeSpan {
  fileprivate init?(amount: Int?, unit: String?) {
    guard let amount, let unit = unit.flatMap(Unit.init(rawValue:)) else { return nil }
    self.init(amount, unit)
  }
}

extension Receipt {
  fileprivate static let columns = """
    contact_id, message_id, content_version, day, created_at, impressions, page_view, clicked_at, \
    dismissed_at, replied_at, completed_at, goal_at, simulated
    """

  fileprivate init(row: Row) {
    self.init(
      key: ReceiptKey(contactID: row[0], messageID: row[1], contentVersion: row[2]),
      day: row[3], createdAt: row[4], impressions: row[5], view: row[6], clickedAt: row[7],
      dismissedAt: row[8], repliedAt: row[9], completedAt: row[10], goalAt: row[11],
      isSimulated: row[12])
  }

  fileprivate var arguments: StatementArguments {
    [
      key.contactID, key.messageID, key.contentVersion, day, createdAt, impressions, view,
      clickedAt, dismissedAt, repliedAt, completedAt, goalAt, isSimulated,
    ]
  }
}

extension Problem {
  static let noReceipt = Problem(.notFound, "there is no such receipt")
}
