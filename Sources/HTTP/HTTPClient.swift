import Synchronization

/// Sends requests over one pool of connections, many at once.
///
/// One thread of its own runs libcurl's multi interface; callers wait in a queue until one of the
/// concurrent places is free, and that wait counts toward no timeout. HTTP/2 is used where a TLS
/// server offers it. Redirects are not followed. Proxies are those of the environment
/// (`https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`), never for this machine itself.
///
/// The thread ends with `shutDown()`, or when the client is released.
public final class HTTPClient: HTTPSender {
  public struct Configuration: Sendable, Hashable {
    /// Transfers that run at once.
    public var maximumConcurrency = 16
    /// Requests that may wait for a place; one more is an error.
    public var maximumQueue = 100_000
    /// Bytes of an answer's body, counted after its content encoding is removed.
    public var maximumBodySize = 64 << 20
    /// The hosts, as `host` or `host:port`, that may be contacted; nil for all.
    public var allowedHosts: [String]?
    /// The file of certificate authorities to trust instead of the system's.
    public var certificateFile: String?
    public var userAgent = "herald"

    public init() {}
  }

  private let configuration: Configuration
  private let inbox: Inbox
  private let thread: WorkerThread

  /// Starts the client's thread.
  ///
  /// - Throws: `libraryFailed` when the machine has no memory or threads left.
  public init(_ configuration: Configuration) throws(HTTPError) {
    precondition(configuration.maximumConcurrency > 0, "at least one transfer must be able to run")
    self.configuration = configuration
    let multi = try MultiHandle(connections: configuration.maximumConcurrency)
    let inbox = Inbox(multi: multi, capacity: configuration.maximumQueue)
    self.inbox = inbox
    thread = try WorkerThread {
      var loop = TransferLoop(inbox: inbox, multi: multi, configuration: configuration)
      loop.run()
    }
  }

  deinit { inbox.stop() }

  /// Sends a request and waits for the whole answer.
  ///
  /// Cancelling the task ends the transfer at once.
  public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let pending = PendingRequest(
      try PreparedRequest(request, allowedHosts: configuration.allowedHosts))
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        pending.await(continuation)
        inbox.submit(pending)
      }
    } onCancel: {
      inbox.cancel(pending)
    }
    return try result.get()
  }

  /// Ends the thread; what waits or runs fails with `cancelled`, and so does every later request.
  ///
  /// When this returns, nothing of the thread is left. A process that ends while it does would have
  /// its TLS library taken down under it: OpenSSL frees everything at a process's end, and at the
  /// same time what it keeps for a thread at that thread's end, which corrupts the memory.
  public func shutDown() async {
    await withCheckedContinuation { inbox.stop($0) }
    // Its last act has resumed this task: all that is waited for here is its end.
    thread.join()
  }
}

extension HTTPClient.Configuration {
  /// The file that an environment names as curl's users expect: `CURL_CA_BUNDLE`, or else
  /// `SSL_CERT_FILE`.
  public static func certificateFile(in environment: [String: String]) -> String? {
    for name in ["CURL_CA_BUNDLE", "SSL_CERT_FILE"] {
      if let path = environment[name], !path.isEmpty { return path }
    }
    return nil
  }
}
