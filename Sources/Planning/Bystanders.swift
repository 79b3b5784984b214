/// What a workspace holds that is not the project's own, as far as it matters to whoever is about to
/// make or adopt messages.
public struct Bystanders: Sendable, Hashable {
  /// Those that herald remembers nothing with: nobody's files own them.
  public var unowned: [RemoteMessage]
  /// The same, where they cannot be understood.
  public var strange: [StrangeMessage]
  /// The same, where they hold more than a file can say.
  public var hindered: [HinderedMessage]
  /// Those that some project, environment or herald to come has.
  public var claimed: [ClaimedMessage]
  /// Those that remember having been of another project than theirs.
  public var moved: [MovedMessage]

  public init(
    unowned: [RemoteMessage] = [], strange: [StrangeMessage] = [],
    hindered: [HinderedMessage] = [], claimed: [ClaimedMessage] = [], moved: [MovedMessage] = []
  ) {
    self.unowned = unowned
    self.strange = strange
    self.hindered = hindered
    self.claimed = claimed
    self.moved = moved
  }
}

/// A message that is not what the API says of messages.
public struct StrangeMessage: Sendable, Hashable {
  public let id: String
  public let name: String?
  public let problem: SpecJSONError

  public init(id: String, name: String?, problem: SpecJSONError) {
    self.id = id
    self.name = name
    self.problem = problem
  }
}

/// A message that herald remembers something with, and for whom.
public struct ClaimedMessage: Sendable, Hashable {
  public enum Owner: Sendable, Hashable {
    case project(String, environment: String, key: String)
    /// What herald remembers with it cannot be read.
    case unreadable(SpecJSONError)
  }

  public let id: String
  /// The id under which it would be listed if nobody owned it, where that is another.
  public let unownedID: String?
  public let name: String?
  public let owner: Owner

  public init(id: String, unownedID: String? = nil, name: String?, owner: Owner) {
    self.id = id
    self.unownedID = unownedID
    self.name = name
    self.owner = owner
  }
}

extension RemoteMessage {
  /// The project whose message it looks like by its id, though nobody remembers it: `shop` of
  /// `shop/summer-sale`.
  public var apparentProject: String? {
    guard record == nil, let parts = externalID?.split(separator: "/"), parts.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy(Self.isKeyByte) })
    else { return nil }
    return String(parts[0])
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

extension Snapshot {
  /// With messages that are not the projects'; each once.
  public func adding(_ more: [RemoteMessage]) -> Snapshot {
    let known = Set(messages.map(\.id))
    return Snapshot(
      workspace: workspace, admins: admins,
      messages: messages + more.filter { !known.contains($0.id) })
  }
}

extension Bystanders {
  /// Those of some ids.
  public func unowned(among ids: [String]) -> [RemoteMessage] {
    unowned.filter { ids.contains($0.id) }
  }
}
