public import Audiences
public import Measuring
public import Planning

/// A workspace that tells what messages did.
public protocol PerformanceReading: Sendable {
  /// What the projects' messages did, without the origins of their versions. Of who received a
  /// message on a day or later; nil for everybody.
  func stats(
    of projects: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats]

  /// What some messages did, by their ids, with the origins of their versions. One that is gone is left
  /// out, and so is one of which the workspace does not tell.
  func stats(
    ofEach ids: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats]
}

/// What takes its time while it is asked what messages did.
public enum MeasuringEvent: Sendable, Hashable {
  /// The workspace exports what came of posts.
  case exporting
  /// So many people are asked about, one by one, for the goal of a campaign.
  case asking(key: String, people: Int)
}

/// A workspace whose messages can be looked at, and what they did.
public protocol StatsReading: PeopleCounting, PerformanceReading {
  /// The last day on which anybody received a message of the projects, as far as that is known without
  /// much asking; nil where nobody did.
  func newestDay(of projects: [String]) async throws(RemoteError) -> CalendarDate?

  /// Everything of the projects that the workspace holds.
  func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot
}
