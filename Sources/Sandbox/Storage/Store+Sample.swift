import Audiences
import GRDB
import JSON

/// Whom the sample page looks for.
struct SamplePeople: Sendable {
  /// A part of a name, an address or an id; empty for anybody.
  let text: String
  /// The message whose audience they are in; nil for any.
  let message: Int64?
  /// Whether they are those who are not in it.
  let isOutside: Bool

  static let limit = 30
}

extension Store {
  /// The live messages, as far as the sample page tells of them.
  func liveMessages() async throws -> [JSONValue] {
    try await read { database in
      try MessageRow.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT \(MessageRow.columns) FROM messages WHERE state = 'live' ORDER BY live_at, id
            """)
      ).map { row in
        let document = try JSONValue(parsing: row.document)
        return .object(
          JSONObject(
            ["id", "external_id", "name", "format", "display", "schedule", "goal"].map { name in
              JSONObject.Member(name, document[name] ?? .null)
            }))
      }
    }
  }

  /// The first of them: whoever the text names as a whole comes first, then those who were not shown
  /// the message, then by their ids.
  func people(_ search: SamplePeople, at now: Int64) async throws -> [JSONValue] {
    try await read { database in
      let columns = ContactColumns(try Self.attributes(of: .contact, database))
      let audience = try search.message.map { try Self.sampleAudience($0, at: now, database) }
      let condition = audience?.condition(isOutside: search.isOutside)
      let rows = try Row.fetchCursor(
        database,
        sql: """
          \(condition?.preamble ?? "")SELECT \(columns.sql)
          FROM \(condition?.source ?? "contacts") AS contacts
          WHERE (ifnull(external_id, email) IS NOT NULL)
            AND (? = '' OR instr(lower(ifnull(name, '')), lower(?)) > 0
              OR instr(lower(ifnull(email, '')), lower(?)) > 0 OR external_id = ?)
            AND (\(condition?.text ?? "TRUE"))
          ORDER BY ifnull(external_id = ?, FALSE) DESC, ifnull(email = ?, FALSE) DESC,
            id IN (SELECT contact_id FROM receipts WHERE message_id IS ?), id
          """,
        arguments: (condition?.before ?? []) + [search.text, search.text, search.text, search.text]
          + (condition?.arguments ?? []) + [search.text, search.text, search.message])
      var found: [Row] = []
      while found.count < SamplePeople.limit, let row = try rows.next() {
        if let fixed = audience?.fixed, fixed.contains(row[0]) == search.isOutside { continue }
        found.append(row.copy())
      }
      let shown = try Set(
        Int64.fetchAll(
          database, sql: "SELECT contact_id FROM receipts WHERE message_id IS ?",
          arguments: [search.message]))
      return zip(found, try Self.documents(found[...], columns, tagsUntil: .max, database)).map {
        row, document in
        .object(
          JSONObject(
            ["id", "external_id", "email", "name", "role", "custom_attributes"].map { name in
              JSONObject.Member(name, document[name] ?? .null)
            } + [JSONObject.Member("was_shown", .boolean(shown.contains(row[0])))]))
      }
    }
  }

  private static func sampleAudience(
    _ message: Int64, at now: Int64, _ database: Database
  ) throws -> SampleAudience {
    if let fixed = try fixedPeople(of: message, database) {
      return SampleAudience(fixed: fixed, rule: nil)
    }
    let row = try MessageRow.fetchOne(
      database,
      sql: "SELECT \(MessageRow.columns) FROM messages WHERE id = ?", arguments: [message])
    guard let row, let wire = try JSONValue(parsing: row.document)["to"]?["audience"] else {
      throw Refusal(Problem(.notFound, "there is no such message"))
    }
    let rule = try audience(database).translation(of: try Rule(wire: wire), at: now)
    return SampleAudience(fixed: nil, rule: rule)
  }
}

/// Who is in a message's audience: those who were fixed, or who match now.
private struct SampleAudience {
  struct Condition {
    let preamble: String
    let before: StatementArguments
    let source: String
    let text: String
    let arguments: StatementArguments
  }

  let fixed: ContactSet?
  let rule: SQLTranslation?

  func condition(isOutside: Bool) -> Condition? {
    rule.map { rule in
      Condition(
        preamble: rule.preamble.text, before: rule.preamble.arguments,
        source: rule.source.text,
        text: isOutside ? "NOT (\(rule.condition.text))" : rule.condition.text,
        arguments: rule.condition.arguments)
    }
  }
}
