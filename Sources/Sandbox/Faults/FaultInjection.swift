import Hummingbird
import NIOCore

/// Stands in front of everything else, as a failing network and a failing gateway do: what strikes
/// here knows nothing of tokens and is not counted by the rate limit.
struct FaultInjection: RouterMiddleware {
  private let dice: FaultDice
  private let rateLimit: RateLimit
  private let clock: @Sendable () -> Int64
  private let onStrike: @Sendable (String) -> Void

  init(_ plan: FaultPlan, _ rateLimit: RateLimit, _ clock: @escaping @Sendable () -> Int64) {
    dice = FaultDice(plan)
    self.rateLimit = rateLimit
    self.clock = clock
    onStrike = plan.onStrike
  }

  func handle(
    _ request: Request, context: ConnectionContext,
    next: (Request, ConnectionContext) async throws -> Response
  ) async throws -> Response {
    let strikes = dice.throwing(method: request.method.rawValue, path: request.uri.path)
    for strike in strikes {
      onStrike("\(strike.rule.name): \(request.method.rawValue) \(request.uri.path)")
      if case .delay(let range) = strike.rule.fault {
        try await Task.sleep(for: .milliseconds(range.at(strike.share)))
      }
    }
    guard let strike = strikes.first(where: { !$0.rule.fault.isDelay }) else {
      return try await next(request, context)
    }
    if strike.rule.isCarriedOut {
      return try await spoil(next(request, context), with: strike, request, context)
    }
    return try await spoil(nil, with: strike, request, context)
  }

  /// What the client gets instead of the answer, which there is where the request is carried out.
  private func spoil(
    _ answer: Response?, with strike: FaultDice.Strike, _ request: Request,
    _ context: ConnectionContext
  ) async throws -> Response {
    switch strike.rule.fault {
    case .delay: preconditionFailure("a delay spoils nothing")
    case .drop: return try await hangUp(context)
    case .tooManyRequests(let seconds):
      var response = Response.failure(
        Refusal(Problem(.rateLimitExceeded, "the sandbox was told to answer this")))
      rateLimit.note(.exhausted(until: clock() + Int64(seconds)), on: &response)
      return response
    case .failure:
      return .failure(Refusal(Problem(.serverError, "the sandbox was told to answer this")))
    case .unavailable(let seconds):
      var response = Response.failure(
        Refusal(Problem(.serviceUnavailable, "the sandbox was told to answer this")))
      if let seconds { response.headers[.retryAfter] = seconds.description }
      return response
    case .truncate, .garbage:
      guard let answer, request.method != .head else { return try await hangUp(context) }
      let whole = try await answer.collected()
      return strike.rule.fault == .truncate
        ? answer.cut(whole, at: strike.share, context.channel)
        : answer.replaced(by: Garbage.of(whole, strike.share))
    }
  }

  /// Closes the connection. What is returned goes nowhere.
  private func hangUp(_ context: ConnectionContext) async throws -> Response {
    context.channel.close(promise: nil)
    try await context.channel.closeFuture.get()
    return Response(status: .serviceUnavailable)
  }
}

extension FaultRule {
  /// The answer is needed to spoil it, and what is late comes behind the work.
  fileprivate var isCarriedOut: Bool {
    switch fault {
    case .truncate, .garbage: true
    case .delay, .drop, .tooManyRequests, .failure, .unavailable: isLate
    }
  }
}

extension RateWindow {
  fileprivate static func exhausted(until end: Int64) -> RateWindow {
    RateWindow(startsAt: end - length, requests: .max)
  }
}

extension ClosedRange<Int> {
  fileprivate func at(_ share: Double) -> Int {
    lowerBound + Int(Double(upperBound - lowerBound) * share)
  }
}
