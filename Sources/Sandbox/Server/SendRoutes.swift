import Hummingbird
import JSON

/// Sends to people, which Intercom's `POST /messages` makes, and the sandbox's own list of them.
struct SendRoutes: Sendable {
  let store: Store
  /// A deliverer sends as much as it may: sends that come together wait for the disk together.
  let writes: SharedWrites
  let clock: @Sendable () -> Int64

  func create(_ body: RequestDocument) async throws -> Response {
    let send = try OneToOneSend(reading: body)
    let now = clock()
    let (id, admin) = try await writes.perform { database, _ in
      try Store.keep(send, at: now, database)
    }
    var answer: JSONObject = [
      "type": "admin_message", "id": .string(id.description),
      "created_at": .integer(send.createdAt ?? now), "body": .string(send.body),
      "message_type": .string(MessageKind.inapp.rawValue), "owner": .object(admin.json),
    ]
    if send.opensConversation { answer["conversation_id"] = .string(id.description) }
    return .json(.object(answer))
  }

  /// What was sent, which Intercom tells nobody: for tests of whatever sends.
  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    var query = QueryReader(request, ["per_page", "starting_after", "contact_id"])
    let limit = query.integer("per_page", in: 1...PublicAPILimits.sends) ?? 1_000
    let cursor = query.cursor(.sends)
    let contact = query.text("contact_id").map { Reference(text: $0).id }
    if contact == .some(nil) { query.refuse("contact_id", "must be the id of a contact") }
    try query.check()
    let page = try await store.sends(after: cursor.after, limit: limit, to: contact ?? nil)
    let next =
      page.isLast
      ? nil : page.sends.last.map { Cursor(.sends, page: cursor.page + 1, after: $0.id).text }
    return .json(
      PageDocument.text(
        page.sends.map(\.json.compactText), total: page.total, page: cursor.page, limit: limit,
        next: next))
  }

  /// That somebody wrote back, to whatever it was: no app shows what the sandbox sends.
  func keepReply(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let reply = try SentReply(reading: await RequestBody.read(request))
    let time = try await store.keep(reply, at: clock())
    return .json(["type": "reply", "last_replied_at": .integer(time)])
  }
}

extension SentMessage {
  fileprivate var json: JSONValue {
    [
      "type": "send", "id": .string(id.description),
      "contact_ids": .array(contactIDs.map { .string($0.description) }),
      "admin_id": .string(adminID), "body": .string(body), "created_at": .integer(createdAt),
    ]
  }
}
