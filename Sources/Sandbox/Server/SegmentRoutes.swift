import Hummingbird
import JSON

/// `/segments` and what lies below it.
struct SegmentRoutes: Sendable {
  let store: Store
  let clock: @Sendable () -> Int64

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    var query = QueryReader(request, ["include_count"])
    let isCounted = query.boolean("include_count") ?? false
    try query.check()
    let segments = try await store.segments()
    let counts = isCounted ? try await store.segmentCounts(at: clock()) : []
    let documents = segments.enumerated().map { index, segment -> JSONValue in
      var json = segment.json
      if isCounted { json["count"] = .integer(counts[index]) }
      return .object(json)
    }
    return .json(["type": "segment.list", "segments": .array(documents)])
  }

  func listOfContact(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let contact = try context.id("id", otherwise: .noContact)
    let segments = try await store.segments(ofContact: contact, at: clock())
    return .json(["type": "list", "data": .array(segments.map { .object($0.json) })])
  }

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let missing = Problem(.notFound, "Resource Not Found")
    let id = try context.id("id", otherwise: missing)
    guard let segment = try await store.segments().first(where: { $0.id == id }) else {
      throw Refusal(missing)
    }
    return .json(.object(segment.json))
  }
}

extension Segment {
  fileprivate var json: JSONObject {
    [
      "type": "segment", "id": .string(id.description), "name": .string(name),
      "created_at": .integer(createdAt), "updated_at": .integer(updatedAt),
      "person_type": .string(personType),
    ]
  }
}
