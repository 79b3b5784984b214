import Audiences
import HTTP
import JSON
import Remote
import Testing

@Suite("Asking a workspace what it knows people by")
struct FactsTests {
  private static let attributes: JSONValue = [
    "type": "list",
    "data": [
      ["model": "contact", "name": "plan", "data_type": "integer", "custom": true, "options": []],
      ["model": "contact", "name": "plan", "data_type": "string", "custom": false],
      [
        "model": "contact", "name": "tier", "full_name": "custom_attributes.tier",
        "data_type": "string", "custom": true, "options": ["a", "b"],
      ],
      ["model": "contact", "name": "gone", "data_type": "string", "archived": true],
      ["model": "company", "name": "size", "data_type": "integer"],
      ["model": "conversation", "name": "topic", "data_type": "string"],
      ["model": "contact", "name": "file", "data_type": "files"],
    ],
  ]

  private static func workspace() -> ScriptedRemote {
    ScriptedRemote { request, _ in
      if request.url.hasSuffix("/data_attributes") { return .json(attributes) }
      if request.url.hasSuffix("/tags") {
        return .json(["type": "list", "data": [["id": "1", "name": "beta"]]])
      }
      return .json(["type": "segment.list", "segments": [["id": "2", "name": "Active"]]])
    }
  }

  @Test("each topic is one request")
  func requests() async throws {
    let remote = Self.workspace()
    let facts = try await remote.reader.facts(about: [.attributes, .tags, .segments])
    #expect(remote.calls.sorted() == ["GET /data_attributes", "GET /segments", "GET /tags"])
    #expect(facts.tags == ["beta"] && facts.segments == ["Active"] && facts.silence.isEmpty)
  }

  @Test("what nobody asks for is not requested")
  func none() async throws {
    let remote = Self.workspace()
    #expect(try await remote.reader.facts(about: []) == .none)
    #expect(try await remote.reader.facts(about: .tags).attributes == nil)
    #expect(remote.calls == ["GET /tags"])
  }

  @Test("attributes are known by both names, a workspace's own first, without archived ones")
  func attributes() async throws {
    let facts = try await Self.workspace().reader.facts(about: .attributes)
    let attributes = try #require(facts.attributes)
    #expect(attributes.attribute("plan", of: .person)?.type == .number)
    let tier = AttributeFacts.Attribute("tier", .text, options: ["a", "b"], isCustom: true)
    #expect(attributes.attribute("tier", of: .person) == tier)
    #expect(attributes.attribute("custom_attributes.tier", of: .person) == tier)
    #expect(attributes.attribute("size", of: .company)?.type == .number)
    #expect(attributes.attribute("size", of: .person) == nil)
    #expect(attributes.attribute("file", of: .person) == AttributeFacts.Attribute("file", nil))
    for missing in ["gone", "topic"] { #expect(attributes.attribute(missing, of: .person) == nil) }
  }

  @Test(
    "a server that has no such list, or does not show it, is silent", arguments: [403, 404, 422])
  func silence(status: Int) async throws {
    let facts = try await ScriptedRemote(.refusal(status)).reader.facts(about: [.tags, .segments])
    #expect(facts == WorkspaceFacts(silence: [.tags, .segments]))
  }

  @Test("a failure is a failure, and so is an answer without a list", arguments: [401, 500, 200])
  func failure(status: Int) async throws {
    let remote = ScriptedRemote(status == 200 ? .json(["type": "list"]) : .refusal(status))
    await #expect(throws: RemoteError.self) { _ = try await remote.reader.facts(about: .tags) }
  }
}
