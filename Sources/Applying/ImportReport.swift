public import Planning
public import Remote

/// What came of taking messages over.
public struct ImportReport: Sendable, Hashable {
  public let environment: String
  public let project: String
  public let workspace: Workspace
  public let imported: [Imported]
  public let skipped: [Skipped]
  /// Gates that refuse everything; nothing was done then.
  public let stops: [Stop]
  /// How many messages of others were left alone, by whose they are; those that were named are among
  /// `skipped`.
  public let leftAlone: [String: Int]

  public init(
    environment: String, project: String, workspace: Workspace, imported: [Imported],
    skipped: [Skipped], stops: [Stop], leftAlone: [String: Int]
  ) {
    self.environment = environment
    self.project = project
    self.workspace = workspace
    self.imported = imported
    self.skipped = skipped
    self.stops = stops
    self.leftAlone = leftAlone
  }

  public struct Imported: Sendable, Hashable {
    public let id: String
    public let key: String
    public let format: Format
    public let state: MessageState
    /// From the project's root.
    public let path: String
    /// False where a file said the same already.
    public let isNewFile: Bool
    /// Why it is not known whether the message is the project's now; the next plan shows it.
    public let doubt: RemoteError?

    public init(
      id: String, key: String, format: Format, state: MessageState, path: String, isNewFile: Bool,
      doubt: RemoteError?
    ) {
      self.id = id
      self.key = key
      self.format = format
      self.state = state
      self.path = path
      self.isNewFile = isNewFile
      self.doubt = doubt
    }
  }

  public struct Skipped: Sendable, Hashable {
    public let id: String
    public let name: String?
    public let reason: Reason

    public init(id: String, name: String?, reason: Reason) {
      self.id = id
      self.name = name
      self.reason = reason
    }
  }

  public enum Reason: Sendable, Hashable {
    case notThere
    /// It is the project's already.
    case own(key: String)
    /// Its file is there, and keeps it to other environments.
    case elsewhere(key: String)
    case claimed(ClaimedMessage.Owner)
    /// Its id is one that another project would give it.
    case looksLike(project: String)
    case archived
    case strange(SpecJSONError)
    /// No admin of the workspace has the sender's id.
    case unknownSender(String)
    /// It has dates without a time zone, and a file always says one.
    case zoneless
    /// A file would say something else in these fields.
    case unsayable(fields: [String])
    /// It holds what no file can say, or whose it is cannot be told.
    case hindered([HinderedMessage.Obstacle])
    /// A file that says it would be wrong, and why.
    case invalid(problem: String)
    /// Somebody changed it while it was imported: its file was taken away again.
    case changed
    /// The workspace refused; its file was taken away again.
    case failed(RemoteError)
    /// An interruption or an earlier failure came first; its file was taken away again.
    case notAttempted
  }
}
