import JSON
import Sandbox
import Testing

@Suite struct `An event` {
  @Test func `is accepted with no body, and kept once`() async throws {
    try await withPerson { client in
      for _ in 1...2 {
        let answer = try await client.event("csv_exported", at: 1_799_999_000)
        #expect(answer.status == 202 && answer.body.isEmpty)
      }
      _ = try await client.event("csv_exported", at: 1_799_999_001)
      let summary = try await client.get("/events?type=user&user_id=u1&summary=true").json
      #expect(
        summary == [
          "type": "event.summary", "email": "joe@acme.test", "intercom_user_id": "1",
          "user_id": "u1",
          "events": [
            [
              "name": "csv_exported", "first": "2027-01-15T07:43:20.000+00:00",
              "last": "2027-01-15T07:43:21.000+00:00", "count": 2,
            ]
          ],
        ])
    }
  }

  @Test(arguments: ["\"id\":1", "\"user_id\":\"u1\"", "\"email\":\"JOE@acme.test\""])
  func `is somebody's by any of their names`(name: String) async throws {
    try await withPerson { client in
      let answer = try await client.post(
        "/events", "{\"event_name\":\"e\",\"created_at\":1799999000,\(name)}")
      #expect(answer.status == 202)
      for query in ["user_id=u1", "intercom_user_id=1", "email=joe%40acme.test"] {
        let list = try await client.get("/events?type=user&\(query)").json
        #expect(list["events"]?.array?.count == 1)
      }
    }
  }

  @Test func `is listed behind newer ones, with what was said of it, for ninety days`() async throws
  {
    try await withPerson { client in
      _ = try await client.event("old", at: 1_800_000_000 - 90 * 86_400 - 1)
      _ = try await client.event(
        "b", at: 1_799_999_000, #"{"rows":1.5,"link":{"url":"u","value":"v"}}"#)
      for name in ["a", "c"] { _ = try await client.event(name, at: 1_799_999_000) }
      var names: [JSONValue?] = []
      var path: String? = "/events?type=user&intercom_user_id=1&per_page=2"
      var metadata: [JSONValue?] = []
      while let asked = path {
        let page = try await client.get(asked).json
        names += page["events"]?.array?.map { $0["event_name"] } ?? []
        metadata += page["events"]?.array?.map { $0["metadata"] } ?? []
        path = page["pages"]?["next"]?.string.map { String($0.dropFirst("http://127.0.0.1".count)) }
      }
      #expect(names == ["c", "b", "a"])
      #expect(metadata == [[:], ["rows": 1.5, "link": ["url": "u", "value": "v"]], [:]])
    }
  }

  @Test func `keeps the first ten things that are said of it`() async throws {
    try await withPerson { client in
      let members = (0..<12).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
      _ = try await client.event("e", at: 1_799_999_000, "{\(members)}")
      let list = try await client.get("/events?type=user&user_id=u1").json
      let metadata = try #require(list["events"]?.array?.first?["metadata"]?.object)
      #expect(metadata.members.map(\.name) == (0..<10).map { "k\($0)" })
    }
  }

  @Test(arguments: [
    (#"{"created_at":1,"user_id":"u1"}"#, 422, "parameter_not_found event_name"),
    (#"{"event_name":"e","user_id":"u1"}"#, 422, "parameter_not_found created_at"),
    (#"{"event_name":"e","created_at":1}"#, 422, "parameter_not_found user_id"),
    (#"{"event_name":"e","created_at":"x","user_id":"u1"}"#, 400, "parameter_invalid created_at"),
    (#"{"event_name":"e","created_at":-1,"user_id":"u1"}"#, 422, "data_invalid created_at"),
    (#"{"event_name":"e","created_at":1,"user_id":"nobody"}"#, 404, "not_found"),
    (#"{"event_name":"e","created_at":1,"id":"x"}"#, 404, "not_found"),
    (
      #"{"event_name":"e","created_at":1,"user_id":"u1","metadata":{"a":[1]}}"#, 400,
      "parameter_invalid metadata.a"
    ),
    (
      #"{"event_name":"e","created_at":1,"user_id":"u1","metadata":{"a":{"b":1}}}"#, 400,
      "parameter_invalid metadata.a"
    ),
  ])
  func `is refused with the field that is wrong`(
    body: String, status: Int, problem: String
  ) async throws {
    try await withPerson { client in
      let answer = try await client.post("/events", body)
      #expect(answer.status == status)
      #expect(try answer.problems == [problem])
    }
  }

  @Test(arguments: [
    ("", 400), ("type=user", 400), ("user_id=u1", 400), ("type=company&user_id=u1", 400),
    ("type=user&user_id=u1&email=a", 400), ("type=user&user_id=u1&before=x", 400),
    ("type=user&user_id=u1&summary=maybe", 400), ("type=user&user_id=nobody", 404),
  ])
  func `is asked for by its person`(query: String, status: Int) async throws {
    try await withPerson { client in
      let answer = try await client.get("/events?\(query)")
      #expect(answer.status == status)
    }
  }

  @Test func `has one of a hundred and twenty names at most`() async throws {
    try await withPerson { client in
      for number in 1...120 { _ = try await client.event("e\(number)", at: 1) }
      let answer = try await client.event("more", at: 1)
      #expect(try answer.problems == ["data_invalid event_name"])
      #expect(try await client.event("e120", at: 2).status == 202)
    }
  }

  private func withPerson(_ body: (Client) async throws -> Void) async throws {
    try await withSandbox { _, client in
      _ = try await client.json("/contacts", #"{"external_id":"u1","email":"joe@acme.test"}"#)
      try await body(client)
    }
  }
}

extension Client {
  fileprivate func event(
    _ name: String, at time: Int64, _ metadata: String = "null"
  ) async throws -> Answer {
    try await post(
      "/events",
      #"{"event_name":"\#(name)","created_at":\#(time),"user_id":"u1","metadata":\#(metadata)}"#)
  }
}
