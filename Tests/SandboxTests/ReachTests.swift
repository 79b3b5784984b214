import Foundation
import GRDB
import JSON
import Sandbox
import Testing

@Suite struct `The reach of an audience` {
  static let rules: [(rule: String, count: Int64)] = [
    (#"{"everyone":true}"#, 3),
    (#"{"not":{"everyone":true}}"#, 0),
    (#"{"attribute":"plan","type":"string","comparison":"eq","value":"pro"}"#, 1),
    (#"{"attribute":"plan","type":"string","comparison":"ne","value":"pro"}"#, 2),
    // The product's own roles, and not whether somebody is a user.
    (#"{"attribute":"role","type":"string","comparison":"eq","value":"owner"}"#, 1),
    (#"{"attribute":"contact.role","type":"string","comparison":"eq","value":"lead"}"#, 1),
    // What nobody has, and what is of another type, is unknown.
    (#"{"attribute":"nothing","type":"string","comparison":"eq","value":"x"}"#, 0),
    (#"{"attribute":"nothing","type":"string","comparison":"ne","value":"x"}"#, 3),
    (#"{"attribute":"plan","type":"number","comparison":"lt","value":5}"#, 0),
    (#"{"attribute":"plan","type":"any","comparison":"unknown"}"#, 2),
    (
      #"{"attribute":"signed_up_at","type":"date","comparison":"more_than","value":{"amount":7,"unit":"day"}}"#,
      1
    ),
    (#"{"event":"e","type":"occurrence","comparison":"never"}"#, 2),
    (#"{"event":"e","type":"count","comparison":"gte","value":2}"#, 1),
    (
      #"{"event":"e","type":"count","comparison":"gte","value":2,"within":{"amount":1,"unit":"day"}}"#,
      0
    ),
    (#"{"tag":"beta","type":"membership","comparison":"has"}"#, 1),
    (#"{"segment":"Active","type":"membership","comparison":"has"}"#, 1),
    (#"{"segment":"nobody's","type":"membership","comparison":"has"}"#, 0),
    (
      #"{"company":{"attribute":"plan","type":"string","comparison":"eq","value":"team"}}"#, 1
    ),
    (
      #"{"company":{"not":{"attribute":"tier","type":"string","comparison":"eq","value":"gold"}}}"#,
      2
    ),
  ]

  @Test func `is how many match now, of all contacts`() async throws {
    try await withPeople { _, client in
      for (rule, count) in Self.rules {
        let reach = try await client.json("/messages/reach", #"{"audience":\#(rule)}"#)
        #expect(reach == ["type": "reach", "count": .integer(count), "of": 3], "\(rule)")
      }
    }
  }

  @Test func `is counted without a trace`() async throws {
    try await withPeople { path, client in
      let before = try contents(of: path)
      for (rule, _) in Self.rules {
        _ = try await client.json("/messages/reach", #"{"audience":\#(rule)}"#)
      }
      #expect(try contents(of: path) == before)
    }
  }

  @Test(arguments: [
    ("{}", 422, "parameter_not_found audience"),
    (#"{"audience":{"everyone":true},"x":1}"#, 400, "parameter_invalid x"),
    (#"{"audience":[]}"#, 400, "parameter_invalid audience"),
    (#"{"audience":{"any":[]}}"#, 422, "data_invalid audience.any"),
    (#"{"audience":{"newsfeed":"n"}}"#, 422, "data_invalid audience.newsfeed"),
    (#"{"audience":{"tag":"t","type":"x","comparison":"has"}}"#, 422, "data_invalid audience.type"),
  ])
  func `is refused for what is no audience`(
    body: String, status: Int, problem: String
  ) async throws {
    try await withSandbox { _, client in
      let answer = try await client.post("/messages/reach", body)
      #expect(answer.status == status)
      #expect(try answer.problems == [problem])
    }
  }

  @Test func `of a segment goes with the segments of each contact`() async throws {
    try await withPeople { _, client in
      let segments = try await client.get("/segments?include_count=true").json["segments"]?.array
      #expect(segments?.map { $0["count"] } == [1, 1, 0])
      let own = try await client.get("/contacts/1/segments").json["data"]?.array
      #expect(own?.map { $0["name"] } == ["Active"])
      let none = try await client.get("/contacts/3/segments").json["data"]
      #expect(none == [])
      #expect(try await client.get("/contacts/9/segments").status == 404)
    }
  }

  private func withPeople(_ body: (String, Client) async throws -> Void) async throws {
    try await withFolder { folder in
      let path = "\(folder)/people.sqlite"
      let clock = StandingClock()
      try await withSandbox(over: path, clock: clock) { _, client in
        for name in ["plan", "role"] { try await client.makeAttribute(name, "string") }
        try await client.makeAttribute("tier", "string", of: "company")
        let now = clock.now
        for contact in [
          #"{"external_id":"a","signed_up_at":\#(now - 1_728_000),"last_seen_at":\#(now),"custom_attributes":{"plan":"pro","role":"owner"}}"#,
          #"{"external_id":"b","signed_up_at":\#(now - 86_400)}"#,
          #"{"role":"lead","email":"l@acme.test","last_seen_at":\#(now)}"#,
        ] { _ = try await client.json("/contacts", contact) }
        for age in [172_800, 259_200] {
          _ = try await client.post(
            "/events", #"{"event_name":"e","created_at":\#(now - Int64(age)),"user_id":"a"}"#)
        }
        _ = try await client.json("/tags", #"{"name":"beta","users":[{"id":"1"}]}"#)
        _ = try await client.json(
          "/companies", #"{"company_id":"c","plan":"team","custom_attributes":{"tier":"gold"}}"#)
        _ = try await client.json("/contacts/2/companies", #"{"id":"1"}"#)
        try await body(path, client)
      }
    }
  }

  /// All that the database holds but the count of requests.
  private func contents(of path: String) throws -> [String] {
    try DatabaseQueue(path: path).read { database in
      let tables = try String.fetchAll(
        database,
        sql: """
          SELECT name FROM sqlite_schema
          WHERE type = 'table' AND name NOT IN ('rate_window') ORDER BY name
          """)
      return try tables.flatMap { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"").map(\.description)
      }
    }
  }
}
