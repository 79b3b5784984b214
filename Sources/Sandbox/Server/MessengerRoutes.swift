import Hummingbird
import JSON

/// `/messenger` and what lies below it: what the page of an app calls.
struct MessengerRoutes: Sendable {
  let desk: MessengerDesk

  func ping(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let ping = try Ping(reading: await RequestBody.read(request))
    return .json(try await desk.answer(ping).document)
  }

  func click(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try await record(.click, request, context)
  }

  func dismiss(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try await record(.dismiss, request, context)
  }

  func complete(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try await record(.complete, request, context)
  }

  func reply(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let key = try key(context)
    let reply = try Reply(reading: await RequestBody.read(request))
    return .json(try await desk.record(.reply(reply), on: key).json)
  }

  /// Records what a path says already.
  private func record(
    _ action: ReceiptAction, _ request: Request, _ context: ConnectionContext
  ) async throws -> Response {
    let key = try key(context)
    try FieldReader.checkEmpty(await RequestBody.read(request))
    return .json(try await desk.record(action, on: key).json)
  }

  private func key(_ context: ConnectionContext) throws(Refusal) -> ReceiptKey {
    guard let key = ReceiptKey(text: context.parameters.get("id") ?? "") else {
      throw Refusal(.noReceipt)
    }
    return key
  }
}

extension PingAnswer {
  fileprivate var document: String {
    let messages = shown.map { shown in
      "{\"receipt_id\":\"\(shown.receipt.text)\",\(shown.copy.members(for: words))}"
    }
    var members = MembersWriter()
    members.add("type", "ping")
    members.add("messages", json: "[\(messages.joined(separator: ","))]")
    members.add("next_ping_after", nextAfter)
    members.add("now", now)
    return "{\(members.text)}"
  }
}

extension Receipt {
  fileprivate var json: JSONValue {
    [
      "type": "receipt", "id": .string(key.text), "message_id": .string(key.messageID.description),
      "content_version": .integer(key.contentVersion), "created_at": .integer(createdAt),
      "impressions": .integer(impressions), "clicked_at": .time(clickedAt),
      "dismissed_at": .time(dismissedAt), "replied_at": .time(repliedAt),
      "completed_at": .time(completedAt), "goal_reached_at": .time(goalAt),
      "simulated": .boolean(isSimulated),
    ]
  }
}

extension JSONValue {
  fileprivate static func time(_ seconds: Int64?) -> JSONValue {
    seconds.map(JSONValue.integer) ?? .null
  }
}
