import Synchronization

/// Something that happens once, and one task that waits for it.
final class Signal: Sendable {
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

extension Signal {
  /// Waits until it has happened, or so much time has passed.
  func wait(atMost duration: Duration, in environment: RetryEnvironment) async {
    await withTaskGroup { group in
      group.addTask {
        await environment.sleep(duration)
        self.fire()
      }
      await wait()
      group.cancelAll()
    }
  }
}
