import JSON
import Sandbox
import Testing

@Suite struct `A company` {
  @Test func `is made by the client's id of it, and changed by the same`() async throws {
    try await withSandbox { _, client in
      try await client.makeAttribute("tier", "string", of: "company")
      let made = try await client.json(
        "/companies",
        #"{"company_id":"c1","name":"Acme","plan":"team","size":20,"monthly_spend":155.98}"#)
      #expect(made["plan"]?["name"] == "team")
      #expect(made["monthly_spend"] == 155)
      #expect(made["user_count"] == 0)
      #expect(made["website"] == nil)
      let changed = try await client.json(
        "/companies", #"{"company_id":"c1","size":null,"custom_attributes":{"tier":"gold"}}"#)
      #expect(changed["id"] == made["id"])
      #expect(changed["name"] == "Acme")
      #expect(changed["size"] == nil)
      #expect(changed["custom_attributes"] == ["tier": "gold"])
      for path in ["/companies/1", "/companies?company_id=c1", "/companies?name=Acme"] {
        #expect(try await client.get(path).json == changed)
      }
    }
  }

  @Test func `counts its people`() async throws {
    try await withSandbox { _, client in
      for number in 1...2 {
        _ = try await client.json("/contacts", #"{"external_id":"u\#(number)"}"#)
      }
      _ = try await client.json("/companies", #"{"company_id":"c1"}"#)
      for contact in [1, 2, 2] {
        _ = try await client.json("/contacts/\(contact)/companies", #"{"id":"1"}"#)
      }
      #expect(try await client.get("/companies/1").json["user_count"] == 2)
      let contact = try await client.get("/contacts/1").json["companies"]
      #expect(contact?["data"] == [["type": "company", "id": "1", "url": "/companies/1"]])
      #expect(try await client.delete("/contacts/1/companies/1").json["user_count"] == 1)
      #expect(try await client.get("/contacts/1/companies").json["total_count"] == 0)
      #expect(try await client.delete("/contacts/1/companies/1").status == 404)
    }
  }

  @Test func `is listed page by page, with a link to the next`() async throws {
    try await withSandbox { _, client in
      for number in 1...3 {
        _ = try await client.json("/companies", #"{"company_id":"c\#(number)"}"#)
      }
      let first = try await client.get("/companies?per_page=2").json
      #expect(first["data"]?.array?.map { $0["company_id"] } == ["c1", "c2"])
      #expect(first["total_count"] == 3)
      let next = try #require(first["pages"]?["next"]?.string)
      #expect(next == "http://127.0.0.1/companies?page=2&per_page=2")
      let last = try await client.get("/companies?page=2&per_page=2").json
      #expect(last["data"]?.array?.map { $0["company_id"] } == ["c3"])
      #expect(last["pages"]?["next"] == .null)
      #expect(try await client.get("/companies?page=9").json["data"] == [])
    }
  }

  @Test func `is listed by when somebody of it was seen`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      for id in ["c1", "c2"] {
        clock.advance(1)
        _ = try await client.json(
          "/companies", #"{"company_id":"\#(id)","update_last_request_at":true}"#)
      }
      _ = try await client.json("/companies", #"{"company_id":"c3"}"#)
      let list = { (query: String) async throws -> [JSONValue?] in
        try await client.send("POST", "/companies/list\(query)").json["data"]?.array?
          .map { $0["company_id"] } ?? []
      }
      let (newest, oldest) = (try await list(""), try await list("?order=asc"))
      #expect(newest == ["c2", "c1", "c3"])
      #expect(oldest == ["c3", "c1", "c2"])
    }
  }

  @Test func `is found by its tag`() async throws {
    try await withSandbox { _, client in
      for id in ["c1", "c2"] {
        _ = try await client.json("/companies", #"{"company_id":"\#(id)"}"#)
      }
      _ = try await client.json("/tags", #"{"name":"vip","companies":[{"id":"2"}]}"#)
      let list = try await client.get("/companies?tag_id=1").json
      #expect(list["data"]?.array?.map { $0["company_id"] } == ["c2"])
      #expect(list["total_count"] == 1)
      #expect(try await client.get("/companies?tag_id=x").json["total_count"] == 0)
    }
  }

  @Test(arguments: [
    ("/companies", "{}", 422, "parameter_not_found company_id"),
    ("/companies", #"{"company_id":"c","test":1}"#, 400, "parameter_invalid test"),
    ("/companies", #"{"company_id":"c","size":"big"}"#, 400, "parameter_invalid size"),
    ("/companies", #"{"company_id":"c","size":-1}"#, 422, "data_invalid size"),
    ("/companies", #"{"company_id":"c","monthly_spend":1e300}"#, 422, "data_invalid monthly_spend"),
    (
      "/companies", #"{"company_id":"c","custom_attributes":{"x":1}}"#, 400,
      "parameter_invalid custom_attributes.x"
    ),
    ("/contacts/1/companies", "{}", 422, "parameter_not_found id"),
    ("/contacts/1/companies", #"{"id":"123"}"#, 404, "company_not_found"),
    ("/contacts/9/companies", #"{"id":"1"}"#, 404, "not_found"),
  ])
  func `is refused with the field that is wrong`(
    path: String, body: String, status: Int, problem: String
  ) async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      let answer = try await client.post(path, body)
      #expect(answer.status == status)
      #expect(try answer.problems == [problem])
      #expect(try await client.get("/companies").json["total_count"] == 0)
    }
  }

  @Test(arguments: [
    ("/companies/9", 404), ("/companies/x", 404), ("/companies?name=No", 404),
    ("/companies?company_id=No", 404), ("/companies?name=a&company_id=b", 400),
    ("/companies?page=0", 400), ("/companies?segment_id=1", 400), ("/contacts/9/companies", 404),
  ])
  func `that cannot be found is told so`(path: String, status: Int) async throws {
    try await withSandbox { _, client in
      let answer = try await client.get(path)
      #expect(answer.status == status)
    }
  }
}
