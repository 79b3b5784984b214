import Delivering
import Planning
import Remote
import Rendering
import Synchronization
import Workflows

/// What `deliver` asks and says while it runs, in all runs of `--watch`.
final class DeliverySession: DeliveryOverseer {
  private struct State {
    /// Once is for all runs.
    var hasAgreed = false
    var isAway = false
    var milestones = DeliveryMilestones()
  }

  private let console: Console
  private let interruption: Interruption
  private let asksFirst: Bool
  /// A rehearsal has no progress: what it finds is told at its end.
  private let tellsProgress: Bool
  private let state = Mutex(State())
  private var text: DeliveryText { DeliveryText(console.errors.page) }

  init(console: Console, interruption: Interruption, asksFirst: Bool, tellsProgress: Bool) {
    self.console = console
    self.interruption = interruption
    self.asksFirst = asksFirst
    self.tellsProgress = tellsProgress
  }

  func agrees(to outlook: DeliveryOutlook) async -> Bool {
    let due = outlook.due
    guard asksFirst, !due.isEmpty, !state.withLock({ $0.hasAgreed }) else {
      interruption.beginWriting()
      return true
    }
    console.errors.write(text.due(due.map { ($0.key, $0.message.spec) }))
    let answer = await console.ask(
      "\nThis is sent to people in `\(outlook.environment)`, and cannot be unsent. Type yes to go on: "
    )
    guard answer == "yes" else { return false }
    state.withLock { $0.hasAgreed = true }
    interruption.beginWriting()
    return true
  }

  /// Each portion where somebody watches, and a line now and then where a log is kept.
  func watch(_ event: DeliveryEvent) {
    guard tellsProgress else { return }
    let now = Surroundings.system.now()
    let line =
      console.errors.isTerminal
      ? text.progress(event, now: now)
      : state.withLock { $0.milestones.line(for: event, now: now) }
    if let line { console.errors.write(line) }
  }

  /// Notes how the remote was in a run of `--watch`: that it goes away and that it is back are each said
  /// once.
  ///
  /// - Parameters:
  ///   - trouble: why it could not be reached; nil where it was.
  ///   - seconds: until it is tried again.
  func note(_ trouble: RemoteError?, every seconds: Int) {
    let wasAway = state.withLock { state in
      defer { state.isAway = trouble != nil }
      return state.isAway
    }
    switch (trouble, wasAway) {
    case (let trouble?, false): console.errors.write(text.away(trouble, every: seconds))
    case (nil, true): console.errors.write(text.back)
    case (nil, false), (_?, true): break
    }
  }
}
