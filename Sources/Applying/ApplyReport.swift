public import Planning
public import Remote

/// What became of one change.
public enum ChangeOutcome: Sendable, Hashable {
  case applied
  /// `stepsDone` of its steps were carried out before the one that failed: 0 unless a replacement
  /// stopped half way.
  case failed(RemoteError, stepsDone: Int)
  /// No answer came, and reading did not settle it: the next plan shows which it was.
  case mayHaveLanded(RemoteError)
  case notAttempted(Reason)

  public enum Reason: Sendable, Hashable {
    /// The person interrupted.
    case interrupted
    /// A change that must come first did not succeed.
    case needs(change: Int)
    /// Every request would end as that of this change did.
    case hopeless(change: Int)
  }
}

public struct ChangeResult: Sendable, Hashable {
  public let change: Change
  public let outcome: ChangeOutcome
  /// What came of the steps that were carried out, in their order.
  public let steps: [StepResult]

  public init(change: Change, outcome: ChangeOutcome, steps: [StepResult] = []) {
    self.change = change
    self.outcome = outcome
    self.steps = steps
  }
}

/// What became of a whole plan, in the plan's order.
public struct ApplyReport: Sendable, Hashable {
  public let results: [ChangeResult]

  public init(results: [ChangeResult]) {
    self.results = results.sorted { $0.change.number < $1.change.number }
  }

  public var applied: [Change] {
    results.filter { $0.outcome == .applied }.map(\.change)
  }

  public var isComplete: Bool { applied.count == results.count }

  /// Whether anything was, or may have been, written.
  public var wroteAnything: Bool {
    results.contains { result in
      switch result.outcome {
      case .applied, .mayHaveLanded: true
      case .failed(_, let stepsDone): stepsDone > 0
      case .notAttempted: false
      }
    }
  }

  /// Every refusal, in the plan's order.
  public var errors: [RemoteError] {
    results.compactMap { result in
      switch result.outcome {
      case .failed(let error, _), .mayHaveLanded(let error): error
      case .applied, .notAttempted: nil
      }
    }
  }
}

/// What happens while a plan is applied, as it happens.
public enum ApplyEvent: Sendable, Hashable {
  case started(Change)
  case finished(ChangeResult)
}
