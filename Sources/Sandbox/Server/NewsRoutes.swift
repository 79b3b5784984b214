import Hummingbird
import JSON

/// `/news` and what lies below it. Newsfeeds cannot be made or changed: Intercom has no route for it.
struct NewsRoutes: Sendable {
  let store: Store
  let clock: @Sendable () -> Int64

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let page = try NumberedPage(request, otherwise: 10)
    return .json(page.document(try await store.newsItems(page)))
  }

  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let draft = try NewsItemDraft(reading: await RequestBody.read(request))
    return .json(try await store.create(draft, at: clock()))
  }

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    .json(try await store.newsItem(try id(context)))
  }

  func change(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = try id(context)
    _ = try await store.newsItem(id)
    let draft = try NewsItemDraft(reading: await RequestBody.read(request))
    return .json(try await store.change(newsItem: id, to: draft, at: clock()))
  }

  func delete(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = try id(context)
    try await store.delete(newsItem: id)
    return .json(["id": .string(id.description), "object": "news-item", "deleted": true])
  }

  func newsfeeds(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let page = try NumberedPage(request, otherwise: 10)
    return .json(page.document(try await store.newsfeeds(page)))
  }

  func newsfeed(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    .json(try await store.newsfeed(try id(context)).json)
  }

  func liveItems(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let page = try NumberedPage(request, otherwise: 20)
    return .json(page.document(try await store.liveItems(ofNewsfeed: try id(context), page)))
  }

  private func id(_ context: ConnectionContext) throws(Refusal) -> Int64 {
    try context.id("id", otherwise: .noResource)
  }
}
