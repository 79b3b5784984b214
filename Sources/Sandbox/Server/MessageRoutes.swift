import Hummingbird
import JSON

/// `/messages` and what lies below it.
struct MessageRoutes: Sendable {
  let store: Store
  let clock: @Sendable () -> Int64

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let asked = try ListRequest(request)
    let page = try await store.messages(asked.query)
    return .json(page.document(for: asked))
  }

  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let body = try await RequestBody.read(request)
    if OneToOneSend.isMeant(by: body.object) { return try await send(OneToOneSend(reading: body)) }
    return .message(try await store.create(MessageDraft(reading: body), at: clock()))
  }

  private func send(_ send: OneToOneSend) async throws -> Response {
    let now = clock()
    let id = try await store.keep(send, at: now)
    return .json([
      "type": "user_message", "id": .string(id.description), "created_at": .integer(now),
      "body": .string(send.body), "message_type": .string(MessageKind.inapp.rawValue),
    ])
  }

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    .message(try await store.message(try id(context)))
  }

  func replace(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = try id(context)
    // Whoever replaces what is gone is told that first, whatever the replacement lacks.
    _ = try await store.message(id)
    let precondition = try Precondition(request.headers)
    let draft = try MessageDraft(reading: await RequestBody.read(request))
    return .message(try await store.replace(id, with: draft, if: precondition, at: clock()))
  }

  func delete(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = try id(context)
    try await store.delete(id, if: Precondition(request.headers))
    return .json(["id": .string(id.description), "object": "message", "deleted": true])
  }

  /// An id that is no number is no message's.
  private func id(_ context: ConnectionContext) throws(Refusal) -> Int64 {
    let text = context.parameters.get("id") ?? ""
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let id = Int64(text) else {
      throw Refusal(Problem(.notFound, "there is no such message"))
    }
    return id
  }
}

extension MessagePage {
  /// The page as the API serves it. Its messages are JSON already.
  fileprivate func document(for asked: ListRequest) -> String {
    let limit = asked.query.limit
    var pages: JSONObject = [
      "type": "pages", "page": .integer(asked.page), "per_page": .integer(Int64(limit)),
      "total_pages": .integer(Int64((total + limit - 1) / limit)),
    ]
    if let lastID, !isLast {
      let next = Cursor(page: asked.page + 1, after: lastID)
      pages["next"] = ["page": .integer(next.page), "starting_after": .string(next.text)]
    }
    var members = MembersWriter()
    members.add("type", "list")
    members.add("data", json: "[\(documents.joined(separator: ","))]")
    members.add("total_count", Int64(total))
    members.add("pages", .object(pages))
    return "{\(members.text)}"
  }
}
