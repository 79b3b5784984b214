import Foundation
import Synchronization

/// Waits for blocking work without holding one of the few threads that tests share.
package func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: work()) }
  }
}

/// A value that several threads read and set.
package final class Shared<Value: Sendable>: Sendable {
  private let stored: Mutex<Value>

  package init(_ value: Value) { stored = Mutex(value) }

  package var value: Value { stored.withLock { $0 } }

  package func set(_ value: Value) { stored.withLock { $0 = value } }

  /// Sets it with what it was, and returns the new value.
  @discardableResult
  package func update(_ change: (inout Value) -> Void) -> Value {
    stored.withLock { value in
      change(&value)
      return value
    }
  }
}
