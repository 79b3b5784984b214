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
  private func note(_ trouble: RemoteError?, every seconds: Int) {
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

// MARK: - Again and again

extension DeliverySession {
  /// One run, of several with `--watch`.
  private struct Round {
    let verdicts: Set<Verdict>
    /// Why the remote could not be reached; nil where it was.
    let trouble: RemoteError?
    let goesOn: Bool
  }

  /// Delivers once, or again and again until somebody asks to stop.
  ///
  /// - Parameters:
  ///   - seconds: between two runs; nil for one run.
  ///   - deliver: one run, and what it says of its end.
  func rounds(
    every seconds: Int?,
    _ deliver: () async throws(Failure) -> (DeliveryOutcome, Set<Verdict>)
  ) async throws(Failure) -> Set<Verdict> {
    // Whoever is not known to have got it stays so, whatever later runs do.
    var lasting: Set<Verdict> = []
    while true {
      let round = try await round(outlastsOutage: seconds != nil, deliver)
      lasting.formUnion(round.verdicts.intersection([.partial]))
      guard let seconds, round.goesOn else { return round.verdicts.union(lasting) }
      note(round.trouble, every: seconds)
      await sleep(seconds)
      if interruption.isRequested { return round.verdicts.union(lasting) }
    }
  }

  /// A remote that is away comes back; what else keeps a run from its end does so the next time, too.
  private func round(
    outlastsOutage: Bool, _ deliver: () async throws(Failure) -> (DeliveryOutcome, Set<Verdict>)
  ) async throws(Failure) -> Round {
    do throws(Failure) {
      let (outcome, verdicts) = try await deliver()
      return Round(
        verdicts: verdicts,
        trouble: outcome.report?.campaigns.compactMap(\.failure).first(where: \.isOutage),
        goesOn: outcome.report != nil && !interruption.isRequested)
    } catch {
      guard outlastsOutage, case .remote(let trouble) = error, trouble.isOutage else { throw error }
      return Round(
        verdicts: [error.verdict], trouble: trouble, goesOn: !interruption.isRequested)
    }
  }

  /// Waits for the next run, and no longer once somebody asks to stop.
  private func sleep(_ seconds: Int) async {
    for _ in 0..<seconds * 4 {
      if interruption.isRequested { return }
      do {
        try await Task.sleep(for: .milliseconds(250))
      } catch {
        return
      }
    }
  }
}

extension RemoteError {
  /// Whether it may be over the next time.
  fileprivate var isOutage: Bool { verdict == .unreachable }
}
