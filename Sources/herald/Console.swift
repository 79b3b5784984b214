import Diagnostics
import Foundation
import Rendering
import Synchronization

/// Where results and everything else are written, and how they may look there.
struct Console {
  let output: Stream
  let errors: Stream

  init(variables: [String: String] = ProcessInfo.processInfo.environment) {
    // A reader that goes away must not end an apply half way.
    signal(SIGPIPE, SIG_IGN)
    output = Stream(descriptor: STDOUT_FILENO, variables: variables)
    errors = Stream(descriptor: STDERR_FILENO, variables: variables)
  }

  /// Whether a person can be asked.
  var canAsk: Bool { isatty(STDIN_FILENO) == 1 && errors.isTerminal }

  /// What the person answers, without white space around it; nil at the end of input. A thread of its
  /// own waits for that.
  func ask(_ question: String) async -> String? {
    errors.write(question)
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          returning: readLine(strippingNewline: true)?.trimmingCharacters(in: .whitespaces))
      }
    }
  }

  struct Stream {
    private let descriptor: Int32
    private let loss: Loss
    let isTerminal: Bool
    let page: Page

    init(descriptor: Int32, variables: [String: String]) {
      self.descriptor = descriptor
      loss = Loss()
      isTerminal = isatty(descriptor) == 1
      page = Page(
        colour: Self.hasColour(isTerminal: isTerminal, variables),
        width: isTerminal ? Self.width(of: descriptor) : nil)
    }

    /// Writes all of it; a reader that has gone away is nobody to write for, and any other trouble is
    /// kept until the command ends.
    func write(_ text: String) {
      do throws(OutputFile.Unwritable) {
        try OutputFile.write(text, to: descriptor)
      } catch {
        if error.code != EPIPE { loss.withLock { $0 = $0 ?? error } }
      }
    }

    /// Why something could not be written; nil when all was.
    var trouble: OutputFile.Unwritable? { loss.withLock { $0 } }

    private static func hasColour(isTerminal: Bool, _ variables: [String: String]) -> Bool {
      if let never = variables["NO_COLOR"], !never.isEmpty { return false }
      if let force = variables["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
      return isTerminal && variables["TERM"] != "dumb"
    }

    /// Shared by the copies of a stream.
    private final class Loss: Sendable {
      private let first = Mutex<OutputFile.Unwritable?>(nil)

      func withLock<Value: Sendable>(
        _ work: (inout sending OutputFile.Unwritable?) -> sending Value
      ) -> Value {
        first.withLock(work)
      }
    }

    private static func width(of descriptor: Int32) -> Int? {
      var size = winsize()
      guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
      return Int(size.ws_col)
    }
  }
}

extension Console {
  /// False, and says so, when a result could not be written whole: a cut result must not look like a
  /// success.
  func checkOutput() -> Bool {
    guard let trouble = output.trouble else { return true }
    errors.write("error: cannot write the result: \(trouble.reason)\n")
    return false
  }

  /// Warnings, on the side; errors are a failure's to tell.
  func warn(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty, !diagnostics.hasErrors else { return }
    errors.write(DiagnosticsText(errors.page).render(diagnostics))
  }
}

/// The candidate that was probably meant.
func nearest(to word: String, among candidates: [String]) -> String? {
  Diagnostics.suggestion(for: word, among: candidates)
}
