public import Applying
public import JSON
public import Planning
import Remote

/// A plan and what came of it, as data, described by `schemas/report.schema.json`.
public enum ApplyJSON {
  /// Grows when a member changes its meaning or goes; members may be added without.
  public static let version: Int64 = 1

  /// `report` is nil when nothing was tried.
  public static func render(
    _ plan: Plan, _ report: ApplyReport?, kept: [KeptOtherwise], mismatches: [Mismatch]
  ) -> JSONValue {
    let results = report?.results ?? []
    return [
      "format_version": .integer(version),
      "plan": PlanJSON.render(plan),
      "summary": summary(results),
      "results": .array(results.map(result)),
      "kept_otherwise": .array(
        kept.map { kept in
          [
            "number": .integer(Int64(kept.change.number)), "key": .string(kept.change.key),
            "fields": .array(kept.fields.map { .string($0.name) }),
            "changed_since": .boolean(kept.isChangedSince),
          ]
        }),
      "mismatches": .array(
        mismatches.map { ["name": .string($0.name), "message": .string($0.sentence)] }),
    ]
  }

  private static func summary(_ results: [ChangeResult]) -> JSONValue {
    var object: JSONObject = [:]
    for name in ["applied", "failed", "may_have_landed", "not_attempted"] {
      object[name] = .integer(Int64(results.count { $0.outcome.name == name }))
    }
    object["interrupted"] = .boolean(
      results.contains { $0.outcome == .notAttempted(.interrupted) })
    return .object(object)
  }

  private static func result(_ result: ChangeResult) -> JSONValue {
    [
      "number": .integer(Int64(result.change.number)),
      "key": .string(result.change.key),
      "action": .string(result.change.action.rawValue),
      "outcome": .string(result.outcome.name),
      "message": .text(result.outcome.message),
      "help": .text(result.outcome.help),
      "steps_done": .integer(Int64(result.steps.count)),
      "ids": .array(result.steps.compactMap(\.writtenID).map(JSONValue.string)),
    ]
  }
}

extension ChangeOutcome {
  fileprivate var name: String {
    switch self {
    case .applied: "applied"
    case .failed: "failed"
    case .mayHaveLanded: "may_have_landed"
    case .notAttempted: "not_attempted"
    }
  }

  /// Why it was not applied; nil when it was.
  var message: String? {
    switch self {
    case .applied: nil
    case .failed(let error, _), .mayHaveLanded(let error): error.description
    case .notAttempted(let reason): reason.text
    }
  }
}

extension StepResult {
  fileprivate var writtenID: String? {
    switch self {
    case .written(let message): message.id
    case .deleted: nil
    }
  }
}
