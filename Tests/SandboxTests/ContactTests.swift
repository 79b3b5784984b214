import JSON
import Sandbox
import Testing

@Suite struct `A contact` {
  @Test func `is a user unless it is said to be a lead`() async throws {
    try await withSandbox { _, client in
      let user = try await client.json("/contacts", #"{"email":"joe@acme.test"}"#)
      let lead = try await client.json("/contacts", #"{"role":"lead"}"#)
      #expect([user["role"], lead["role"]] == ["user", "lead"])
      #expect(user["type"] == "contact")
      #expect(user["email_domain"] == "acme.test")
      #expect(user["created_at"] == 1_800_000_000)
      #expect(user["name"] == .null)
      #expect(user["unsubscribed_from_emails"] == false)
      #expect(user["location"]?["country"] == .null)
    }
  }

  @Test func `is read as it was made, by either of its ids`() async throws {
    try await withSandbox { _, client in
      let made = try await client.json(
        "/contacts",
        #"{"external_id":"a b/ü","email":"x@acme.test","owner_id":5002,"signed_up_at":17}"#)
      let id = try #require(made["id"]?.string)
      #expect(try await client.get("/contacts/\(id)").json == made)
      let path = "/contacts/find_by_external_id/a%20b%2F%C3%BC"
      #expect(try await client.get(path).json == made)
      #expect(made["owner_id"] == "5002")
    }
  }

  @Test func `keeps in a change what the change does not name, and forgets what is null`()
    async throws
  {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      _ = try await client.json(
        "/contacts", #"{"email":"x@acme.test","name":"Jo","phone":"+1 555 0100"}"#)
      clock.advance(5)
      let changed = try await client.put("/contacts/1", #"{"phone":null,"role":"lead"}"#).json
      #expect(changed["name"] == "Jo")
      #expect(changed["phone"] == .null)
      #expect(changed["role"] == "lead")
      #expect(changed["updated_at"] == 1_800_000_005)
      #expect(try await client.get("/contacts/1").json == changed)
    }
  }

  @Test func `has attributes of the workspace's own, each with its type`() async throws {
    try await withSandbox { _, client in
      for (name, type) in [
        ("plan", "string"), ("seats", "integer"), ("score", "float"), ("beta", "boolean"),
        ("renews_at", "date"),
      ] { try await client.makeAttribute(name, type) }
      let custom = #"{"plan":"pro","seats":3,"score":2,"beta":false,"renews_at":1800000000}"#
      _ = try await client.json(
        "/contacts", #"{"email":"x@acme.test","custom_attributes":\#(custom)}"#)
      let read = try await client.get("/contacts/1").json["custom_attributes"]
      #expect(
        read == [
          "plan": "pro", "seats": 3, "score": 2.0, "beta": false, "renews_at": 1_800_000_000,
        ])
      let changed = try await client.put(
        "/contacts/1", #"{"custom_attributes":{"plan":null,"seats":4}}"#
      ).json["custom_attributes"]
      #expect(
        changed == ["seats": 4, "score": 2.0, "beta": false, "renews_at": 1_800_000_000])
    }
  }

  @Test func `is gone with its tags, companies and events once it is deleted`() async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      _ = try await client.json("/tags", #"{"name":"beta","users":[{"id":1}]}"#)
      _ = try await client.json("/companies", #"{"company_id":"c1"}"#)
      _ = try await client.json("/contacts/1/companies", #"{"id":"1"}"#)
      _ = try await client.post("/events", #"{"event_name":"e","created_at":1,"user_id":"u1"}"#)
      let deleted = try await client.delete("/contacts/1").json
      #expect(
        deleted == ["type": "contact", "id": "1", "external_id": "u1", "deleted": true])
      #expect(try await client.get("/contacts/1").status == 404)
      #expect(try await client.delete("/contacts/1").status == 404)
      #expect(try await client.get("/companies/1").json["user_count"] == 0)
      let again = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      #expect(again["id"] == "2")
      #expect(
        try await client.get("/events?type=user&user_id=u1&summary=true").json["events"] == [])
    }
  }

  @Test(arguments: [
    (#"{"external_id":"u1"}"#, "conflict external_id"),
    (#"{"email":"A@acme.test"}"#, "conflict email"),
  ])
  func `has its names alone`(body: String, problem: String) async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1","email":"a@acme.test"}"#)
      let answer = try await client.post("/contacts", body)
      #expect(answer.status == 409)
      #expect(try answer.problems == [problem])
      #expect(try answer.json["errors"]?.array?.first?["id"] == "1")
    }
  }

  @Test func `shares an address with leads, until a lead becomes a user`() async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"email":"a@acme.test"}"#)
      for _ in 1...2 {
        _ = try await client.json("/contacts", #"{"role":"lead","email":"a@acme.test"}"#)
      }
      let answer = try await client.put("/contacts/3", #"{"role":"user"}"#)
      #expect(try answer.problems == ["conflict email"])
    }
  }

  @Test(arguments: [
    ("{}", 422, "parameter_not_found email"),
    (#"{"email":"no address"}"#, 422, "data_invalid email"),
    (#"{"email":7}"#, 400, "parameter_invalid email"),
    (#"{"role":"boss"}"#, 422, "data_invalid role"),
    (#"{"emial":"a@b.test"}"#, 400, "parameter_invalid emial"),
    (#"{"email_verified":true,"external_id":"u"}"#, 400, "parameter_invalid email_verified"),
    (#"{"email":"a@b.test","owner_id":"9"}"#, 422, "data_invalid owner_id"),
    (#"{"email":"a@b.test","signed_up_at":"now"}"#, 400, "parameter_invalid signed_up_at"),
    (#"{"email":"a@b.test","signed_up_at":-1}"#, 422, "data_invalid signed_up_at"),
    (#"{"email":"a@b.test","name":"a\u0000b"}"#, 422, "data_invalid name"),
    (
      #"{"email":"a@b.test","custom_attributes":{"x":1}}"#, 400,
      "parameter_invalid custom_attributes.x"
    ),
    (
      #"{"email":"a@b.test","custom_attributes":{"seats":"3"}}"#, 400,
      "parameter_invalid custom_attributes.seats"
    ),
    (
      #"{"email":"a@b.test","custom_attributes":{"size":"mini"}}"#, 422,
      "data_invalid custom_attributes.size"
    ),
    (#"{"email":"a@b.test","custom_attributes":[]}"#, 400, "parameter_invalid custom_attributes"),
  ])
  func `is refused with the field that is wrong`(
    body: String, status: Int, problem: String
  ) async throws {
    try await withSandbox { _, client in
      try await client.makeAttribute("seats", "integer")
      try await client.makeAttribute("size", "options", options: ["small", "large"])
      let answer = try await client.post("/contacts", body)
      #expect(answer.status == status)
      #expect(try answer.problems == [problem])
    }
  }

  @Test func `is listed once, page by page, also while others come and go`() async throws {
    try await withSandbox { _, client in
      for number in 1...5 {
        _ = try await client.json("/contacts", #"{"external_id":"u\#(number)"}"#)
      }
      let first = try await client.get("/contacts?per_page=2").json
      #expect(first["total_count"] == 5)
      #expect(first["pages"]?["total_pages"] == 3)
      _ = try await client.delete("/contacts/2")
      let cursor = try #require(first["pages"]?["next"]?["starting_after"]?.string)
      let rest = try await client.get("/contacts?per_page=150&starting_after=\(cursor)").json
      #expect(rest["data"]?.array?.map { $0["id"] } == ["3", "4", "5"])
      #expect(rest["pages"]?["next"] == nil)
      #expect(rest["pages"]?["page"] == 2)
    }
  }

  @Test(arguments: ["page=2", "per_page=0", "starting_after=bWVzc2FnZXM6Mjox", "starting_after=_w"])
  func `is listed by parameters that are described alone`(query: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.get("/contacts?\(query)")
      #expect(answer.status == 400)
    }
  }

  @Test func `shows ten of its tags and companies, and says how many there are`() async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      for number in 1...11 {
        _ = try await client.json("/tags", #"{"name":"t\#(number)","users":[{"id":"1"}]}"#)
      }
      let tags = try await client.get("/contacts/1").json["tags"]
      #expect(tags?["data"]?.array?.count == 10)
      #expect(tags?["total_count"] == 11)
      #expect(tags?["has_more"] == true)
    }
  }
}

extension Client {
  /// Sends what must be taken, and reads the answer.
  func json(_ path: String, _ body: String) async throws -> JSONValue {
    let answer = try await post(path, body)
    try #require(answer.status == 200, "\(answer.body)")
    return try answer.json
  }

  func makeAttribute(
    _ name: String, _ type: String, of model: String = "contact", options: [String]? = nil,
    isMessengerWritable: Bool = false
  ) async throws {
    var body: JSONObject = [
      "name": .string(name), "model": .string(model), "data_type": .string(type),
      "messenger_writable": .boolean(isMessengerWritable),
    ]
    if let options { body["options"] = .array(options.map { ["value": .string($0)] }) }
    _ = try await json("/data_attributes", JSONValue.object(body).compactText)
  }
}
