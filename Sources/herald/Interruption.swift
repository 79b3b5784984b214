import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and SIGTERM: the first asks to stop, the second stops.
///
/// Sendable although sources are not marked so: they are made once, kept alive, and not touched.
final class Interruption: @unchecked Sendable {
  private let requested = Atomic(false)
  private var sources: [any DispatchSourceSignal] = []

  /// Listens from now on. `onFirst` is called once, on a thread of its own.
  init(onFirst: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [weak self] in
        if self?.requested.exchange(true, ordering: .relaxed) ?? true {
          _exit(ExitStatus.interrupted.rawValue)
        }
        onFirst()
      }
      source.resume()
      return source
    }
  }

  var isRequested: Bool { requested.load(ordering: .relaxed) }
}

extension Interruption {
  /// Waits for the first Ctrl-C or SIGTERM.
  static func first() async {
    let (signals, continuation) = AsyncStream<Void>.makeStream()
    let interruption = Interruption { continuation.yield() }
    for await _ in signals where interruption.isRequested { break }
  }
}
