#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Starts a detached thread, because what it runs waits in system calls and must not hold up the
/// threads that tasks share.
func startThread(_ body: @escaping @Sendable () -> Void) throws(HTTPError) {
  let box = Unmanaged.passRetained(ThreadBody(run: body))
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, nil, { runBody($0) }, box.toOpaque())
  #else
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, { runBody($0) }, box.toOpaque())
  #endif
  if code != 0 {
    box.release()
    throw .libraryFailed(code: Int(code))
  }
  #if canImport(Darwin)
    if let thread { pthread_detach(thread) }
  #else
    pthread_detach(thread)
  #endif
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
