import HTTP
import JSON
import Planning
import Remote
import Testing

@Suite("What errors never show")
struct SecrecyTests {
  private static let token = ScriptedRemote.token

  @Test(
    "a server's word is shown as it is or not at all",
    arguments: [
      ("data_invalid", "data_invalid"), ("parameter-not.found[0]/x", "parameter-not.found[0]/x"),
      ("\u{1B}[31mred", "no code"), ("two words", "no code"), ("", "no code"),
      ("line\nbreak", "no code"), ("\u{202E}abc", "no code"), ("<b>", "no code"),
      ("é", "no code"), (String(repeating: "a", count: 64), String(repeating: "a", count: 64)),
      (String(repeating: "a", count: 65), "no code"), (token, "no code"),
      ("bad_\(token)", "no code"),
    ])
  func words(code: String, shown: String) async {
    let remote = ScriptedRemote(.refusal(422, ["code": .string(code), "field": .string(code)]))
    let error = await writeError(remote)
    #expect(
      error == .refused(status: 422, code: shown, field: shown == "no code" ? nil : shown))
  }

  @Test("a server's message is never shown")
  func message() async {
    let remote = ScriptedRemote(
      .refusal(400, ["code": "parameter_invalid", "message": "Bearer hunter2 is bad"]))
    let error = await writeError(remote)
    #expect("\(error as Any)\(error?.help ?? "")".contains("hunter2") == false)
  }

  @Test("the holder of an id is not shown when it is no plain word")
  func holder() async {
    let remote = ScriptedRemote { request, _ in
      request.method == .post
        ? .refusal(409, ["id": "7\u{1B}[2J"]) : .json(["data": [], "total_count": 0])
    }
    let error = await writeError(remote)
    #expect(error == .conflict(holder: nil))
  }

  @Test("control characters of an odd message are made visible")
  func controlCharacters() async {
    let rule: JSONValue = ["everyone": true, "\u{1B}]0;x\u{7}\u{202E}": 1]
    let odd = replacing(["to", "audience"], of: kept(draft()), with: rule)
    let error = await readError(.workspace([odd]))
    let text = "\(error as Any)"
    #expect(error?.description.contains("message 1:") == true)
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
    #expect(error?.description.contains("\\u{1B}") == true)
  }

  @Test("what goes on for long is cut")
  func length() async {
    let rule: JSONValue = .object([
      "everyone": true, String(repeating: "x", count: 100_000): 1,
    ])
    let odd = replacing(["to", "audience"], of: kept(draft()), with: rule)
    let error = await readError(.workspace([odd]))
    #expect((error?.description.count ?? .max) < 400)
  }

  @Test("a token that a server writes into a message's field names is not shown")
  func echoedName() async {
    let rule: JSONValue = .object(["everyone": true, Self.token: 1])
    let odd = replacing(["to", "audience"], of: kept(draft()), with: rule)
    let error = await readError(.workspace([odd]))
    #expect(error?.description.contains("[redacted]") == true)
  }

  @Test("no error holds the token, whatever the server echoes", arguments: 200...599)
  func echo(status: Int) async {
    let echo: JSONValue = [
      "errors": [
        [
          "code": .string(Self.token), "field": .string("x.\(Self.token)"),
          "message": .string(Self.token), "id": .string(Self.token),
        ]
      ], "id": .string(Self.token), "data": .string(Self.token),
    ]
    let remote = ScriptedRemote(.json(echo, status: status))
    var texts: [String] = []
    for error in [await readError(remote), await writeError(remote)] {
      var dumped = ""
      dump(error, to: &dumped)
      texts += [dumped, "\(error as Any)", error?.help ?? ""]
    }
    #expect(texts.allSatisfy { !$0.contains(Self.token) })
  }

  @Test("the token is sent as a secret alone: not in the URL, a header or the body")
  func placeOfToken() async throws {
    let remote = ScriptedRemote(.json(kept(draft())))
    _ = try await remote.client.perform(.create(draft()))
    let request = try #require(remote.requests.first)
    #expect(request.bearerToken == Secret(Self.token))
    #expect(!"\(request)".contains(Self.token))
  }

  private func readError(_ remote: ScriptedRemote) async -> RemoteError? {
    await #expect(throws: RemoteError.self) { try await remote.reader.snapshot(of: ["acme"]) }
  }

  private func writeError(_ remote: ScriptedRemote) async -> RemoteError? {
    await #expect(throws: RemoteError.self) {
      try await remote.client.perform(.create(draft()))
    }
  }
}
