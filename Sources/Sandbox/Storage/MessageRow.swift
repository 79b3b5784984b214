import GRDB
import JSON

/// A targeted message as it is kept: the client's part ready to be served, beside what is searched
/// and what the server knows.
struct MessageRow: Sendable {
  var id: Int64
  var draft: MessageDraft
  var version: Int64
  var contentVersion: Int64
  var audienceFrozenAt: Int64?
  /// When the message first became live.
  var liveAt: Int64?
  /// When the first person was shown it.
  var shownAt: Int64?
  var createdAt: Int64
  var updatedAt: Int64
  /// The admin who made the last change.
  var updatedBy: String?

  var entityTag: String { "\"\(version)\"" }

  /// The message as the API serves it. The client's part is JSON already, so that a list of a
  /// thousand messages costs the copying of their bytes.
  var document: String {
    var head = MembersWriter()
    head.add("type", "message")
    head.add("id", id.description)
    head.add("message_type", MessageKind.inapp.rawValue)
    var tail = MembersWriter()
    tail.add("version", version)
    tail.add("content_version", contentVersion)
    tail.add("audience_frozen_at", audienceFrozenAt)
    tail.add("live_at", liveAt)
    tail.add("shown_at", shownAt)
    tail.add("created_at", createdAt)
    tail.add("updated_at", updatedAt)
    tail.add("updated_by", updatedBy.map { ["type": "admin", "id": .string($0)] } ?? .null)
    return "{\(head.text),\(draft.content.text),\(draft.settings.text),\(tail.text)}"
  }
}

extension MessageRow: FetchableRecord {
  static let columns = """
    id, external_id, format, state, send, starts_at, ends_at, admin_id, version, content_version,
    audience_frozen_at, live_at, shown_at, created_at, updated_at, updated_by, content, settings
    """

  /// Reads the columns in the order of `columns`.
  init(row: Row) throws {
    self.init(
      id: row[0],
      draft: MessageDraft(
        externalID: row[1],
        format: try Self.choice(row[2]),
        state: try Self.choice(row[3]),
        send: try Self.choice(row[4]),
        startsAt: row[5],
        endsAt: row[6],
        adminID: row[7],
        content: JSONText(row[16]),
        settings: JSONText(row[17])),
      version: row[8],
      contentVersion: row[9],
      audienceFrozenAt: row[10],
      liveAt: row[11],
      shownAt: row[12],
      createdAt: row[13],
      updatedAt: row[14],
      updatedBy: row[15])
  }

  private static func choice<Choice: RawRepresentable<String>>(_ text: String) throws -> Choice {
    guard let choice = Choice(rawValue: text) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "`\(text)` is not among the choices of its column")
    }
    return choice
  }
}
