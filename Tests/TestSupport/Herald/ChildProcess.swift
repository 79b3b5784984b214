import Foundation
import Synchronization

/// What a process said, and how it ended.
package struct Output: Sendable {
  /// The exit code; 128 and the signal's number for a process that a signal ended.
  package let status: Int32
  package let stdout: String
  package let stderr: String

  /// All that it said.
  package var both: String { stdout + stderr }
}

/// A process that runs, with what it says.
package final class ChildProcess: Sendable {
  package struct Failure: Error { package let call: String, number: Int32 }

  private enum Life {
    case running
    case ended(status: Int32)
  }

  package let output: Transcript
  package let errors: Transcript
  private let identifier: pid_t
  private let input: Descriptor?
  private let life = Mutex(Life.running)
  private let exit = Announcement<Int32>()

  /// Starts a program. Nothing of this process reaches it but what is passed here.
  ///
  /// - Parameter input: nil for a terminal, on which everything that it says then is `output`.
  package init(
    _ program: String, _ arguments: [String], in folder: String, variables: [String: String],
    input text: String?
  ) throws {
    // A program may end before it has read what it is given.
    _ = Foundation.signal(SIGPIPE, SIG_IGN)
    if let text {
      let (input, output, errors) = (try PipeEnds.make(), try PipeEnds.make(), try PipeEnds.make())
      identifier = try spawn(
        program, arguments, in: folder, variables: variables,
        streams: [.copy(input.reading), .copy(output.writing), .copy(errors.writing)])
      for end in [input.reading, output.writing, errors.writing] { end.close() }
      input.writing.write(text)
      input.writing.close()
      self.input = nil
      self.output = Transcript(of: output.reading)
      self.errors = Transcript(of: errors.reading)
    } else {
      let terminal = try Terminal.open()
      identifier = try spawn(
        program, arguments, in: folder, variables: variables,
        streams: [.open(terminal.path), .open(terminal.path), .open(terminal.path)])
      input = terminal.descriptor
      output = Transcript(of: terminal.descriptor)
      errors = Transcript(of: nil)
    }
    Thread.detachNewThread { self.reap() }
  }

  /// Types on the terminal.
  package func type(_ text: String) { input?.write(text) }

  package func signal(_ number: Int32) {
    life.withLock { life in
      if case .running = life { kill(identifier, number) }
    }
  }

  package var hasEnded: Bool {
    life.withLock { life in
      switch life {
      case .running: false
      case .ended: true
      }
    }
  }

  /// Waits for its end, which comes within a minute or two in any case.
  package func end(within seconds: Int = 120) async -> Output {
    let limit = DispatchWorkItem { self.signal(SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds), execute: limit)
    let status = await exit.value
    limit.cancel()
    return Output(
      status: status, stdout: await output.whole, stderr: await errors.whole)
  }

  private func reap() {
    var information = siginfo_t()
    while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    let status = life.withLock { life in
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
      let signal = status & 0x7F
      let result = signal == 0 ? status >> 8 & 0xFF : 128 + signal
      life = .ended(status: result)
      return result
    }
    exit.announce(status)
  }
}

/// One value that comes once, for any number who wait.
package final class Announcement<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var waiting: [CheckedContinuation<Value, Never>] = []
  }

  private let state = Mutex(State())

  package var value: Value {
    get async {
      await withCheckedContinuation { continuation in
        let known = state.withLock { state in
          if state.value == nil { state.waiting.append(continuation) }
          return state.value
        }
        if let known { continuation.resume(returning: known) }
      }
    }
  }

  package func announce(_ value: Value) {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      state.value = value
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: value) }
  }
}
