/// What is known of a server's limit, counted in windows that end at a moment it names.
///
/// The law: what the server has left is never less than what it last said, less the requests in
/// flight. Only while that is positive may another one start, so no answer is ever 429 because of
/// ours, and since each answer brings the count up to date the whole limit is used.
package struct RateWindow {
  package enum Admission: Hashable {
    case go
    /// Nothing may start before so much time has passed, unless an answer comes earlier.
    case wait(Duration)
  }

  /// A window that ends later than this is not believed.
  private let longestWait: Duration
  private var inFlight = 0
  /// The least that the server said of this window; the whole limit when a window has just ended
  /// and nothing is known of the next.
  private var remaining: Int?
  private var limit = 0
  /// Seconds since 1970 on the server's clock; nil between two windows.
  private(set) var end: Double?
  /// The server's seconds since 1970 less our elapsed ones. A date has no fraction and takes time
  /// to arrive, so each is a lower bound, and the greatest of them is soon close.
  private var serverClock: Double?
  /// Until when a server that only said how long to wait is left alone, in elapsed time.
  private var closedUntil: Duration?

  package init(longestWait: Duration) { self.longestWait = longestWait }

  /// Requests that may start now. Int.max while nothing is known.
  package mutating func places(at moment: Moment) -> Int {
    if let closedUntil, moment.elapsed < closedUntil { return 0 }
    closedUntil = nil
    endWindow(at: moment)
    guard let remaining else { return .max }
    let places = max(remaining - inFlight, 0)
    return places == 0 && end == nil && inFlight == 0 ? 1 : places
  }

  /// Takes a place for one request if there is one; each place taken is given back with `leave`.
  package mutating func enter(at moment: Moment) -> Admission {
    if places(at: moment) > 0 {
      inFlight += 1
      return .go
    }
    if let closedUntil { return .wait(closedUntil - moment.elapsed) }
    guard let end else { return .wait(longestWait) }
    return .wait(.seconds(max(end - serverTime(at: moment), 0.001)))
  }

  /// Gives a place back, with the answer if there was one.
  package mutating func leave(_ response: HTTPResponse?, at moment: Moment) {
    inFlight -= 1
    guard let response else {
      // It may have been counted.
      if let known = remaining { remaining = max(known - 1, 0) }
      return
    }
    if let date = response.date {
      serverClock = max(serverClock ?? -.infinity, date - moment.elapsed.inSeconds)
    }
    if let headers = response.rateHeaders {
      learn(headers, at: moment)
    } else if response.status == RetryPolicy.tooManyRequests,
      let wait = response.askedWait(at: moment)
    {
      closedUntil = moment.elapsed + min(wait, longestWait)
    }
  }

  private mutating func learn(_ headers: RateHeaders, at moment: Moment) {
    let now = serverTime(at: moment)
    // An answer that was overtaken by the end of its window tells nothing about this one.
    if headers.reset <= now { return }
    if headers.reset - now > longestWait.inSeconds { return }
    switch end {
    case let known? where headers.reset < known: return
    case let known? where headers.reset == known:
      remaining = min(remaining ?? headers.remaining, headers.remaining)
    default: remaining = headers.remaining
    }
    limit = headers.limit
    end = headers.reset
  }

  private mutating func endWindow(at moment: Moment) {
    guard let end, serverTime(at: moment) >= end else { return }
    self.end = nil
    remaining = limit
  }

  private func serverTime(at moment: Moment) -> Double {
    serverClock.map { $0 + moment.elapsed.inSeconds } ?? moment.unixSeconds
  }
}
