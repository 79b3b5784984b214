import JSON
import Testing

/// The page of an app that one person looks at: it has no token.
struct Page {
  let client: Client
  let person: String

  init(_ client: Client, _ person: String) {
    self.client = Client(port: client.port, token: nil)
    self.person = person
  }

  func ask(_ url: String = "/", _ fields: [String: JSONValue] = [:]) async throws -> Answer {
    var body: JSONObject = ["user_id": .string(person), "url": .string(url)]
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) { body[name] = value }
    return try await client.post("/messenger/ping", JSONValue.object(body).compactText)
  }

  /// The ids of the messages that are shown, in their order.
  func shown(_ url: String = "/", _ fields: [String: JSONValue] = [:]) async throws -> [String] {
    let answer = try await ask(url, fields)
    try #require(answer.status == 200, "\(answer.body)")
    return try answer.json["messages"]?.array?.compactMap { $0["id"]?.string } ?? []
  }

  /// The receipt of the only message that is shown.
  func receipt(_ url: String = "/", _ fields: [String: JSONValue] = [:]) async throws -> String {
    let answer = try await ask(url, fields)
    let messages = try #require(try answer.json["messages"]?.array, "\(answer.body)")
    try #require(messages.count == 1, "\(answer.body)")
    return try #require(messages[0]["receipt_id"]?.string)
  }

  @discardableResult
  func act(_ action: String, on receipt: String, _ body: String = "{}") async throws -> Answer {
    try await client.post("/messenger/receipts/\(receipt)/\(action)", body)
  }
}

extension Client {
  /// Makes a contact, and returns the page that it looks at.
  func person(_ name: String, _ fields: [String: JSONValue] = [:]) async throws -> Page {
    var body: JSONObject = ["external_id": .string(name)]
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) { body[name] = value }
    let answer = try await post("/contacts", JSONValue.object(body).compactText)
    try #require(answer.status == 200, "\(answer.body)")
    return Page(self, name)
  }

  /// A live message for whoever matches from now on.
  func live(_ fields: [String: JSONValue?] = [:]) async throws -> String {
    try await create(
      ["state": "live", "schedule": ["send": "ongoing"]].merging(fields) { $1 })
  }

  /// The totals of a message, by name.
  func totals(_ id: String) async throws -> JSONValue {
    let answer = try await get("/messages/\(id)/stats")
    return try #require(try answer.json["totals"], "\(answer.body)")
  }
}

/// A rule on the wire as the target of a message.
func audience(_ rule: String) throws -> JSONValue {
  ["type": "audience", "audience": try JSONValue(parsing: rule)]
}
