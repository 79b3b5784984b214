internal import Diagnostics
internal import YAML

/// An end comes after its start.
enum ScheduleCheck {
  static let rule: MappingRule = { schedule, checker in
    check(schedule, from: "start", to: "end", &checker)
  }

  static let freezeRule: MappingRule = { freeze, checker in
    check(freeze, from: "from", to: "to", &checker)
  }

  /// The days of a freeze are meant in the project's time zone, which must be known.
  static func checkFreezes(_ root: Node, _ checker: inout Checker) {
    guard root["defaults"]?["schedule"]?["time_zone"] == nil,
      let date = root["freeze"]?.items?.first?["from"]
    else { return }
    checker.report(
      .missingTimeZone, "nothing says in which time zone this date is meant", at: date.place,
      help: ["write `schedule: { time_zone: America/New_York }` under `defaults`"])
  }

  private static func check(
    _ mapping: Node, from startName: String, to endName: String, _ checker: inout Checker
  ) {
    guard let start = mapping[startName], let end = mapping[endName],
      let startTime = start.text.flatMap(WrittenTime.init(_:)),
      let endTime = end.text.flatMap(WrittenTime.init(_:)),
      endTime.minuteAfter <= startTime.firstMinute
    else { return }
    checker.report(
      .endBeforeStart, "`\(endName)` is not after `\(startName)`", at: end.place,
      also: [Label(checker.file, start.place, "it starts here")],
      help: ["a date without a time includes its whole day"])
  }
}
