import Audiences
public import Measuring
import Planning

/// What a project's messages did, as a page to hand around: what needs attention, then each message
/// over time and by version.
public struct ReportHTML {
  public init() {}

  public func render(_ board: Scoreboard) -> String {
    WebPage(
      title: "herald report: \(board.project.visibleLine), \(board.bar.today)",
      tone: board.tone, headline: board.headline, facts: facts(board), style: Self.style,
      body: notice(board) + ReportOverview(board).markup
        + HTML(
          board.messages.enumerated().map { index, message in
            ReportSection(message, board, id: Self.id(index)).markup
          }) + notes(board)
    ).source
  }

  /// Of a message's section: nothing that anybody else says.
  static func id(_ index: Int) -> String { "m\(index + 1)" }

  private func facts(_ board: Scoreboard) -> [(name: String, value: String)] {
    let totals = board.totals
    let period = board.since.map { "received from \($0) to \(board.bar.today)" }
    return [
      ("project", board.project.visibleLine), ("environment", board.environment.visibleLine),
      ("workspace", board.workspace.name.visibleLine),
      ("as of", period ?? board.bar.today.description),
      ("messages received", totals.recipients.grouped), ("engaged", totals.engaged.grouped),
    ]
  }

  private func notice(_ board: Scoreboard) -> HTML {
    board.totals.simulationNotice.map { WebPage.notice($0, isAlarm: true) } ?? ""
  }

  private func notes(_ board: Scoreboard) -> HTML {
    guard !board.messages.isEmpty else { return "" }
    let notes = StatsNotes.texts(board)
    return "<footer>\n\(HTML(notes.map { "<p>\($0)</p>\n" }))</footer>\n"
  }
}

extension Scoreboard {
  fileprivate var headline: String {
    guard !messages.isEmpty else { return "The workspace holds no message of the project" }
    let attention = messages.count { $0.tone != .good }
    let all = messages.count.counted("campaign")
    if attention > 0 {
      return "\(attention.grouped) of \(all) \(attention == 1 ? "needs" : "need") attention"
    }
    return "Nothing needs attention: \(all)"
  }

  fileprivate var tone: WebPage.Tone {
    let tones = messages.map(\.tone)
    return tones.contains(.bad) ? .bad : tones.contains(.change) ? .change : .good
  }
}

extension MeasuredMessage {
  /// How loud its verdict is.
  var tone: WebPage.Tone {
    switch judgement {
    case .underperforming, .worse: .bad
    case .falling, .doubtful, .partlyCounted, .unseen: .change
    case .tooEarly, .good, .off: .good
    }
  }

  /// The class of its verdict: what is early or over is neither good nor bad.
  var verdictClass: String {
    switch judgement {
    case .underperforming, .worse, .falling, .doubtful, .partlyCounted, .unseen, .good:
      tone.rawValue
    case .tooEarly, .off: "soft"
    }
  }

  var name: String { (message.record?.key ?? message.id).visibleLine }
}

extension Counts {
  /// As `simulated`, `partly simulated`; nil where people are people.
  var simulationLabel: String? {
    guard simulated > 0 else { return nil }
    return simulated == recipients ? Self.allSimulated : "partly simulated"
  }

  static let allSimulated = "simulated"

  var simulationTag: HTML { simulationLabel.map { " <em class=\"tag\">\($0)</em>" } ?? "" }
}
