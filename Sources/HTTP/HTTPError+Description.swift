extension HTTPError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAllowed(let refusal): refusal.description
    case .malformedRequest(let flaw): flaw.description
    case .unreachable(let server, let obstacle): obstacle.description(of: server)
    case .timedOut(let server, let limit, _):
      "`\(server)` did not answer within \(limit.inWords)"
    case .connectionLost(let server, _):
      "`\(server)` closed the connection before its answer was complete"
    case .malformedAnswer(let server):
      "`\(server)` answered something that is not HTTP; check the port and the scheme of its URL"
    case .bodyTooLarge(let server, let limit):
      "the answer of `\(server)` is larger than \(limit.asBytes)"
    case .headerTooLarge(let server): "the header of the answer of `\(server)` is too large"
    case .queueFull(let limit): "more than \(limit) requests are waiting to be sent"
    case .notBegun(let time): "there was no place for it within \(time.inWords)"
    case .cancelled: "the request was cancelled"
    case .libraryFailed(let code): "libcurl failed (code \(code))"
    }
  }
}

extension HTTPError.Refusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tokenWithoutTLS(let server):
      "`\(server)` is not on this machine, and its URL is http: a token is only sent over https"
    case .hostNotListed(let host):
      "`\(host)` is not on the list of allowed hosts (`HERALD_HOSTS`), and nothing was sent there:"
        + " add it if it is right, or see who changed the URL"
    case .scheme: "the URL must begin with `https://` or `http://`"
    case .credentialsInURL:
      "the URL must not hold a user name or a password; tokens come from the environment"
    }
  }
}

extension HTTPError.Flaw: CustomStringConvertible {
  public var description: String {
    switch self {
    case .url: "the URL cannot be read"
    case .headerName: "the name of a header has characters that HTTP does not allow"
    case .headerValue: "the value of a header has characters that HTTP does not allow"
    case .reservedHeader:
      "this header is the client's own: tokens are set as tokens, and lengths are counted"
    case .token: "the token is empty or has characters that HTTP does not allow"
    case .timeout: "a timeout must be longer than nothing"
    }
  }
}

extension HTTPError.Obstacle {
  func description(of server: String) -> String {
    switch self {
    case .cannotResolve: "the host of `\(server)` is not known; check the URL and the network"
    case .refused: "nothing answers at `\(server)`: the connection was refused"
    case .noRoute: "`\(server)` cannot be reached from here"
    case .timedOutConnecting: "`\(server)` did not accept a connection in time"
    case .proxy: "the proxy did not let the connection to `\(server)` through"
    case .certificateNotTrusted:
      "the certificate of `\(server)` is not signed by an authority known here; if yours is private, name its file in `CURL_CA_BUNDLE`"
    case .certificateExpired: "the certificate of `\(server)` has expired, or is not valid yet"
    case .certificateForOtherHost: "the certificate of `\(server)` is for another host"
    case .certificateFileUnreadable:
      "the file of certificates that `CURL_CA_BUNDLE` or `SSL_CERT_FILE` names cannot be read"
    case .handshakeFailed: "no encrypted connection to `\(server)` could be agreed on"
    }
  }
}

extension Duration {
  /// As people read it: `30 s`, `1.5 s`, `250 ms`.
  fileprivate var inWords: String {
    let milliseconds = wholeMilliseconds
    if milliseconds < 1_000 { return "\(milliseconds) ms" }
    if milliseconds % 1_000 == 0 { return "\(milliseconds / 1_000) s" }
    return "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
  }
}

extension Int {
  fileprivate var asBytes: String {
    let mebibyte = 1 << 20
    return self >= mebibyte && self % mebibyte == 0 ? "\(self / mebibyte) MiB" : "\(self) bytes"
  }
}
