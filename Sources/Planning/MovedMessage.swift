/// A message of another project, as far as it matters to whoever is about to create one: what it is
/// called, and what it remembers of its former names.
public struct MovedMessage: Sendable, Hashable {
  public let id: String
  public let externalID: String?
  public let state: MessageState
  /// Whose it is now.
  public let project: String
  public let key: String
  public let formerKeys: [String]
  public let formerIDs: [String]

  public init(
    id: String, externalID: String?, state: MessageState, project: String, key: String,
    formerKeys: [String] = [], formerIDs: [String]
  ) {
    self.id = id
    self.externalID = externalID
    self.state = state
    self.project = project
    self.key = key
    self.formerKeys = formerKeys
    self.formerIDs = formerIDs
  }

  /// Whether it was a project's under one of its names, and had one of the keys then or since.
  fileprivate func was(_ keys: [String], ofProjects prefixes: [String]) -> Bool {
    let ids = formerIDs.filter { id in prefixes.contains { id.hasPrefix($0) } }
    guard !ids.isEmpty else { return false }
    return keys.contains { key in
      self.key == key || formerKeys.contains(key) || prefixes.contains { ids.contains($0 + key) }
    }
  }
}

extension Plan {
  /// Whether it makes a message where there is none: then, and only then, what other projects hold
  /// matters to it.
  public var creates: Bool { changes.contains { $0.action == .create } }
}

extension Planner {
  /// The plan, stopped where it would create what another project has taken over.
  ///
  /// Whether that project is the same under another name, or another team's, nobody but a person
  /// knows: so nothing is taken back by itself.
  public func plan(_ plan: Plan, mindful others: [MovedMessage]) -> Plan {
    let names = [desired.project] + desired.formerProjects
    let prefixes = names.map { externalID(project: $0, key: "") }
    let moved = others.filter { message in
      !names.contains(message.project) && !message.formerIDs.isEmpty
    }.sorted(by: Self.presentFirst)
    guard !moved.isEmpty else { return plan }
    let formerKeys = Dictionary(
      desired.messages.map { ($0.key, $0.formerKeys) }, uniquingKeysWith: { first, _ in first })
    let stops = plan.changes.compactMap { change -> Stop? in
      let keys = [change.key] + (formerKeys[change.key] ?? [])
      guard change.action == .create,
        let message = moved.first(where: { $0.was(keys, ofProjects: prefixes) })
      else { return nil }
      return .movedAway(change: change.number, key: change.key, to: message)
    }
    var stopped = plan
    stopped.stops += stops
    return stopped
  }

  /// Of several, the one that people see is named.
  private static func presentFirst(_ left: MovedMessage, _ right: MovedMessage) -> Bool {
    func rank(_ message: MovedMessage) -> Int {
      switch message.state {
      case .live: 0
      case .paused, .draft: 1
      case .archived: 2
      }
    }
    return (rank(left), left.externalID ?? "", left.id)
      < (rank(right), right.externalID ?? "", right.id)
  }
}
