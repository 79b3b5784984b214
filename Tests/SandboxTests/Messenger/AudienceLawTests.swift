import JSON
import Sandbox
import Testing

@Suite struct `Whoever is shown a message` {
  /// One for each kind of condition, of the people that a workspace is filled with.
  static let rules = [
    #"{"everyone":true}"#,
    #"{"attribute":"plan","type":"string","comparison":"eq","value":"pro"}"#,
    #"{"attribute":"plan","type":"string","comparison":"ne","value":"pro"}"#,
    #"{"attribute":"custom_attributes.plan","type":"any","comparison":"unknown"}"#,
    #"{"attribute":"email","type":"string","comparison":"ends_with","value":".EXAMPLE"}"#,
    #"{"attribute":"email_domain","type":"string","comparison":"not_contains","value":"example.com"}"#,
    #"{"attribute":"contact.role","type":"string","comparison":"eq","value":"lead"}"#,
    #"{"attribute":"role","type":"string","comparison":"in","value":["owner","admin"]}"#,
    #"{"attribute":"seats","type":"number","comparison":"gte","value":5}"#,
    #"{"attribute":"health_score","type":"number","comparison":"lt","value":50.5}"#,
    #"{"attribute":"marketing_opt_in","type":"boolean","comparison":"eq","value":false}"#,
    #"{"attribute":"unsubscribed_from_emails","type":"boolean","comparison":"eq","value":true}"#,
    #"{"attribute":"signed_up_at","type":"date","comparison":"less_than","value":{"amount":60,"unit":"day"}}"#,
    #"{"attribute":"last_seen_at","type":"date","comparison":"more_than","value":{"amount":100,"unit":"hour"}}"#,
    #"{"event":"csv_exported","type":"occurrence","comparison":"never"}"#,
    #"{"event":"csv_exported","type":"count","comparison":"gte","value":2,"within":{"amount":30,"unit":"day"}}"#,
    #"{"event":"csv_exported","type":"last","comparison":"more_than","value":{"amount":7,"unit":"day"}}"#,
    #"{"tag":"beta","type":"membership","comparison":"has"}"#,
    #"{"not":{"segment":"Active","type":"membership","comparison":"has"}}"#,
    #"{"segment":"nobody's","type":"membership","comparison":"has"}"#,
    #"{"company":{"attribute":"plan","type":"string","comparison":"eq","value":"pro"}}"#,
    #"{"company":{"not":{"attribute":"satisfaction","type":"number","comparison":"gt","value":8}}}"#,
    #"{"company":{"all":[{"attribute":"size","type":"number","comparison":"gt","value":20},{"not":{"attribute":"annual_contract","type":"boolean","comparison":"eq","value":true}}]}}"#,
    #"{"any":[{"attribute":"ios_device","type":"any","comparison":"known"},{"all":[{"tag":"webinar","type":"membership","comparison":"has"},{"attribute":"plan","type":"any","comparison":"known"}]}]}"#,
  ]

  @Test(arguments: ["once", "ongoing"] as [JSONValue])
  func `is whom the reach of its audience counts`(send: JSONValue) async throws {
    try await withFolder { folder in
      let clock = StandingClock()
      var configuration = SandboxConfiguration(
        databasePath: "\(folder)/people.sqlite", rateLimit: 1_000_000, clock: { clock.now })
      configuration.people = PeopleRecipe(count: 150, seed: 3)
      try await withSandbox(configuration) { _, client in
        var reaches: [String: JSONValue?] = [:]
        for rule in Self.rules {
          let id = try await client.live([
            "to": try audience(rule), "schedule": ["send": send],
          ])
          reaches[id] = try await client.json(
            "/messages/reach", #"{"audience":\#(rule)}"#)["count"]
        }
        var shown: [String: Int64] = [:]
        for id in 1...150 {
          let answer = try await Page(client, "").ask(
            "/", ["user_id": .null, "id": .integer(Int64(id))])
          for message in try answer.json["messages"]?.array ?? [] {
            shown[message["id"]?.string ?? "", default: 0] += 1
          }
        }
        for (id, reach) in reaches {
          #expect(reach == .integer(shown[id] ?? 0), "message \(id)")
        }
        // A law of empty sets would hold of anything.
        #expect(shown.count(where: { (1..<150).contains($0.value) }) > 15)
      }
    }
  }
}
