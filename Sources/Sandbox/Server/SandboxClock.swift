import Synchronization

/// What time it is in a sandbox: the system's, or one that was set and runs on from there. It is this
/// server's own; another one over the same file has another.
final class SandboxClock: Sendable {
  private let source: @Sendable () -> Int64
  /// In seconds, how far the clock is ahead of the system's; nil where it was not set.
  private let lead = Mutex<Int64?>(nil)

  init(_ source: @escaping @Sendable () -> Int64) { self.source = source }

  /// In Unix seconds.
  var now: Int64 { source() + (lead.withLock(\.self) ?? 0) }

  var isSet: Bool { lead.withLock { $0 != nil } }

  /// - Parameter now: in Unix seconds; nil for the system's time.
  func set(_ now: Int64?) {
    let time = source()
    lead.withLock { $0 = now.map { $0 - time } }
  }
}
