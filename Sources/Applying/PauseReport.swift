public import Planning
public import Remote

/// What came of pausing messages, in the order of keys.
public struct PauseReport: Sendable, Hashable {
  public let project: String
  public let environment: String
  public let workspace: Workspace
  public let results: [Result]

  public init(project: String, environment: String, workspace: Workspace, results: [Result]) {
    self.project = project
    self.environment = environment
    self.workspace = workspace
    self.results = results
  }

  public struct Result: Sendable, Hashable {
    public let key: String
    public let end: End

    public init(key: String, end: End) {
      self.key = key
      self.end = end
    }
  }

  public enum End: Sendable, Hashable {
    case paused
    /// Its record cannot be read, so that nothing can be written to it: what is being sent of it stops.
    case stopped(RemoteError)
    /// Nobody is shown it anyway.
    case wasNot(MessageState)
    case failed(RemoteError)
  }
}
