import Hummingbird
import JSON

/// `/segments` and what lies below it.
struct SegmentRoutes: Sendable {
  let store: Store

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try QueryReader(request, []).check()
    let segments = try await store.segments()
    return .json(["type": "segment.list", "segments": .array(segments.map(\.json))])
  }

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let missing = Problem(.notFound, "Resource Not Found")
    let id = try context.id("id", otherwise: missing)
    guard let segment = try await store.segments().first(where: { $0.id == id }) else {
      throw Refusal(missing)
    }
    return .json(segment.json)
  }
}

extension Segment {
  fileprivate var json: JSONValue {
    [
      "type": "segment", "id": .string(id.description), "name": .string(name),
      "created_at": .integer(createdAt), "updated_at": .integer(updatedAt),
      "person_type": .string(personType),
    ]
  }
}
