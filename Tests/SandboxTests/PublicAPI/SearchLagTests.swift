import JSON
import Sandbox
import Testing

@Suite struct `A search that lags` {
  @Test func `does not see a new tag, whose person has it at once`() async throws {
    let clock = StandingClock()
    try await withLag(of: 30, clock) { client in
      _ = try await client.json("/contacts/1/tags", #"{"id":"1"}"#)
      #expect(try await client.tagged() == [])
      #expect(try await client.untagged() == ["1", "2"])
      #expect(try await client.get("/contacts/1/tags").json["data"]?.array?.count == 1)
      #expect(try await client.get("/contacts/1").json["tags"]?["total_count"] == 1)
      clock.advance(29)
      #expect(try await client.tagged() == [])
      clock.advance(1)
      #expect(try await client.tagged() == ["1"])
      #expect(try await client.untagged() == ["2"])
    }
  }

  @Test func `shows people without the tags that it does not see`() async throws {
    let clock = StandingClock()
    try await withLag(of: 30, clock) { client in
      _ = try await client.json("/contacts/1/tags", #"{"id":"1"}"#)
      #expect(try await client.shownTags() == [0, 0])
      clock.advance(30)
      #expect(try await client.shownTags() == [1, 0])
    }
  }

  @Test func `sees a tag that was attached long ago under its new name`() async throws {
    let clock = StandingClock()
    try await withLag(of: 30, clock) { client in
      _ = try await client.json("/contacts/1/tags", #"{"id":"1"}"#)
      clock.advance(30)
      _ = try await client.json("/tags", #"{"id":"1","name":"other"}"#)
      #expect(try await client.tagged() == ["1"])
    }
  }

  @Test func `that does not lag sees a tag at once`() async throws {
    try await withLag(of: 0, StandingClock()) { client in
      _ = try await client.json("/contacts/1/tags", #"{"id":"1"}"#)
      #expect(try await client.tagged() == ["1"])
      #expect(try await client.shownTags() == [1, 0])
    }
  }

  private func withLag(
    of seconds: Int64, _ clock: StandingClock, _ body: (Client) async throws -> Void
  ) async throws {
    try await withFolder { folder in
      var configuration = SandboxConfiguration(
        databasePath: "\(folder)/a.sqlite", clock: { clock.now })
      configuration.searchLag = seconds
      try await withSandbox(configuration) { _, client in
        try await client.makePeople()
        _ = try await client.json("/tags", #"{"name":"sent"}"#)
        try await body(client)
      }
    }
  }
}

extension Client {
  fileprivate func tagged() async throws -> [String] { try await found("=") }

  fileprivate func untagged() async throws -> [String] { try await found("!=") }

  private func found(_ operation: String) async throws -> [String] {
    let page = try await json(
      "/contacts/search",
      #"{"query":{"field":"tag_id","operator":"\#(operation)","value":"1"}}"#)
    let ids = (page["data"]?.array ?? []).compactMap { $0["id"]?.string }.sorted()
    #expect(page["total_count"] == .integer(Int64(ids.count)))
    return ids
  }

  /// How many tags each person has in what a search shows of them.
  fileprivate func shownTags() async throws -> [Int64] {
    let page = try await json(
      "/contacts/search", #"{"query":{"field":"email","operator":"~","value":"acme"}}"#)
    return (page["data"]?.array ?? []).sorted { $0["id"]?.string ?? "" < $1["id"]?.string ?? "" }
      .compactMap { $0["tags"]?["total_count"]?.integer }
  }
}
