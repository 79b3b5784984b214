import Hummingbird
import JSON

/// `/data_attributes` and what lies below it.
struct AttributeRoutes: Sendable {
  let store: Store
  let clock: @Sendable () -> Int64

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    var query = QueryReader(request, ["model", "include_archived"])
    let model = query.choice("model", of: AttributeModel.self)
    let archived = query.boolean("include_archived") ?? false
    try query.check()
    let attributes = try await store.attributes(
      of: model.map { [$0] } ?? AttributeModel.allCases, archived: archived)
    return .json(["type": "list", "data": .array(attributes.map(\.json))])
  }

  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let draft = try AttributeDraft(reading: await RequestBody.read(request))
    return .json(try await store.create(draft, at: clock()).json)
  }

  func change(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = try context.id(
      "id", otherwise: Problem(.fieldNotFound, "there is no such data attribute"))
    let change = try AttributeChange(reading: await RequestBody.read(request))
    return .json(try await store.change(attribute: id, to: change, at: clock()).json)
  }
}
