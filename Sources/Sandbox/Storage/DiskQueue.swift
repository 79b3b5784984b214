import Dispatch
import GRDB
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Waits for the disk in the place of those who write, so that the next transaction is under way
/// meanwhile.
///
/// What is committed stands in SQLite's log, and a commit that does not wait for the disk
/// (`synchronous = NORMAL`) leaves it there in the order of the commits: once the log is on the disk,
/// so are all transactions that were in it. SQLite takes no locks on the log's file, which would be
/// lost with a descriptor of ours.
package final class DiskQueue: Sendable {
  private struct State {
    var waiting: [@Sendable ((any Error)?) -> Void] = []
    var isAtWork = false
  }

  private let path: String
  private let queue = DispatchQueue(label: "sandbox.disk")
  private let descriptor = Mutex<Int32?>(nil)
  private let state = Mutex(State())

  /// - Parameter database: the path of the database.
  package init(database path: String) { self.path = path + "-wal" }

  deinit {
    if let descriptor = descriptor.withLock(\.self) { close(descriptor) }
  }

  /// Calls back once all that is committed by now is on the disk, or with why it is not.
  package func whenKept(_ done: @escaping @Sendable ((any Error)?) -> Void) {
    let isFirst = state.withLock { state in
      state.waiting.append(done)
      defer { state.isAtWork = true }
      return !state.isAtWork
    }
    if isFirst { queue.async { self.work() } }
  }

  private func work() {
    while true {
      let waiting = state.withLock { state in
        defer { state.waiting = [] }
        state.isAtWork = !state.waiting.isEmpty
        return state.waiting
      }
      if waiting.isEmpty { return }
      let error = synchronize()
      for done in waiting { done(error) }
    }
  }

  private func synchronize() -> (any Error)? {
    descriptor.withLock { descriptor in
      if descriptor == nil {
        let opened = open(path, O_RDWR | O_CLOEXEC)
        guard opened >= 0 else { return Self.failure("open") }
        descriptor = opened
      }
      guard let descriptor else { return nil }
      #if canImport(Darwin)
        let result = fsync(descriptor)
      #else
        let result = fdatasync(descriptor)
      #endif
      return result == 0 ? nil : Self.failure("sync")
    }
  }

  private static func failure(_ call: String) -> any Error {
    DatabaseError(
      resultCode: .SQLITE_IOERR,
      message: "cannot \(call) the log: \(String(cString: strerror(errno)))")
  }
}
