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

  /// A line for each message, with its verdict at the end or, where there is no room, below it.
  private func table(_ board: Scoreboard) -> String {
    let columns = FittingColumns(page, StatsColumn.layouts)
    let cells = { (message: MeasuredMessage, column: StatsColumn) in column.cell(message, board) }
    return columns.render(
      board.messages, cells, remark: { StyledText($0.verdict(on: board), $0.style) },
      title: "VERDICT")
  }

  /// The versions of one message, the latest first.
  private func versions(of message: MeasuredMessage, _ board: Scoreboard) -> String {
    let key = message.message.record?.key ?? message.message.id
    let comparison = StyledText(message.comparison(by: board.bar))
    return ink.bold(key.visibleLine) + "\n"
      + FittingColumns(page, VersionColumn.layouts).render(message.stats.versions.reversed()) {
        $1.cell($0, of: message, board)
      } + "  " + comparison.painted(ink, from: 2, hanging: 2, width: page.width)
  }

  private func footnotes(_ board: Scoreboard) -> String {
    var notes = StatsNotes.texts(board)
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
