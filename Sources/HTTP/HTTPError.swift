/// Why there is no answer.
///
/// `server` is a host, with its port where the URL has one. No case carries a secret, a body, a path
/// or a query, so that each may be printed and logged.
public enum HTTPError: Error, Sendable, Hashable {
  /// The client itself refuses, before anything is sent.
  case notAllowed(Refusal)
  /// The request cannot be written as HTTP; nothing was sent.
  case malformedRequest(Flaw)
  /// No connection was made; nothing was sent.
  case unreachable(server: String, Obstacle)
  /// The answer was not complete in time.
  case timedOut(server: String, after: Duration, sentRequest: Bool)
  /// The connection broke before the answer was complete.
  case connectionLost(server: String, sentRequest: Bool)
  /// What came back is not HTTP, or not in the encoding that it says.
  case malformedAnswer(server: String)
  /// The body, its content encoding removed, is larger than the client's limit in bytes.
  case bodyTooLarge(server: String, limit: Int)
  /// The answer's header is larger than any that is meant well.
  case headerTooLarge(server: String)
  /// Too many requests wait already.
  case queueFull(limit: Int)
  /// There was no place for it in the time within which it may be begun: it was not.
  case notBegun(within: Duration)
  /// The task was cancelled, or the client was shut down.
  case cancelled(sentRequest: Bool)
  /// libcurl cannot do what it was asked for: a bug or a machine without memory.
  case libraryFailed(code: Int)
}

extension HTTPError {
  /// What this client never does.
  public enum Refusal: Sendable, Hashable {
    /// A token must not travel unencrypted, except to this machine.
    case tokenWithoutTLS(server: String)
    case hostNotListed(host: String)
    /// The URL's scheme is neither http nor https.
    case scheme
    /// The URL has a user or a password in it, which would show wherever the URL does.
    case credentialsInURL
  }

  /// What makes a request unfit to be sent.
  public enum Flaw: Sendable, Hashable, CaseIterable {
    case url, headerName, headerValue, reservedHeader, token, timeout
  }

  /// What stood between the client and the server.
  public enum Obstacle: Sendable, Hashable, CaseIterable {
    case cannotResolve
    case refused
    case noRoute
    case timedOutConnecting
    case proxy
    case certificateNotTrusted
    case certificateExpired
    case certificateForOtherHost
    case certificateFileUnreadable
    case handshakeFailed
  }
}

extension HTTPError {
  /// Whether the server may have received the request and acted on it.
  public var mayHaveArrived: Bool {
    switch self {
    case .notAllowed, .malformedRequest, .unreachable, .queueFull, .notBegun: false
    case .timedOut(_, _, let sentRequest): sentRequest
    case .connectionLost(_, let sentRequest): sentRequest
    case .cancelled(let sentRequest): sentRequest
    case .malformedAnswer, .bodyTooLarge, .headerTooLarge, .libraryFailed: true
    }
  }
}
