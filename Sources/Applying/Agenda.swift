import Planning
import Remote

/// Which change comes next: a value that decides and does nothing.
struct Agenda {
  enum Next {
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
  private(set) var results: [ChangeResult] = []
  private(set) var running = 0

  init(_ changes: [Change]) {
    self.changes = changes
  }

  mutating func next(interrupted: Bool) -> Next {
    if let position = blocked.firstIndex(where: { isDecided(changes[$0], interrupted) }) {
      return take(changes[blocked.remove(at: position)], interrupted)
    }
    while cursor < changes.count {
      let change = changes[cursor]
      cursor += 1
      if isDecided(change, interrupted) { return take(change, interrupted) }
      blocked.append(cursor - 1)
    }
    return .wait
  }

  private func isDecided(_ change: Change, _ interrupted: Bool) -> Bool {
    interrupted || hopeless != nil || change.needs.allSatisfy { outcomes[$0] != nil }
  }

  private mutating func take(_ change: Change, _ interrupted: Bool) -> Next {
    guard let reason = reasonToSkip(change, interrupted: interrupted) else {
      running += 1
      return .start(change)
    }
    let result = ChangeResult(change: change, outcome: .notAttempted(reason))
    record(result)
    return .skip(result)
  }

  mutating func finish(_ result: ChangeResult) {
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
