import Synchronization

/// Lets one go after the other, in the order in which they came.
final class Turns: Sendable {
  private struct Contents {
    var isTaken = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let contents = Mutex(Contents())

  /// Waits for one's turn, which is to be passed on.
  func take() async {
    await withCheckedContinuation { continuation in
      let isFree = contents.withLock { contents in
        defer { contents.isTaken = true }
        if contents.isTaken { contents.waiting.append(continuation) }
        return !contents.isTaken
      }
      if isFree { continuation.resume() }
    }
  }

  func pass() {
    let next: CheckedContinuation<Void, Never>? = contents.withLock { contents in
      guard !contents.waiting.isEmpty else {
        contents.isTaken = false
        return nil
      }
      return contents.waiting.removeFirst()
    }
    next?.resume()
  }
}
