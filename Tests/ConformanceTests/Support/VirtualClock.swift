import HTTP
import Synchronization

/// A clock that stands still while anything is under way, and then jumps to the end of the shortest
/// sleep: minutes of waiting take no time, and real requests over a real network may lie between.
final class VirtualClock: Sendable {
  private struct State {
    var elapsed = Duration.zero
    var sleeps: [Int: Duration] = [:]
    var nextSleep = 0
    var underWay = 0
    /// Grows with everything that happens.
    var activity = 0
  }

  /// Seconds since 1970 at the start; a whole number of windows.
  private let epoch: Int64
  private let state = Mutex(State())

  init(epoch: Int64) { self.epoch = epoch }

  var elapsed: Duration { state.withLock { $0.elapsed } }

  /// As a server has it: a second begins no later for it than for who counts in floating point.
  var unixSeconds: Int64 { epoch + (elapsed + .microseconds(1)).components.seconds }

  var environment: RetryEnvironment {
    RetryEnvironment(
      now: {
        Moment(
          elapsed: self.elapsed, unixSeconds: Double(self.epoch) + self.elapsed / .seconds(1))
      }, sleep: { await self.sleep($0) }, chance: { 0.5 })
  }

  /// While this runs, no time passes, and at its end as much as it is said to take.
  func taking<Value: Sendable>(
    _ duration: Duration, _ work: () async throws(HTTPError) -> Value
  ) async throws(HTTPError) -> Value {
    state.withLock { state in
      state.underWay += 1
      state.activity += 1
    }
    defer {
      state.withLock { state in
        state.underWay -= 1
        state.elapsed += duration
        state.activity += 1
      }
    }
    return try await work()
  }

  private func sleep(_ duration: Duration) async {
    let (id, end) = state.withLock { state in
      state.activity += 1
      state.nextSleep += 1
      state.sleeps[state.nextSleep] = state.elapsed + duration
      return (state.nextSleep, state.elapsed + duration)
    }
    while !Task.isCancelled && elapsed < end {
      if await isQuiet() { advance(to: end) }
    }
    state.withLock { state in
      state.activity += 1
      state.sleeps[id] = nil
    }
  }

  /// Whether nothing is under way, and for a moment of real time nobody did anything. It waits rather
  /// than spins: other tests run beside this one.
  private func isQuiet() async -> Bool {
    let before = state.withLock { $0.activity }
    for _ in 0..<10 {
      do {
        try await Task.sleep(for: .milliseconds(1))
      } catch {
        return false
      }
      let now = state.withLock { ($0.activity, $0.underWay) }
      if now.0 != before || now.1 > 0 { return false }
    }
    return true
  }

  private func advance(to end: Duration) {
    state.withLock { state in
      guard state.underWay == 0, state.sleeps.values.allSatisfy({ $0 >= end }) else { return }
      state.elapsed = max(state.elapsed, end)
      state.activity += 1
    }
  }
}
