public import JSON

/// What a workspace holds, read in one go.
public struct Snapshot: Sendable, Hashable {
  public let workspace: Workspace
  /// Who a message can come from.
  public let admins: [Admin]
  /// Sorted by `externalID`, then `id`: those of the project, whether or not herald made them.
  public let messages: [RemoteMessage]

  public init(workspace: Workspace, admins: [Admin], messages: [RemoteMessage]) {
    self.workspace = workspace
    self.admins = admins
    self.messages = messages.sorted { ($0.externalID ?? "", $0.id) < ($1.externalID ?? "", $1.id) }
  }
}

public struct Workspace: Sendable, Hashable {
  public let id: String
  public let name: String
  /// An IANA name: days in audience rules are days there.
  public let timeZone: String?

  public init(id: String, name: String, timeZone: String?) {
    self.id = id
    self.name = name
    self.timeZone = timeZone
  }
}

public struct Admin: Sendable, Hashable {
  public let id: String
  public let email: String
  public let name: String

  public init(id: String, email: String, name: String) {
    self.id = id
    self.email = email
    self.name = name
  }
}

public enum MessageState: String, Sendable, Hashable, CaseIterable {
  case draft, live, paused, archived

  public init(_ status: Status) {
    switch status {
    case .draft: self = .draft
    case .live: self = .live
    case .paused: self = .paused
    }
  }
}

/// One message as the remote holds it now.
public struct RemoteMessage: Sendable, Hashable {
  public let id: String
  /// Opaque; a change is made only if it is still the message's.
  public let etag: String
  /// `project/key` for what herald made.
  public let externalID: String?
  public let name: String?
  public let state: MessageState
  /// Its status is `draft` where the state is `archived`: an archived message has no other.
  @Boxed public private(set) var spec: MessageSpec
  /// Nil when herald did not make it, or when its record cannot be read.
  @Boxed public private(set) var record: Record?
  /// Why its record cannot be read; nil when it can, or when there is none.
  public let recordProblem: SpecJSONError?
  /// What others keep in its metadata; a change carries it over.
  public let otherMetadata: JSONObject
  /// Unix seconds; nil when it was never live. Some fields are fixed from then on.
  public let liveAt: Int64?
  /// Unix seconds; nil when nobody was ever shown it.
  public let shownAt: Int64?
  /// Unix seconds; nil when its audience is not fixed.
  public let audienceFrozenAt: Int64?
  /// Unix seconds.
  public let updatedAt: Int64

  public init(
    id: String, etag: String, externalID: String?, name: String?, state: MessageState,
    spec: MessageSpec, record: Record?, recordProblem: SpecJSONError? = nil,
    otherMetadata: JSONObject = [:], liveAt: Int64? = nil, shownAt: Int64? = nil,
    audienceFrozenAt: Int64? = nil, updatedAt: Int64 = 0
  ) {
    self.id = id
    self.etag = etag
    self.externalID = externalID
    self.name = name
    self.state = state
    self.spec = spec
    self.record = record
    self.recordProblem = recordProblem
    self.otherMetadata = otherMetadata
    self.liveAt = liveAt
    self.shownAt = shownAt
    self.audienceFrozenAt = audienceFrozenAt
    self.updatedAt = updatedAt
  }
}
