public import Applying
public import JSON
public import Planning
import Remote

/// A plan and what came of it, as data. Version 1: members are added, never changed.
public enum ApplyJSON {
  /// `report` is nil when nothing was tried.
  public static func render(
    _ plan: Plan, _ report: ApplyReport?, kept: [KeptOtherwise], mismatches: [Mismatch]
  ) -> JSONValue {
    [
      "format_version": 1,
      "plan": PlanJSON.render(plan),
      "results": .array((report?.results ?? []).map(result)),
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

  private static func result(_ result: ChangeResult) -> JSONValue {
    var object: JSONObject = [
      "number": .integer(Int64(result.change.number)), "key": .string(result.change.key),
      "action": .string(result.change.action.rawValue),
    ]
    switch result.outcome {
    case .applied: object["outcome"] = "applied"
    case .failed(let error, let stepsDone):
      object["outcome"] = "failed"
      object["message"] = .string(error.description)
      object["steps_done"] = .integer(Int64(stepsDone))
    case .mayHaveLanded(let error):
      object["outcome"] = "may_have_landed"
      object["message"] = .string(error.description)
    case .notAttempted(let reason):
      object["outcome"] = "not_attempted"
      object["message"] = .string(reason.text)
    }
    return .object(object)
  }
}
