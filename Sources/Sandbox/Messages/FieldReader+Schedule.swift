import JSON

/// From when to when a message may be shown, in Unix seconds.
struct MessageSchedule {
  let send: MessageSend
  let startsAt: Int64?
  let endsAt: Int64?
  let timeZone: String?

  var json: JSONValue {
    [
      "send": .string(send.rawValue),
      "starts_at": startsAt.map(JSONValue.integer) ?? .null,
      "ends_at": endsAt.map(JSONValue.integer) ?? .null,
      "time_zone": timeZone.map(JSONValue.string) ?? .null,
    ]
  }
}

extension FieldReader {
  mutating func schedule(_ scope: Scope) -> MessageSchedule {
    let schedule = object(scope, "schedule") ?? Scope(object: [:], path: "schedule")
    allow(["send", "starts_at", "ends_at", "time_zone"], in: schedule)
    let send = choice(schedule, "send", of: MessageSend.self) ?? .once
    let startsAt = integer(schedule, "starts_at", in: Self.times)
    let endsAt = integer(schedule, "ends_at", in: Self.times)
    if let startsAt, let endsAt, endsAt <= startsAt {
      wrong("schedule.ends_at", "must be after schedule.starts_at")
    }
    let zone = text(schedule, "time_zone", atMost: MessageLimits.identifier)
    if let zone, !TimeZoneNames.hold(zone) {
      wrong("schedule.time_zone", "must be the IANA name of a time zone")
    }
    return MessageSchedule(send: send, startsAt: startsAt, endsAt: endsAt, timeZone: zone)
  }

  /// To the end of the year 9999.
  private static let times: ClosedRange<Int64> = 0...253_402_300_799
}
