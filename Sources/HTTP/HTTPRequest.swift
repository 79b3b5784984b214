/// The methods that herald's remotes use.
public enum HTTPMethod: String, Sendable, Hashable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"

  /// Whether sending a request twice means the same as sending it once (RFC 9110, 9.2.2).
  public var isIdempotent: Bool {
    switch self {
    case .get, .head, .put, .delete: true
    case .post, .patch: false
    }
  }
}

/// One request, without regard to which connection carries it.
public struct HTTPRequest: Sendable {
  public var method: HTTPMethod
  /// An absolute URL of http or https, without credentials in it.
  public var url: String
  public var headers: HTTPHeaders
  public var body: [UInt8]
  /// Sent as `Authorization: Bearer`, only over TLS or to this machine.
  public var bearerToken: Secret?
  /// Whether the request may be sent again when it is not known whether it arrived.
  public var isIdempotent: Bool
  /// How long the connection, with its TLS handshake, may take.
  public var connectTimeout: Duration
  /// How long the transfer may take from its start, which is when a connection is looked for: the
  /// wait for a free place among the running transfers does not count.
  public var timeout: Duration
  /// For how long after it is handed over it may be begun, or begun again: waits for the server's limit,
  /// between attempts and for a free place count. Nil for as long as patience lasts.
  public var startsWithin: Duration?
  /// Whether the answer may be compressed on its way. Where it may not, its body is what comes, whatever
  /// encoding that is called: Intercom calls an archive encoded as `zip`, which libcurl takes for an
  /// error where it decodes.
  public var decodesBody = true

  /// - Parameter isIdempotent: nil for what the method implies.
  public init(
    _ method: HTTPMethod, _ url: String, headers: HTTPHeaders = [:], body: [UInt8] = [],
    bearerToken: Secret? = nil, isIdempotent: Bool? = nil,
    connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(60)
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.bearerToken = bearerToken
    self.isIdempotent = isIdempotent ?? method.isIdempotent
    self.connectTimeout = connectTimeout
    self.timeout = timeout
  }
}

/// A whole answer, whatever its status: redirects are answers like others and never followed.
public struct HTTPResponse: Sendable, Hashable {
  public let status: Int
  public let headers: HTTPHeaders
  /// The body without its content encoding, but where the request did not want it decoded.
  public let body: [UInt8]
  /// What this and all earlier attempts leave open.
  public var doubt: Doubt

  public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
    doubt = Doubt(status: status)
  }
}

/// What sends a request: the client itself, what wraps it, or what stands in for it in a test.
public protocol HTTPSender: Sendable {
  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse
}
