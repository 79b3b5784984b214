import CLibCurl

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Transfer {
  /// Whether the connection stood and the request was about to be sent, so that some of it may have
  /// arrived.
  var hasBegunSending: Bool {
    var microseconds: curl_off_t = 0
    herald_get_pretransfer_time(easy, &microseconds)
    return microseconds > 0
  }

  /// What a failed transfer means for whoever waits for it.
  func error(for code: CURLcode) -> HTTPError {
    let server = target.server
    if Self.headerCodes.contains(code.rawValue) && hasBegunSending && !hasWholeHeader {
      return .headerTooLarge(server: server)
    }
    switch code {
    case CURLE_OPERATION_TIMEDOUT:
      if !hasBegunSending { return .unreachable(server: server, .timedOutConnecting) }
      return .timedOut(server: server, after: request.timeout, sentRequest: true)
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
      return .malformedAnswer(server: server)
    case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_NOT_BUILT_IN:
      return .libraryFailed(code: Int(code.rawValue))
    default:
      if let obstacle = obstacle(for: code) { return .unreachable(server: server, obstacle) }
      return .connectionLost(server: server, sentRequest: hasBegunSending)
    }
  }

  /// What libcurl says of a line that is longer than its own limit: older versions are out of
  /// memory, newer ones know a code of its own (`CURLE_TOO_LARGE`).
  private static let headerCodes: Set<UInt32> = [27, 100]

  /// Nil when the connection stood.
  private func obstacle(for code: CURLcode) -> HTTPError.Obstacle? {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: .cannotResolve
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxy
    case CURLE_COULDNT_CONNECT: connectFailure
    case CURLE_PEER_FAILED_VERIFICATION: certificateFailure
    case CURLE_SSL_CACERT_BADFILE: .certificateFileUnreadable
    case CURLE_SSL_CONNECT_ERROR: hasBegunSending ? nil : .handshakeFailed
    // A proxy that answers CONNECT with a refusal looks like a broken connection.
    case CURLE_RECV_ERROR: hasBegunSending || !target.usesTLS ? nil : .proxy
    default: nil
    }
  }

  private var connectFailure: HTTPError.Obstacle {
    var number = 0
    herald_get_os_errno(easy, &number)
    return Int32(number) == ECONNREFUSED ? .refused : .noRoute
  }

  /// OpenSSL's verdicts, from `x509_vfy.h`; other libraries give none. libcurl compares the host
  /// itself before it asks for the verdict, which then still is the unspecified 1.
  private var certificateFailure: HTTPError.Obstacle {
    var verdict = 0
    herald_get_verify_result(easy, &verdict)
    return switch verdict {
    case 9, 10: .certificateExpired
    case 1, 62: .certificateForOtherHost
    default: .certificateNotTrusted
    }
  }
}
