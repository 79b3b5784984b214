/// What a message has done before a change: nothing takes that back.
public struct History: Sendable, Hashable {
  /// People who were shown it.
  public let recipients: Int
  /// Those of them who clicked, replied or answered.
  public let engaged: Int
  /// Recipients that a simulation made up.
  public let simulated: Int
  /// The number of what it shows until then.
  public let version: Int
  /// People who were shown that, whatever else they were shown.
  public let recipientsOfVersion: Int

  public init(
    recipients: Int, engaged: Int, simulated: Int, version: Int, recipientsOfVersion: Int
  ) {
    self.recipients = recipients
    self.engaged = engaged
    self.simulated = simulated
    self.version = version
    self.recipientsOfVersion = recipientsOfVersion
  }
}

extension Change {
  /// The message that it changes or takes away; nil for one that makes a message, and for one that
  /// takes a message over as it is.
  public var changedMessage: String? {
    switch action {
    case .create, .adopt: nil
    case .update, .replace, .restore, .archive, .delete:
      steps.lazy.compactMap { step -> String? in
        switch step {
        case .create: nil
        case .update(let id, _, _), .delete(let id, _): id
        }
      }.first
    }
  }
}

extension Plan {
  /// The ids of messages that it changes or takes away and that somebody has been shown.
  public func shownMessages(in held: Snapshot) -> [String] {
    if changes.isEmpty { return [] }
    let shown = Set(held.messages.lazy.filter { $0.shownAt != nil }.map(\.id))
    return changes.compactMap(\.changedMessage).filter(shown.contains)
  }

  /// The same plan with what its messages have done, by their ids.
  ///
  /// - Parameter untold: of how many of them the workspace does not tell.
  public func knowing(_ histories: [String: History], untold: Int) -> Plan {
    var plan = self
    for index in changes.indices {
      plan.changes[index].history = changes[index].changedMessage.flatMap { histories[$0] }
    }
    if untold > 0 { plan.notes.append(.historyUnknown(changes: untold)) }
    return plan
  }
}
