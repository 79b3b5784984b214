import Audiences
public import JSON
public import Measuring
import Planning

/// What messages did as data, described by `schemas/stats.schema.json`.
public enum StatsJSON {
  /// Grows when a member changes its meaning or goes; members may be added without.
  public static let version: Int64 = 1

  public static func render(_ board: Scoreboard) -> JSONValue {
    [
      "format_version": .integer(version),
      "project": .string(board.project),
      "environment": .string(board.environment),
      "workspace": PlanJSON.workspace(board.workspace),
      "today": .string(board.bar.today.description),
      "since": .text(board.since?.description),
      "measure": measure(board.bar),
      "simulated": .integer(Int64(board.totals.simulated)),
      "messages": .array(board.messages.map { message($0, board) }),
    ]
  }

  static func measure(_ bar: Bar) -> JSONValue {
    [
      "min_recipients": .integer(Int64(bar.minRecipients)),
      "min_engagement": .number(bar.minEngagement),
    ]
  }

  private static func message(_ performance: MeasuredMessage, _ board: Scoreboard) -> JSONValue {
    let (message, stats) = (performance.message, performance.stats)
    let hasGoal = message.spec.goal != nil
    return [
      "key": .text(message.record?.key),
      "id": .string(message.id),
      "format": .string(message.spec.format.rawValue),
      "state": .string(message.state.rawValue),
      "file": .text(message.record?.provenance.file),
      "revision": .whole(message.record.map { Int64($0.revision) }),
      "version": .integer(Int64(stats.version)),
      "verdict": [
        "name": .string(performance.judgement.name),
        "message": .string(performance.verdict(on: board)),
      ],
      "partly_counted": .boolean(stats.countsPartly),
      "totals": .object(counts(stats.totals, hasGoal)),
      "trend": performance.trend.map(trend) ?? .null,
      "comparison": performance.revision.map(comparison) ?? .null,
      "by_day": .array(
        stats.days.map { day in
          .object(["day": .string(day.day.description)] + counts(day.counts, hasGoal))
        }),
      "by_version": .array(stats.versions.map { version($0, hasGoal) }),
    ]
  }

  private static func version(
    _ version: MessageStats.Version, _ hasGoal: Bool
  ) -> JSONValue {
    .object(
      [
        "version": .integer(Int64(version.number)),
        "created_at": .whole(version.createdAt),
        "revision": .whole(version.origin.map { Int64($0.revision) }),
        "commit": .text(version.origin?.commit),
      ] + counts(version.counts, hasGoal))
  }

  private static func counts(_ counts: Counts, _ hasGoal: Bool) -> JSONObject {
    let goal = hasGoal ? counts.goalRate : nil
    return [
      "recipients": .integer(Int64(counts.recipients)),
      "impressions": .integer(Int64(counts.impressions)),
      "clicks": .integer(Int64(counts.clicks)),
      "dismissals": .integer(Int64(counts.dismissals)),
      "replies": .integer(Int64(counts.replies)),
      "completions": .integer(Int64(counts.completions)),
      "engaged": .integer(Int64(counts.engaged)),
      "engagement": counts.engagement.map(rate) ?? .null,
      "goal_completions": .integer(Int64(counts.goals)),
      "goal": goal.map(rate) ?? .null,
      "simulated": .integer(Int64(counts.simulated)),
    ]
  }

  static func rate(_ rate: Rate) -> JSONValue {
    [
      "rate": share(rate.share), "low": share(rate.interval.low),
      "high": share(rate.interval.high),
    ]
  }

  private static func trend(_ trend: Trend) -> JSONValue {
    .object(
      ["before": rate(trend.before), "now": rate(trend.now)] + difference(trend.difference))
  }

  private static func comparison(_ revision: VersionComparison) -> JSONValue {
    .object(
      [
        "before": .integer(Int64(revision.before.number)),
        "now": .integer(Int64(revision.now.number)),
      ] + difference(revision.difference))
  }

  private static func difference(_ difference: Difference) -> JSONObject {
    [
      "direction": .string(difference.direction.rawValue),
      "difference": share(difference.points), "low": share(difference.interval.low),
      "high": share(difference.interval.high),
    ]
  }

  /// To a millionth: more would be noise.
  private static func share(_ share: Double) -> JSONValue {
    .number((share * 1_000_000).rounded() / 1_000_000)
  }
}

extension JSONObject {
  fileprivate static func + (left: JSONObject, right: JSONObject) -> JSONObject {
    var sum = left
    for member in right.members { sum[member.name] = member.value }
    return sum
  }
}
