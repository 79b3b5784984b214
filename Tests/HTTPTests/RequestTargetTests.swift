import HTTP
import Testing

@Suite("Where a request goes")
struct RequestTargetTests {
  @Test(
    "this machine is known by every spelling of its own addresses",
    arguments: [
      "http://localhost/", "http://LOCALHOST:80", "http://127.0.0.1:8080/x", "http://127.1/",
      "http://127.9.8.7/", "http://[::1]:90/", "http://2130706433/", "http://0x7f.0.0.1/",
      "http://[0:0:0:0:0:0:0:1]/",
    ])
  func loopback(url: String) throws {
    #expect(try RequestTarget(reading: url).isLoopback)
  }

  @Test(
    "what only looks like this machine is not",
    arguments: [
      "http://127.0.0.1.example.com/", "http://localhost.example.com/", "http://127.example.com/",
      "http://example.com/127.0.0.1", "http://example.com#@localhost", "http://0.0.0.0/",
      "http://10.0.0.1/", "http://[::2]/", "http://127.0.0.256/", "http://[::ffff:7f00:1]/",
      "http://example.com?@127.0.0.1/", "http://127.0.0.1%2eexample.com/",
    ])
  func elsewhere(url: String) throws {
    #expect(try !RequestTarget(reading: url).isLoopback)
  }

  @Test(
    "a URL that cannot be sent to is an error of its own kind",
    arguments: [
      ("", .malformedRequest(.url)), ("/path", .malformedRequest(.url)),
      ("http://", .malformedRequest(.url)), ("http://exa mple.com/", .malformedRequest(.url)),
      ("http://example.com:99999/", .malformedRequest(.url)),
      ("http://good.example\u{0}.evil.example/", .malformedRequest(.url)),
      ("http://example.com/\r\nX: y", .malformedRequest(.url)),
      ("ftp://example.com/", .notAllowed(.scheme)), ("file:///etc/passwd", .notAllowed(.scheme)),
      ("gopher://example.com/", .notAllowed(.scheme)), ("sesame://x/", .notAllowed(.scheme)),
      ("http://user:word@example.com/", .notAllowed(.credentialsInURL)),
      ("http://localhost@example.com/", .notAllowed(.credentialsInURL)),
    ] as [(String, HTTPError)])
  func bad(url: String, error: HTTPError) {
    #expect(throws: error) { try RequestTarget(reading: url) }
  }

  @Test("a server is named by its host, and its port where the URL has one")
  func server() throws {
    #expect(try RequestTarget(reading: "https://API.example.com/x?y").server == "api.example.com")
    #expect(try RequestTarget(reading: "http://[::1]:8080").server == "[::1]:8080")
  }
}
