import HTTP
import Testing

@Suite("Requests and answers")
struct HTTPClientTests {
  let client: HTTPClient
  init() throws { client = try HTTPClient(HTTPClient.Configuration()) }

  @Test("an answer comes back with its status, its headers in order and its body")
  func answer() async throws {
    let server = try ScriptedServer { _ in
      Reply(Reply.answer(418, headers: ["B: 1", "a:  2 ", "b: 3"], body: Array("tea".utf8)))
    }
    let response = try await client.send(HTTPRequest(.get, server.url()))
    #expect(response.status == 418)
    #expect(response.headers.fields.map(\.name) == ["Content-Length", "B", "a", "b"])
    #expect(response.headers["A"] == "2")
    #expect(response.headers["b"] == "1")
    #expect(response.body == Array("tea".utf8))
  }

  @Test("a request arrives with its path, headers, token and body, and nothing unasked for")
  func request() async throws {
    let server = try ScriptedServer { _ in .ok }
    let body = Array(repeating: UInt8(ascii: "x"), count: 3_000_000)
    _ = try await client.send(
      HTTPRequest(
        .post, server.url("/a/b?c=d"), headers: ["X-One": "1", "X-None": "", "If-Match": "\"3\""],
        body: body, bearerToken: Secret("sesame")))
    let received = try #require(server.requests.first)
    #expect(received.path == "/a/b?c=d")
    #expect(received.body == body)
    #expect(received["authorization"] == "Bearer sesame")
    #expect(received["x-none"] == "")
    #expect(received["if-match"] == "\"3\"")
    #expect(
      received.headers.map(\.name).sorted() == [
        "accept", "accept-encoding", "authorization", "content-length", "host", "if-match",
        "user-agent", "x-none", "x-one",
      ])
  }

  @Test("each method is sent as itself, with and without a body", arguments: HTTPMethod.allCases)
  func methods(method: HTTPMethod) async throws {
    let server = try ScriptedServer { request in
      Reply(request.method == "HEAD" ? Reply.text("HTTP/1.1 200 OK\r\n\r\n") : Reply.answer())
    }
    let bodies: [[UInt8]] = method == .head ? [[]] : [[], Array("{}".utf8)]
    for body in bodies {
      let response = try await client.send(HTTPRequest(method, server.url(), body: body))
      #expect(response.status == 200)
    }
    #expect(server.requests.map(\.method) == bodies.map { _ in method.rawValue })
    #expect(server.requests.map(\.body) == bodies)
  }

  @Test("requests in a row share one connection")
  func reuse() async throws {
    let server = try ScriptedServer { _ in .ok }
    for _ in 0..<20 { _ = try await client.send(HTTPRequest(.post, server.url(), body: [0x7B])) }
    #expect(server.requests.count == 20)
    #expect(server.connectionCount == 1)
  }

  @Test("a chunked body is put together, and what follows it is no header")
  func chunked() async throws {
    let server = try ScriptedServer { _ in
      Reply(
        Reply.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n"),
        Reply.text("5\r\nfirst\r\n"), Reply.text("7\r\n, again\r\n0\r\nX-Late: 1\r\n\r\n"))
    }
    let response = try await client.send(HTTPRequest(.get, server.url()))
    #expect(response.body == Array("first, again".utf8))
    #expect(response.headers["X-Late"] == nil)
  }

  @Test("an interim answer is passed over")
  func interim() async throws {
    let server = try ScriptedServer { _ in
      Reply(Reply.text("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"), Reply.answer(201))
    }
    let response = try await client.send(HTTPRequest(.get, server.url()))
    #expect(response.status == 201)
    #expect(response.headers["X-Early"] == nil)
  }

  @Test("a compressed body is decoded")
  func compressed() async throws {
    let server = try ScriptedServer { _ in
      let body = gzip(repeating: UInt8(ascii: "z"), count: 1 + 258 * 4)
      return Reply(Reply.answer(headers: ["Content-Encoding: gzip"], body: body))
    }
    let response = try await client.send(HTTPRequest(.get, server.url()))
    #expect(response.body == Array(repeating: UInt8(ascii: "z"), count: 1 + 258 * 4))
    #expect(server.requests.first?["accept-encoding"]?.contains("gzip") == true)
  }

  @Test("a body that is not to be decoded is what came, whatever encoding it is called")
  func undecoded() async throws {
    let server = try ScriptedServer { _ in
      Reply(Reply.answer(headers: ["Content-Encoding: zip"], body: Array("PK".utf8)))
    }
    var request = HTTPRequest(.get, server.url())
    await #expect(throws: HTTPError.self) { try await client.send(request) }
    request.decodesBody = false
    #expect(try await client.send(request).body == Array("PK".utf8))
    #expect(server.requests.last?["accept-encoding"] == nil)
  }

  @Test(
    "a redirect is an answer, and the place that it names is not asked",
    arguments: [301, 302, 307, 308])
  func redirect(status: Int) async throws {
    let elsewhere = try ScriptedServer { _ in .ok }
    let server = try ScriptedServer { _ in
      Reply(Reply.answer(status, headers: ["Location: \(elsewhere.url())"]))
    }
    let response = try await client.send(
      HTTPRequest(.get, server.url(), bearerToken: Secret("sesame")))
    #expect(response.status == status)
    #expect(elsewhere.connectionCount == 0)
  }

  @Test("cookies that a server sets are not sent back")
  func cookies() async throws {
    let server = try ScriptedServer { _ in Reply(Reply.answer(headers: ["Set-Cookie: a=b"])) }
    for _ in 0..<2 { _ = try await client.send(HTTPRequest(.get, server.url())) }
    #expect(server.requests.last?["cookie"] == nil)
  }
}
