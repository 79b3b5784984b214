import Audiences

/// What becomes of a message that has a file.
extension Planner {
  enum Verdict {
    case same
    /// The same, but that another person or tool paused it.
    case heldPaused
    case changed(ChangeDraft)
  }

  func compare(_ campaign: DesiredMessage, with owned: OwnedMessage) -> Verdict {
    let (message, record) = (owned.message, owned.record)
    let files = senders.readable(campaign.spec)
    let remote = senders.readable(message.spec)
    let base = senders.readable(record.lastApplied)
    let moved = message.externalID != externalID(project: desired.project, key: campaign.key)
    let held = isHeldPaused(campaign, message, base)
    if !moved, message.state != .archived, campaign.lifecycle == record.lifecycle {
      var expected = files
      if held { expected.status = .paused }
      if expected.saysTheSame(as: remote) { return held ? .heldPaused : .same }
    }
    let fixed = fixedFields(files, message, remote)
    if !fixed.isEmpty { return .changed(replacement(campaign, owned, fixed: fixed)) }
    return .changed(update(campaign, owned, held: held, moved: moved))
  }

  /// A pause made outside is left alone, unless the file's status has changed since, or the person says so.
  private func isHeldPaused(
    _ campaign: DesiredMessage, _ message: RemoteMessage, _ base: MessageSpec
  ) -> Bool {
    message.state == .paused && campaign.spec.status == .live && base.status == .live
      && !intent.resume.contains(campaign.key)
  }

  private func update(
    _ campaign: DesiredMessage, _ owned: OwnedMessage, held: Bool, moved: Bool
  ) -> ChangeDraft {
    let message = owned.message
    let restores = message.state == .archived
    let comparison = comparison(campaign, owned, held: held, causes: !restores)
    let files = senders.readable(campaign.spec)
    let draft = messageDraft(
      for: campaign, over: owned, state: held ? .paused : MessageState(campaign.spec.status))
    var consequences = scheduleConsequences(of: files, was: senders.readable(message.spec))
    if restores { consequences.append(.restored) }
    if held { consequences.append(.staysPaused) }
    if message.shownAt != nil, files.display.frequency == .showOnce,
      comparison.changes.contains(where: { $0.isCopy })
    {
      consequences.append(.seenCopyStays)
    }
    return ChangeDraft(
      key: campaign.key, action: restores ? .restore : .update,
      movedFrom: moved ? message.externalID : nil, place: campaign.place,
      before: senders.readable(message.spec), stateBefore: message.state, after: files,
      fields: comparison.changes, unchangedFields: comparison.unchanged,
      consequences: consequences, steps: [.update(id: message.id, etag: message.etag, draft)])
  }

  private func comparison(
    _ campaign: DesiredMessage, _ owned: OwnedMessage, held: Bool, causes: Bool
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
    return Comparison(
      files: senders.readable(campaign.spec).fields + campaign.lifecycle.fields,
      remote: remoteFields + remembered, base: causes ? base.fields + remembered : nil
    ).decidingStatus(base: base.status, files: campaign.spec.status)
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
    _ campaign: DesiredMessage, _ owned: OwnedMessage, fixed: [String]
  ) -> ChangeDraft {
    let (message, record) = (owned.message, owned.record)
    let comparison = comparison(campaign, owned, held: false, causes: true)
    let files = senders.readable(campaign.spec)
    let creation = messageDraft(
      for: campaign, over: owned, state: MessageState(campaign.spec.status))
    let makeWay: Step
    var consequences: [Consequence] = [.replacedBecause(fixed: fixed)]
    if let shownAt = message.shownAt {
      let aside = "\(externalID(project: desired.project, key: record.key))~\(message.id)"
      makeWay = .update(
        id: message.id, etag: message.etag, archived(owned, as: aside))
      consequences += [.archivedWithHistory(shownAt: shownAt), .shownAgain]
    } else {
      makeWay = .delete(id: message.id, etag: message.etag)
      consequences.append(.deletedUnseen)
    }
    consequences += scheduleConsequences(of: files, was: nil)
    return ChangeDraft(
      key: campaign.key, action: .replace,
      movedFrom: record.key == campaign.key ? nil : message.externalID, place: campaign.place,
      before: senders.readable(message.spec), stateBefore: message.state, after: files,
      fields: comparison.changes, unchangedFields: comparison.unchanged,
      isProtected: record.lifecycle.protect, consequences: consequences,
      steps: [makeWay, .create(creation)])
  }
}
