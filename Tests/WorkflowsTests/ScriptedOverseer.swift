import Applying
import Diagnostics
import Planning
import Synchronization
import Workflows

/// A person who answers as told, and remembers what was shown.
final class ScriptedOverseer: Overseer {
  private struct State {
    var answers: [Agreement]
    var shown: [(plan: Plan, isNews: Bool)] = []
    var saved: [PlannedProject] = []
    var warnings: [[Diagnostic]] = []
    var began = 0
    var lastDone = 0
  }

  private let state: Mutex<State>
  let isInterrupted: @Sendable () -> Bool

  /// - Parameter answers: one for each question; the last is repeated.
  init(_ answers: Agreement..., isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    state = Mutex(State(answers: answers))
    self.isInterrupted = isInterrupted
  }

  var shown: [(plan: Plan, isNews: Bool)] { state.withLock(\.shown) }
  var saved: [PlannedProject] { state.withLock(\.saved) }
  /// How often writing was announced.
  var beginnings: Int { state.withLock(\.began) }
  var lastDone: Int { state.withLock(\.lastDone) }

  /// What it was warned of, each time.
  var warnings: [[Diagnostic]] { state.withLock(\.warnings) }

  func warn(_ findings: [Diagnostic]) { state.withLock { $0.warnings.append(findings) } }

  func show(_ plan: Plan, isNews: Bool) { state.withLock { $0.shown.append((plan, isNews)) } }

  func save(_ planned: PlannedProject) { state.withLock { $0.saved.append(planned) } }

  func agrees(to plan: Plan) async -> Agreement {
    state.withLock { state in
      state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
    }
  }

  func willApply(_ plan: Plan) { state.withLock { $0.began += 1 } }

  func watch(_ event: ApplyEvent, done: Int, of plan: Plan) {
    state.withLock { $0.lastDone = done }
  }
}
