import Synchronization

/// Lets requests through as a server's limit allows.
final class Turnstile: Sendable {
  private struct Contents {
    var window: RateWindow
    var waiting: [Signal] = []
  }

  private let environment: RetryEnvironment
  private let contents: Mutex<Contents>

  init(longestWait: Duration, environment: RetryEnvironment) {
    self.environment = environment
    contents = Mutex(Contents(window: RateWindow(longestWait: longestWait)))
  }

  enum Entry {
    case entered
    /// There was no place in time.
    case late
    case cancelled
  }

  /// Waits for a place; none is taken where it is not entered.
  ///
  /// - Parameter latest: for how long, in elapsed time; nil for as long as it takes.
  func enter(until latest: Duration? = nil) async -> Entry {
    while !Task.isCancelled {
      let signal = Signal()
      let (admission, left) = contents.withLock { contents in
        let moment = environment.now()
        let admission = contents.window.enter(at: moment)
        let left = latest.map { $0 - moment.elapsed }
        // Who is late must not be woken in the place of somebody who is not.
        if admission != .go, left ?? .seconds(1) > .zero { contents.waiting.append(signal) }
        return (admission, left)
      }
      switch admission {
      case .go: return .entered
      case .wait(let duration):
        if let left, left <= .zero { return .late }
        await wait(for: signal, atMost: min(duration, left ?? duration))
      }
    }
    return .cancelled
  }

  /// Gives the place back, with the answer if there was one.
  func leave(_ response: HTTPResponse?) {
    let woken = contents.withLock { contents in
      let moment = environment.now()
      let end = contents.window.end
      contents.window.leave(response, at: moment)
      // Whoever waits without knowing until when has to look again once it is known.
      let isNewWindow = contents.window.end != end
      let places = contents.window.places(at: moment)
      let woken = isNewWindow ? contents.waiting[...] : contents.waiting.prefix(places)
      contents.waiting.removeFirst(woken.count)
      return Array(woken)
    }
    woken.forEach { $0.fire() }
  }

  private func wait(for signal: Signal, atMost duration: Duration) async {
    await signal.wait(atMost: duration, in: environment)
    contents.withLock { contents in contents.waiting.removeAll { $0 === signal } }
  }
}
