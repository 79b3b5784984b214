import JSON
import Sandbox
import Testing

@Suite struct `A data attribute` {
  @Test func `is listed behind those that every workspace has`() async throws {
    try await withSandbox { _, client in
      try await client.makeAttribute("plan", "options", options: ["free", "pro"])
      let list = try #require(try await client.get("/data_attributes?model=contact").json["data"])
      let names = list.array?.map { $0["name"] } ?? []
      #expect(names.first == "external_id")
      #expect(names.contains("signed_up_at") && !names.contains("company_id"))
      let own = try #require(list.array?.last)
      #expect(own["name"] == "plan")
      #expect(own["full_name"] == "custom_attributes.plan")
      #expect(own["data_type"] == "string")
      #expect(own["options"] == ["free", "pro"])
      #expect(own["custom"] == true)
    }
  }

  @Test func `gets other options and a description, and keeps the rest`() async throws {
    try await withSandbox { _, client in
      try await client.makeAttribute("plan", "options", options: ["free", "pro"])
      let answer = try await client.put(
        "/data_attributes/1",
        #"{"description":"What they pay for.","options":[{"value":"pro"},{"value":"team"}]}"#)
      let changed = try answer.json
      #expect(changed["options"] == ["pro", "team"])
      #expect(changed["description"] == "What they pay for.")
      #expect(changed["name"] == "plan")
    }
  }

  @Test func `is out of sight while it is archived, and its values come back with it`() async throws
  {
    try await withSandbox { _, client in
      try await client.makeAttribute("tier", "string")
      _ = try await client.json(
        "/contacts", #"{"external_id":"u","custom_attributes":{"tier":"pro"}}"#)
      _ = try await client.put("/data_attributes/1", #"{"archived":true}"#)
      #expect(try await client.get("/contacts/1").json["custom_attributes"] == [:])
      let names = { (query: String) async throws -> [JSONValue?] in
        try await client.get("/data_attributes\(query)").json["data"]?.array?.map { $0["name"] }
          ?? []
      }
      let (seen, all) = (try await names(""), try await names("?include_archived=true"))
      #expect(!seen.contains("tier"))
      #expect(all.contains("tier"))
      _ = try await client.put("/data_attributes/1", #"{"archived":false}"#)
      #expect(try await client.get("/contacts/1").json["custom_attributes"]?["tier"] == "pro")
    }
  }

  @Test(arguments: [
    (#"{"name":"plan","model":"company","data_type":"integer"}"#, "parameter_invalid name"),
    (#"{"name":"email","model":"contact","data_type":"string"}"#, "parameter_invalid name"),
    (#"{"name":"!nv@l!d n@me","model":"company","data_type":"string"}"#, "data_invalid name"),
    (#"{"name":"a\"; DROP","model":"contact","data_type":"string"}"#, "data_invalid name"),
    (#"{"name":"x","model":"contact","data_type":"mithril"}"#, "data_invalid data_type"),
    (#"{"name":"x","model":"ring","data_type":"string"}"#, "data_invalid model"),
    (#"{"model":"contact","data_type":"string"}"#, "parameter_not_found name"),
    (#"{"name":"x","model":"contact","data_type":"options"}"#, "parameter_not_found options"),
    (
      #"{"name":"x","model":"contact","data_type":"options","options":[{"value":"a"}]}"#,
      "data_invalid options"
    ),
    (
      #"{"name":"x","model":"contact","data_type":"options","options":{"value":"a"}}"#,
      "parameter_invalid options"
    ),
    (
      #"{"name":"x","model":"contact","data_type":"string","options":[{"value":"a"},{"value":"b"}]}"#,
      "data_invalid options"
    ),
  ])
  func `is refused with the field that is wrong`(body: String, problem: String) async throws {
    try await withSandbox { _, client in
      try await client.makeAttribute("plan", "string")
      #expect(try await client.post("/data_attributes", body).problems == [problem])
    }
  }

  @Test(arguments: ["9", "x", "99999999999999999999"])
  func `that is not there is 404`(id: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.put("/data_attributes/\(id)", #"{"archived":true}"#)
      #expect(answer.status == 404)
      #expect(try answer.problems == ["field_not_found"])
    }
  }

  @Test func `can have two hundred and fifty others beside it, and no more`() async throws {
    try await withSandbox { _, client in
      for number in 1...250 { try await client.makeAttribute("a\(number)", "integer") }
      let answer = try await client.post(
        "/data_attributes", #"{"name":"more","model":"contact","data_type":"string"}"#)
      #expect(try answer.problems == ["data_invalid model"])
      _ = try await client.json(
        "/contacts", #"{"external_id":"u","custom_attributes":{"a1":1,"a250":250}}"#)
      #expect(
        try await client.get("/contacts/1").json["custom_attributes"] == ["a1": 1, "a250": 250])
    }
  }
}
