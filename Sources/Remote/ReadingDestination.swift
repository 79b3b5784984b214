public import Audiences
public import Measuring
public import Planning

/// A destination that is its reader, with the calls that write: what it is asked, that is asked.
public protocol ReadingDestination: Destination {
  associatedtype Reader: WorkspaceReading

  /// The workspace as planning sees it.
  var reader: Reader { get }
}

extension ReadingDestination {
  public func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    try await reader.snapshot(of: projects)
  }

  public func bystanders() async throws(RemoteError) -> Bystanders {
    try await reader.bystanders()
  }

  public func facts(
    about topics: WorkspaceFacts.Topics
  ) async throws(RemoteError) -> WorkspaceFacts {
    try await reader.facts(about: topics)
  }

  public func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount {
    try await reader.reach(of: rule)
  }

  public func stats(
    of projects: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    try await reader.stats(of: projects, since: since)
  }

  public func stats(
    ofEach ids: [String], since: CalendarDate?
  ) async throws(RemoteError) -> [MessageStats] {
    try await reader.stats(ofEach: ids, since: since)
  }
}
