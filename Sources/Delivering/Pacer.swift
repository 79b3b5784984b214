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
