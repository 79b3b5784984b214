import HTTPTypes
import Hummingbird

/// How many requests are answered in a window, and what every answer says about it.
struct RateLimit: Sendable {
  /// What Intercom allows an app.
  static let requestsPerMinute = 10_000

  let requestsPerWindow: Int64

  /// - Parameter perMinute: at least 1; a sixth of it, rounded up, passes in each window.
  init(perMinute: Int) {
    precondition(perMinute > 0, "a rate limit lets something pass")
    requestsPerWindow = (Int64(perMinute) + RateWindow.perMinute - 1) / RateWindow.perMinute
  }

  func check(_ window: RateWindow) throws(Refusal) {
    if window.requests > requestsPerWindow {
      throw Refusal(
        Problem(
          .rateLimitExceeded,
          "more than \(requestsPerWindow) requests in \(RateWindow.length) seconds"))
    }
  }

  func note(_ window: RateWindow, on response: inout Response) {
    let remaining = max(0, requestsPerWindow - window.requests)
    response.headers[.rateLimit] = requestsPerWindow.description
    response.headers[.rateLimitRemaining] = remaining.description
    response.headers[.rateLimitReset] = window.endsAt.description
  }
}

extension HTTPField.Name {
  fileprivate static let rateLimit = named("X-RateLimit-Limit")
  fileprivate static let rateLimitRemaining = named("X-RateLimit-Remaining")
  fileprivate static let rateLimitReset = named("X-RateLimit-Reset")

  /// A header that has no name of its own yet.
  static func named(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else {
      preconditionFailure("`\(text)` is no name of a header")
    }
    return name
  }
}
