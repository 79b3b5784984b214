import JSON
import Sandbox
import Testing

@Suite struct `A tag` {
  @Test func `is made once, whatever capitals its name is written in`() async throws {
    try await withSandbox { _, client in
      let made = try await client.json("/tags", #"{"name":"Beta"}"#)
      let again = try await client.json("/tags", #"{"name":"beta"}"#)
      #expect(made["id"] == again["id"])
      #expect(
        try await client.get("/tags").json["data"] == [["type": "tag", "id": "1", "name": "Beta"]])
      #expect(try await client.get("/tags/1").json["name"] == "Beta")
    }
  }

  @Test func `keeps its people and companies when it is renamed`() async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      _ = try await client.json("/companies", #"{"company_id":"c1"}"#)
      let tagging = try await client.json(
        "/tags", #"{"name":"beta","users":[{"id":"1"}],"companies":[{"company_id":"c1"}]}"#)
      #expect(tagging["users"] == [["id": "1", "tagged": true]])
      #expect(tagging["companies"] == [["id": "1", "tagged": true]])
      _ = try await client.json("/tags", #"{"id":"1","name":"early"}"#)
      let tags = try await client.get("/contacts/1/tags").json["data"]?.array
      #expect(tags?.map { $0["name"] } == ["early"])
      let company = try await client.get("/companies/1").json
      #expect(company["tags"]?["tags"]?.array?.first?["name"] == "early")
    }
  }

  @Test func `is found by its new name alone when it is renamed`() async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      _ = try await client.json("/tags", #"{"name":"beta","users":[{"id":"1"}]}"#)
      _ = try await client.json("/tags", #"{"id":"1","name":"early"}"#)
      for (name, count) in [("beta", 0), ("early", 1), ("Early", 0)] as [(String, Int64)] {
        let reach = try await client.json(
          "/messages/reach",
          #"{"audience":{"tag":"\#(name)","type":"membership","comparison":"has"}}"#)
        #expect(reach["count"] == .integer(count))
      }
    }
  }

  @Test func `is put on a contact and taken away again`() async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      _ = try await client.json("/tags", #"{"name":"beta"}"#)
      let put = try await client.json("/contacts/1/tags", #"{"id":1}"#)
      #expect(put["applied_at"] == 1_800_000_000)
      #expect(put["applied_by"]?["id"] == "5001")
      #expect(try await client.delete("/contacts/1/tags/1").json == put)
      #expect(try await client.get("/contacts/1/tags").json["data"] == [])
      #expect(try await client.delete("/contacts/1/tags/1").status == 404)
    }
  }

  @Test func `is taken from those that are to be untagged`() async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      _ = try await client.json("/tags", #"{"name":"beta","users":[{"id":"1"}]}"#)
      let taken = try await client.json(
        "/tags", #"{"name":"beta","users":[{"id":"1","untag":true}]}"#)
      #expect(taken["users"] == [["id": "1", "tagged": false]])
      #expect(try await client.get("/contacts/1/tags").json["data"] == [])
    }
  }

  @Test func `is off everybody once it is deleted`() async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      _ = try await client.json("/tags", #"{"name":"beta","users":[{"id":"1"}]}"#)
      let deleted = try await client.delete("/tags/1")
      #expect(deleted.status == 200 && deleted.body.isEmpty)
      #expect(try await client.get("/contacts/1").json["tags"]?["total_count"] == 0)
      #expect(try await client.delete("/tags/1").status == 404)
    }
  }

  @Test(arguments: [
    ("/tags", #"{"test":"invalid"}"#, 400, "parameter_invalid test"),
    ("/tags", #"{"id":"2","name":"beta"}"#, 409, "conflict name"),
    ("/tags", #"{"id":"9","name":"x"}"#, 404, "not_found"),
    ("/tags", #"{"name":"x","users":[{"id":"9"}]}"#, 404, "not_found"),
    ("/tags", #"{"name":"x","companies":[{"company_id":"9"}]}"#, 404, "company_not_found"),
    ("/tags", #"{"name":"x","users":[{}]}"#, 422, "parameter_not_found users.0.id"),
    ("/contacts/1/tags", #"{"id":"9"}"#, 404, "not_found"),
    ("/contacts/1/tags", "{}", 422, "parameter_not_found id"),
    ("/contacts/9/tags", #"{"id":"1"}"#, 404, "not_found"),
  ])
  func `is refused with the field that is wrong`(
    path: String, body: String, status: Int, problem: String
  ) async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1"}"#)
      for name in ["beta", "other"] { _ = try await client.json("/tags", #"{"name":"\#(name)"}"#) }
      let answer = try await client.post(path, body)
      #expect(answer.status == status)
      #expect(try answer.problems == [problem])
      // What was refused made nothing.
      #expect(try await client.get("/tags").json["data"]?.array?.count == 2)
    }
  }
}
