import HTTP
import Testing

@Suite("Whether a request is tried again")
struct AttemptsTests {
  static let lost = HTTPError.connectionLost(server: "s", sentRequest: true)
  static let lostEarly = HTTPError.connectionLost(server: "s", sentRequest: false)
  static let refused = HTTPError.unreachable(server: "s", .refused)
  static let late = HTTPError.timedOut(server: "s", after: .seconds(1), sentRequest: true)

  @Test("waiting for an answer that does not come is patience as well")
  func silence() {
    let silence = HTTPError.timedOut(server: "s", after: .seconds(60), sentRequest: true)
    #expect(firstDecision(isIdempotent: true, .failure(silence)) == .settle(.failure(silence)))
    let short = HTTPError.timedOut(server: "s", after: .seconds(59), sentRequest: true)
    #expect(
      firstDecision(isIdempotent: true, .failure(short)) == .retry(after: .milliseconds(125)))
  }

  @Test("what was answered is settled", arguments: [200, 201, 302, 400, 401, 404, 409, 412, 422])
  func answers(status: Int) {
    let response = HTTPResponse(status: status)
    #expect(firstDecision(isIdempotent: true, .success(response)) == .settle(.success(response)))
  }

  @Test(
    "a request that may be sent twice is tried again after a passing failure",
    arguments: [
      .success(HTTPResponse(status: 408)), .success(HTTPResponse(status: 429)),
      .success(HTTPResponse(status: 500)), .success(HTTPResponse(status: 502)),
      .success(HTTPResponse(status: 503)), .success(HTTPResponse(status: 504)),
      .failure(lost), .failure(lostEarly), .failure(late), .failure(refused),
    ] as [Result<HTTPResponse, HTTPError>])
  func repeatable(outcome: Result<HTTPResponse, HTTPError>) {
    #expect(firstDecision(isIdempotent: true, outcome) == .retry(after: .milliseconds(125)))
  }

  @Test(
    "a request that must not be sent twice is tried again only when nobody looked at it",
    arguments: [
      (.success(HTTPResponse(status: 429)), true), (.failure(lostEarly), true),
      (.failure(refused), true), (.success(HTTPResponse(status: 408)), false),
      (.success(HTTPResponse(status: 500)), false), (.success(HTTPResponse(status: 503)), false),
      (.failure(lost), false), (.failure(late), false),
    ] as [(Result<HTTPResponse, HTTPError>, Bool)])
  func once(outcome: Result<HTTPResponse, HTTPError>, isTriedAgain: Bool) {
    let decision = firstDecision(isIdempotent: false, outcome)
    #expect(decision == (isTriedAgain ? .retry(after: .milliseconds(125)) : .settle(outcome)))
  }

  @Test(
    "what would end the same way is not tried again",
    arguments: [
      .notAllowed(.scheme), .malformedRequest(.url), .malformedAnswer(server: "s"),
      .bodyTooLarge(server: "s", limit: 1), .headerTooLarge(server: "s"),
      .cancelled(sentRequest: true), .libraryFailed(code: 1), .queueFull(limit: 1),
      .unreachable(server: "s", .certificateNotTrusted), .unreachable(server: "s", .proxy),
      .unreachable(server: "s", .handshakeFailed),
    ] as [HTTPError])
  func lasting(error: HTTPError) {
    #expect(firstDecision(isIdempotent: true, .failure(error)) == .settle(.failure(error)))
  }

  @Test("the wait doubles with each failure, half of it by chance, up to its bound")
  func delays() {
    let policy = RetryPolicy()
    let certain = (1...8).map { policy.delay(afterFailures: $0, chance: 0) }
    #expect(
      certain.map(\.description)
        == [125, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]
        .map { Duration.milliseconds($0).description })
    #expect(policy.delay(afterFailures: 1, chance: 0.5) == .microseconds(187_500))
    #expect(policy.delay(afterFailures: 1_000_000, chance: 0) == .seconds(5))
  }

  @Test("patience is counted from the first failure, and no wait is begun that outlasts it")
  func patience() {
    let response = HTTPResponse(status: 503)
    var attempts = Attempts(policy: RetryPolicy(patience: .seconds(3)), isIdempotent: true)
    #expect(attempts.next(.success(response), at: 100) == .retry(after: .milliseconds(125)))
    #expect(attempts.next(.success(response), at: 101) == .retry(after: .milliseconds(250)))
    #expect(attempts.next(.success(response), at: 102.4) == .retry(after: .milliseconds(500)))
    #expect(attempts.next(.success(response), at: 102.4) == .settle(.success(response)))
  }

  @Test("what is left for all requests together bounds the wait, and running out of it is known")
  func sharedPatience() {
    let response = HTTPResponse(status: 503)
    var attempts = Attempts(policy: RetryPolicy(), isIdempotent: true)
    #expect(
      attempts.next(.success(response), at: 0, left: .milliseconds(125))
        == .retry(after: .milliseconds(125)))
    #expect(!attempts.ranOutOfPatience)
    #expect(
      attempts.next(.success(response), at: 1, left: .milliseconds(249))
        == .settle(.success(response)))
    #expect(attempts.ranOutOfPatience)
  }

  @Test("what is not tried again for another reason has not run out of patience")
  func otherReason() {
    var attempts = Attempts(policy: RetryPolicy(), isIdempotent: false)
    _ = attempts.next(.failure(Self.lost), at: 0)
    #expect(!attempts.ranOutOfPatience)
  }

  @Test("a request is in trouble from its third failure")
  func trouble() {
    var attempts = Attempts(policy: RetryPolicy(), isIdempotent: true)
    let isInTrouble = (0..<4).map { number in
      _ = attempts.next(.failure(Self.lost), at: Double(number))
      return attempts.isInTrouble
    }
    #expect(isInTrouble == [false, false, true, true])
  }

  @Test("a server that cannot be reached is given up on earlier")
  func unreachable() {
    var attempts = Attempts(policy: RetryPolicy(), isIdempotent: true)
    #expect(attempts.next(.failure(Self.refused), at: 0) == .retry(after: .milliseconds(125)))
    #expect(attempts.next(.failure(Self.refused), at: 10) == .settle(.failure(Self.refused)))
  }

  @Test("with no patience the first failure is final")
  func noPatience() {
    var attempts = Attempts(policy: RetryPolicy(patience: .zero), isIdempotent: true)
    #expect(attempts.next(.failure(Self.refused), at: 0) == .settle(.failure(Self.refused)))
  }

  @Test("an attempt that may have arrived is reported rather than a later one that cannot have")
  func uncertainty() {
    var attempts = Attempts(policy: RetryPolicy(), isIdempotent: true)
    #expect(attempts.next(.failure(Self.lost), at: 0) == .retry(after: .milliseconds(125)))
    #expect(attempts.mayHaveArrived)
    #expect(attempts.next(.failure(Self.refused), at: 30) == .settle(.failure(Self.lost)))
  }

  @Test(
    "a 429 is waited out for as long as the server says",
    arguments: [
      (["Retry-After": "7"], .seconds(7)),
      (["Retry-After": "Thu, 01 Jan 1970 00:16:45 GMT"], .seconds(5)),
      (["X-RateLimit-Reset": "1009"], .seconds(9)),
      (["Retry-After": "2", "X-RateLimit-Reset": "1009"], .seconds(2)),
      (["X-RateLimit-Reset": "2009", "Date": "Thu, 01 Jan 1970 00:33:23 GMT"], .seconds(6)),
      (["X-RateLimit-Reset": "900"], .milliseconds(125)),
      (["Retry-After": "soon"], .milliseconds(125)),
      (["Retry-After": "-5"], .milliseconds(125)), ([:], .milliseconds(125)),
    ] as [(HTTPHeaders, Duration)])
  func askedWait(headers: HTTPHeaders, wait: Duration) {
    let response = HTTPResponse(status: 429, headers: headers)
    #expect(firstDecision(isIdempotent: false, .success(response)) == .retry(after: wait))
  }

  @Test("a wait that the server asks for and patience does not have is not begun")
  func longWait() {
    let response = HTTPResponse(status: 429, headers: ["Retry-After": "61"])
    #expect(firstDecision(isIdempotent: true, .success(response)) == .settle(.success(response)))
    let forever = HTTPResponse(status: 429, headers: ["X-RateLimit-Reset": "\(Int.max)"])
    #expect(firstDecision(isIdempotent: true, .success(forever)) == .settle(.success(forever)))
  }

  private func firstDecision(
    isIdempotent: Bool, _ outcome: Result<HTTPResponse, HTTPError>
  ) -> Attempts.Decision {
    var attempts = Attempts(policy: RetryPolicy(), isIdempotent: isIdempotent)
    return attempts.next(outcome, at: 1_000)
  }
}

extension Attempts {
  /// Without luck, at a number of seconds on both clocks.
  fileprivate mutating func next(
    _ outcome: Result<HTTPResponse, HTTPError>, at seconds: Double,
    left: Duration = .seconds(1_000)
  ) -> Decision {
    let moment = Moment(elapsed: .seconds(seconds), unixSeconds: seconds)
    return next(after: outcome, at: moment, left: left, chance: 0)
  }
}
