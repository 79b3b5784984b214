/// What must hold in the workspace before a saved plan's first write, and again at each.
public enum Precondition: Sendable, Hashable {
  /// No message has the `external_id`, but those that the plan itself moves or deletes.
  case absent(externalID: String, change: Int)
  /// The message is there, and as it was.
  case unmoved(id: String, etag: String, change: Int)

  var change: Int {
    switch self {
    case .absent(_, let change), .unmoved(_, _, let change): change
    }
  }

  /// In the order of the plan.
  static func all(
    of plan: Plan, sources: [StepPlace: String], _ snapshot: Snapshot
  ) -> [Precondition] {
    let messages = Dictionary(
      snapshot.messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var conditions: [Precondition] = []
    for change in plan.changes {
      for (index, step) in change.steps.enumerated() {
        switch step {
        case .create(let draft):
          conditions.append(.absent(externalID: draft.externalID, change: change.number))
        case .update(let id, let etag, let draft):
          conditions.append(.unmoved(id: id, etag: etag, change: change.number))
          if messages[id]?.externalID != draft.externalID {
            conditions.append(.absent(externalID: draft.externalID, change: change.number))
          }
        case .delete(let id, let etag):
          conditions.append(.unmoved(id: id, etag: etag, change: change.number))
        }
        let source = sources[StepPlace(change: change.number, index: index)]
        if let message = source.flatMap({ messages[$0] }), message.id != step.messageID {
          conditions.append(
            .unmoved(id: message.id, etag: message.etag, change: change.number))
        }
      }
    }
    var seen: Set<Precondition> = []
    return conditions.filter { seen.insert($0).inserted }
  }
}

/// Why a saved plan no longer fits: what moved.
public enum Mismatch: Sendable, Hashable {
  public enum Difference: String, Sendable, Hashable {
    case added, removed, changed
  }

  /// It was made for another one, named second.
  case binding(Bound, saved: String, now: String)
  /// herald.yaml says something else.
  case projectFile
  case campaign(String, Difference)
  /// The message of a change is not as it was; the fields that differ, where they are known.
  case moved(change: Int, key: String, fields: [String])
  case gone(change: Int, key: String)
  /// Another message has the `external_id` that a change needs.
  case taken(change: Int, key: String, externalID: String)
  /// A change that the files and the workspace do not come to: herald did not plan it.
  case notPlanned(change: Int, key: String)
  /// A gate that came up since the plan was made.
  case stopped(Stop)

  public enum Bound: String, Sendable, Hashable {
    case project, environment, remote, workspace
  }
}

extension PlanFile {
  /// What the files say otherwise than when the plan was made, and where they are applied to.
  public func mismatches(with desired: DesiredSet, remote: String) -> [Mismatch] {
    let bound: [(Mismatch.Bound, String, String)] = [
      (.project, binding.project, desired.project),
      (.environment, binding.environment, desired.environment),
      (.remote, binding.remote, remote),
    ]
    return bound.filter { $0.1 != $0.2 }.map { .binding($0.0, saved: $0.1, now: $0.2) }
      + files.differences(now: FilesDigest(desired))
  }

  /// What the workspace holds otherwise than when the plan was made, as far as the plan needs it.
  public func mismatches(with snapshot: Snapshot) -> [Mismatch] {
    guard snapshot.workspace.id == binding.workspace else {
      return [.binding(.workspace, saved: binding.workspace, now: snapshot.workspace.id)]
    }
    let messages = Dictionary(
      snapshot.messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let own = Set(plan.changes.flatMap(\.steps).compactMap(\.messageID))
    var holders: [String: String] = [:]
    for message in snapshot.messages where !own.contains(message.id) {
      if let id = message.externalID { holders[id] = message.id }
    }
    let senders = Senders(snapshot.admins)
    let changes = Dictionary(
      plan(filledFrom: snapshot).changes.map { ($0.number, $0) },
      uniquingKeysWith: { first, _ in first })
    let found = preconditions.compactMap { condition -> Mismatch? in
      guard let change = changes[condition.change] else { return nil }
      switch condition {
      case .absent(let externalID, let number):
        guard holders[externalID] != nil else { return nil }
        return .taken(change: number, key: change.key, externalID: externalID)
      case .unmoved(let id, let etag, let number):
        guard let message = messages[id] else { return .gone(change: number, key: change.key) }
        guard message.etag != etag else { return nil }
        return .moved(
          change: number, key: change.key,
          fields: change.fieldsThatMoved(to: message, senders))
      }
    }
    var seen: Set<Mismatch> = []
    return found.filter { seen.insert($0).inserted }
  }
}

extension Change {
  /// Which fields of its message are not as the plan saw them.
  fileprivate func fieldsThatMoved(to message: RemoteMessage, _ senders: Senders) -> [String] {
    guard let before, steps.contains(where: { $0.messageID == message.id }) else { return [] }
    let state = stateBefore ?? message.state
    func fields(_ spec: MessageSpec, _ state: MessageState) -> [Field] {
      spec.fields.map { field in
        field.name == FieldName.status ? Field(field.name, .text(state.rawValue)) : field
      }
    }
    return Comparison(
      files: fields(before, state), remote: fields(senders.readable(message.spec), message.state),
      base: nil
    ).changes.map(\.name)
  }
}
