#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Time, waiting and chance, passed in so that tests decide them.
public struct RetryEnvironment: Sendable {
  public var now: @Sendable () -> Moment
  /// Waits, and returns early when the task is cancelled.
  public var sleep: @Sendable (Duration) async -> Void
  /// A number from 0 up to, and not including, 1.
  public var chance: @Sendable () -> Double

  public init(
    now: @escaping @Sendable () -> Moment, sleep: @escaping @Sendable (Duration) async -> Void,
    chance: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.sleep = sleep
    self.chance = chance
  }

  /// This machine's clocks and random numbers.
  public static func system() -> RetryEnvironment {
    let start = ContinuousClock.now
    return RetryEnvironment(
      now: { Moment(elapsed: ContinuousClock.now - start, unixSeconds: wallClock()) },
      sleep: { duration in
        do {
          try await Task.sleep(for: duration)
        } catch {
          // Cancelled, which the caller sees in its task.
          return
        }
      },
      chance: { Double.random(in: 0..<1) })
  }

  private static func wallClock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// An instant, on the clock that never jumps and on the one that people share.
public struct Moment: Sendable, Hashable {
  /// Since an arbitrary start.
  public var elapsed: Duration
  /// Seconds since 1970, as this machine believes.
  public var unixSeconds: Double

  public init(elapsed: Duration, unixSeconds: Double) {
    self.elapsed = elapsed
    self.unixSeconds = unixSeconds
  }
}
