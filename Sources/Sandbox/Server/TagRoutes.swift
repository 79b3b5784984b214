import Hummingbird
import JSON

/// `/tags`, and the tags of contacts.
struct TagRoutes: Sendable {
  let store: Store
  /// A deliverer tags whom it sends to, each before the send.
  let writes: SharedWrites
  let clock: @Sendable () -> Int64

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let tags = try await store.tags()
    return .json(["type": "list", "data": .array(tags.map { .object($0.json) })])
  }

  func keep(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let draft = try TagDraft(reading: await RequestBody.read(request))
    let tagging = try await store.keep(draft, at: clock())
    var object = tagging.tag.json
    object["users"] = .array(tagging.contacts.map(\.json))
    object["companies"] = .array(tagging.companies.map(\.json))
    return .json(.object(object))
  }

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    .json(.object(try await store.tag(try context.id("id", otherwise: .noTag)).json))
  }

  func delete(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try await store.delete(tag: try context.id("id", otherwise: .noTag))
    return Response(status: .ok)
  }

  func listOfContact(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let tags = try await store.tags(ofContact: try context.id("id", otherwise: .noContact))
    return .json(["type": "list", "data": .array(tags.map(\.json))])
  }

  func attach(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let contact = try context.id("id", otherwise: .noContact)
    let tag = try NamedReference(reading: await RequestBody.read(request)).reference
    let now = clock()
    let applied = try await writes.perform { database, _ in
      try Store.attach(tag: tag, toContact: contact, at: now, database)
    }
    return .json(applied.json)
  }

  func detach(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let contact = try context.id("id", otherwise: .noContact)
    let tag = try context.id("tag_id", otherwise: .noTag)
    let now = clock()
    let applied = try await writes.perform { database, _ in
      try Store.detach(tag: tag, fromContact: contact, at: now, database)
    }
    return .json(applied.json)
  }
}

extension Tag {
  fileprivate var json: JSONObject {
    ["type": "tag", "id": .string(id.description), "name": .string(name)]
  }
}

extension Tagging.Marked {
  fileprivate var json: JSONValue {
    ["id": .string(id.description), "tagged": .boolean(isTagged)]
  }
}

extension AppliedTag {
  fileprivate var json: JSONValue {
    var object = tag.json
    object["applied_at"] = .integer(appliedAt)
    object["applied_by"] = ["type": "admin", "id": adminID.map(JSONValue.string) ?? .null]
    return .object(object)
  }
}
