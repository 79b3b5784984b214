public import Audiences
public import Planning

/// What a project's messages did in one environment.
public struct Scoreboard: Sendable, Hashable {
  public let project: String
  public let environment: String
  public let workspace: Workspace
  public let bar: Bar
  /// Only who received a message on this day or later is counted; nil is everybody.
  public let since: CalendarDate?
  /// What needs attention first.
  public let messages: [MeasuredMessage]

  public init(
    project: String, environment: String, workspace: Workspace, bar: Bar, since: CalendarDate?,
    messages: [MeasuredMessage]
  ) {
    self.project = project
    self.environment = environment
    self.workspace = workspace
    self.bar = bar
    self.since = since
    self.messages = messages.sorted { $0.rank < $1.rank }
  }

  public var totals: Counts { messages.map(\.stats.totals).sum }
}

extension MeasuredMessage {
  /// What many people were bothered with comes before what few were.
  fileprivate var rank: (Int, Int, String, String) {
    (judgement.urgency, -stats.totals.recipients, message.record?.key ?? "", message.id)
  }
}
