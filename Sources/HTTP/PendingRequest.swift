import Synchronization

typealias TransferResult = Result<HTTPResponse, HTTPError>

/// A request on its way through the client, and whoever waits for it. It is answered once.
final class PendingRequest: Sendable {
  let prepared: PreparedRequest
  /// When it may be begun at the latest; nil for at any time.
  let latest: ContinuousClock.Instant?
  private let cancelled = Atomic(false)
  private let waiter = Mutex<CheckedContinuation<TransferResult, Never>?>(nil)

  init(_ prepared: PreparedRequest) {
    self.prepared = prepared
    latest = prepared.request.startsWithin.map { .now + $0 }
  }

  var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

  func cancel() { cancelled.store(true, ordering: .releasing) }

  func await(_ continuation: CheckedContinuation<TransferResult, Never>) {
    waiter.withLock { $0 = continuation }
  }

  /// Resumes the waiter; does nothing, and says so, when that happened before.
  @discardableResult
  func finish(_ result: TransferResult) -> Bool {
    let continuation = waiter.withLock { $0.take() }
    continuation?.resume(returning: result)
    return continuation != nil
  }
}
