public import JSON
public import Planning

/// What others changed as data, described by `schemas/drift.schema.json`.
public enum DriftJSON {
  public static let version: Int64 = 1

  public static func render(_ drift: Drift) -> JSONValue {
    [
      "format_version": .integer(version),
      "project": .string(drift.project),
      "environment": .string(drift.environment),
      "workspace": PlanJSON.workspace(drift.workspace),
      "messages": .array(drift.messages.map(message)),
      "intact": .integer(Int64(drift.intact)),
      "left_out": .integer(Int64(drift.leftOut)),
    ]
  }

  private static func message(_ message: DriftedMessage) -> JSONValue {
    [
      "key": .string(message.key),
      "id": .string(message.id),
      "file": .text(message.place?.path),
      "line": .whole(message.place.map { Int64($0.line) }),
      "last_file": .text(message.lastFile),
      "state": .string(message.state.rawValue),
      "updated_at": .integer(message.updatedAt),
      "fields": .array(message.fields.map(PlanJSON.field)),
    ]
  }
}
