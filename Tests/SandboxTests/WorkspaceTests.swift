import JSON
import Sandbox
import Testing

@Suite struct WorkspaceTests {
  @Test("two new databases answer the same")
  func deterministicSeed() async throws {
    try await withSandbox(clock: StandingClock(1_000_000_000)) { _, first in
      try await withSandbox(clock: StandingClock(2_000_000_000)) { _, second in
        for path in ["/me", "/admins", "/messages"] {
          let bodies = (try await first.get(path).body, try await second.get(path).body)
          #expect(bodies.0 == bodies.1)
        }
      }
    }
  }

  @Test("`/me` is the first admin, with the workspace")
  func me() async throws {
    try await withSandbox { _, client in
      let me = try await client.get("/me").json
      #expect(me["email"] == "ana@acme.test")
      #expect(me["app"]?["name"] == "Acme")
      #expect(me["app"]?["timezone"] == "America/New_York")
    }
  }

  @Test("the seeded admins are the same three")
  func admins() async throws {
    try await withSandbox { _, client in
      let admins = try #require(try await client.get("/admins").json["admins"]?.array)
      #expect(admins.map { $0["id"] } == ["5001", "5002", "5003"])
      #expect(
        admins.map { $0["email"] } == ["ana@acme.test", "ben@acme.test", "cleo@acme.test"])
    }
  }

  @Test("the seeded messages are nobody's: they have no external id")
  func unmanagedMessages() async throws {
    try await withSandbox { _, client in
      let list = try await client.get("/messages").json
      #expect(list["data"]?.array?.map { $0["external_id"] } == [.null, .null])
    }
  }
}
