import Audiences
import HTTP
import JSON
import Remote
import Testing

@Suite("Reading one person")
struct PeopleTests {
  private static let moment = Moment(now: 1_795_410_000, in: ZoneClock { _ in 0 })
  private static let ana: JSONValue = [
    "type": "contact", "id": "71", "external_id": "u1", "email": "ana@acme.test", "role": "user",
    "plan": "standard", "custom_attributes": ["plan": "pro"], "location": ["country": "Iceland"],
    "name": nil,
  ]
  private static let recently: JSONValue = .integer(1_795_409_000)

  /// A workspace whose list of events has a second page wherever its link leads.
  private static func workspace(next: JSONValue = "https://evil.test/x?a=b&before=Y3Vy")
    -> ScriptedRemote
  {
    ScriptedRemote { request, _ in
      if request.url.hasSuffix("/search") { return .json(["type": "list", "data": [ana]]) }
      if request.url.hasSuffix("/data_attributes") {
        return .json([
          "data": [
            ["model": "contact", "name": "plan", "data_type": "string", "custom": true],
            ["model": "contact", "name": "location.country", "data_type": "string"],
            ["model": "contact", "name": "name", "data_type": "string"],
          ]
        ])
      }
      if request.url.hasSuffix("summary=true") {
        return .json([
          "type": "event.summary",
          "events": [
            [
              "name": "e", "first": "2023-11-14T22:13:20.000+00:00",
              "last": "2026-11-23T04:43:20.000+00:00", "count": 9,
            ]
          ],
        ])
      }
      let isLast = request.url.contains("before=")
      return .json([
        "type": "event.list",
        "events": [["event_name": isLast ? "e" : "other", "created_at": recently]],
        "pages": ["next": isLast ? nil : next],
      ])
    }
  }

  @Test("a name is looked for among all that it can be, in one request that writes nothing")
  func search() async throws {
    let remote = Self.workspace()
    let found = try await remote.reader.people(named: try #require(PersonName("Ana@acme.test")))
    #expect(found.map(\.id) == ["71"] && found.map(\.shownName) == ["ana@acme.test"])
    #expect(remote.calls == ["POST /contacts/search"])
    let body = try JSONValue(parsing: try #require(remote.requests.first).body)
    let filters = try #require(body["query"]?["value"]?.array)
    #expect(
      filters.map { $0["field"] } == ["id", "external_id", "email", "email"])
    #expect(
      filters.map { $0["value"] }
        == ["Ana@acme.test", "Ana@acme.test", "Ana@acme.test", "ana@acme.test"])
  }

  @Test(
    "a name may say what it is",
    arguments: [
      ("id:17", [PersonName.Kind.id], "17"), ("user_id:id:17", [.userID], "id:17"),
      ("email:a@b", [.email], "a@b"), ("a:b", PersonName.Kind.allCases, "a:b"),
    ])
  func names(word: String, kinds: [PersonName.Kind], text: String) throws {
    let name = try #require(PersonName(word))
    #expect(name.kinds == kinds && name.text == text)
    #expect(PersonName("") == nil && PersonName("email:") == nil)
  }

  private func person(_ rule: Rule, _ remote: ScriptedRemote) async throws -> KnownPerson? {
    let named = try await remote.reader.people(named: try #require(PersonName("u1")))
    return try await remote.reader.person(try #require(named.first), for: rule, at: Self.moment)
  }

  @Test("a value is that of the attribute which a rule means")
  func attributes() async throws {
    let names = ["plan", "location.country", "name", "contact.role", "nothing"]
    let rule = Rule.all(names.map { .attribute(name: $0, .known(true)) })
    let known = try #require(try await person(rule, Self.workspace())).person
    let values = names.map { name -> String? in
      if case .text(let text)? = known.attributes[ExactText(name)] { text } else { nil }
    }
    #expect(values == ["pro", "Iceland", nil, "user", nil])
  }

  private static let lately = Rule.event(
    name: "e", EventTest(.count(.is(1)), within: TimeSpan(1, .day)))

  @Test("the next page of events is asked for at the workspace, wherever its link leads")
  func pages() async throws {
    let remote = Self.workspace()
    let known = try #require(try await person(Self.lately, remote))
    #expect(remote.requests.allSatisfy { $0.url.hasPrefix("https://messages.acme.test/") })
    #expect(remote.calls.last?.hasSuffix("&before=Y3Vy") == true, "\(remote.calls)")
    #expect(Trace(Self.lately, of: known, at: Self.moment)?.holds == true)
  }

  @Test(
    "a page that does not say what follows is no list", arguments: ["https://x.test/", "?before="])
  func circle(next: JSONValue) async throws {
    await #expect(throws: RemoteError.self) {
      _ = try await person(Self.lately, Self.workspace(next: next))
    }
  }

  @Test("events without a time are counted, and not listed")
  func summary() async throws {
    let remote = Self.workspace()
    let rule = Rule.event(name: "e", EventTest(.count(.is(9))))
    let known = try #require(try await person(rule, remote))
    #expect(remote.calls.count == 2)
    #expect(Trace(rule, of: known, at: Self.moment)?.holds == true)
  }
}
