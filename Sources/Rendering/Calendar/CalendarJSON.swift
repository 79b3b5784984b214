import Audiences
public import JSON
public import Planning

/// What is live when, as data, described by `schemas/calendar.schema.json`.
public enum CalendarJSON {
  /// Grows when a member changes its meaning or goes; members may be added without.
  public static let version: Int64 = 1

  public static func render(_ calendar: CampaignCalendar) -> JSONValue {
    [
      "format_version": .integer(version),
      "project": .string(calendar.project),
      "environment": .string(calendar.environment),
      "time_zone": .string(calendar.zone.name),
      "first_day": .string(calendar.firstDay),
      "last_day": .string(calendar.lastDay),
      "now": .integer(calendar.now),
      "campaigns": .array(calendar.entries.map(entry)),
      "elsewhere": .integer(Int64(calendar.elsewhere)),
      "left_out": .array(
        calendar.leftOut.map { campaign in
          [
            "key": .string(campaign.key),
            "because": .array(campaign.shortcomings.map { .string($0.rawValue) }),
          ]
        }),
      "gaps": .array(calendar.gaps.map { .object(time($0)) }),
      "collisions": .array(calendar.collisions.map(collision)),
      "all_collisions": .boolean(calendar.hasAllCollisions),
      "freezes": .array(
        calendar.freezes.map { freeze in
          var json = time(freeze.time)
          json["reason"] = .string(freeze.reason)
          return .object(json)
        }),
      "clock_changes": .array(
        calendar.clockChanges.map { change in
          [
            "at": .integer(change.instant), "offset_before": .integer(change.before),
            "offset_after": .integer(change.after),
          ]
        }),
    ]
  }

  private static func entry(_ entry: CampaignCalendar.Entry) -> JSONValue {
    [
      "key": .string(entry.key),
      "format": .string(entry.format.rawValue),
      "status": .string(entry.status.rawValue),
      "send": .string(entry.schedule.send.rawValue),
      "starts_at": .whole(entry.schedule.startsAt),
      "ends_at": .whole(entry.schedule.endsAt),
      "file": .string(entry.place.path),
      "line": .integer(Int64(entry.place.line)),
    ]
  }

  private static func collision(_ overlap: CampaignCalendar.Overlap) -> JSONValue {
    var json: JSONObject = [
      "first": .string(overlap.first), "second": .string(overlap.second),
      "proof": .string(overlap.proof.rawValue),
    ]
    let time = time(overlap.time)
    json["starts_at"] = time["starts_at"]
    json["ends_at"] = time["ends_at"]
    return .object(json)
  }

  private static func time(_ time: Range<Int64>) -> JSONObject {
    ["starts_at": .integer(time.lowerBound), "ends_at": .integer(time.upperBound)]
  }
}
