import HTTP
import JSON
import Planning
import Remote
import Testing

@Suite("What an answer that is no success comes to")
struct ErrorTests {
  typealias Turn = ScriptedRemote.Turn

  @Test(
    "each status is its own error of a read",
    arguments: [
      (400, .refused(status: 400, code: "parameter_invalid", field: "to.audience")),
      (401, .unauthorized), (403, .forbidden),
      (405, .refused(status: 405, code: "parameter_invalid", field: "to.audience")),
      (408, .serverFailed(status: 408, mayHaveLanded: false)),
      (409, .conflict(holder: "17")), (412, .moved),
      (413, .refused(status: 413, code: "parameter_invalid", field: "to.audience")),
      (415, .refused(status: 415, code: "parameter_invalid", field: "to.audience")),
      (422, .refused(status: 422, code: "parameter_invalid", field: "to.audience")),
      (429, .limited), (500, .serverFailed(status: 500, mayHaveLanded: false)),
      (502, .serverFailed(status: 502, mayHaveLanded: false)),
      (503, .serverFailed(status: 503, mayHaveLanded: false)),
      (504, .serverFailed(status: 504, mayHaveLanded: false)),
      (599, .serverFailed(status: 599, mayHaveLanded: false)),
    ] as [(Int, RemoteError)])
  func statuses(status: Int, expected: RemoteError) async {
    let error: JSONValue = ["code": "parameter_invalid", "field": "to.audience", "id": "17"]
    #expect(await readError(.refusal(status, error)) == expected)
  }

  @Test(
    "the status counts also when the body is a proxy's page, or nothing",
    arguments: ["<html><h1>Bad gateway</h1></html>", "", "{\"errors\":", "[]", "{\"errors\":[]}"])
  func pages(body: String) async {
    #expect(
      await readError(.text(body, status: 502)) == .serverFailed(status: 502, mayHaveLanded: false))
    #expect(await readError(.text(body, status: 401)) == .unauthorized)
    #expect(
      await readError(.text(body, status: 422))
        == .refused(status: 422, code: "no code", field: nil))
  }

  @Test("a place that no such server lacks is named when it is missing")
  func nothingThere() async {
    let error = await readError(.refusal(404))
    #expect(error.description.contains("(404)"))
    #expect(error.description.contains("nothing at `/m"))
    #expect(error.help.contains("check that the url is that of a messages API"))
  }

  @Test("a web page in place of an answer is called one", arguments: ["text/html", "text/plain"])
  func webPage(type: String) async {
    let error = await readError(.text("\n <!doctype html><p>Sign in</p>", type: type))
    #expect(error == .badAnswer(reason: "it is a web page", mayHaveLanded: false))
  }

  @Test("JSON that breaks off says where, and quotes nothing")
  func truncated() async {
    let error = await readError(.text("{\"data\":[{\"secret\"", type: "application/json"))
    #expect(
      error == .badAnswer(reason: "the JSON ends early (at byte 18)", mayHaveLanded: false))
  }

  @Test("a redirect is an error, and nothing is asked elsewhere", arguments: [301, 302, 307, 308])
  func redirect(status: Int) async {
    let remote = ScriptedRemote(
      .answer(HTTPResponse(status: status, headers: ["Location": "https://evil.test/me"])))
    let error = await #expect(throws: RemoteError.self) {
      try await remote.reader.snapshot(of: ["acme"])
    }
    #expect(error?.description.contains("it is a redirect (\(status))") == true)
    #expect(remote.requests.allSatisfy { $0.url.hasPrefix("https://messages.acme.test/") })
  }

  @Test(
    "what got no answer says whether it may have been carried out",
    arguments: [
      (.notAllowed(.tokenWithoutTLS(server: "s")), false), (.malformedRequest(.token), false),
      (.unreachable(server: "s", .refused), false), (.queueFull(limit: 1), false),
      (.unreachable(server: "s", .certificateNotTrusted), false),
      (.timedOut(server: "s", after: .seconds(60), sentRequest: true), true),
      (.timedOut(server: "s", after: .seconds(60), sentRequest: false), false),
      (ScriptedRemote.lost, true), (ScriptedRemote.lostEarly, false),
      (.malformedAnswer(server: "s"), true), (.bodyTooLarge(server: "s", limit: 9), true),
      (.headerTooLarge(server: "s"), true), (.cancelled(sentRequest: true), true),
      (.cancelled(sentRequest: false), false), (.libraryFailed(code: 1), true),
    ] as [(HTTPError, Bool)])
  func noAnswer(failure: HTTPError, mayHaveLanded: Bool) async {
    #expect(await readError(.failure(failure)).mayHaveLanded == false)
    let remote = ScriptedRemote(.failure(failure))
    let error = await #expect(throws: RemoteError.self) {
      try await remote.client.perform(.create(draft()))
    }
    #expect(error?.mayHaveLanded == mayHaveLanded)
    if case .cancelled = failure { return }
    #expect(error?.description.hasSuffix(failure.description) == true)
  }

  @Test(
    "only what every request would meet is fatal",
    arguments: [
      (.unauthorized, true), (.forbidden, true), (.notSent(reason: ""), true),
      (.cancelled(mayHaveLanded: false), true), (.limited, true), (.notFound, false),
      (.conflict(holder: nil), false), (.moved, false),
      (.refused(status: 422, code: "", field: nil), false),
      (.serverFailed(status: 500, mayHaveLanded: true), false),
      (.unreachable(reason: "", mayHaveLanded: true), false),
      (.unreachable(reason: "", mayHaveLanded: false), true),
      (.badAnswer(reason: "", mayHaveLanded: true), false),
    ] as [(RemoteError, Bool)])
  func fatal(error: RemoteError, isFatal: Bool) {
    #expect(error.isFatal == isFatal)
  }

  @Test(
    "what a workspace has not is a sentence, and what to do is another",
    arguments: [
      (.noNewsfeed("News"), "no newsfeed `News`", "no API makes newsfeeds"),
      (.severalNewsfeeds("News"), "several newsfeeds `News`", "other names"),
      (.noAdmin("eve@acme.test"), "no admin `eve@acme.test`", "under `from`"),
      (
        .unsupported([.bot, .pages]), "cannot do it (bot, shown on some pages alone)",
        "herald handover KEY"
      ),
    ] as [(Lack, String, String)])
  func lacks(lack: Lack, problem: String, advice: String) {
    let error = RemoteError.lacking(lack)
    #expect(error.description.contains(problem) && !error.description.hasSuffix("."))
    #expect(error.help.contains(advice) && !error.help.hasSuffix("."))
    #expect(!error.mayHaveLanded && !error.isFatal)
    // The remote was not even asked.
    #expect(!error.description.contains("(4"))
  }

  private func readError(_ turn: Turn) async -> RemoteError {
    do throws(RemoteError) {
      _ = try await ScriptedRemote(turn).reader.snapshot(of: ["acme"])
      Issue.record("it was read without an error")
      return .notFound
    } catch {
      return error
    }
  }
}
