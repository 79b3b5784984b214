import HTTP
import Synchronization
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("A thread of its own")
struct WorkerThreadTests {
  @Test("waiting for its end waits for what libraries do as it ends")
  func destructors() throws {
    var key = pthread_key_t()
    // As a TLS library does: something is given back when the thread ends, which takes a while.
    #if canImport(Darwin)
      let giveBack: @convention(c) (UnsafeMutableRawPointer) -> Void = { argument in
        usleep(100_000)
        Unmanaged<Kept>.fromOpaque(argument).takeRetainedValue().giveBack()
      }
    #else
      let giveBack: @convention(c) (UnsafeMutableRawPointer?) -> Void = { argument in
        usleep(100_000)
        guard let argument else { return }
        Unmanaged<Kept>.fromOpaque(argument).takeRetainedValue().giveBack()
      }
    #endif
    #expect(pthread_key_create(&key, giveBack) == 0)
    let kept = Kept()
    let thread = try WorkerThread { [key] in
      pthread_setspecific(key, Unmanaged.passRetained(kept).toOpaque())
    }
    thread.join()
    #expect(kept.isGivenBack)
    // Again waits for nothing.
    thread.join()
    pthread_key_delete(key)
  }
}

private final class Kept: Sendable {
  private let state = Atomic(false)

  var isGivenBack: Bool { state.load(ordering: .acquiring) }

  func giveBack() { state.store(true, ordering: .releasing) }
}
