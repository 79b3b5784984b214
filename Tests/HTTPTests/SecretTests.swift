import HTTP
import Testing

@Suite("Secrets")
struct SecretTests {
  @Test("no way of printing a request shows its token")
  func printing() {
    let secret = Secret("sesame-open")
    let request = HTTPRequest(.get, "https://example.com/", bearerToken: secret)
    var texts = [
      "\(secret)", String(reflecting: secret), "\(request)", String(reflecting: request),
    ]
    for value in [secret as Any, request as Any, [secret] as Any, ["a": secret] as Any] {
      var text = ""
      dump(value, to: &text)
      texts += [text, "\(value)", String(reflecting: value)]
    }
    for text in texts { #expect(!text.contains("sesame")) }
    #expect("\(secret)" == "[redacted]")
    #expect(Mirror(reflecting: secret).children.isEmpty)
  }

  @Test("no error's sentence shows a token, a path or a body")
  func errors() async throws {
    let server = try ScriptedServer { _ in
      Reply(Reply.text("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhidden"), .close)
    }
    let client = try HTTPClient(HTTPClient.Configuration())
    for base in [
      server.url(), "http://0.0.0.0:1/", "http://127.0.0.1:1/", "http://[::1/", "x://y/",
    ] {
      let request = HTTPRequest(
        .post, base + "hidden?key=hidden", body: Array("hidden".utf8), bearerToken: Secret("hidden")
      )
      let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
      #expect(error.map { "\($0) \(String(reflecting: $0))" }?.contains("hidden") == false)
    }
  }

  @Test("a certificate that is not trusted is told with the way out of it")
  func certificateHint() {
    let error = HTTPError.unreachable(server: "api.example.com", .certificateNotTrusted)
    #expect(
      error.description
        == "the certificate of `api.example.com` is not signed by an authority known here; if yours is private, name its file in `CURL_CA_BUNDLE`"
    )
  }
}
