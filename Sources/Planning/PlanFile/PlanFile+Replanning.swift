import Audiences

/// A digest says that nothing was changed by accident. Whoever writes a plan anew can compute another
/// one: so a saved plan may do nothing that herald would not plan from the same files.
extension PlanFile {
  /// The changes that herald would not plan now, whatever the person allows.
  public func mismatches(with desired: DesiredSet, over snapshot: Snapshot) -> [Mismatch] {
    let everyKey = Set(desired.messages.map(\.key))
    let planned = [Intent(), Intent(resume: everyKey)].flatMap { intent in
      Planner(desired, over: snapshot, intent: intent, commit: nil, now: madeAt)
        .knowing(Bystanders(unowned: unowned(in: snapshot)), wishes: adoptions).plan().changes
    }
    let known = Set(planned.map { $0.steps.map(\.saying) })
    return plan(filledFrom: snapshot).changes.filter { !known.contains($0.steps.map(\.saying)) }
      .map { .notPlanned(change: $0.number, key: $0.key) }
  }

  /// The messages that it takes over, by the keys of their campaigns.
  private var adoptions: [String: String] {
    let adopted = plan.changes.filter { $0.action == .adopt }.compactMap { change in
      change.steps.first?.messageID.map { (change.key, $0) }
    }
    return Dictionary(adopted, uniquingKeysWith: { first, _ in first })
  }

  private func unowned(in snapshot: Snapshot) -> [RemoteMessage] {
    let adopted = Set(plan.adopted)
    return snapshot.messages.filter { $0.record == nil && adopted.contains($0.id) }
  }
}

extension Step {
  /// The step without what may differ while the files say the same: where they lie, their commit,
  /// and how they word an audience.
  fileprivate var saying: Step {
    switch self {
    case .create(let draft): .create(draft.saying)
    case .update(let id, let etag, let draft): .update(id: id, etag: etag, draft.saying)
    case .delete: self
    }
  }
}

extension MessageDraft {
  fileprivate var saying: MessageDraft {
    var record = record
    record.provenance = Provenance()
    record.lastApplied.audience = record.lastApplied.audience.normalized
    var spec = spec
    spec.audience = spec.audience.normalized
    return MessageDraft(
      externalID: externalID, name: name, state: state, spec: spec, record: record,
      otherMetadata: otherMetadata)
  }
}
