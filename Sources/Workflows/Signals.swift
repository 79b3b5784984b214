import Foundation
import Synchronization

/// Signals that are kept from the moment that it is made until somebody listens: none is lost in
/// between, and none ends the process.
///
/// They belong to the process: the latest hears those that come from then on.
public final class Signals: Sendable {
  private let readEnd: Int32

  /// - Parameter numbers: as `SIGINT`.
  public init(_ numbers: [Int32]) {
    var ends: [Int32] = [0, 0]
    precondition(pipe(&ends) == 0, "a process may open a pipe for its signals")
    for end in ends { precondition(fcntl(end, F_SETFD, FD_CLOEXEC) == 0, "a pipe can be marked") }
    // A handler must never wait; who has sent more than a pipe holds has been heard.
    precondition(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0, "a pipe can be marked")
    readEnd = ends[0]
    writeEnd.store(ends[1], ordering: .sequentiallyConsistent)
    for number in numbers { signal(number, note) }
  }

  /// Tells of each signal, on a thread of its own, for as long as the process lives.
  public func listen(_ tell: @escaping @Sendable (Int32) -> Void) {
    Thread.detachNewThread { [readEnd] in
      while true {
        var number: UInt8 = 0
        let count = read(readEnd, &number, 1)
        if count == 1 { tell(Int32(number)) } else if count == 0 || errno != EINTR { return }
      }
    }
  }
}

/// Where the handler writes; made before any handler is.
private let writeEnd = Atomic<Int32>(-1)

/// Runs between any two instructions, so it does nothing but one system call.
private let note: @convention(c) (Int32) -> Void = { number in
  let code = errno
  var byte = UInt8(truncatingIfNeeded: number)
  _ = write(writeEnd.load(ordering: .sequentiallyConsistent), &byte, 1)
  errno = code
}
