import Audiences
import HTTP
import JSON
import Planning
import Remote
import Testing

@Suite struct `A search of contacts` {
  private static let moment = Moment(now: 1_795_410_000, in: ZoneClock { _ in 0 })

  /// A workspace with the attribute `plan`, whose searches find as is told by their query.
  private static func workspace(
    _ answer: @escaping @Sendable (JSONValue) -> ScriptedRemote.Turn
  ) -> ScriptedRemote {
    ScriptedRemote { request, _ in
      if request.url.hasSuffix("/me") { return .json(ScriptedRemote.me) }
      if request.url.hasSuffix("/tags") {
        return .json(["data": [["id": "17", "name": "beta"]]])
      }
      if request.url.hasSuffix("/segments") { return .json(["segments": []]) }
      if request.url.hasSuffix("/data_attributes") {
        return .json([
          "data": [["model": "contact", "name": "plan", "data_type": "string", "custom": true]]
        ])
      }
      do {
        return answer(try JSONValue(parsing: request.body))
      } catch {
        return .refusal(400)
      }
    }
  }

  private static func found(_ total: Int64, _ ids: [String] = [], next: JSONValue = nil)
    -> ScriptedRemote.Turn
  {
    .json([
      "type": "list", "total_count": .integer(total),
      "data": .array(
        ids.map { ["id": .string($0), "custom_attributes": ["plan": "pro"]] as JSONValue }),
      "pages": ["next": next],
    ])
  }

  private static func counting(_ remote: ScriptedRemote) -> IntercomCounting {
    IntercomCounting(remote.search) { _ in moment }
  }

  private static let pro = Rule.attribute(name: "plan", .text(.is("pro")))

  @Test func `asks what it must know once, and then one person of each rule`() async throws {
    let remote = Self.workspace { body in
      #expect(body["pagination"] == ["per_page": 1])
      return Self.found(body["query"]?["field"] == "role" ? 9 : 4)
    }
    let counting = Self.counting(remote)
    async let first = counting.reach(of: Self.pro)
    async let second = counting.reach(of: .tag("beta"))
    #expect(try await [first, second] == [.people(4, of: 9), .people(4, of: 9)])
    #expect(try await counting.reach(of: .everyone) == .people(9, of: 9))
    #expect(try await counting.reach(of: .tag("none")) == .people(0, of: 9))
    #expect(remote.calls.filter { $0 == "POST /contacts/search" }.count == 3)
    #expect(Set(remote.calls).count == 5 && remote.calls.count == 7)
  }

  @Test func `is a bound where it finds others too, or several searches do`() async throws {
    let remote = Self.workspace { body in
      Self.found(body["query"]?["field"] == "role" ? 9 : 7)
    }
    let counting = Self.counting(remote)
    let event = Rule.event(name: "e", EventTest(.ever))
    #expect(try await counting.reach(of: .all([Self.pro, event])) == .atMost(7, of: 9))
    #expect(try await counting.reach(of: event) == .atMost(9, of: 9))
    let many = Rule.any(
      (0..<20).map { .attribute(name: "plan", .text(.startsWith("p\($0)"))) })
    #expect(try await counting.reach(of: many) == .atMost(9, of: 9))
  }

  @Test func `that the workspace refuses is no count`() async throws {
    let remote = Self.workspace { body in
      body["query"]?["field"] == "role" ? Self.found(9) : .refusal(400)
    }
    #expect(try await Self.counting(remote).reach(of: Self.pro) == .uncounted)
  }

  @Test func `asks again for what it must know where that failed`() async throws {
    let remote = ScriptedRemote(.refusal(403), .refusal(401))
    let counting = Self.counting(remote)
    await #expect(throws: RemoteError.self) { _ = try await counting.reach(of: Self.pro) }
    let asked = remote.calls.count
    await #expect(throws: RemoteError.self) { _ = try await counting.reach(of: Self.pro) }
    #expect(remote.calls.count > asked)
  }

  private static func people(_ remote: ScriptedRemote) async throws -> IntercomPeople {
    try #require(
      try await IntercomPeople(matching: pro, withoutTag: "17", at: moment, remote.search))
  }

  @Test func `is read page by page, each when it is wanted`() async throws {
    let remote = Self.workspace { body in
      guard body["query"]?["operator"] == "AND" else { return Self.found(9) }
      return body["pagination"]?["starting_after"] == "x"
        ? Self.found(3, ["c"]) : Self.found(3, ["a", "b"], next: ["starting_after": "x"])
    }
    let people = try await Self.people(remote)
    let before = remote.calls.count
    #expect(try await people.next()?.people.map(\.id) == ["a", "b"])
    #expect(remote.calls.count == before + 1)
    #expect(try await people.next()?.people.map(\.id) == ["c"])
    #expect(try await people.next() == nil)
    #expect(remote.calls.count == before + 2)
    let query = try JSONValue(parsing: try #require(remote.requests.last).body)["query"]
    #expect(
      query?["value"]?.array?.last == ["field": "tag_id", "operator": "!=", "value": "17"])
  }

  @Test func `whose pages go round in a circle is an error`() async throws {
    let remote = Self.workspace { _ in Self.found(3, ["a"], next: ["starting_after": "x"]) }
    let people = try await Self.people(remote)
    _ = try await people.next()
    await #expect(throws: RemoteError.self) { _ = try await people.next() }
  }

  @Test func `leaves out whom the contact itself shows not to match`() async throws {
    let remote = Self.workspace { body in
      .json([
        "type": "list", "total_count": 2,
        "data": [
          ["id": "a", "custom_attributes": ["plan": "pro"]],
          ["id": "b", "custom_attributes": ["plan": "Pro"]],
        ],
      ])
    }
    let page = try #require(try await Self.people(remote).next())
    #expect(page.people.map(\.id) == ["a"] && page.undecided.isEmpty && page.found == 2)
  }
}

extension ScriptedRemote {
  fileprivate var search: IntercomSearch {
    IntercomSearch(sender: self, url: Self.url, token: Secret(Self.token))
  }
}
