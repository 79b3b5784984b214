import Foundation
import HTTP
import Testing

@Suite("Encrypted connections")
struct TLSTests {
  @Test("a certificate that no known authority has signed is refused before anything is sent")
  func untrusted() async throws {
    let server = try TLSServer()
    #expect(
      try await failure(of: server, host: "127.0.0.1", trusting: nil)
        == .unreachable(server: "127.0.0.1:\(server.port)", .certificateNotTrusted))
  }

  @Test(
    "it is trusted when the environment names its file",
    arguments: ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
  func trusted(variable: String) async throws {
    let server = try TLSServer()
    let client = try client(
      trusting: HTTPClient.Configuration.certificateFile(in: [variable: server.certificateFile]))
    let response = try await client.send(
      HTTPRequest(
        .get, "https://127.0.0.1:\(server.port)/", bearerToken: Secret("sesame")))
    #expect(response.status == 200)
  }

  @Test("a trusted certificate for another host is refused")
  func otherHost() async throws {
    let server = try TLSServer()
    let error = try await failure(
      of: server, host: "localhost", trusting: server.certificateFile)
    #expect(error == .unreachable(server: "localhost:\(server.port)", .certificateForOtherHost))
  }

  @Test("a trusted certificate whose time is over is refused")
  func expired() async throws {
    let server = try TLSServer(days: -1)
    #expect(
      try await failure(of: server, host: "127.0.0.1", trusting: server.certificateFile)
        == .unreachable(server: "127.0.0.1:\(server.port)", .certificateExpired))
  }

  @Test("a file of authorities that is not there is told as such")
  func missingFile() async throws {
    let server = try TLSServer()
    #expect(
      try await failure(of: server, host: "127.0.0.1", trusting: "/no/such/file.pem")
        == .unreachable(server: "127.0.0.1:\(server.port)", .certificateFileUnreadable))
  }

  @Test("a server that does not speak TLS gives no connection")
  func plainServer() async throws {
    let (listener, port) = try Socket.listening(backlog: 1)
    Thread.detachNewThread {
      guard let connection = listener.accept() else { return }
      _ = connection.receive()
      connection.send("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)
      connection.closeDescriptor()
      listener.closeDescriptor()
    }
    let client = try client(trusting: nil)
    await #expect(throws: HTTPError.unreachable(server: "127.0.0.1:\(port)", .handshakeFailed)) {
      try await client.send(HTTPRequest(.get, "https://127.0.0.1:\(port)/"))
    }
  }

  @Test("curl's own variable goes before OpenSSL's, and an empty one counts as none")
  func precedence() {
    let both = ["CURL_CA_BUNDLE": "/a", "SSL_CERT_FILE": "/b"]
    #expect(HTTPClient.Configuration.certificateFile(in: both) == "/a")
    let empty = ["CURL_CA_BUNDLE": "", "SSL_CERT_FILE": "/b"]
    #expect(HTTPClient.Configuration.certificateFile(in: empty) == "/b")
    #expect(HTTPClient.Configuration.certificateFile(in: [:]) == nil)
  }

  private func client(trusting file: String?) throws -> HTTPClient {
    var configuration = HTTPClient.Configuration()
    configuration.certificateFile = file
    return try HTTPClient(configuration)
  }

  private func failure(
    of server: TLSServer, host: String, trusting file: String?
  ) async throws -> HTTPError {
    let client = try client(trusting: file)
    let error = await #expect(throws: HTTPError.self) {
      try await client.send(HTTPRequest(.get, "https://\(host):\(server.port)/"))
    }
    return try #require(error)
  }
}
