import GRDB

extension Store {
  /// Moves the totals.
  static func count(_ change: TallyChange, _ database: Database) throws {
    for (key, move) in change.moves.sorted(by: { $0.key < $1.key }) where move != Tallies() {
      let numbers = [move.impressions] + move.ofVersion.counts + move.ofPeople.counts
      let place = [key.messageID, key.contentVersion, Int64(key.day)]
      // Mostly the totals are there, and few of them move.
      let moved = numbers.indices.filter { numbers[$0] != 0 }
      try database.cachedStatement(sql: Tallies.update(moved)).execute(
        arguments: StatementArguments(moved.map { numbers[$0] } + place))
      if database.changesCount == 0 {
        try database.cachedStatement(sql: Tallies.insert).execute(
          arguments: StatementArguments(place + numbers))
      }
    }
  }

  /// Forgets what a message did, with the message.
  static func forgetTallies(of message: Int64, _ database: Database) throws {
    for table in ["tallies", "step_tallies", "fixed_people", "message_versions"] {
      try database.cachedStatement(sql: "DELETE FROM \(table) WHERE message_id = ?")
        .execute(arguments: [message])
    }
  }
}

extension Tallies {
  /// The columns of the counts, in the order of `numbers`.
  static let columns =
    ["impressions"]
    + ["version", "people"].flatMap { side in
      Measure.allCases.map { "\(side)_\($0.rawValue)" }
    }

  fileprivate static let insert = """
    INSERT INTO tallies (message_id, content_version, day, \(columns.joined(separator: ", ")))
    VALUES (?, ?, ?, \(columns.map { _ in "?" }.joined(separator: ", ")))
    """

  /// - Parameter moved: the places of the columns that move.
  fileprivate static func update(_ moved: [Int]) -> String {
    let changes = moved.map { "\(columns[$0]) = \(columns[$0]) + ?" }.joined(separator: ", ")
    return """
      UPDATE tallies SET \(changes) WHERE message_id = ? AND content_version = ? AND day = ?
      """
  }

  /// - Parameter start: the place of the first count.
  init(row: Row, from start: Int) {
    let side = Measure.allCases.count
    func tally(_ first: Int) -> Tally {
      Tally(counts: (first..<first + side).map { row[$0] })
    }
    self.init(
      impressions: row[start], ofVersion: tally(start + 1), ofPeople: tally(start + 1 + side))
  }
}
