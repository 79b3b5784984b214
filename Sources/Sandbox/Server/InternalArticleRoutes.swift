import Hummingbird
import JSON

/// `/internal_articles` and what lies below it.
struct InternalArticleRoutes: Sendable {
  let store: Store
  let clock: @Sendable () -> Int64

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let page = try NumberedPage(request, otherwise: 25)
    return .json(page.document(try await store.internalArticles(page)))
  }

  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let draft = try InternalArticleDraft(reading: await RequestBody.read(request), isNew: true)
    return .json(try await store.create(draft, at: clock()).json)
  }

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    .json(try await store.internalArticle(try id(context)).json)
  }

  func change(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = try id(context)
    _ = try await store.internalArticle(id)
    let draft = try InternalArticleDraft(reading: await RequestBody.read(request), isNew: false)
    return .json(try await store.change(internalArticle: id, to: draft, at: clock()).json)
  }

  func delete(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = try id(context)
    try await store.delete(internalArticle: id)
    return .json(["id": .string(id.description), "object": "internal_article", "deleted": true])
  }

  private func id(_ context: ConnectionContext) throws(Refusal) -> Int64 {
    try context.id("id", otherwise: .noResource)
  }
}
