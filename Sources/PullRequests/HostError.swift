import HTTP

/// Why a code host did not do what it was asked. Holds no body, no token and nothing a person wrote.
public enum HostError: Error, Sendable, Hashable {
  /// 401: the token is wrong or has expired.
  case unauthorized
  /// 403: the token may not do this.
  case forbidden
  /// 404: there is no such pull request, or the token may not see it.
  case notFound
  /// 429, or a 403 that is one, for longer than our patience.
  case limited
  /// 5xx, for longer than our patience.
  case serverFailed(status: Int)
  case refused(status: Int)
  /// No answer came.
  case unreachable(reason: String)
  /// herald itself would not send it.
  case notSent(reason: String)
  /// The answer cannot be understood.
  case badAnswer(reason: String)
  /// The comment has more characters than the host takes.
  case tooLong(limit: Int)
  /// There is nothing to say.
  case empty

  init(_ error: HTTPError) {
    switch error {
    case .notAllowed, .malformedRequest: self = .notSent(reason: "\(error)")
    case .unreachable, .timedOut, .connectionLost, .queueFull, .notBegun, .libraryFailed,
      .cancelled:
      self = .unreachable(reason: "\(error)")
    case .malformedAnswer, .bodyTooLarge, .headerTooLarge: self = .badAnswer(reason: "\(error)")
    }
  }

  /// Nil for an answer that is a success.
  init?(status: Int) {
    switch status {
    case 200..<300: return nil
    case 300..<400:
      self = .badAnswer(
        reason: "it is a redirect (\(status)), which is never followed with a token")
    case 401: self = .unauthorized
    case 403: self = .forbidden
    case 404, 410: self = .notFound
    case 429: self = .limited
    case 408, 500..<600: self = .serverFailed(status: status)
    default: self = .refused(status: status)
    }
  }

  /// Whether what was asked may have been done all the same, so that it is looked at again.
  var leavesOpen: Bool {
    switch self {
    case .serverFailed, .unreachable, .badAnswer: true
    case .unauthorized, .forbidden, .notFound, .limited, .refused, .notSent, .tooLong, .empty: false
    }
  }
}

extension HostError: CustomStringConvertible {
  /// What happened, as a sentence begins: lower case, no full stop.
  public var description: String {
    switch self {
    case .unauthorized: "the code host refused the token (401)"
    case .forbidden: "the token may not comment (403)"
    case .notFound: "there is no such pull request, or the token may not see it (404)"
    case .limited: "the code host's rate limit outlasted our patience"
    case .serverFailed(let status): "the code host failed (\(status))"
    case .refused(let status): "the code host does not take the comment (\(status))"
    case .unreachable(let reason), .notSent(let reason): reason
    case .badAnswer(let reason): "the code host's answer cannot be understood: \(reason)"
    case .tooLong(let limit):
      "the comment is longer than the \(limit) characters that the host takes"
    case .empty: "there is nothing in it to post"
    }
  }

  /// What to do next; empty when the description says it all.
  public var help: String {
    switch self {
    case .unauthorized: "check that the environment variable holds a current access token"
    case .forbidden:
      "on GitHub the job needs `permissions: { pull-requests: write }`; a token of a fork's run may"
        + " only read"
    case .notFound: "check the repository and the number, and what the token may see"
    case .limited, .serverFailed: "run it again later"
    case .unreachable: "check the API's url and the network, and run it again"
    case .tooLong: "`--format markdown` keeps plans shorter than that"
    case .empty: "write it first: `herald plan --format markdown=FILE`"
    case .refused, .notSent, .badAnswer: ""
    }
  }
}
