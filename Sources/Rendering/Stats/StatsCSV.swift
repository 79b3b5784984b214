public import Measuring
import Planning

/// What messages did as a table for spreadsheets, after RFC 4180: a line for each message.
public enum StatsCSV {
  public static func render(_ board: Scoreboard) -> String {
    let lines = board.messages.map { row($0) }
    return ([columns] + lines).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private static let columns = [
    "key", "id", "format", "state", "file", "revision", "version", "recipients", "impressions",
    "clicks", "dismissals", "replies", "completions", "engaged", "engagement", "engagement_low",
    "engagement_high", "goal_completions", "goal", "goal_low", "goal_high", "trend", "verdict",
    "simulated",
  ]

  private static func row(_ performance: MeasuredMessage) -> [String] {
    let (message, totals) = (performance.message, performance.stats.totals)
    let goal = message.spec.goal == nil ? nil : totals.goalRate
    return [
      text(message.record?.key ?? ""), text(message.id), message.spec.format.rawValue,
      message.state.rawValue, text(message.record?.provenance.file ?? ""),
      message.record.map { String($0.revision) } ?? "", String(performance.stats.version),
      String(totals.recipients), String(totals.impressions), String(totals.clicks),
      String(totals.dismissals), String(totals.replies), String(totals.completions),
      String(totals.engaged),
    ] + rate(totals.engagement) + [String(totals.goals)] + rate(goal) + [
      performance.trend.map { share($0.difference.points) } ?? "", performance.judgement.name,
      String(totals.simulated),
    ]
  }

  private static func rate(_ rate: Rate?) -> [String] {
    guard let rate else { return ["", "", ""] }
    return [share(rate.share), share(rate.interval.low), share(rate.interval.high)]
  }

  /// To a millionth.
  private static func share(_ share: Double) -> String {
    ((share * 1_000_000).rounded() / 1_000_000).description
  }

  /// What a workspace or a file says is text: a spreadsheet must not take it for a formula.
  private static func text(_ text: String) -> String {
    text.first.map { "=+-@\t\r".contains($0) } == true ? "'\(text)" : text
  }

  private static func cell(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
