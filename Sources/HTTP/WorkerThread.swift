import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A thread for what waits in system calls and must not hold up the threads that tasks share.
package final class WorkerThread: Sendable {
  /// Nil once somebody has waited for its end.
  private let thread: Mutex<pthread_t?>

  /// - Throws: `libraryFailed` when the machine has no threads left.
  package init(_ body: @escaping @Sendable () -> Void) throws(HTTPError) {
    let box = Unmanaged.passRetained(ThreadBody(run: body))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let code = pthread_create(&thread, nil, { runBody($0) }, box.toOpaque())
    if code != 0 {
      box.release()
      throw .libraryFailed(code: Int(code))
    }
    self.thread = Mutex(thread)
  }

  /// Nobody will wait: what the thread holds is freed when it ends.
  deinit {
    thread.withLock { thread in
      if let thread { pthread_detach(thread) }
    }
  }

  /// Returns when nothing of the thread is left: also what libraries do as it ends, such as giving
  /// back what they keep for each thread.
  package func join() {
    thread.withLock { thread in
      if let thread = thread.take() { pthread_join(thread, nil) }
    }
  }
}

private func runBody(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument {
    Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
  }
  return nil
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
