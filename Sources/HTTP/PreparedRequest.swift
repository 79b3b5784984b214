/// A request that has passed every check: nothing that is left can be refused before it is sent.
struct PreparedRequest: Sendable {
  let request: HTTPRequest
  let target: RequestTarget
  /// The lines of the header, the token's among them.
  let headerLines: [String]
  let timeoutMilliseconds: Int
  let connectTimeoutMilliseconds: Int

  init(_ request: HTTPRequest, allowedHosts: [String]?) throws(HTTPError) {
    self.request = request
    target = try RequestTarget(reading: request.url)
    try Self.check(target, token: request.bearerToken, allowedHosts: allowedHosts)
    headerLines = try Self.headerLines(of: request)
    timeoutMilliseconds = try Self.milliseconds(request.timeout)
    connectTimeoutMilliseconds = try Self.milliseconds(request.connectTimeout)
  }

  private static func check(
    _ target: RequestTarget, token: Secret?, allowedHosts: [String]?
  ) throws(HTTPError) {
    if let allowedHosts {
      let allowed = allowedHosts.map { $0.lowercased() }
      if !allowed.contains(target.host) && !allowed.contains(target.server) {
        throw .notAllowed(.hostNotListed(host: target.host))
      }
    }
    if token != nil && !target.usesTLS && !target.isLoopback {
      throw .notAllowed(.tokenWithoutTLS(server: target.server))
    }
  }

  private static func milliseconds(_ duration: Duration) throws(HTTPError) -> Int {
    if duration <= .zero { throw .malformedRequest(.timeout) }
    return Int(min(duration.wholeMilliseconds, Int64(Int32.max)))
  }
}

// MARK: - Header

extension PreparedRequest {
  /// Headers that would go round the checks, or contradict what libcurl writes itself.
  private static let reserved: Set<String> = [
    "authorization", "proxy-authorization", "host", "connection", "content-length",
    "transfer-encoding", "accept-encoding", "expect", "upgrade", "te", "trailer",
  ]

  /// What libcurl would add without being asked: a form's content type, and a wait for the server's
  /// permission before a large body.
  private static let withheld = ["Content-Type", "Expect"]

  private static func headerLines(of request: HTTPRequest) throws(HTTPError) -> [String] {
    var lines: [String] = []
    for field in request.headers.fields {
      if field.name.isEmpty || !field.name.utf8.allSatisfy(isTokenByte) {
        throw .malformedRequest(.headerName)
      }
      if !field.value.utf8.allSatisfy(isValueByte) { throw .malformedRequest(.headerValue) }
      if reserved.contains(field.name.lowercased()) { throw .malformedRequest(.reservedHeader) }
      // In libcurl's notation a semicolon sends an empty value; a colon would send none at all.
      lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    for name in withheld where request.headers[name] == nil { lines.append("\(name):") }
    if let token = request.bearerToken {
      guard token.isSendable else { throw .malformedRequest(.token) }
      lines.append("Authorization: Bearer \(token.reveal())")
    }
    return lines
  }

  /// A `tchar` of RFC 9110, 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func isValueByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\t") || (byte >= 0x20 && byte != 0x7F)
  }
}
