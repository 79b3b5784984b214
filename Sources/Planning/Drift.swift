/// What was changed outside since it was last applied: of a whole project, whatever its files say now.
///
/// A message that somebody deleted is no drift: nothing that remembered it is left.
public struct Drift: Sendable, Hashable {
  public let project: String
  public let environment: String
  public let workspace: Workspace
  /// Sorted by key.
  public let messages: [DriftedMessage]
  /// How many others the project owns.
  public let intact: Int
  /// How many messages the person's selection leaves out, changed or not.
  public let leftOut: Int
}

/// One message that others have changed.
public struct DriftedMessage: Sendable, Hashable {
  /// Of its campaign's file; what is remembered where it has none.
  public let key: String
  public let id: String
  /// Where its campaign is; nil when no file is for it.
  public let place: Place?
  /// The file that it was last applied from, relative to the project's root.
  public let lastFile: String?
  /// What it is now, its sender by address.
  public let spec: MessageSpec
  public let state: MessageState
  /// Unix seconds.
  public let updatedAt: Int64
  /// Each from what was last applied to what the workspace holds; a conflict where the file says
  /// something new as well.
  public let fields: [FieldChange]
}

extension Planner {
  /// What others changed on what is selected. What the files say already is none: it was pulled, or
  /// written twice.
  public func drift() -> Drift {
    let matching = Matching(desired.campaigns, owned)
    let selector = selector(of: matching)
    var drifted: [DriftedMessage] = []
    var intact = 0
    var leftOut = 0
    let files = matching.pairs.compactMap { pair in
      pair.owned.map { (pair.desired.key, Optional(pair.desired), $0, Selectable(pair)) }
    }
    let gone = matching.leftOver.map {
      ($0.key, DesiredMessage?.none, $0.owned, Selectable($0.owned, key: $0.key))
    }
    for (key, campaign, owned, item) in files + gone {
      guard selector?.includes(item) ?? true else {
        leftOut += 1
        continue
      }
      if let message = drift(of: owned, key: key, campaign) {
        drifted.append(message)
      } else {
        intact += 1
      }
    }
    return Drift(
      project: desired.project, environment: desired.environment, workspace: snapshot.workspace,
      messages: drifted.sorted { $0.key < $1.key }, intact: intact, leftOut: leftOut)
  }

  private func drift(
    of owned: OwnedMessage, key: String, _ campaign: DesiredMessage?
  ) -> DriftedMessage? {
    let wanted = campaign.map { senders.readable($0.spec).fields.byName }
    let fields = changesOutside(of: owned).compactMap { change -> FieldChange? in
      guard let wanted else { return change }
      let file = wanted[change.name]
      if file.saysTheSame(as: change.after) { return nil }
      return change.caused(by: file.saysTheSame(as: change.before) ? .outside : .conflict)
    }
    guard !fields.isEmpty else { return nil }
    let message = owned.message
    return DriftedMessage(
      key: key, id: message.id, place: campaign?.place, lastFile: owned.record.provenance.file,
      spec: senders.readable(message.spec), state: message.state, updatedAt: message.updatedAt,
      fields: fields)
  }
}

extension Planner {
  /// How a message differs from what was last applied, whoever wants what now.
  func changesOutside(of owned: OwnedMessage) -> [FieldChange] {
    let (message, record) = (owned.message, owned.record)
    let applied = senders.readable(record.lastApplied)
    let isArchivedByUs = message.state == .archived && record.archivedFrom != nil
    let state = isArchivedByUs ? applied.status.rawValue : message.state.rawValue
    let held = senders.readable(message.spec).fields.map { field in
      field.name == FieldName.status ? Field(field.name, .text(state)) : field
    }
    return Comparison(files: held, remote: applied.fields, base: nil).changes.map {
      $0.caused(by: .outside)
    }
  }
}

extension FieldChange {
  fileprivate func caused(by cause: Cause) -> FieldChange {
    FieldChange(name, before: before, after: after, cause: cause)
  }
}
