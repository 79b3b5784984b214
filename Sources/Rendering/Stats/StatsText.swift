public import Measuring
import Planning

/// What messages did, as a table; and version by version.
public struct StatsText {
  private let page: Page
  private var ink: Ink { page.ink }

  public init(_ page: Page) { self.page = page }

  /// - Parameter withVersions: whether each message's versions follow the table.
  public func render(_ board: Scoreboard, withVersions: Bool) -> String {
    var text = Headline(page).render(
      command: "stats", environment: board.environment, project: board.project,
      workspace: board.workspace)
    if let since = board.since {
      text += "Who received a message since \(since).\n"
    }
    text += "\n"
    guard !board.messages.isEmpty else {
      return text + "The workspace holds no message of the project.\n"
    }
    text += table(board) + "\n"
    if withVersions {
      for message in board.messages { text += versions(of: message, board) + "\n" }
    }
    return text + footnotes(board)
  }

  private func table(_ board: Scoreboard) -> String {
    let header = [
      "KEY", "STATE", "PEOPLE", "SHOWN", "ENGAGED % (95 %)", "GOAL % (95 %)", "WEEK", "VERDICT",
    ]
    let rows = board.messages.map { message in
      let totals = message.stats.totals
      return [
        message.message.record?.key ?? message.message.id, message.message.state.rawValue,
        totals.recipients.grouped, totals.impressions.grouped,
        RateText.withInterval(totals.engagement), goal(of: message),
        message.trend.map { RateText.difference($0.difference) } ?? "-",
        message.verdict(by: board.bar),
      ]
    }
    return Columns(page, rightAligned: [2, 3]).render(header, rows) { row, line in
      guard line.hasSuffix(rows[row][7]) else { return line }
      let verdict = rows[row][7]
      return line.dropLast(verdict.count) + board.messages[row].painted(verdict, ink)
    }
  }

  private func goal(of message: MeasuredMessage) -> String {
    message.message.spec.goal == nil ? "-" : RateText.withInterval(message.stats.totals.goalRate)
  }

  /// The versions of one message, the latest first.
  private func versions(of message: MeasuredMessage, _ board: Scoreboard) -> String {
    let key = message.message.record?.key ?? message.message.id
    let hasGoal = message.message.spec.goal != nil
    let rows = message.stats.versions.reversed().map { version -> [String] in
      let (origin, counts) = (version.origin, version.counts)
      let since = version.createdAt.map {
        TimeText.instant($0, timeZone: board.workspace.timeZone)
      }
      let commit = origin?.commit.map { String($0.prefix(10)) }
      return [
        "  \(version.number)", origin.map { "r\($0.revision)" } ?? "-", since ?? "-",
        commit ?? "-", counts.recipients.grouped, RateText.withInterval(counts.engagement),
        hasGoal ? RateText.withInterval(counts.goalRate) : "-",
      ]
    }
    let header = [
      "  VERSION", "REVISION", "SINCE", "COMMIT", "PEOPLE", "ENGAGED % (95 %)", "GOAL % (95 %)",
    ]
    return ink.bold(key.visibleLine) + "\n"
      + Columns(page, rightAligned: [4]).render(header, rows) { $1 }
      + "  " + message.comparison(by: board.bar) + "\n"
  }

  private func footnotes(_ board: Scoreboard) -> String {
    var notes = StatsNotes.texts(board.bar)
    if board.messages.contains(where: \.isUnderperforming) {
      notes.append("`herald prune` says which of those below are to go, and which to revise.")
    }
    if let notice = board.totals.simulationNotice { notes.append(notice) }
    return notes.map { StyledText($0).painted(ink, from: 0, hanging: 0, width: page.width) }
      .joined()
  }
}

extension MeasuredMessage {
  fileprivate var isUnderperforming: Bool {
    if case .underperforming = judgement { return true }
    return false
  }
}
