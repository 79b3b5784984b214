import Foundation
import HTTP

/// A clock that runs so many times as fast as this machine's, for a client and its server alike: the
/// minutes of a limit take seconds.
struct CompressedClock: Sendable {
  private let start = ContinuousClock.now
  /// Unix seconds at the start: a whole number of windows, and a bit.
  private let epoch = 1_800_000_003.3
  let factor: Double

  var elapsed: Duration { (ContinuousClock.now - start) * factor }
  var unixSeconds: Double { epoch + elapsed / .seconds(1) }

  var environment: RetryEnvironment {
    RetryEnvironment(
      now: { Moment(elapsed: elapsed, unixSeconds: unixSeconds) }, sleep: sleep,
      chance: { Double.random(in: 0..<1) })
  }

  /// Waits so long on this clock, and returns early when the task is cancelled.
  func sleep(_ duration: Duration) async {
    do {
      try await Task.sleep(for: duration / factor)
    } catch {
      // Cancelled, which the caller sees in its task.
      return
    }
  }
}
