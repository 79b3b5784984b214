/// How a delivery goes about its work, and what it takes from the machine.
public struct DeliverySettings: Sendable {
  /// Unix seconds.
  public var now: @Sendable () -> Int64
  /// Since an arbitrary start, on a clock that nobody sets: the pace is kept by it.
  public var elapsed: @Sendable () -> Duration
  /// Waits, and returns early when the task is cancelled.
  public var sleep: @Sendable (Duration) async -> Void
  /// A name that nobody else has: whose the lease is.
  public var holder: String
  /// How many people are being sent to at once, at least 1.
  public var parallelism: Int
  /// How many people are sent to at most; nil for all.
  public var limit: Int?
  /// The shortest time from one send to the next; zero for as fast as the workspace lets.
  public var pause: Duration
  /// For how long a campaign is one's own, in seconds. One that nobody renews ends by itself.
  public var leaseLength: Int64
  /// How long after it is written a lease is looked at again: longer than any write takes.
  public var settling: Duration
  /// How long search may lag behind what is written.
  public var searchLag: Duration
  /// Nothing is written: only counted.
  public var isRehearsal: Bool
  /// Keys of the campaigns whose ledger counts as it is, though it has lost people.
  public var acceptedLedgers: Set<String>
  /// Asked before each person; what is in flight is always finished.
  public var isInterrupted: @Sendable () -> Bool

  /// With answers that take a third of a second, as many as use up Intercom's 1,667 requests in ten.
  public static let usualParallelism = 64

  /// Seconds.
  public static let usualLease = 120

  /// Seconds. Whose lease may lie under one's own is not known where that took long to write: so long is
  /// waited for them, whatever their lease.
  public static let longestLease: Int64 = 300

  /// Seconds after which a request that was given up does not arrive any more.
  private static let longestUnderWay: Int64 = 120

  public init(
    now: @escaping @Sendable () -> Int64, elapsed: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async -> Void,
    holder: String, parallelism: Int = DeliverySettings.usualParallelism, limit: Int? = nil,
    pause: Duration = .zero, leaseLength: Int64 = Int64(usualLease),
    settling: Duration = .seconds(2),
    searchLag: Duration = .seconds(30), isRehearsal: Bool = false,
    acceptedLedgers: Set<String> = [],
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    precondition(parallelism >= 1, "at least one person is sent to at a time")
    self.now = now
    self.elapsed = elapsed
    self.sleep = sleep
    self.holder = holder
    self.parallelism = parallelism
    self.limit = limit
    self.pause = pause
    self.leaseLength = leaseLength
    self.settling = settling
    self.searchLag = searchLag
    self.isRehearsal = isRehearsal
    self.acceptedLedgers = acceptedLedgers
    self.isInterrupted = isInterrupted
  }
}

extension DeliverySettings {
  /// How long before its end, in seconds, a lease is no longer relied on; and for how long sends may go
  /// on before it is renewed.
  var leaseCaution: Int64 { max(1, leaseLength / Self.leaseParts) }

  private static let leaseParts: Int64 = 4

  /// Whether search knows of everything that was asked for people who were left at an instant (Unix
  /// seconds; nil for never).
  func isSettled(_ left: Int64?) -> Bool {
    left.map { isKnown($0 + Self.longestUnderWay) } ?? true
  }

  /// Whether search knows what was written at an instant (Unix seconds; nil for never).
  func isKnown(_ written: Int64?) -> Bool {
    written.map { now() - $0 > searchLag.components.seconds } ?? true
  }

  /// The shortest lease, in seconds, with which so many messages a minute can be sent: each fits between
  /// two renewals.
  public static func shortestLease(rate: Int) -> Int { 60 * Int(leaseParts) / rate }

  /// How many requests are under way where so many people are sent to at once: some more, for what is
  /// written and whoever is looked at meanwhile, so that no send waits for a place.
  public static func requests(forPeople parallelism: Int) -> Int { parallelism + 16 }
}
