import Hummingbird
import JSON

/// `/me` and `/admins`, in Intercom's shapes.
struct WorkspaceRoutes: Sendable {
  let store: Store

  /// The admin whose token was presented, and the workspace.
  func me(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let workspace = try await store.workspace()
    guard let admin = try await store.admins().first else {
      throw Refusal(Problem(.notFound, "the workspace has no admin"))
    }
    var object = admin.json
    object["email_verified"] = true
    object["app"] = [
      "type": "app",
      "id_code": .string(workspace.idCode),
      "name": .string(workspace.name),
      "created_at": .integer(workspace.createdAt),
      "identity_verification": false,
      "timezone": .string(workspace.timeZone),
      "region": .string(workspace.region),
    ]
    return .json(.object(object))
  }

  func admins(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let admins = try await store.admins().map { JSONValue.object($0.json) }
    return .json(["type": "admin.list", "admins": .array(admins)])
  }

  func admin(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("id") ?? ""
    guard let admin = try await store.admins().first(where: { $0.id.isSame(as: id) }) else {
      throw Refusal(Problem(.adminNotFound, "Admin not found"))
    }
    return .json(.object(admin.json))
  }
}

extension Admin {
  var json: JSONObject {
    [
      "type": "admin",
      "id": .string(id),
      "name": .string(name),
      "email": .string(email),
      "away_mode_enabled": false,
      "away_mode_reassign": false,
      "has_inbox_seat": true,
      "team_ids": [],
    ]
  }
}
