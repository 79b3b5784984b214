import Audiences

/// A digest says that nothing was changed by accident. Whoever writes a plan anew can compute another
/// one: so a saved plan may do nothing that herald would not plan from the same files.
extension PlanFile {
  /// The changes that herald would not plan now, whatever the person allows, and the gates that no
  /// flag lifts.
  public func mismatches(with desired: DesiredSet, over snapshot: Snapshot) -> [Mismatch] {
    let everyKey = Set(desired.messages.map(\.key))
    let plans = [Intent(), Intent(resume: everyKey)].map { intent in
      Planner(desired, over: snapshot, intent: intent, commit: nil, now: madeAt)
        .knowing(Bystanders(unowned: unowned(in: snapshot)), wishes: adoptions).plan()
    }
    let known = Set(plans.flatMap(\.changes).map { $0.steps.map(\.saying) })
    let foreign = plan(filledFrom: snapshot).changes
      .filter { !known.contains($0.steps.map(\.saying)) }
      .map { Mismatch.notPlanned(change: $0.number, key: $0.key) }
    return foreign + plans[0].stops.compactMap { bounding($0, of: plans[0]) }.map(Mismatch.stopped)
  }

  /// A stop of what would be planned now, as it is of this plan; nil where a flag lifts it, or it is
  /// none of this plan's.
  private func bounding(_ stop: Stop, of now: Plan) -> Stop? {
    switch stop {
    case .otherEnvironment: return plan.isEmpty ? nil : stop
    case .everythingGone: return plan.changes.contains { $0.action.removes } ? stop : nil
    case .protected(let number, let key):
      let ids = now.changes.first { $0.number == number }?.steps.compactMap(\.messageID) ?? []
      let own = plan.changes.first { change in
        change.steps.compactMap(\.messageID).contains(where: ids.contains)
      }
      return own.map { .protected(change: $0.number, key: key) }
    case .ambiguousRename(let key, _):
      return plan.changes.contains { $0.key == key } ? stop : nil
    // Flags lift the first two; for the others the preconditions hold.
    case .tooManyDeletes, .conflict, .taken, .movedAway, .tornApart: return nil
    }
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
