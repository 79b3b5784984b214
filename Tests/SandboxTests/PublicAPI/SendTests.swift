import JSON
import Sandbox
import Testing

@Suite struct `A send to one person` {
  @Test(arguments: ["inapp", "in_app"])
  func `is answered as Intercom does, and is no message of the list`(kind: String) async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      try await client.makePeople()
      let answer = try await client.json(
        "/messages", Self.send(["message_type": .string(kind), "body": "<p>hey</p>"]))
      #expect(
        answer == [
          "type": "admin_message", "id": "1", "created_at": .integer(clock.now),
          "body": "<p>hey</p>", "message_type": "inapp",
          "owner": try await client.get("/admins/5001").json,
        ])
      #expect(try await client.get("/messages").json["total_count"] == 2)
    }
  }

  @Test(arguments: [
    #"{"type":"user","id":"1"}"#, #"{"type":"user","id":1}"#, #"{"type":"user","user_id":"u1"}"#,
    #"{"type":"user","email":"JO@acme.test"}"#, #"{"type":"user","id":"1","role":"x"}"#,
  ])
  func `finds the person by any of their names`(to: String) async throws {
    try await withSandbox { _, client in
      try await client.makePeople()
      _ = try await client.json("/messages", Self.send(["to": try JSONValue(parsing: to)]))
      #expect(try await client.sent().map(\.to) == [["1"]])
    }
  }

  @Test func `is one message for all, where it names several`() async throws {
    try await withSandbox { _, client in
      try await client.makePeople()
      _ = try await client.json(
        "/messages",
        Self.send([
          "to": [
            ["type": "user", "id": "1"], ["type": "lead", "id": "2"], ["type": "user", "id": "1"],
          ]
        ]))
      #expect(try await client.sent().map(\.to) == [["1", "2"]])
    }
  }

  @Test func `is made again where it is asked for again`() async throws {
    try await withSandbox { _, client in
      try await client.makePeople()
      for _ in 1...2 { _ = try await client.json("/messages", Self.send()) }
      #expect(try await client.sent().map(\.to) == [["1"], ["1"]])
    }
  }

  @Test func `has a conversation where one is asked for`() async throws {
    try await withSandbox { _, client in
      try await client.makePeople()
      let answer = try await client.json(
        "/messages", Self.send(["create_conversation_without_contact_reply": true]))
      #expect(answer["conversation_id"] == "1")
    }
  }

  @Test func `is of the time that it names`() async throws {
    try await withSandbox { _, client in
      try await client.makePeople()
      let answer = try await client.json("/messages", Self.send(["created_at": 1_590_000_000]))
      #expect(answer["created_at"] == 1_590_000_000)
    }
  }

  @Test func `is known of the person, as when somebody last wrote`() async throws {
    try await withSandbox { _, client in
      try await client.makePeople()
      _ = try await client.json("/messages", Self.send())
      #expect(try await client.get("/contacts/1").json["last_contacted_at"] == 1_800_000_000)
    }
  }

  @Test(
    arguments: [
      (["to": ["type": "user", "id": "9"]], 404, "not_found"),
      (["to": ["type": "user", "id": "6a"]], 404, "not_found"),
      (["to": ["type": "lead", "id": "1"]], 404, "not_found"),
      (["to": [["type": "user", "id": "1"], ["type": "user", "id": "9"]]], 404, "not_found"),
      (["to": ["type": "user"]], 422, "parameter_not_found to.id"),
      (["to": ["type": "user", "phone": "1"]], 422, "parameter_not_found to.id"),
      (["to": []], 400, "parameter_invalid to"),
      (["to": [["id": "1"]]], 422, "parameter_not_found to.0.type"),
      (["to": ["type": "user", "id": "1", "email": "jo@acme.test"]], 422, "data_invalid to"),
      (["body": nil], 400, "parameter_invalid body"),
      (["body": 1], 400, "parameter_invalid body"),
      (["body": " "], 422, "data_invalid body"),
      (["message_type": "email"], 422, "data_invalid message_type"),
      (["message_type": nil], 422, "parameter_not_found message_type"),
      (["from": nil], 422, "parameter_not_found from"),
      (["from": ["type": "admin", "id": 9]], 422, "data_invalid from.id"),
      (["from": ["type": "user", "id": 5001]], 422, "data_invalid from.type"),
    ] as [([String: JSONValue], Int, String)])
  func `is refused, and sends nothing`(
    fields: [String: JSONValue], status: Int, problem: String
  ) async throws {
    try await withSandbox { _, client in
      try await client.makePeople()
      let answer = try await client.post("/messages", Self.send(fields))
      #expect(answer.status == status)
      #expect(try answer.problems == [problem])
      #expect(try await client.sent().isEmpty)
    }
  }

  @Test func `without a body is refused in Intercom's words`() async throws {
    try await withSandbox { _, client in
      let answer = try await client.post("/messages", Self.send(["body": nil]))
      #expect(try answer.json["errors"]?.array?.first?["message"] == "Body is required")
    }
  }

  @Test func `stays in the list of what was sent when the person is deleted`() async throws {
    try await withSandbox { _, client in
      try await client.makePeople()
      _ = try await client.json("/messages", Self.send())
      _ = try await client.delete("/contacts/1")
      #expect(try await client.sent().map(\.to) == [["1"]])
    }
  }

  private static func send(_ fields: [String: JSONValue] = [:]) -> String {
    var object: JSONObject = [
      "message_type": "in_app", "body": "hey", "from": ["type": "admin", "id": 5001],
      "to": ["type": "user", "id": "1"],
    ]
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) { object[name] = value }
    return JSONValue.object(object).compactText
  }
}

@Suite struct `What was sent` {
  @Test func `is listed in its order, page by page`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      try await client.makePeople()
      for number in 1...5 {
        _ = try await client.json(
          "/messages",
          """
          {"message_type":"inapp","body":"\(number)","from":{"type":"admin","id":5002},
           "to":{"type":"user","id":"1"}}
          """)
        clock.advance(1)
      }
      let first = try await client.get("/sandbox/sends?per_page=2").json
      #expect(first["total_count"] == 5)
      #expect(
        first["data"]?.array?.first == [
          "type": "send", "id": "1", "contact_ids": ["1"], "admin_id": "5002", "body": "1",
          "created_at": 1_800_000_000,
        ])
      #expect(try await client.sent(perPage: 2).map(\.body) == ["1", "2", "3", "4", "5"])
    }
  }

  @Test func `is listed of one person`() async throws {
    try await withSandbox { _, client in
      try await client.makePeople()
      for (type, id) in [("user", 1), ("lead", 2), ("user", 1)] {
        _ = try await client.json(
          "/messages",
          """
          {"message_type":"inapp","body":"b","from":{"type":"admin","id":5002},
           "to":{"type":"\(type)","id":"\(id)"}}
          """)
      }
      let page = try await client.get("/sandbox/sends?contact_id=1").json
      #expect(page["data"]?.array?.map { $0["id"] } == ["1", "3"])
      #expect(page["total_count"] == 2)
      #expect(try await client.get("/sandbox/sends?contact_id=x").status == 400)
      #expect(try await client.get("/sandbox/sends?contact=1").status == 400)
    }
  }
}

struct Sent {
  let to: [String]
  let body: String
}

extension Client {
  /// A user and a lead.
  func makePeople() async throws {
    _ = try await json("/contacts", #"{"external_id":"u1","email":"jo@acme.test"}"#)
    _ = try await json("/contacts", #"{"role":"lead","email":"li@acme.test"}"#)
  }

  /// Everything that was sent, in its order.
  func sent(perPage: Int = 1_000) async throws -> [Sent] {
    var sent: [Sent] = []
    var cursor = ""
    while true {
      let page = try await get("/sandbox/sends?per_page=\(perPage)\(cursor)").json
      for send in page["data"]?.array ?? [] {
        sent.append(
          Sent(
            to: send["contact_ids"]?.array?.compactMap(\.string) ?? [],
            body: send["body"]?.string ?? ""))
      }
      guard let next = page["pages"]?["next"]?["starting_after"]?.string else { return sent }
      cursor = "&starting_after=\(next)"
    }
  }
}
