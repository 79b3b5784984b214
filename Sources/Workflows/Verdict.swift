import Applying
import Planning
import PullRequests
public import Remote

/// What can be said of how a command ended. Several may hold at once.
public enum Verdict: Sendable, Hashable, CaseIterable {
  /// Somebody stopped it before its end.
  case interrupted
  /// The command line asks for what cannot be.
  case usage
  case filesWrong
  case tokenRefused
  /// The saved plan is older than it may be.
  case tooOld
  /// The remote or the files moved since the plan was made, and nothing was written.
  case stale
  /// A gate refused, or a delivery cannot trust its ledger.
  case stopped
  /// Some of the plan or the delivery was carried out, or may have been.
  case partial
  /// The remote could not be reached, or its limits outlasted our patience.
  case unreachable
  case failed
  /// There are changes, for those who ask.
  case changes

  /// Where several hold, the first of these is what a command ends with.
  public static let precedence: [Verdict] = [
    .interrupted, .usage, .filesWrong, .tokenRefused, .tooOld, .stale, .stopped, .partial,
    .unreachable, .failed, .changes,
  ]

  /// What a command ends with; nil when nothing is to be said.
  public static func foremost(of verdicts: Set<Verdict>) -> Verdict? {
    precedence.first(where: verdicts.contains)
  }
}

extension Failure {
  public var verdict: Verdict {
    switch self {
    case .noFolder, .noProject, .unknownEnvironment, .noEnvironment, .unknownKey,
      .unknownTimeZone, .unknownSelection, .noPullRequest, .noRevision:
      .usage
    case .files: .filesWrong
    case .token: .tokenRefused
    case .remote(let error): error.verdict
    case .host(let error): error.verdict
    case .planFile(_, let problem): problem.verdict
    case .noMessage, .noPerson, .severalPeople, .sandbox, .unwritable, .startedAlready, .unreadable,
      .unsupported:
      .failed
    }
  }
}

extension PlanFileProblem {
  fileprivate var verdict: Verdict {
    switch self {
    case .unreadable, .invalid(.notAPlan): .usage
    case .invalid(.damaged), .invalid(.altered): .stale
    case .invalid(.newer): .failed
    }
  }
}

extension HostError {
  fileprivate var verdict: Verdict {
    switch self {
    case .unauthorized, .forbidden: .tokenRefused
    case .unreachable, .limited, .serverFailed: .unreachable
    case .notFound, .refused, .notSent, .badAnswer, .tooLong, .empty: .failed
    }
  }
}

extension RemoteError {
  public var verdict: Verdict {
    switch self {
    case .unauthorized, .forbidden: .tokenRefused
    case .unreachable, .limited, .serverFailed: .unreachable
    case .conflict, .moved: .stale
    case .notFound, .refused, .badAnswer, .damagedRecord, .newerRecord, .noExport, .lacking,
      .notSent, .cancelled:
      .failed
    }
  }
}

extension ApplyReport {
  /// Once anything was written, a remote that moved makes it partial and no longer stale.
  var verdicts: Set<Verdict> {
    guard !isComplete else { return [] }
    let met = Set(errors.map(\.verdict))
    return wroteAnything ? met.subtracting([.stale]).union([.partial]) : met.union([.failed])
  }
}
