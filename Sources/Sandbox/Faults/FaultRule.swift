/// What goes wrong, with which requests, and how often: one `--fault` of the sandbox.
public struct FaultRule: Sendable, Hashable {
  /// What goes wrong.
  public enum Fault: Sendable, Hashable {
    /// The request waits for a time between two, in milliseconds, before anything is done.
    case delay(ClosedRange<Int>)
    /// The connection is closed without an answer.
    case drop
    /// 429, with a window that ends in so many seconds.
    case tooManyRequests(resetsIn: Int)
    /// 500.
    case failure
    /// 503, with a `Retry-After` of so many seconds where there is one.
    case unavailable(retryAfter: Int?)
    /// The connection is closed in the middle of the answer's body.
    case truncate
    /// The answer's body is something else than it should be, with the status it has.
    case garbage
  }

  public var fault: Fault
  /// Whether the request is carried out before its answer is lost or replaced.
  public var isLate: Bool
  /// Those that it is for, as `POST`; empty for all.
  public var methods: Set<String>
  /// The path that it is for, or its beginning; nil for all.
  public var path: FaultPath?
  /// How probable it is with each request, above 0 and at most 1.
  public var chance: Double
  /// How many requests that it is for pass before it begins.
  public var passing: Int
  /// How often it strikes at most; nil for without end.
  public var limit: Int?

  public init(
    _ fault: Fault, isLate: Bool = false, methods: Set<String> = [], path: FaultPath? = nil,
    chance: Double = 1, passing: Int = 0, limit: Int? = nil
  ) {
    precondition(chance > 0 && chance <= 1, "a fault that cannot happen is none")
    self.fault = fault
    self.isLate = isLate
    self.methods = methods
    self.path = path
    self.chance = chance
    self.passing = passing
    self.limit = limit
  }

  func concerns(method: String, path: String) -> Bool {
    (methods.isEmpty || methods.contains(method)) && (self.path?.matches(path) ?? true)
  }
}

/// A path of the API, or all that begin with one.
public struct FaultPath: Sendable, Hashable {
  /// As it is written: a `*` at the end stands for any rest.
  public let text: String

  public init(_ text: String) { self.text = text }

  func matches(_ path: String) -> Bool {
    text.hasSuffix("*") ? path.hasPrefix(text.dropLast()) : path == text
  }
}

/// The rules of a server that fails, and the dice they are thrown with.
public struct FaultPlan: Sendable {
  /// Asked in this order: delays add up, and of the others the first that strikes is what happens.
  public var rules: [FaultRule]
  /// The same seed and the same requests in the same order: the same faults.
  public var seed: UInt64
  /// Is told of each strike, as `drop: POST /messages`; called from any thread.
  public var onStrike: @Sendable (String) -> Void

  public init(
    rules: [FaultRule], seed: UInt64, onStrike: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.rules = rules
    self.seed = seed
    self.onStrike = onStrike
  }
}
