import Audiences

/// A digest says that nothing was changed by accident. Whoever writes a plan anew can compute another
/// one: so a saved plan may do nothing that herald would not plan from the same files.
extension PlanFile {
  /// The changes that herald would not plan now, for what was allowed, and the gates that stop them
  /// now: what counts for those may have moved where nothing that the plan changes did.
  ///
  /// - Parameter moment: when it would be applied, in Unix seconds.
  public func mismatches(
    with desired: DesiredSet, over snapshot: Snapshot, at moment: Int64
  ) -> [Mismatch] {
    let planner = Planner(
      desired, over: snapshot, intent: allowed.intent, commit: nil, now: madeAt
    ).knowing(Bystanders(unowned: unowned(in: snapshot)), wishes: adoptions)
    let now = planner.plan()
    let known = Set(now.changes.map(\.saying))
    let foreign = plan(filledFrom: snapshot).changes
      .filter { !known.contains($0.saying) }
      .map { Mismatch.notPlanned(change: $0.number, key: $0.key) }
    // Who was not counted is not counted later: whatever the plan says, a limit refuses that.
    let unseen = allowed.countsPeople ? [] : planner.uncounted(plan.changes).stops
    let stops =
      now.stops.compactMap { bounding($0, of: now) } + deletes(planner) + unseen
      + (plan.isEmpty ? [] : planner.freeze(at: moment))
    return foreign + stops.map(Mismatch.stopped)
  }

  /// A stop of what would be planned now, as it is of this plan; nil where it is none of this plan's.
  private func bounding(_ stop: Stop, of now: Plan) -> Stop? {
    switch stop {
    case .otherEnvironment: return plan.isEmpty ? nil : stop
    case .everythingGone: return plan.changes.contains { $0.action.removes } ? stop : nil
    case .protected(let number, let key):
      return own(number, of: now).map { .protected(change: $0, key: key) }
    case .conflict(let number, let key, let fields):
      return own(number, of: now).map { .conflict(change: $0, key: key, fields: fields) }
    case .ambiguousRename(let key, _):
      return plan.changes.contains { $0.key == key } ? stop : nil
    // The first is counted of this plan's own changes, people are counted again where they were, and
    // a freeze is asked of the time at which it is applied; for the others the preconditions hold.
    case .tooManyDeletes, .taken, .movedAway, .tornApart, .tooManyExposed, .reachesTooMany,
      .notCounted, .frozen:
      return nil
    }
  }

  /// The number here of a change that would be planned now.
  private func own(_ number: Int, of now: Plan) -> Int? {
    let ids = now.changes.first { $0.number == number }?.steps.compactMap(\.messageID) ?? []
    return plan.changes.first { change in
      change.steps.compactMap(\.messageID).contains(where: ids.contains)
    }?.number
  }

  /// Of a plan for some campaigns, only what it takes away counts, and of everything that is live.
  private func deletes(_ planner: Planner) -> [Stop] {
    let state = Dictionary(
      planner.snapshot.messages.map { ($0.id, $0.state) }, uniquingKeysWith: { first, _ in first })
    return planner.deletes(
      plan.changes.count { change in
        change.action.removes
          && change.steps.compactMap(\.messageID).contains { state[$0] == .live }
      })
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

extension Change {
  /// The change as people are shown it and as it is done, without what may differ while the files say
  /// the same: its place in the plan, where the files lie, their commit, and how they word an audience.
  fileprivate var saying: Change {
    Change(
      number: 0, key: key, action: action, movedFrom: movedFrom, place: nil, lastFile: lastFile,
      before: before?.saying, stateBefore: stateBefore, stateAfter: stateAfter,
      after: after?.saying, fields: fields.map(\.saying), unchangedFields: unchangedFields,
      isProtected: isProtected,
      consequences: consequences.filter { !Self.passing.contains($0) },
      steps: steps.map { $0.with(\.saying) }, needs: [])
  }
}

extension Change {
  /// What the hour decides, and files of other environments, which are none of the plan's.
  private static let passing: Set<Consequence> = [
    .startsInThePast, .endsInThePast, .keptElsewhere,
  ]
}

extension MessageSpec {
  fileprivate var saying: MessageSpec {
    var spec = self
    spec.audience = spec.audience.normalized
    return spec
  }
}

extension FieldChange {
  fileprivate var saying: FieldChange {
    FieldChange(name, before: before?.saying, after: after?.saying, cause: cause)
  }
}

extension FieldValue {
  fileprivate var saying: FieldValue {
    if case .rule(let rule) = self { .rule(rule.normalized) } else { self }
  }
}

extension MessageDraft {
  fileprivate var saying: MessageDraft {
    var record = record
    record.provenance = Provenance()
    record.lastApplied = record.lastApplied.saying
    return MessageDraft(
      externalID: externalID, name: name, state: state, spec: spec.saying, record: record,
      otherMetadata: otherMetadata)
  }
}
