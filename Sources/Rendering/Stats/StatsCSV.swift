public import Measuring
import Planning

/// What messages did as a table for spreadsheets, after RFC 4180: a line for each message.
public enum StatsCSV {
  public static func render(_ board: Scoreboard) -> String {
    let columns = columns
    let titles = columns.map(\.title)
    let lines = board.messages.map { message in columns.map { $0.text(message) } }
    return ([titles] + lines).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private typealias Column = (title: String, text: @Sendable (MeasuredMessage) -> String)

  private static var columns: [Column] {
    var columns: [Column] = [
      ("key", { text($0.message.record?.key ?? "") }), ("id", { text($0.message.id) }),
      ("format", { $0.message.spec.format.rawValue }), ("state", { $0.message.state.rawValue }),
      ("file", { text($0.message.record?.provenance.file ?? "") }),
      ("revision", { $0.message.record.map { String($0.revision) } ?? "" }),
      ("version", { String($0.stats.version) }),
      ("recipients", { String($0.stats.totals.recipients) }),
      ("impressions", { String($0.stats.totals.impressions) }),
      ("clicks", { String($0.stats.totals.clicks) }),
      ("dismissals", { String($0.stats.totals.dismissals) }),
      ("replies", { String($0.stats.totals.replies) }),
      ("completions", { String($0.stats.totals.completions) }),
      ("engaged", { String($0.stats.totals.engaged) }),
    ]
    columns += rate("engagement") { $0.stats.totals.engagement }
    columns.append(("goal_completions", { String($0.stats.totals.goals) }))
    columns += rate("goal") { $0.message.spec.goal == nil ? nil : $0.stats.totals.goalRate }
    let last: [Column] = [
      ("trend", { $0.trend.map { share($0.difference.points) } ?? "" }),
      ("verdict", { $0.judgement.name }),
      ("simulated", { String($0.stats.totals.simulated) }),
    ]
    return columns + last
  }

  /// A rate with the ends of its interval.
  private static func rate(
    _ title: String, _ rate: @escaping @Sendable (MeasuredMessage) -> Rate?
  ) -> [Column] {
    [
      (title, { rate($0).map { share($0.share) } ?? "" }),
      ("\(title)_low", { rate($0).map { share($0.interval.low) } ?? "" }),
      ("\(title)_high", { rate($0).map { share($0.interval.high) } ?? "" }),
    ]
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
