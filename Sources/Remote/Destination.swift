public import Audiences
public import Planning

/// A workspace that counts people.
public protocol PeopleCounting: Sendable {
  /// How many people a rule matches now. Counts only: nothing is sent, recorded or written.
  func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount
}

/// A workspace that can be looked at: all that planning is given, so that a plan cannot write.
public protocol WorkspaceReading: PeopleCounting, PerformanceReading {
  /// Everything of the projects that the workspace holds, with the admins that messages come from.
  func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot

  /// What others have in the workspace, and what nobody has. Reads everything that it holds: for plans
  /// that make messages, and for adoption, alone.
  func bystanders() async throws(RemoteError) -> Bystanders

  /// What the workspace knows people by. A server that does not say is silent, and no error.
  func facts(
    about topics: WorkspaceFacts.Topics
  ) async throws(RemoteError) -> WorkspaceFacts
}

/// A workspace that can be written to.
public protocol Destination: WorkspaceReading {
  /// Carries out one step, and settles a lost or repeated answer by reading: what comes back is what
  /// the remote holds now.
  func perform(_ step: Step) async throws(RemoteError) -> StepResult

  /// What of projects can be paused, also where something of them cannot be read: a pause has to work
  /// where the rest does not.
  func pausable(of projects: [String]) async throws(RemoteError) -> PausableMessages

  /// Stops what is being sent of a message whose record cannot be read.
  ///
  /// - Parameter isKnown: whether there is such a message; where there may be none, nothing is made.
  /// - Returns: whether nothing is sent of it from now on.
  func stopSending(_ externalID: String, isKnown: Bool) async throws(RemoteError) -> Bool
}

public struct PausableMessages: Sendable {
  public let snapshot: Snapshot
  /// What cannot be read: its `external_id`, where that is known, and what is wrong with it.
  public let unreadable: [(externalID: String?, error: RemoteError)]

  public init(
    snapshot: Snapshot, unreadable: [(externalID: String?, error: RemoteError)] = []
  ) {
    self.snapshot = snapshot
    self.unreadable = unreadable
  }
}

/// A remote that shows messages by itself, and tells of those that cannot be read beside the others.
extension Destination {
  public func pausable(of projects: [String]) async throws(RemoteError) -> PausableMessages {
    PausableMessages(snapshot: try await snapshot(of: projects))
  }

  public func stopSending(
    _ externalID: String, isKnown: Bool
  ) async throws(RemoteError) -> Bool { false }
}

public enum StepResult: Sendable, Hashable {
  /// The message as the remote keeps it.
  case written(RemoteMessage)
  case deleted
}
