import Measuring
import Planning

/// All messages in a table, what needs attention first: each leads to its own section.
struct ReportOverview {
  private let board: Scoreboard
  private let scale: Scale

  init(_ board: Scoreboard) {
    self.board = board
    scale = IntervalMark.scale(
      board.messages.compactMap(\.stats.totals.engagement), bar: board.bar, length: 1_400)
  }

  var markup: HTML {
    guard !board.messages.isEmpty else { return "" }
    let header = [
      "campaign", "verdict", isAllSimulated ? "people, simulated" : "people", "engaged (95 %)",
      "0 to \(RateText.bar(scale.most))", "goal (95 %)", "week",
    ]
    let rows = board.messages.enumerated().map { row($1, ReportHTML.id($0)) }
    return "<section>\n<h2>Overview</h2>\n\(WebPage.table(header, rows))</section>\n"
  }

  /// Then the column says it, and not each row.
  private var isAllSimulated: Bool { board.totals.simulationLabel == Counts.allSimulated }

  private func row(_ message: MeasuredMessage, _ id: String) -> HTML {
    let totals = message.stats.totals
    let goal = message.message.spec.goal == nil ? nil : totals.goalRate
    let week = message.trend.map { RateText.difference($0.difference) } ?? "-"
    return """
      <tr><th scope="row"><a href="#\(id)">\(message.name)</a></th>\
      <td class="verdict \(message.verdictClass)">\(message.verdict(on: board))</td>\
      <td>\(totals.recipients.grouped)\(isAllSimulated ? "" : totals.simulationTag)</td>\
      <td class="figure">\(RateText.withInterval(totals.engagement))</td>\
      <td>\(mark(totals.engagement))</td>\
      <td class="figure">\(RateText.withInterval(goal))</td>\
      <td class="figure">\(week)</td></tr>

      """
  }

  /// The numbers beside it say the same.
  private func mark(_ rate: Rate?) -> HTML {
    guard let rate else { return "" }
    let least = 50 + scale.place(board.bar.minEngagement)
    let mark = IntervalMark(
      rate: rate, isEnough: rate.total >= board.bar.minRecipients, left: 50, middle: 80,
      scale: scale)
    return """
      <svg class="mark" viewBox="0 0 1500 160" aria-hidden="true">\
      <path class="least" d="M\(least) 0V160"/>\(mark.markup)</svg>
      """
  }
}
