public import JSON
public import Planning

/// What a person enters by hand, as data, described by `schemas/handover.schema.json`.
public enum HandoverJSON {
  /// Grows when a member changes its meaning or goes; members may be added without.
  public static let version: Int64 = 1

  public static func render(_ handover: Handover) -> JSONValue {
    let sheet = HandoverSheet(handover)
    let message = handover.message
    return [
      "format_version": .integer(version),
      "project": .string(handover.project),
      "environment": .string(handover.environment),
      "key": .string(message.key),
      "file": .string(message.place.path),
      "line": .integer(Int64(message.place.line)),
      "format": .string(message.spec.format.rawValue),
      "by_hand": .boolean(handover.isByHand),
      "because": .array(handover.shortcomings.map { .string($0.rawValue) }),
      "time_zone": .string(handover.timeZone),
      "sections": .array(handover.isByHand ? sheet.sections.map(section) : []),
      "remarks": .array(handover.isByHand ? sheet.remarks.map(JSONValue.string) : []),
    ]
  }

  private static func section(_ section: HandoverSheet.Section) -> JSONValue {
    [
      "name": .string(section.name),
      "fields": .array(
        section.fields.map { field in
          [
            "name": .string(field.name),
            "lines": .array(
              field.lines.map { line in
                ["depth": .integer(Int64(line.depth)), "text": .string(line.text)]
              }),
          ]
        }),
    ]
  }
}

extension Handover {
  var shortcomings: [Shortcoming] {
    switch way {
    case .applied: []
    case .appliedButFor(let shortcomings), .byHand(let shortcomings): shortcomings
    }
  }
}
