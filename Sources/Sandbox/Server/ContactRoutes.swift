import Foundation
import Hummingbird
import JSON

/// `/contacts` and what lies below it.
struct ContactRoutes: Sendable {
  let store: Store
  let clock: @Sendable () -> Int64
  /// How long a search does not see that a tag was attached, in seconds.
  let searchLag: Int64

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    var query = QueryReader(request, ["per_page", "starting_after", Self.mergeHistory])
    let limit = query.perPage()
    let cursor = query.cursor(.contacts)
    _ = query.boolean(Self.mergeHistory)
    try query.check()
    let page = try await store.contacts(after: cursor, limit: limit)
    return .json(
      PageDocument.text(
        page.documents, total: page.total, page: cursor.page, limit: limit, next: page.next?.text))
  }

  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let draft = try ContactDraft(reading: await RequestBody.read(request), isNew: true)
    return .json(try await store.create(draft, at: clock()))
  }

  func search(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try checkQuery(request)
    let search = try ContactSearch(reading: await RequestBody.read(request))
    let now = clock()
    let page = try await store.contacts(
      search, at: now, seeingTagsUntil: searchLag > 0 ? now - searchLag : .max)
    return .json(
      PageDocument.text(
        page.documents, total: page.total, page: page.page, limit: search.limit, next: page.next))
  }

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try checkQuery(request)
    return .json(try await store.contact(try id(context)))
  }

  func readByExternalID(
    _ request: Request, _ context: ConnectionContext
  ) async throws -> Response {
    try checkQuery(request)
    let name = context.parameters.get("external_id")?.removingPercentEncoding ?? ""
    return .json(try await store.contact(externalID: name))
  }

  func change(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try checkQuery(request)
    let id = try id(context)
    let draft = try ContactDraft(reading: await RequestBody.read(request), isNew: false)
    return .json(try await store.change(contact: id, to: draft, at: clock()))
  }

  func delete(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = try id(context)
    let externalID = try await store.delete(contact: id)
    return .json([
      "type": "contact", "id": .string(id.description),
      "external_id": externalID.map(JSONValue.string) ?? .null, "deleted": true,
    ])
  }

  /// Contacts are never merged here, so that there is no history to include.
  private func checkQuery(_ request: Request) throws(Refusal) {
    var query = QueryReader(request, [Self.mergeHistory])
    _ = query.boolean(Self.mergeHistory)
    try query.check()
  }

  private func id(_ context: ConnectionContext) throws(Refusal) -> Int64 {
    try context.id("id", otherwise: .noContact)
  }

  private static let mergeHistory = "include_merge_history"
}
