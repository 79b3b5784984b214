import Audiences
public import JSON
public import Measuring
import Planning

/// Which campaigns are to go, and why, as data, described by `schemas/prune.schema.json`.
public enum PruneJSON {
  /// Grows when a member changes its meaning or goes; members may be added without.
  public static let version: Int64 = 1

  /// - Parameter isWritten: whether the files are gone already.
  public static func render(_ report: PruneReport, isWritten: Bool) -> JSONValue {
    [
      "format_version": .integer(version),
      "project": .string(report.project),
      "environment": .string(report.environment),
      "workspace": PlanJSON.workspace(report.workspace),
      "today": .string(report.bar.today.description),
      "measure": StatsJSON.measure(report.bar),
      "simulated": .integer(Int64(report.totals.simulated)),
      "written": .boolean(isWritten),
      "judged": .integer(Int64(report.judged)),
      "candidates": .array(report.candidates.map(candidate)),
      "stops": .array(report.stops.map(PlanJSON.stop)),
    ]
  }

  private static func candidate(_ candidate: PruneCandidate) -> JSONValue {
    let message = candidate.message
    return [
      "key": .string(candidate.key),
      "id": .string(message.message.id),
      "format": .string(message.message.spec.format.rawValue),
      "file": .text(candidate.place?.path),
      "line": .whole(candidate.place.map { Int64($0.line) }),
      "version": .integer(Int64(message.stats.version)),
      "recipients": .integer(Int64(candidate.rate.total)),
      "engaged": .integer(Int64(candidate.rate.count)),
      "engagement": StatsJSON.rate(candidate.rate),
      "simulated": .integer(Int64(message.stats.present.simulated)),
      "decision": .string(candidate.decision.name),
      "reason": .string(candidate.decision.reason),
      "message": .string(candidate.decision.sentence),
      "removes": .text(candidate.removal?.rawValue),
      "other_environments": .array(candidate.otherEnvironments.map(JSONValue.string)),
    ]
  }
}

extension PruneCandidate {
  fileprivate var removal: Removal? {
    switch decision {
    case .prune(let removal): removal
    case .keep, .revise: nil
    }
  }
}
