/// The attempts at one request, as a state machine: told how one ended, it says what to do next.
package struct Attempts {
  package enum Decision: Hashable {
    /// The request is over, and this came of it.
    case settle(Result<HTTPResponse, HTTPError>)
    case retry(after: Duration)
  }

  private let policy: RetryPolicy
  private let isIdempotent: Bool
  private var failures = 0
  /// Since when it is not answered as it should be, in elapsed time.
  private var troubledSince: Duration?
  /// The last outcome that leaves open whether the server acted.
  private var uncertain: Result<HTTPResponse, HTTPError>?

  package init(policy: RetryPolicy, isIdempotent: Bool) {
    self.policy = policy
    self.isIdempotent = isIdempotent
  }

  /// Whether it fails again and again, which is no passing hiccup any more.
  package var isInTrouble: Bool { failures >= Self.hiccups }

  /// Whether it was settled for want of patience alone.
  package private(set) var ranOutOfPatience = false

  /// Failures after which a request is in trouble.
  private static let hiccups = 3

  /// What all attempts so far leave open.
  package private(set) var doubt = Doubt.none

  /// Whether an attempt so far may have arrived and been acted on.
  package var mayHaveArrived: Bool { uncertain != nil }

  /// What follows from the end of an attempt.
  ///
  /// What is settled on is the last outcome, unless the last attempt cannot have arrived and an
  /// earlier one may have: who applies changes must hear of that one.
  ///
  /// - Parameters:
  ///   - left: how long all requests together may still be waited for.
  ///   - latest: until when it may be begun again, in elapsed time; nil for at any time.
  ///   - chance: from 0 up to 1.
  package mutating func next(
    after outcome: Result<HTTPResponse, HTTPError>, at moment: Moment, left: Duration,
    latest: Duration? = nil, chance: Double
  ) -> Decision {
    let setback = Setback(outcome)
    if setback.mayHaveArrived { uncertain = outcome }
    doubt = max(doubt, Doubt(outcome))
    if setback == .none { return .settle(outcome) }

    failures += 1
    let start = troubledSince ?? moment.elapsed - Self.timeLost(to: outcome)
    troubledSince = start
    if let wait = wait(for: setback, after: outcome, at: moment, chance: chance),
      latest.map({ moment.elapsed + wait <= $0 }) ?? true
    {
      let isOwn = moment.elapsed + wait - start <= patience(for: setback)
      if isOwn, wait <= left { return .retry(after: wait) }
      ranOutOfPatience = true
    }
    return .settle(setback.mayHaveArrived ? outcome : uncertain ?? outcome)
  }

  /// Nil when the request must not be sent again.
  private func wait(
    for setback: Setback, after outcome: Result<HTTPResponse, HTTPError>, at moment: Moment,
    chance: Double
  ) -> Duration? {
    let backOff = policy.delay(afterFailures: failures, chance: chance)
    switch setback {
    case .none, .lasting, .lastingAfterArrival: return nil
    case .unreachable, .lostBeforeArrival: return backOff
    case .lost: return isIdempotent ? backOff : nil
    case .failed:
      return isIdempotent ? max(backOff, Self.askedWait(outcome, at: moment) ?? .zero) : nil
    case .tooMany: return max(backOff, Self.askedWait(outcome, at: moment) ?? .zero)
    }
  }

  /// Waiting for an answer that does not come is patience as well.
  private static func timeLost(to outcome: Result<HTTPResponse, HTTPError>) -> Duration {
    guard case .failure(.timedOut(_, let limit, _)) = outcome else { return .zero }
    return limit
  }

  private func patience(for setback: Setback) -> Duration {
    switch setback {
    case .unreachable: policy.patienceWhileUnreachable
    case .none, .lasting, .lastingAfterArrival, .lostBeforeArrival, .lost, .failed, .tooMany:
      policy.patience
    }
  }

  private static func askedWait(
    _ outcome: Result<HTTPResponse, HTTPError>, at moment: Moment
  ) -> Duration? {
    guard case .success(let response) = outcome else { return nil }
    return response.askedWait(at: moment)
  }
}

/// What stood in the way of an answer that can be used.
private enum Setback {
  case none
  /// Another attempt would end the same way; nothing arrived.
  case lasting
  /// The same, but the request did arrive.
  case lastingAfterArrival
  case unreachable
  case lostBeforeArrival
  /// It is not known whether the request arrived.
  case lost
  case failed
  case tooMany

  init(_ outcome: Result<HTTPResponse, HTTPError>) {
    switch outcome {
    case .success(let response): self.init(status: response.status)
    case .failure(let error): self.init(error)
    }
  }

  private init(status: Int) {
    if status == RetryPolicy.tooManyRequests {
      self = .tooMany
    } else {
      self = RetryPolicy.passingStatuses.contains(status) ? .failed : .none
    }
  }

  private init(_ error: HTTPError) {
    switch error {
    case .unreachable(_, let obstacle): self = obstacle.mayPass ? .unreachable : .lasting
    case .connectionLost, .timedOut: self = error.mayHaveArrived ? .lost : .lostBeforeArrival
    case .notAllowed, .malformedRequest, .malformedAnswer, .bodyTooLarge, .headerTooLarge,
      .queueFull, .notBegun, .cancelled, .libraryFailed:
      self = error.mayHaveArrived ? .lastingAfterArrival : .lasting
    }
  }

  var mayHaveArrived: Bool {
    switch self {
    case .lost, .failed, .lastingAfterArrival: true
    case .none, .lasting, .unreachable, .lostBeforeArrival, .tooMany: false
    }
  }
}

extension Doubt {
  fileprivate init(_ outcome: Result<HTTPResponse, HTTPError>) {
    switch outcome {
    case .success(let response): self.init(status: response.status)
    case .failure(let error): self = error.mayHaveArrived ? .lost : .none
    }
  }
}

extension HTTPError.Obstacle {
  /// Whether waiting may help.
  fileprivate var mayPass: Bool {
    switch self {
    case .cannotResolve, .refused, .noRoute, .timedOutConnecting: true
    case .proxy, .certificateNotTrusted, .certificateExpired, .certificateForOtherHost,
      .certificateFileUnreadable, .handshakeFailed:
      false
    }
  }
}
