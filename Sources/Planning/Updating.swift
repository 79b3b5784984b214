import Audiences

/// What becomes of a message that has a file.
extension Planner {
  enum Verdict {
    case same
    /// The same, but that another person or tool paused it.
    case heldPaused
    case changed(ChangeDraft)

    var draft: ChangeDraft? {
      switch self {
      case .same, .heldPaused: nil
      case .changed(let draft): draft
      }
    }
  }

  func compare(_ campaign: DesiredMessage, with owned: OwnedMessage) -> Verdict {
    let (message, record) = (owned.message, owned.record)
    let files = senders.readable(campaign.spec)
    let remote = senders.readable(message.spec)
    let movedFrom = formerID(of: owned, for: campaign)
    let held = isHeldPaused(campaign, owned)
    if movedFrom == nil, message.state != .archived, campaign.lifecycle == record.lifecycle {
      var expected = files
      if held { expected.status = .paused }
      // What others changed and the files say by now is still to be remembered as applied.
      let isAsApplied = senders.readable(record.lastApplied).saysTheSame(as: files)
      if isAsApplied, expected.saysTheSame(as: remote) { return held ? .heldPaused : .same }
    }
    let fixed = fixedFields(files, message, remote)
    if !fixed.isEmpty { return .changed(replacement(campaign, owned, held: held, fixed: fixed)) }
    return .changed(update(campaign, owned, held: held, movedFrom: movedFrom))
  }

  /// The id that it has had until now; nil where it has the campaign's. One whose id somebody else has
  /// set to the campaign's still remembers its former key, and would be taken for that one's.
  private func formerID(of owned: OwnedMessage, for campaign: DesiredMessage) -> String? {
    let id = externalID(project: desired.project, key: campaign.key)
    if owned.message.externalID != id { return owned.message.externalID }
    return owned.record.key == campaign.key
      ? nil : externalID(project: owned.record.project, key: owned.record.key)
  }

  /// A pause made outside is left alone, unless the file's status has changed since, or the person
  /// says so. One that herald archived was paused if it was so before.
  func isHeldPaused(_ campaign: DesiredMessage, _ owned: OwnedMessage) -> Bool {
    let state = owned.message.state
    return (state == .archived ? owned.record.archivedFrom : state) == .paused
      && campaign.spec.status == .live && owned.record.lastApplied.status == .live
      && !intent.resume.contains(campaign.key)
  }

  private func update(
    _ campaign: DesiredMessage, _ owned: OwnedMessage, held: Bool, movedFrom: String?
  ) -> ChangeDraft {
    let message = owned.message
    let restores = message.state == .archived
    let comparison = comparison(campaign, owned, held: held)
    let files = senders.readable(campaign.spec)
    let state = held ? .paused : MessageState(campaign.spec.status)
    let draft = messageDraft(for: campaign, over: owned, state: state)
    var consequences = consequences(of: files, state: state, was: message.spec)
    if restores { consequences.append(.restored) }
    if held { consequences.append(.staysPaused) }
    if comparison.changes.isEmpty, movedFrom == nil, !restores {
      consequences.append(.takesOver(fields: changedSinceApplied(files, owned)))
    }
    // A newsfeed shows everybody what its items say now.
    if message.shownAt != nil, files.display.frequency == .showOnce, !files.audience.isNewsfeed,
      comparison.changes.contains(where: { $0.isCopy })
    {
      consequences.append(.seenCopyStays)
    }
    return ChangeDraft(
      key: campaign.key, action: restores ? .restore : .update,
      movedFrom: movedFrom, place: campaign.place,
      before: senders.readable(message.spec), stateBefore: message.state, after: files,
      fields: comparison.changes, unchangedFields: comparison.unchanged,
      consequences: consequences, steps: [.update(id: message.id, etag: message.etag, draft)])
  }

  /// The fields in which the files say something else than was last applied.
  private func changedSinceApplied(_ files: MessageSpec, _ owned: OwnedMessage) -> [String] {
    let applied = senders.readable(owned.record.lastApplied)
    return Comparison(files: files.fields, remote: applied.fields, base: nil).changes.map(\.name)
  }

  private func comparison(
    _ campaign: DesiredMessage, _ owned: OwnedMessage, held: Bool
  ) -> Comparison {
    let (message, record) = (owned.message, owned.record)
    let base = senders.readable(record.lastApplied)
    var remoteFields = senders.readable(message.spec).fields
    let heldStatus = FieldValue.text(campaign.spec.status.rawValue)
    remoteFields = remoteFields.map { field in
      guard field.name == FieldName.status else { return field }
      return Field(field.name, held ? heldStatus : .text(message.state.rawValue))
    }
    // What is remembered of the lifecycle is herald's own: only a file changes it.
    let remembered = record.lifecycle.fields
    let comparison = Comparison(
      files: senders.readable(campaign.spec).fields + campaign.lifecycle.fields,
      remote: remoteFields + remembered, base: base.fields + remembered)
    // What herald archived, because its file was gone, comes back because the file does.
    let isBack = message.state == .archived && record.archivedFrom != nil
    return isBack || base.status != campaign.spec.status
      ? comparison.givingStatusToFiles() : comparison
  }

  /// The fields that differ and cannot be changed any more.
  private func fixedFields(
    _ files: MessageSpec, _ message: RemoteMessage, _ remote: MessageSpec
  ) -> [String] {
    var fixed: [String] = []
    if message.liveAt != nil {
      if files.format != remote.format { fixed.append(FieldName.format) }
      if files.schedule.send != remote.schedule.send { fixed.append(FieldName.send) }
    }
    if message.audienceFrozenAt != nil, remote.schedule.send == .once,
      !files.audience.saysTheSame(as: remote.audience)
    {
      fixed.append(FieldName.audience)
    }
    return fixed
  }

  private func replacement(
    _ campaign: DesiredMessage, _ owned: OwnedMessage, held: Bool, fixed: [String]
  ) -> ChangeDraft {
    let (message, record) = (owned.message, owned.record)
    let comparison = comparison(campaign, owned, held: held)
    let files = senders.readable(campaign.spec)
    let state = held ? .paused : MessageState(campaign.spec.status)
    let creation = messageDraft(for: campaign, over: owned, state: state)
    let id = externalID(project: desired.project, key: campaign.key)
    let makeWay: Step
    var consequences: [Consequence] = [.replacedBecause(fixed: fixed)]
    if let shownAt = message.shownAt {
      makeWay = .update(
        id: message.id, etag: message.etag, archived(owned, as: "\(id)~\(message.id)"))
      consequences += [.archivedWithHistory(shownAt: shownAt), .shownAgain]
    } else {
      makeWay = .delete(id: message.id, etag: message.etag)
      consequences.append(.deletedUnseen)
    }
    consequences += self.consequences(of: files, state: state, was: nil)
    if held { consequences.append(.staysPaused) }
    return ChangeDraft(
      key: campaign.key, action: .replace,
      movedFrom: message.externalID == id ? nil : message.externalID, place: campaign.place,
      before: senders.readable(message.spec), stateBefore: message.state, after: files,
      fields: comparison.changes, unchangedFields: comparison.unchanged,
      isProtected: record.lifecycle.protect, consequences: consequences,
      steps: [makeWay, .create(creation)])
  }
}
