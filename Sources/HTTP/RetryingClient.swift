/// Sends each request until it is answered, patience ends, or another attempt could do harm, and no
/// faster than the server allows.
///
/// One of these speaks with one server: the limit that the answers tell of is taken to be the same
/// for all its requests.
public struct RetryingClient: HTTPSender {
  private let sender: any HTTPSender
  private let policy: RetryPolicy
  private let environment: RetryEnvironment
  private let turnstile: Turnstile
  private let patience: Patience

  public init(_ sender: any HTTPSender, policy: RetryPolicy, environment: RetryEnvironment) {
    self.sender = sender
    self.policy = policy
    self.environment = environment
    patience = Patience(policy.patience, environment: environment)
    turnstile = Turnstile(longestWait: Self.longestWindow, environment: environment)
  }

  /// Limits counted in longer windows are not waited for ahead of time.
  private static let longestWindow: Duration = .seconds(60)

  /// Sends a request and waits for the answer that it settles on, which may be a failure's: the last
  /// 429 or 503 when patience has ended.
  public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let latest = request.startsWithin.map { environment.now().elapsed + $0 }
    var request = request
    request.timeout = min(request.timeout, max(policy.patience, RetryPolicy.shortestTimeout))
    var attempts = Attempts(policy: policy, isIdempotent: request.isIdempotent)
    var isCounted = false
    defer { if isCounted { patience.end(at: environment.now()) } }
    while true {
      let outcome = await attempt(request, latest)
      let moment = environment.now()
      let decision = attempts.next(
        after: outcome, at: moment, left: patience.left(at: moment), latest: latest,
        chance: environment.chance())
      if attempts.isInTrouble, !isCounted {
        isCounted = true
        patience.begin(at: moment)
      }
      switch decision {
      case .settle(let outcome):
        if attempts.ranOutOfPatience { patience.exhaust() }
        var response = try outcome.get()
        response.doubt = attempts.doubt
        return response
      case .retry(let wait):
        await patience.wait(wait)
        if Task.isCancelled { throw .cancelled(sentRequest: attempts.mayHaveArrived) }
      }
    }
  }

  /// Tries nothing again from now on: waits that have begun end, and each request with its next
  /// outcome.
  public func endPatience() { patience.end() }

  /// - Parameter latest: when it may be begun at the latest, in elapsed time; nil for at any time.
  private func attempt(
    _ request: HTTPRequest, _ latest: Duration?
  ) async -> Result<HTTPResponse, HTTPError> {
    switch await turnstile.enter(until: latest) {
    case .entered: break
    case .late: return .failure(.notBegun(within: request.startsWithin ?? .zero))
    case .cancelled: return .failure(.cancelled(sentRequest: false))
    }
    var request = request
    if let latest { request.startsWithin = latest - environment.now().elapsed }
    do throws(HTTPError) {
      let response = try await sender.send(request)
      turnstile.leave(response)
      return .success(response)
    } catch {
      turnstile.leave(nil)
      return .failure(error)
    }
  }
}
