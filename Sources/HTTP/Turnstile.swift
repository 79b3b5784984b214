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

  /// Waits for a place. False when the task was cancelled, and no place was taken.
  func enter() async -> Bool {
    while !Task.isCancelled {
      let signal = Signal()
      let admission = contents.withLock { contents in
        let admission = contents.window.enter(at: environment.now())
        if admission != .go { contents.waiting.append(signal) }
        return admission
      }
      switch admission {
      case .go: return true
      case .wait(let duration): await wait(for: signal, atMost: duration)
      }
    }
    return false
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
    await withTaskGroup { group in
      group.addTask { [environment] in
        await environment.sleep(duration)
        signal.fire()
      }
      await signal.wait()
      group.cancelAll()
    }
    contents.withLock { contents in contents.waiting.removeAll { $0 === signal } }
  }
}

/// Something that happens once, and one task that waits for it.
private final class Signal: Sendable {
  private enum State {
    case idle
    case awaited(CheckedContinuation<Void, Never>)
    case fired
  }

  private let state = Mutex(State.idle)

  func fire() {
    let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
      defer { state = .fired }
      switch state {
      case .idle, .fired: return nil
      case .awaited(let waiter): return waiter
      }
    }
    waiter?.resume()
  }

  /// Returns when it has happened, or the task is cancelled.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let hasFired = state.withLock { state in
          switch state {
          case .fired: return true
          case .idle, .awaited:
            state = .awaited(continuation)
            return false
          }
        }
        if hasFired { continuation.resume() }
      }
    } onCancel: {
      fire()
    }
  }
}
