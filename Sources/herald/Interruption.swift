import Foundation
import Synchronization
import Workflows

/// Ctrl-C and SIGTERM. Before anything is written, the first ends the command; once writing has
/// begun, the first asks to stop, and the second stops.
final class Interruption: Sendable {
  private enum Phase {
    /// Nothing was written, and nothing is under way that could be.
    case harmless
    case writing
    case stopping
  }

  private let phase: Mutex<Phase>
  private let stopping = Mutex<(@Sendable () -> Void)?>(nil)

  /// Listens from now on.
  ///
  /// - Parameter say: told what happens, on a thread of its own, before it does.
  init(_ say: @escaping @Sendable (String) -> Void) {
    phase = Mutex(.harmless)
    Signals([SIGINT, SIGTERM]).listen { [self] _ in arrive(say) }
  }

  /// What is done once somebody asks to stop, besides letting what is in flight finish.
  func onStopping(_ work: @escaping @Sendable () -> Void) { stopping.withLock { $0 = work } }

  /// From now on the first signal lets what is in flight finish.
  func beginWriting() { phase.withLock { if $0 == .harmless { $0 = .writing } } }

  var isRequested: Bool { phase.withLock { $0 == .stopping } }

  private func arrive(_ say: (String) -> Void) {
    let met = phase.withLock { phase in
      let met = phase
      if phase == .writing { phase = .stopping }
      return met
    }
    switch met {
    case .harmless:
      say("\nInterrupted: nothing was written.\n")
      _exit(Verdict.interrupted.exitCode)
    case .writing:
      say("\nStopping: what is in flight is finished first. Again to stop at once.\n")
      stopping.withLock { $0 }?()
    case .stopping:
      say("\nStopped: what was in flight may have landed; `herald plan` shows what remains.\n")
      _exit(Verdict.interrupted.exitCode)
    }
  }
}

extension Interruption {
  /// Waits for the first Ctrl-C or SIGTERM.
  static func first() async {
    let (signals, continuation) = AsyncStream<Void>.makeStream()
    let interruption = Interruption { _ in continuation.yield() }
    interruption.beginWriting()
    for await _ in signals where interruption.isRequested { break }
  }
}
