import GRDB
import Synchronization

/// Writes that share a transaction: all that come while one transaction is under way are done in the
/// next. Each is answered when its transaction is on the disk, as if it had one of its own.
///
/// They share their counting as well: each notes how the totals move, and the sum is written once.
///
/// A write that is refused must have changed nothing; where the database fails, all that share the
/// transaction fail with it, and nothing of them is kept.
final class SharedWrites: Sendable {
  private struct State {
    var waiting: [any SharedWrite] = []
    var isScheduled = false
  }

  /// So many are done in one transaction, so that others who write come between.
  private static let batch = 512

  private let store: Store
  private let onFailure: @Sendable () -> Void
  private let disk: DiskQueue
  private let state = Mutex(State())

  /// - Parameter onFailure: called where a transaction is not kept, before its writes are told.
  init(_ store: Store, onFailure: @escaping @Sendable () -> Void) {
    self.store = store
    disk = DiskQueue(database: store.pool.path)
    self.onFailure = onFailure
  }

  func perform<Value: Sendable>(
    _ work: @escaping @Sendable (Database, inout TallyChange) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let write = Write(work, continuation)
      let isFirst = state.withLock { state in
        state.waiting.append(write)
        defer { state.isScheduled = true }
        return !state.isScheduled
      }
      if isFirst { schedule() }
    }
  }

  private func schedule() {
    store.pool.asyncWriteWithoutTransaction { [self] database in
      let batch = state.withLock { state in
        let batch = Array(state.waiting.prefix(Self.batch))
        state.waiting.removeFirst(batch.count)
        return batch
      }
      do {
        try Store.transaction(database, .relaxed) { database in
          var totals = TallyChange()
          for write in batch { totals += try write.run(database) }
          try Store.count(totals, database)
        }
        disk.whenKept { error in
          for write in batch { write.settle(error) }
        }
      } catch {
        onFailure()
        for write in batch { write.settle(error) }
      }
      let isMore = state.withLock { state in
        state.isScheduled = !state.waiting.isEmpty
        return state.isScheduled
      }
      if isMore { schedule() }
    }
  }
}

private protocol SharedWrite: Sendable {
  /// Returns how the totals move. Throws where the database fails; a refusal is kept as the write's
  /// own outcome.
  func run(_ database: Database) throws -> TallyChange
  /// - Parameter error: why the transaction was not kept; nil where it was.
  func settle(_ error: (any Error)?)
}

private final class Write<Value: Sendable>: SharedWrite {
  private let work: @Sendable (Database, inout TallyChange) throws -> Value
  private let continuation: CheckedContinuation<Value, any Error>
  private let outcome = Mutex<Result<Value, any Error>?>(nil)

  init(
    _ work: @escaping @Sendable (Database, inout TallyChange) throws -> Value,
    _ continuation: CheckedContinuation<Value, any Error>
  ) {
    self.work = work
    self.continuation = continuation
  }

  func run(_ database: Database) throws -> TallyChange {
    var totals = TallyChange()
    do {
      let value = try work(database, &totals)
      outcome.withLock { $0 = .success(value) }
      return totals
    } catch let refusal as Refusal {
      outcome.withLock { $0 = .failure(refusal) }
      return TallyChange()
    }
  }

  func settle(_ error: (any Error)?) {
    if let error {
      continuation.resume(throwing: error)
    } else if let outcome = outcome.withLock(\.self) {
      continuation.resume(with: outcome)
    } else {
      preconditionFailure("a transaction was kept without one of its writes")
    }
  }
}
