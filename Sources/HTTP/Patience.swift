import Synchronization

/// The waits between attempts, which all end when somebody ends the patience.
final class Patience: Sendable {
  private struct Contents {
    var budget: PatienceBudget
    var isOver = false
    var waiting: [Signal] = []
  }

  private let environment: RetryEnvironment
  private let contents: Mutex<Contents>

  init(_ total: Duration, environment: RetryEnvironment) {
    self.environment = environment
    contents = Mutex(Contents(budget: PatienceBudget(total)))
  }

  func left(at moment: Moment) -> Duration { contents.withLock { $0.budget.left(at: moment) } }

  func begin(at moment: Moment) { contents.withLock { $0.budget.begin(at: moment) } }

  func end(at moment: Moment) { contents.withLock { $0.budget.end(at: moment) } }

  /// No further attempt is waited for.
  func exhaust() { contents.withLock { $0.budget.exhaust() } }

  /// The same, and the waits that have begun end now.
  func end() {
    let woken = contents.withLock { contents in
      contents.budget.exhaust()
      contents.isOver = true
      defer { contents.waiting = [] }
      return contents.waiting
    }
    woken.forEach { $0.fire() }
  }

  /// Waits for the next attempt.
  func wait(_ duration: Duration) async {
    let signal = Signal()
    let isOver = contents.withLock { contents in
      if !contents.isOver { contents.waiting.append(signal) }
      return contents.isOver
    }
    if isOver { return }
    await signal.wait(atMost: duration, in: environment)
    contents.withLock { contents in contents.waiting.removeAll { $0 === signal } }
  }
}
