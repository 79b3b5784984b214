import JSON
import Sandbox
import Testing

@Suite struct ConventionsTests {
  @Test("a request without the token, or with another, is answered 401 and not counted")
  func unauthorized() async throws {
    try await withSandbox { sandbox, client in
      for header in [nil, "Bearer x", "Bearer \(sandbox.token)x", "Basic \(sandbox.token)"] {
        let answer = try await Client(port: client.port).send(
          "GET", "/me", headers: header.map { ["Authorization": $0] } ?? [:])
        #expect(answer.status == 401)
        #expect(try answer.problems == ["unauthorized"])
        #expect(answer.headers["x-ratelimit-limit"] == nil)
      }
      #expect(try await client.get("/me").headers["x-ratelimit-remaining"] == "1666")
    }
  }

  @Test(
    "the scheme of the token is read whatever its case, and with any spaces behind it",
    arguments: ["bearer ", "BEARER ", "Bearer   "])
  func scheme(prefix: String) async throws {
    try await withSandbox { sandbox, client in
      let answer = try await client.send(
        "GET", "/me", headers: ["Authorization": prefix + sandbox.token])
      #expect(answer.status == 200)
    }
  }

  @Test("a sandbox without a token of its own makes a new one at each start")
  func randomTokens() async throws {
    try await withSandbox { first, _ in
      try await withSandbox { second, _ in
        #expect(first.token.utf8.count == 64)
        #expect(first.token != second.token)
      }
    }
  }

  @Test("every error is an error list with an id of its own")
  func errorShape() async throws {
    try await withSandbox { _, client in
      let error = try await client.get("/nothing").json
      #expect(error["type"] == "error.list")
      #expect(error["request_id"]?.string?.utf8.count == 36)
      #expect(error["errors"]?.array?.count == 1)
    }
  }

  @Test(
    "what is not there is 404",
    arguments: ["/", "/nothing", "/messages/99", "/messages/x", "/messages/99/stats", "/me/x"])
  func notFound(path: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.get(path)
      #expect(answer.status == 404)
      #expect(try answer.problems == ["not_found"])
      #expect(answer.headers["x-ratelimit-limit"] == "1667")
    }
  }

  @Test("a method that a path does not have is 405, with those that it has")
  func methodNotAllowed() async throws {
    try await withSandbox { _, client in
      let answer = try await client.send("PATCH", "/messages/1")
      #expect(answer.status == 405)
      #expect(answer.headers["allow"] == "GET, PUT, DELETE, HEAD")
    }
  }

  @Test(
    "HEAD is answered as GET is, without the body",
    arguments: ["/me", "/admins", "/messages?per_page=1", "/messages/1", "/nothing"])
  func head(path: String) async throws {
    try await withSandbox { _, client in
      let read = try await client.get(path)
      let answer = try await client.send("HEAD", path)
      #expect(answer.status == read.status)
      #expect(answer.headers["etag"] == read.headers["etag"])
      #expect(answer.headers["content-length"] == read.body.utf8.count.description)
      #expect(answer.body.isEmpty)
    }
  }

  @Test("HEAD is among the methods of what can be got, and 404 where there is nothing")
  func headOfNothing() async throws {
    try await withSandbox { _, client in
      let answer = try await client.send("HEAD", "/messages/x")
      #expect(answer.status == 404)
      let refusal = try await client.send("OPTIONS", "/me")
      #expect(refusal.headers["allow"] == "GET, HEAD")
    }
  }

  @Test(
    "bytes that are no HTTP request are 400, as an error list",
    arguments: ["nonsense\r\n\r\n", "GET /me HTTP/9.9\r\n\r\n", "\u{0}\u{1}\r\n\r\n"])
  func noRequest(bytes: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.send(bytes: Array(bytes.utf8))
      #expect(answer.status == 400)
      #expect(answer.headers["connection"] == "close")
      #expect(try answer.problems == ["parameter_invalid"])
    }
  }

  @Test("a body whose pieces are malformed is 400")
  func malformedBody() async throws {
    try await withSandbox { sandbox, client in
      let answer = try await client.send(
        bytes: Array(
          """
          POST /messages HTTP/1.1\r
          Host: localhost\r
          Connection: close\r
          Authorization: Bearer \(sandbox.token)\r
          Content-Type: application/json\r
          Transfer-Encoding: chunked\r
          \r
          nonsense\r

          """.utf8))
      #expect(answer.status == 400)
      #expect(try answer.problems == ["parameter_invalid"])
    }
  }

  @Test(
    "a body that is not declared as JSON is 415",
    arguments: [
      "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1",
    ])
  func unsupportedMediaType(type: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.send(
        "POST", "/messages", headers: ["Content-Type": type], body: message())
      #expect(answer.status == 415)
    }
  }

  @Test("JSON may be declared with its encoding")
  func charset() async throws {
    try await withSandbox { _, client in
      let answer = try await client.send(
        "POST", "/messages", headers: ["Content-Type": #"application/JSON; charset="UTF-8""#],
        body: message())
      #expect(answer.status == 200)
    }
  }

  @Test("a body of more than a mebibyte is 413")
  func contentTooLarge() async throws {
    try await withSandbox { _, client in
      let body = message(["body": .string(String(repeating: "x", count: 1_048_577))])
      let answer = try await client.post("/messages", body)
      #expect(answer.status == 413)
      #expect(try answer.problems == ["content_too_large"])
    }
  }

  @Test(
    "a body that is no JSON object is 400",
    arguments: [
      "", "{", "[]", "null", "nonsense", #"{"a":1,"a":2}"#, #"{"a":1}}"#, #"{"a":"\ud800"}"#,
      #"{"a":"# + String(repeating: "[", count: 5_000),
    ])
  func badJSON(body: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.post("/messages", body)
      #expect(answer.status == 400)
      #expect(try answer.problems == ["parameter_invalid"])
    }
  }

  @Test("any version of Intercom's API may be named")
  func intercomVersion() async throws {
    try await withSandbox { _, client in
      let answer = try await client.send("GET", "/me", headers: ["Intercom-Version": "2.16"])
      #expect(answer.status == 200)
    }
  }
}
