/// How long, and how patiently, a request is tried again.
public struct RetryPolicy: Sendable, Hashable {
  /// How long after its first failure a request may still be started again, and how long all requests
  /// together may be in trouble. A wait that a server asks for counts, and is not begun when it would
  /// be longer than what is left.
  public var patience: Duration = .seconds(60)
  /// The same for a server that cannot be reached at all, which people would rather hear soon.
  public var patienceWhileUnreachable: Duration = .seconds(10)
  /// The wait after the first failure, before jitter; it doubles with each further one.
  public var firstDelay: Duration = .milliseconds(250)
  /// An answer is waited for at least so long, however small the patience.
  static let shortestTimeout: Duration = .seconds(10)
  /// What the doubling stops at.
  public var longestDelay: Duration = .seconds(10)

  public init() {}

  /// A policy with another patience, which may be zero.
  public init(patience: Duration) {
    self.patience = patience
    patienceWhileUnreachable = min(patience, patienceWhileUnreachable)
  }

  /// The wait after a number of failures: half of it is certain, half is chance, so that many who
  /// failed together do not come back together.
  package func delay(afterFailures failures: Int, chance: Double) -> Duration {
    let doublings = min(failures - 1, 30)
    let full = min(firstDelay * (1 << doublings), longestDelay)
    return full / 2 + full / 2 * chance
  }

  /// Statuses after which a request that may be sent twice is sent again.
  static let passingStatuses: Set<Int> = [408, 500, 502, 503, 504]

  /// The status that says that the request was not looked at, so that anything may be sent again.
  static let tooManyRequests = 429
}
