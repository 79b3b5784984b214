import Foundation
import Synchronization

/// What somebody says on a descriptor, as it is said.
package final class Transcript: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isComplete = false
    var listeners: [(text: String, Announcement<Bool>)] = []
  }

  private let state = Mutex(State())
  private let completion = Announcement<String>()

  /// Reads to the end and closes; nil says nothing.
  package init(of descriptor: Descriptor?) {
    guard let descriptor else {
      complete()
      return
    }
    Thread.detachNewThread {
      while true {
        let bytes = descriptor.read()
        if bytes.isEmpty { break }
        self.append(bytes)
      }
      descriptor.close()
      self.complete()
    }
  }

  /// Everything, once there will be no more.
  package var whole: String {
    get async { await completion.value }
  }

  package var soFar: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

  /// Whether a text was said, as soon as that is known.
  package func says(_ text: String) async -> Bool {
    let announcement = Announcement<Bool>()
    state.withLock { state in
      if String(decoding: state.bytes, as: UTF8.self).contains(text) {
        announcement.announce(true)
      } else if state.isComplete {
        announcement.announce(false)
      } else {
        state.listeners.append((text, announcement))
      }
    }
    return await announcement.value
  }

  private func append(_ bytes: [UInt8]) {
    state.withLock { state in
      state.bytes += bytes
      guard !state.listeners.isEmpty else { return }
      let text = String(decoding: state.bytes, as: UTF8.self)
      state.listeners.removeAll { wanted, announcement in
        guard text.contains(wanted) else { return false }
        announcement.announce(true)
        return true
      }
    }
  }

  private func complete() {
    let text = state.withLock { state in
      state.isComplete = true
      for (_, announcement) in state.listeners { announcement.announce(false) }
      state.listeners = []
      return String(decoding: state.bytes, as: UTF8.self)
    }
    completion.announce(text)
  }
}
