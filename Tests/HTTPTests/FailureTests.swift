import HTTP
import Testing

@Suite("What can go wrong with a server")
struct FailureTests {
  @Test(
    "an answer that breaks off is a lost connection, after the request has arrived",
    arguments: [
      "", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nA: b\r\n",
      "HTTP/1.1 103 Early Hints\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfi",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n",
    ])
  func dropped(beginning: String) async throws {
    let error = try await failure { _ in Reply(Reply.text(beginning), .close) }
    #expect(error.kind == .connectionLost(server: "", sentRequest: true))
    #expect(error.mayHaveArrived)
  }

  @Test(
    "an answer that is not HTTP is malformed",
    arguments: [
      "garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "<html></html>",
      "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Encoding: gzip\r\n\r\nnope",
    ])
  func malformed(answer: String) async throws {
    let error = try await failure { _ in Reply(Reply.text(answer), .close) }
    #expect(error.kind == .malformedAnswer(server: ""))
  }

  @Test("a header of too many fields is refused")
  func manyFields() async throws {
    try await expectRefusal(ofHeader: (0..<300).map { "X-\($0): 1\r\n" }.joined())
  }

  @Test("a header of too many bytes is refused, in a field or in several")
  func largeHeader() async throws {
    for size in [7_000, 70_000, 300_000] {
      let field = "X: " + String(repeating: "y", count: size) + "\r\n"
      try await expectRefusal(ofHeader: String(repeating: field, count: 10))
    }
  }

  private func expectRefusal(ofHeader lines: String) async throws {
    let error = try await failure { _ in Reply(Reply.text("HTTP/1.1 200 OK\r\n" + lines), .hang) }
    #expect(error.kind == .headerTooLarge(server: ""))
  }

  @Test("a body over the limit is refused, announced or not")
  func body() async throws {
    for headers in ["Content-Length: 5000000", "Connection: close"] {
      let error = try await failure(maximumBodySize: 100_000) { _ in
        Reply(
          Reply.text("HTTP/1.1 200 OK\r\n\(headers)\r\n\r\n"),
          .send(Array(repeating: 0x20, count: 100_001)), .hang)
      }
      #expect(error.kind == .bodyTooLarge(server: "", limit: 100_000))
    }
  }

  @Test("a body of exactly the limit is taken")
  func fullBody() async throws {
    let server = try ScriptedServer { _ in
      Reply(Reply.answer(body: Array(repeating: 0x20, count: 100_000)))
    }
    var configuration = HTTPClient.Configuration()
    configuration.maximumBodySize = 100_000
    let response = try await HTTPClient(configuration).send(HTTPRequest(.get, server.url()))
    #expect(response.body.count == 100_000)
  }

  @Test("a small body that unpacks to a large one is refused by its unpacked size")
  func bomb() async throws {
    let body = gzip(repeating: 0, count: 1 + 258 * 40_000)
    #expect(body.count < 100_000)
    let error = try await failure(maximumBodySize: 1 << 20) { _ in
      Reply(Reply.answer(headers: ["Content-Encoding: gzip"], body: body))
    }
    #expect(error.kind == .bodyTooLarge(server: "", limit: 1 << 20))
  }

  @Test(
    "a server that does not answer, or not to the end, is timed out after the request has arrived")
  func slow() async throws {
    for beginning in ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!"] {
      let error = try await failure(timeout: .milliseconds(400)) { _ in
        Reply(Reply.text(beginning), .hang)
      }
      #expect(
        error.kind == .timedOut(server: "", after: .milliseconds(400), sentRequest: true))
    }
  }

  @Test("a port where nobody listens refuses the connection")
  func refused() async throws {
    let (socket, port) = try Socket.listening(backlog: 1)
    socket.closeDescriptor()
    let error = try await failure(of: HTTPRequest(.get, "http://127.0.0.1:\(port)/"))
    #expect(error == .unreachable(server: "127.0.0.1:\(port)", .refused))
    #expect(!error.mayHaveArrived)
  }

  @Test("a host that does not exist cannot be resolved")
  func unresolved() async throws {
    let error = try await failure(of: HTTPRequest(.get, "http://no-such-host.invalid/"))
    #expect(error == .unreachable(server: "no-such-host.invalid", .cannotResolve))
  }

  @Test("a server that never completes the handshake is timed out while connecting")
  func connecting() async throws {
    let (socket, port) = try Socket.listening(backlog: 1)
    let request = HTTPRequest(
      .get, "https://127.0.0.1:\(port)/", connectTimeout: .milliseconds(400))
    let error = try await failure(of: request)
    #expect(error == .unreachable(server: "127.0.0.1:\(port)", .timedOutConnecting))
    socket.closeDescriptor()
  }

  @Test("libcurl does not send again what must not be sent twice when a kept connection breaks")
  func noSilentRepetition() async throws {
    for body: [UInt8] in [[], Array("{}".utf8)] {
      let server = try ScriptedServer { $0.number == 0 ? .ok : Reply(.close) }
      let client = try HTTPClient(HTTPClient.Configuration())
      _ = try await client.send(HTTPRequest(.get, server.url()))
      await #expect(
        throws: HTTPError.connectionLost(server: "127.0.0.1:\(server.port)", sentRequest: true)
      ) {
        try await client.send(HTTPRequest(.post, server.url(), body: body))
      }
      #expect(server.requests.count == 2)
    }
  }

  @Test("what may be sent twice survives a kept connection that breaks")
  func repetition() async throws {
    let server = try ScriptedServer { $0.number == 1 ? Reply(.close) : .ok }
    let client = try HTTPClient(HTTPClient.Configuration())
    _ = try await client.send(HTTPRequest(.get, server.url()))
    let response = try await client.send(HTTPRequest(.put, server.url(), body: Array("{}".utf8)))
    #expect(response.status == 200)
    #expect(server.requests.map { String(decoding: $0.body, as: UTF8.self) } == ["", "{}", "{}"])
  }

  private func failure(
    maximumBodySize: Int = 64 << 20, timeout: Duration = .seconds(10),
    script: @escaping @Sendable (ReceivedRequest) -> Reply
  ) async throws -> HTTPError {
    let server = try ScriptedServer(script)
    var configuration = HTTPClient.Configuration()
    configuration.maximumBodySize = maximumBodySize
    return try await failure(
      of: HTTPRequest(.post, server.url(), body: [0x7B], timeout: timeout),
      configuration: configuration)
  }

  private func failure(
    of request: HTTPRequest, configuration: HTTPClient.Configuration = .init()
  ) async throws -> HTTPError {
    let client = try HTTPClient(configuration)
    let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
    return try #require(error)
  }
}

extension HTTPError {
  /// The error without the server's name, whose port no test knows beforehand.
  fileprivate var kind: HTTPError {
    switch self {
    case .unreachable(_, let obstacle): .unreachable(server: "", obstacle)
    case .timedOut(_, let limit, let sent): .timedOut(server: "", after: limit, sentRequest: sent)
    case .connectionLost(_, let sent): .connectionLost(server: "", sentRequest: sent)
    case .malformedAnswer: .malformedAnswer(server: "")
    case .bodyTooLarge(_, let limit): .bodyTooLarge(server: "", limit: limit)
    case .headerTooLarge: .headerTooLarge(server: "")
    case .notAllowed, .malformedRequest, .queueFull, .notBegun, .cancelled, .libraryFailed: self
    }
  }
}
