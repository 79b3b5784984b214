import Audiences
import HTTP
import JSON
import Planning
import Remote
import Testing

@Suite("Counting people")
struct ReachTests {
  @Test("one rule is asked for, with a request that may be sent again")
  func asks() async throws {
    let remote = ScriptedRemote(.json(["type": "reach", "count": 3, "of": 5]))
    #expect(try await remote.reader.reach(of: .everyone) == .people(3, of: 5))
    #expect(remote.calls == ["POST /messages/reach"])
    let request = try #require(remote.requests.first)
    #expect(request.isIdempotent)
    #expect(try JSONValue(parsing: request.body) == ["audience": ["everyone": true]])
  }

  @Test(
    "a server without such a call, or that does not take the rule, has not counted",
    arguments: [404, 405, 422])
  func uncounted(status: Int) async throws {
    let remote = ScriptedRemote(.refusal(status, ["code": "data_invalid"]))
    #expect(try await remote.reader.reach(of: .newsfeed("News")) == .uncounted)
  }

  @Test(
    "what is no count is not taken for one",
    arguments: [
      ["count": 6, "of": 5], ["count": -1, "of": 5], ["count": 3], ["of": 5],
      ["count": "3", "of": 5],
    ] as [JSONValue])
  func badAnswer(answer: JSONValue) async throws {
    let remote = ScriptedRemote(.json(answer))
    await #expect(
      throws: RemoteError.badAnswer(
        reason: "`POST /messages/reach` counts nobody", mayHaveLanded: false)
    ) {
      _ = try await remote.reader.reach(of: .everyone)
    }
  }

  @Test("a failure is told, and nothing can have landed", arguments: [401, 403, 500])
  func failure(status: Int) async throws {
    let remote = ScriptedRemote(.refusal(status))
    let error = await #expect(throws: RemoteError.self) {
      _ = try await remote.reader.reach(of: .everyone)
    }
    #expect(error?.mayHaveLanded == false)
  }
}
