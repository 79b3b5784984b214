import HTTP
import Testing

@Suite("What the client refuses before anything is sent")
struct RefusalTests {
  @Test("a token for another machine without TLS")
  func tokenWithoutTLS() async throws {
    // 0.0.0.0 reaches this machine, so that the server would see a connection if there were one.
    let server = try ScriptedServer { _ in .ok }
    let request = HTTPRequest(.get, "http://0.0.0.0:\(server.port)/", bearerToken: Secret("sesame"))
    await expect(.notAllowed(.tokenWithoutTLS(server: "0.0.0.0:\(server.port)")), from: request)
    #expect(server.connectionCount == 0)
  }

  @Test("a host that is not on the list")
  func unlisted() async throws {
    let server = try ScriptedServer { _ in .ok }
    await expect(
      .notAllowed(.hostNotListed(host: "127.0.0.1")), from: HTTPRequest(.get, server.url()),
      allowedHosts: ["api.example.com", "127.0.0.1:1", "127.0.0.1.example.com"])
    #expect(server.connectionCount == 0)
  }

  @Test("no host that is on the list, with or without its port")
  func listed() async throws {
    let server = try ScriptedServer { _ in .ok }
    for entry in ["LOCALHOST", "localhost:\(server.port)"] {
      var configuration = HTTPClient.Configuration()
      configuration.allowedHosts = ["api.example.com", entry]
      let client = try HTTPClient(configuration)
      let request = HTTPRequest(.get, "http://localhost:\(server.port)/")
      #expect(try await client.send(request).status == 200)
    }
  }

  @Test("any host when the list is empty")
  func emptyList() async throws {
    await expect(
      .notAllowed(.hostNotListed(host: "localhost")),
      from: HTTPRequest(.get, "http://localhost:1/"), allowedHosts: [])
  }

  @Test(
    "headers that would change the request's meaning or go round the checks",
    arguments: [
      (["Bad Name": "1"], .headerName), (["": "1"], .headerName), (["A:B": "1"], .headerName),
      (["X": "1\r\nEvil: 2"], .headerValue), (["X": "a\u{0}b"], .headerValue),
      (["authorization": "Bearer sesame"], .reservedHeader), (["Host": "x"], .reservedHeader),
      (["Content-Length": "0"], .reservedHeader),
    ] as [(HTTPHeaders, HTTPError.Flaw)])
  func headers(headers: HTTPHeaders, flaw: HTTPError.Flaw) async {
    let request = HTTPRequest(.get, "http://localhost:1/", headers: headers)
    await expect(.malformedRequest(flaw), from: request)
  }

  @Test("tokens that cannot be sent as they are", arguments: ["", "a b", "a\r\nEvil: 1", "é"])
  func tokens(token: String) async {
    let request = HTTPRequest(.get, "http://localhost:1/", bearerToken: Secret(token))
    await expect(.malformedRequest(.token), from: request)
  }

  @Test("a timeout that leaves no time")
  func timeout() async {
    let request = HTTPRequest(.get, "http://localhost:1/", timeout: .zero)
    await expect(.malformedRequest(.timeout), from: request)
  }

  private func expect(
    _ error: HTTPError, from request: HTTPRequest, allowedHosts: [String]? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    await #expect(throws: error, sourceLocation: sourceLocation) {
      var configuration = HTTPClient.Configuration()
      configuration.allowedHosts = allowedHosts
      return try await HTTPClient(configuration).send(request)
    }
    #expect(!error.mayHaveArrived, sourceLocation: sourceLocation)
  }
}
