public import Applying
public import JSON
import Planning

/// What came of taking messages over, as data.
public enum ImportJSON {
  public static func render(_ report: ImportReport) -> JSONValue {
    [
      "format_version": 1,
      "project": .string(report.project),
      "environment": .string(report.environment),
      "imported": .array(
        report.imported.map { message in
          [
            "id": .string(message.id), "key": .string(message.key), "file": .string(message.path),
            "new_file": .boolean(message.isNewFile), "settled": .boolean(message.doubt == nil),
          ]
        }),
      "skipped": .array(
        report.skipped.map { message in
          [
            "id": .string(message.id), "name": .text(message.name),
            "reason": .string(message.reason.name), "message": .string(message.reason.sentence),
          ]
        }),
      "left_alone": .object(
        JSONObject(
          report.leftAlone.sorted { $0.key < $1.key }.map {
            .init($0.key, .integer(Int64($0.value)))
          }
        )),
      "stops": .array(report.stops.map { .string($0.sentence) }),
    ]
  }
}
