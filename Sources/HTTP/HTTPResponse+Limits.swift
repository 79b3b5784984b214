/// What an answer says about the limit on requests.
struct RateHeaders: Sendable, Hashable {
  /// Requests in a window.
  let limit: Int
  /// Requests left in this window when the server wrote the answer.
  let remaining: Int
  /// When the window ends, in seconds since 1970 on the server's clock.
  let reset: Double
}

extension HTTPResponse {
  /// `X-RateLimit-Limit`, `-Remaining` and `-Reset`, when all three are there and make sense.
  var rateHeaders: RateHeaders? {
    guard let limit = number("X-RateLimit-Limit"), limit > 0,
      let remaining = number("X-RateLimit-Remaining"), let reset = number("X-RateLimit-Reset")
    else { return nil }
    return RateHeaders(limit: limit, remaining: max(remaining, 0), reset: Double(reset))
  }

  /// When the server wrote the answer, in seconds since 1970 on its own clock, without a fraction.
  var date: Double? { headers["Date"].flatMap(HTTPDate.seconds).map(Double.init) }

  /// How long the server asks to wait: `Retry-After`, in seconds or as a date, or else
  /// `X-RateLimit-Reset`. Moments are compared with the answer's own date, so that the clocks need
  /// not agree. Nil when nothing is asked for, or it is over already.
  package func askedWait(at moment: Moment) -> Duration? {
    let seconds: Double
    if let text = headers["Retry-After"], let whole = Int(text), whole >= 0 {
      seconds = Double(whole)
    } else if let until = askedMoment {
      seconds = until - (date ?? moment.unixSeconds)
    } else {
      return nil
    }
    return seconds > 0 ? .seconds(min(seconds, Self.longestWaitSeconds)) : nil
  }

  private var askedMoment: Double? {
    if let date = headers["Retry-After"].flatMap(HTTPDate.seconds) { return Double(date) }
    return number("X-RateLimit-Reset").map(Double.init)
  }

  private func number(_ name: String) -> Int? { headers[name].flatMap { Int($0) } }

  /// A year: longer than any patience, and short enough to count with.
  private static let longestWaitSeconds: Double = 31_536_000
}
