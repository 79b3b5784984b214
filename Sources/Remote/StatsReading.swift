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

  /// What one message did, with the origins of its versions.
  func stats(
    ofMessage id: String, since: CalendarDate?
  ) async throws(RemoteError) -> MessageStats
}

/// A workspace whose messages can be looked at, and what they did.
public protocol StatsReading: PeopleCounting, PerformanceReading {
  /// Everything of the projects that the workspace holds.
  func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot
}
