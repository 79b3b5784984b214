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
    /// A saved plan does not fit any more; nothing was written.
    case refused(SavedPlanRefusal)
    case performed(Performance)
  }
}

/// Everything that is wrong with a saved plan; at least one thing is.
public struct SavedPlanRefusal: Sendable, Hashable {
  /// Its age in seconds, when that is more than it may be, or cannot be: it says that it was made in
  /// the future.
  public let age: Int64?
  /// What moved since it was made.
  public let mismatches: [Mismatch]
  /// Gates stopped it when it was made.
  public let isStopped: Bool
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
    case .refused(let refusal): refusal.verdicts
    case .performed(let performance): performance.verdicts
    }
  }
}

extension SavedPlanRefusal {
  var verdicts: Set<Verdict> {
    var verdicts: Set<Verdict> = [.failed]
    if age != nil { verdicts.insert(.tooOld) }
    if !mismatches.isEmpty { verdicts.insert(.stale) }
    if isStopped { verdicts.insert(.stopped) }
    return verdicts
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
