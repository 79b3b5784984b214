internal import Diagnostics

/// A start or an end is at a time that the clocks neither skip nor repeat.
enum UnclearTime {
  static func diagnostic(
    _ change: TimeZones.ClockChange, _ time: WrittenTime, in zone: String, at place: Label
  ) -> Diagnostic {
    let (problem, meant) =
      switch change {
      case .skips: ("the clocks skip \(time) in \(zone)", "the hour after it is meant")
      case .repeats: ("the clocks repeat \(time) in \(zone)", "the first of the two is meant")
      }
    return Diagnostic(
      .unclearTime, problem, at: place,
      help: ["\(meant); write another time, or `time_zone: UTC`"])
  }
}

extension DiagnosticKind {
  static let unclearTime = DiagnosticKind(
    "unclear-time", .warning, summary: "the clocks skip or repeat a time",
    explanation: """
      Where clocks are put forward, an hour of that night does not exist; where they are put back, \
      one comes twice. A time in such an hour is taken for the one that follows, or for the first of \
      the two, which may not be what was meant. Write a time outside of that hour.
      """,
    bad: Example.chat(
      "schedule:\n  start: 2027-03-28 02:30\n  time_zone: Europe/Berlin\n"),
    good: Example.chat(
      "schedule:\n  start: 2027-03-28 03:30\n  time_zone: Europe/Berlin\n"))
}
