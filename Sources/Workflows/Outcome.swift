public import Applying
public import Planning

/// What came of planning and applying.
public struct Outcome: Sendable {
  /// The plan that was shown last.
  public let plan: Plan
  public let end: End

  public enum End: Sendable {
    /// There is nothing to do.
    case upToDate
    /// Gates refuse the plan; it says which.
    case stopped
    /// The person did not agree.
    case declined
    case performed(Performance)
  }
}

/// What was done with a plan, and what is there since.
public struct Performance: Sendable {
  public let report: ApplyReport
  /// What, read again, is not as it was written; empty as a rule.
  public let kept: [KeptOtherwise]
  /// Why what was written could not be read again.
  public let blindness: Failure?
  /// Somebody asked to stop while changes were left.
  public let wasInterrupted: Bool
}

extension Outcome {
  /// Everything that holds; empty when all is well.
  public var verdicts: Set<Verdict> {
    switch end {
    case .upToDate: []
    case .stopped: [.stopped, .changes]
    case .declined: [.failed, .changes]
    case .performed(let performance): performance.verdicts
    }
  }
}

extension Performance {
  var verdicts: Set<Verdict> {
    var verdicts = report.verdicts.union([.changes])
    if wasInterrupted { verdicts.insert(.interrupted) }
    if !kept.isEmpty { verdicts.insert(.failed) }
    if let blindness { verdicts.insert(blindness.verdict) }
    return verdicts
  }
}
