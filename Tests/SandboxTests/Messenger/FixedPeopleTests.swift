import JSON
import Sandbox
import Testing

@Suite struct `The people of a one-time send` {
  @Test func `are those who match at the first ping after its start, whatever comes later`()
    async throws
  {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.create([
        "state": "live", "schedule": ["send": "once", "starts_at": .integer(clock.now + 10)],
        "to": try audience(
          #"{"attribute":"name","type":"string","comparison":"eq","value":"Ada"}"#),
      ])
      let ada = try await client.person("a", ["name": "Ada"])
      let ben = try await client.person("b", ["name": "Ben"])
      #expect(try await ada.shown() == [])
      clock.advance(10)
      #expect(try await ben.shown() == [])
      #expect(
        try await client.get("/messages/\(id)").json["audience_frozen_at"] == .integer(clock.now))
      _ = try await client.put("/contacts/1", #"{"name":"Eve"}"#)
      _ = try await client.put("/contacts/2", #"{"name":"Ada"}"#)
      let late = try await client.person("c", ["name": "Ada"])
      #expect(try await ben.shown() == [])
      #expect(try await late.shown() == [])
      #expect(try await ada.shown() == [id])
    }
  }

  @Test func `stay the same when the server is started anew`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/kept.sqlite"
      try await withSandbox(over: path) { _, client in
        _ = try await client.create(["state": "live"])
        let first = try await client.person("a")
        #expect(try await first.shown().count == 1)
        _ = try await client.person("b")
      }
      try await withSandbox(over: path) { _, client in
        let shown = try await Page(client, "b").shown()
        #expect(shown == [])
      }
    }
  }

  @Test func `of a newsfeed are nobody`() async throws {
    try await withSandbox { _, client in
      for send in ["once", "ongoing"] as [JSONValue] {
        _ = try await client.live([
          "to": try audience(#"{"newsfeed":"n"}"#), "schedule": ["send": send],
        ])
      }
      let page = try await client.person("a")
      #expect(try await page.shown() == [])
    }
  }
}
