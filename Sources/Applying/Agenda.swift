package import Planning
import Remote

/// Which change comes next: a value that decides and does nothing.
package struct Agenda {
  package enum Next: Equatable {
    case start(Change)
    /// It will not be tried; the reason is in the result.
    case skip(ChangeResult)
    /// Nothing can start before something that is under way has finished, or all is done.
    case wait
  }

  private let changes: [Change]
  /// The index of the first change that was not looked at yet.
  private var cursor = 0
  /// Indices of changes that wait for another to finish.
  private var blocked: [Int] = []
  private var outcomes: [Int: ChangeOutcome] = [:]
  private var hopeless: Int?
  package private(set) var results: [ChangeResult] = []
  /// How many changes are under way.
  package private(set) var running = 0

  package init(_ changes: [Change]) {
    self.changes = changes
  }

  /// What to do now; asked again until it says to wait.
  package mutating func next(interrupted: Bool) -> Next {
    if let position = blocked.firstIndex(where: { isDecided(changes[$0], interrupted) }) {
      return take(changes[blocked.remove(at: position)], interrupted)
    }
    while cursor < changes.count {
      let change = changes[cursor]
      cursor += 1
      if isDecided(change, interrupted) { return take(change, interrupted) }
      blocked.append(cursor - 1)
    }
    // Nothing under way could free what is left: it needs what is not on this agenda.
    if running == 0, let first = blocked.first {
      blocked.removeFirst()
      return skip(changes[first], .needs(change: missing(for: changes[first])))
    }
    return .wait
  }

  private func missing(for change: Change) -> Int {
    change.needs.first { outcomes[$0] == nil } ?? change.number
  }

  private func isDecided(_ change: Change, _ interrupted: Bool) -> Bool {
    interrupted || hopeless != nil || change.needs.allSatisfy { outcomes[$0] != nil }
  }

  private mutating func take(_ change: Change, _ interrupted: Bool) -> Next {
    guard let reason = reasonToSkip(change, interrupted: interrupted) else {
      running += 1
      return .start(change)
    }
    return skip(change, reason)
  }

  private mutating func skip(_ change: Change, _ reason: ChangeOutcome.Reason) -> Next {
    let result = ChangeResult(change: change, outcome: .notAttempted(reason))
    record(result)
    return .skip(result)
  }

  /// Notes what became of a change that was started.
  package mutating func finish(_ result: ChangeResult) {
    running -= 1
    record(result)
    switch result.outcome {
    case .failed(let error, _), .mayHaveLanded(let error):
      if error.isFatal, hopeless == nil { hopeless = result.change.number }
    case .applied, .notAttempted: break
    }
  }

  private mutating func record(_ result: ChangeResult) {
    results.append(result)
    outcomes[result.change.number] = result.outcome
  }

  private func reasonToSkip(_ change: Change, interrupted: Bool) -> ChangeOutcome.Reason? {
    if interrupted { return .interrupted }
    if let hopeless { return .hopeless(change: hopeless) }
    let failed = change.needs.first { number in
      outcomes[number].map { $0 != .applied } ?? false
    }
    return failed.map { .needs(change: $0) }
  }
}
