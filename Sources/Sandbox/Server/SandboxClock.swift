import Synchronization

/// What time it is in a sandbox: the system's, or one that was set. It is this server's own; another
/// one over the same file has another.
final class SandboxClock: Sendable {
  enum Setting: Equatable {
    /// The system's.
    case none
    /// It runs on, so many seconds ahead of the system's.
    case ahead(Int64)
    /// It stands, in Unix seconds.
    case standing(at: Int64)
  }

  private let source: @Sendable () -> Int64
  private let kept = Mutex(Setting.none)

  init(_ source: @escaping @Sendable () -> Int64) { self.source = source }

  var setting: Setting { kept.withLock(\.self) }

  /// In Unix seconds.
  var now: Int64 {
    switch setting {
    case .none: source()
    case .ahead(let seconds): source() + seconds
    case .standing(let now): now
    }
  }

  /// - Parameter now: in Unix seconds; nil for the system's time.
  func set(_ now: Int64?, stands: Bool) {
    let setting: Setting =
      if let now { stands ? .standing(at: now) : .ahead(now - source()) } else { .none }
    kept.withLock { $0 = setting }
  }
}
