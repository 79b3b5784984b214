import Audiences
public import JSON
public import Planning

/// A plan as data, described by `schemas/plan.schema.json`.
public enum PlanJSON {
  /// Grows when a member changes its meaning or goes; members may be added without.
  public static let version: Int64 = 1

  public static func render(_ plan: Plan) -> JSONValue {
    [
      "format_version": .integer(version),
      "project": .string(plan.project),
      "environment": .string(plan.environment),
      "workspace": workspace(plan.workspace),
      "summary": summary(plan),
      "reach": plan.reach?.json ?? .null,
      "changes": .array(plan.changes.map(change)),
      "notes": .array(plan.notes.map(note)),
      "stops": .array(plan.stops.map(stop)),
    ]
  }

  static func workspace(_ workspace: Workspace) -> JSONValue {
    [
      "id": .string(workspace.id), "name": .string(workspace.name),
      "time_zone": .text(workspace.timeZone),
    ]
  }

  private static func summary(_ plan: Plan) -> JSONValue {
    var object: JSONObject = [:]
    for action in Change.Action.allCases {
      object[action.rawValue] = .integer(Int64(plan.changes.count { $0.action == action }))
    }
    object["unchanged"] = .integer(Int64(plan.unchanged))
    object["stopped"] = .boolean(!plan.stops.isEmpty)
    return .object(object)
  }

  private static func change(_ change: Change) -> JSONValue {
    [
      "number": .integer(Int64(change.number)),
      "key": .string(change.key),
      "action": .string(change.action.rawValue),
      "moved_from": .text(change.movedFrom),
      "file": .text(change.place?.path),
      "line": .whole(change.place.map { Int64($0.line) }),
      "last_file": .text(change.lastFile),
      "state_before": .text(change.stateBefore?.rawValue),
      "state_after": .text(change.stateAfter?.rawValue),
      "before": change.before.map { .object($0.json) } ?? .null,
      "after": change.after.map { .object($0.json) } ?? .null,
      "fields": .array(change.fields.map(field)),
      "unchanged_fields": .integer(Int64(change.unchangedFields)),
      "protected": .boolean(change.isProtected),
      "consequences": .array(change.consequences.map { consequence($0, of: change) }),
      "reach": change.reach?.json ?? .null,
      "neighbours": change.neighbours?.json ?? .null,
      "history": change.history?.json ?? .null,
      "needs": .array(change.needs.map { .integer(Int64($0)) }),
    ]
  }

  static func field(_ field: FieldChange) -> JSONValue {
    [
      "name": .string(field.name),
      "before": field.before.map(value) ?? .null,
      "after": field.after.map(value) ?? .null,
      "cause": .string(field.cause.rawValue),
    ]
  }

  private static func value(_ value: FieldValue) -> JSONValue {
    switch value {
    case .copy(let text), .text(let text): .string(text)
    case .list(let items): .array(items.map(JSONValue.string))
    case .rule(let rule): rule.wire
    case .instant(let seconds, _), .ending(let seconds, _): .integer(seconds)
    case .flag(let flag): .boolean(flag)
    }
  }

  private static func consequence(_ consequence: Consequence, of change: Change) -> JSONValue {
    ["name": .string(consequence.name), "message": .string(consequence.text(of: change))]
  }

  /// Every note has all members; those that say nothing of it are null.
  private static func note(_ note: Note) -> JSONValue {
    var object: JSONObject = [
      "name": .string(note.name), "key": .null, "changes": .null, "left_out": .null,
      "external_id": .null, "campaigns": .null,
    ]
    switch note {
    case .pausedOutside(let key): object["key"] = .string(key)
    case .reachNotCounted(let changes), .neighboursNotSought(let changes),
      .historyUnknown(let changes):
      object["changes"] = .integer(Int64(changes))
    case .leftOut(let count): object["left_out"] = .integer(Int64(count))
    case .unreadable(let externalID): object["external_id"] = .string(externalID)
    case .skipped(let campaigns): object["campaigns"] = .array(campaigns.map(\.json))
    }
    return .object(object)
  }

  static func stop(_ stop: Stop) -> JSONValue {
    [
      "name": .string(stop.name), "message": .string(stop.sentence), "help": .string(stop.help),
    ]
  }
}
