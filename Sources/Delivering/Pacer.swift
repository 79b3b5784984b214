/// Lets one send go after the other, each no sooner than a pause after the one before.
actor Pacer {
  private let pause: Duration
  private let elapsed: @Sendable () -> Duration
  private let sleep: @Sendable (Duration) async -> Void
  private var next: Duration?

  init(_ settings: DeliverySettings) {
    pause = settings.pause
    elapsed = settings.elapsed
    sleep = settings.sleep
  }

  func wait() async {
    guard pause > .zero else { return }
    let now = elapsed()
    let place = max(next ?? now, now)
    next = place + pause
    if place > now { await sleep(place - now) }
  }
}

/// How many people may still be sent to in one delivery, over all its campaigns.
actor Allowance {
  private var left: Int?

  /// Nil for everybody.
  init(_ limit: Int?) { left = limit }

  /// As many of a number as are left.
  func take(_ count: Int) -> Int {
    guard let left else { return count }
    let taken = min(left, count)
    self.left = left - taken
    return taken
  }

  func give(back count: Int) { left = left.map { $0 + count } }
}
