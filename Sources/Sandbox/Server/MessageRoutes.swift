import Hummingbird
import JSON

/// `/messages` and what lies below it.
struct MessageRoutes: Sendable {
  let store: Store
  let sends: SendRoutes
  let counter: ReachCounter
  let clock: @Sendable () -> Int64

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let asked = try ListRequest(request)
    let page = try await store.messages(asked.query)
    return .json(page.document(for: asked))
  }

  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let body = try await RequestBody.read(request)
    if OneToOneSend.isMeant(by: body.object) { return try await sends.create(body) }
    return .message(try await store.create(MessageDraft(reading: body), at: clock()))
  }

  /// How many people an audience has now. Nothing is written or sent.
  func reach(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let rule = try FieldReader.audience(of: await RequestBody.read(request))
    let reach = try await counter.reach(of: rule, at: clock())
    return .json([
      "type": "reach", "count": .integer(reach.count), "of": .integer(reach.total),
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

  private func id(_ context: ConnectionContext) throws(Refusal) -> Int64 {
    try context.id("id", otherwise: Problem(.notFound, "there is no such message"))
  }
}

extension MessagePage {
  fileprivate func document(for asked: ListRequest) -> String {
    let next =
      isLast ? nil : lastID.map { Cursor(.messages, page: asked.page + 1, after: $0).text }
    return PageDocument.text(
      documents, total: total, page: asked.page, limit: asked.query.limit, next: next)
  }
}
