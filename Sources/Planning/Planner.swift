import Audiences
import JSON

/// Makes a plan from what is wanted and what is there. Pure: the same values give the same plan.
public struct Planner {
  let desired: DesiredSet
  let snapshot: Snapshot
  package let intent: Intent
  /// The git commit of the files, remembered with each message that changes.
  let commit: GitCommit?
  /// Unix seconds.
  let now: Int64

  let senders: Senders
  let owned: Ownership
  /// Messages that nobody owns, where they are known.
  var unowned: [RemoteMessage] = []
  /// By the keys of the campaigns that are left out.
  private let shortcomings: [String: [Shortcoming]]
  var wishes: [String: String] = [:]

  public init(
    _ desired: DesiredSet, over snapshot: Snapshot, intent: Intent = Intent(), commit: GitCommit?,
    now: Int64
  ) {
    self.desired = desired
    self.snapshot = snapshot
    self.intent = intent
    self.commit = commit
    self.now = now
    senders = Senders(snapshot.admins)
    owned = Ownership(snapshot, desired: desired)
    shortcomings = Dictionary(
      desired.skipped.map { ($0.message.key, $0.shortcomings) },
      uniquingKeysWith: { first, _ in first })
  }

  public func plan() -> Plan {
    let matching = matching
    let selector = selector(of: matching)
    var adoptable = Adoptable(
      unowned, ofProjects: [desired.project] + desired.formerProjects, wishes: wishes, senders)
    var drafts = Drafts()
    var notes: [Note] = []
    var unchanged = 0
    let skipped = skipped(matching, selector)
    if !skipped.isEmpty { notes.append(.skipped(skipped)) }
    for pair in matching.pairs where shortcomings[pair.desired.key] == nil {
      let verdict = verdict(on: pair, &adoptable)
      guard selector?.includes(Selectable(pair)) ?? true else {
        drafts.leaveOut(verdict.draft)
        continue
      }
      switch verdict {
      case .same: unchanged += 1
      case .heldPaused:
        unchanged += 1
        notes.append(.pausedOutside(key: pair.desired.key))
      case .changed(let draft): drafts.plan(draft)
      }
    }
    for (key, owned, id) in gone(matching) {
      guard let draft = removal(of: owned, key: key, underID: id) else { continue }
      if selector?.includes(Selectable(owned, key: key)) ?? true {
        drafts.plan(draft)
      } else {
        drafts.leaveOut(draft)
      }
    }
    let changes = Self.numbered(drafts.planned)
    if drafts.leftOut > 0 { notes.append(.leftOut(drafts.leftOut)) }
    notes += unreadable.map(Note.unreadable)
    let uncounted = uncounted(changes)
    return Plan(
      project: desired.project, environment: desired.environment, workspace: snapshot.workspace,
      changes: changes, unchanged: unchanged, notes: notes + uncounted.notes,
      stops: matching.stops.filter { isAbout($0, matching, selector) }
        + drafts.torn(changes) + gates(changes, matching) + uncounted.stops)
  }

  /// The ids of messages that no file is for, and whose records cannot be read.
  private var unreadable: [String] {
    let wanted = Set(campaigns.map { externalID(project: desired.project, key: $0.key) })
    return owned.strangers.compactMap { id, holder in
      guard case .unreadableRecord = holder, !wanted.contains(id) else { return nil }
      return id
    }.sorted()
  }

  private func verdict(on pair: Matching.Pair, _ adoptable: inout Adoptable) -> Verdict {
    if let owned = pair.owned { return compare(pair.desired, with: owned) }
    let campaign = pair.desired
    let id = externalID(project: desired.project, key: campaign.key)
    if owned.predecessor(of: campaign.key) == nil,
      let message = adoptable.take(campaign, externalID: id)
    {
      return .changed(adoption(of: campaign, message))
    }
    return .changed(creation(of: campaign))
  }

  /// What no file is for, and the id that it has when it is archived.
  private func gone(
    _ matching: Matching
  ) -> [(key: String, owned: OwnedMessage, underID: String?)] {
    matching.leftOver.map { ($0.key, $0.owned, externalID(project: desired.project, key: $0.key)) }
      + owned.spare.map { ($0.record.key, $0, nil) }
  }

  /// What the files ask for: nothing when all is to go.
  var campaigns: [DesiredMessage] {
    switch intent.goal {
    case .converge: desired.messages
    case .destroy: []
    }
  }

  /// Which message is whose. What is left out has its own, too: neither is it gone, nor is it another
  /// campaign's under a former name.
  var matching: Matching {
    switch intent.goal {
    case .converge: Matching(desired.campaigns, owned)
    case .destroy: Matching([], owned)
    }
  }

  /// What is left out of that which the person selects.
  private func skipped(_ matching: Matching, _ selector: Selector?) -> [Omission] {
    matching.pairs.compactMap { pair in
      guard let shortcomings = shortcomings[pair.desired.key],
        selector?.includes(Selectable(pair)) ?? true
      else { return nil }
      return Omission(
        key: pair.desired.key, shortcomings: shortcomings, isHeld: pair.owned?.isPresent ?? false)
    }
  }

  /// What a new message brings.
  private func creation(of campaign: DesiredMessage) -> ChangeDraft {
    // A replacement that was cut short between its two steps has left the old message aside.
    let predecessor = owned.predecessor(of: campaign.key)
    let held = predecessor.map { isHeldPaused(campaign, $0) } ?? false
    let state = held ? .paused : MessageState(campaign.spec.status)
    let draft = messageDraft(for: campaign, over: predecessor, state: state)
    let spec = senders.readable(campaign.spec)
    let comparison = Comparison(
      files: spec.fields + campaign.lifecycle.changedFields, remote: [], base: nil)
    return ChangeDraft(
      key: campaign.key, action: .create, place: campaign.place, after: spec,
      fields: comparison.changes,
      consequences: consequences(of: spec, state: state, was: nil) + (held ? [.staysPaused] : [])
        + (predecessor?.message.shownAt == nil ? [] : [.shownAgain]),
      steps: [.create(draft)])
  }

  /// What a message without a file comes to: nothing when it is archived already. An archived one
  /// goes to the id given, where a file that comes back looks for it.
  private func removal(of owned: OwnedMessage, key: String, underID id: String?) -> ChangeDraft? {
    let (message, record) = (owned.message, owned.record)
    let deleteAll = intent.goal == .destroy(deleteAll: true)
    guard message.state != .archived || deleteAll else { return nil }
    let action: Change.Action
    let consequence: Consequence
    let step: Step
    if let shownAt = message.shownAt, !deleteAll, record.lifecycle.onRemoval == .archive {
      action = .archive
      consequence = .archivedWithHistory(shownAt: shownAt)
      let free = id.flatMap { self.owned.strangers[$0] == nil ? $0 : nil }
      step = .update(
        id: message.id, etag: message.etag, archived(owned, as: free ?? message.externalID ?? ""))
    } else {
      action = .delete
      consequence = message.shownAt == nil ? .deletedUnseen : .deletedWithHistory
      step = .delete(id: message.id, etag: message.etag)
    }
    let isElsewhere = intent.goal == .converge && desired.elsewhere.contains(key)
    return ChangeDraft(
      key: key, action: action,
      movedFrom: step.draft.flatMap {
        $0.externalID == message.externalID ? nil : message.externalID
      },
      lastFile: record.provenance.file,
      before: senders.readable(message.spec), stateBefore: message.state,
      isProtected: record.lifecycle.protect,
      consequences: (isElsewhere ? [.keptElsewhere] : []) + changedOutside(owned) + [consequence],
      steps: [step])
  }

  private func changedOutside(_ owned: OwnedMessage) -> [Consequence] {
    let fields = changesOutside(of: owned).map(\.name)
    return fields.isEmpty ? [] : [.changedOutside(fields: fields)]
  }

  func messageDraft(
    for campaign: DesiredMessage, over owned: OwnedMessage?, state: MessageState
  ) -> MessageDraft {
    var spec = senders.writable(campaign.spec)
    // A fixed audience is written as the remote has it: no other wording of the same is taken.
    if let message = owned?.message, message.audienceFrozenAt != nil,
      message.spec.audience.saysTheSame(as: spec.audience)
    {
      spec.audience = message.spec.audience
    }
    var others = owned?.message.otherMetadata ?? [:]
    if state == .live { others[PauseNote.name] = nil }
    var remembered = owned?.record
    remembered?.rename(project: desired.project, key: campaign.key)
    return MessageDraft(
      externalID: externalID(project: desired.project, key: campaign.key),
      name: owned?.givenName ?? campaign.key,
      state: state, spec: spec,
      record: Record(
        project: desired.project, environment: desired.environment, key: campaign.key,
        formerKeys: remembered?.formerKeys ?? [], formerIDs: remembered?.formerIDs ?? [],
        lifecycle: campaign.lifecycle,
        revision: (owned?.record.revision ?? 0) + 1,
        provenance: Provenance(file: campaign.place.path, commit: commit),
        history: owned?.record.past ?? [],
        lastApplied: campaign.spec),
      otherMetadata: others)
  }

  /// The message as it is, but archived under an id.
  func archived(_ owned: OwnedMessage, as externalID: String) -> MessageDraft {
    let message = owned.message
    var record = owned.record
    if externalID.hasPrefix("\(desired.project)/") {
      record.rename(project: desired.project, key: record.key)
    }
    record.history = record.past
    record.revision += 1
    record.provenance = Provenance(file: record.provenance.file, commit: commit)
    if message.state != .archived { record.archivedFrom = message.state }
    return MessageDraft(
      externalID: externalID, name: message.name ?? record.key,
      state: .archived,
      spec: message.spec, record: record, otherMetadata: message.otherMetadata)
  }

  /// What a schedule means now, for a message that will be in a state.
  func consequences(
    of spec: MessageSpec, state: MessageState, was: MessageSpec?
  ) -> [Consequence] {
    guard state == .live else { return [] }
    if let end = spec.schedule.endsAt, end <= now { return [.endsInThePast] }
    if let start = spec.schedule.startsAt, start < now,
      was?.schedule.startsAt != start || was?.status != .live
    {
      return [.startsInThePast]
    }
    return []
  }
}

extension Lifecycle {
  /// What differs from what a file that says nothing has.
  fileprivate var changedFields: [Field] {
    zip(fields, Lifecycle().fields).filter { $0 != $1 }.map(\.0)
  }
}

extension OwnedMessage {
  /// Whether people can come across it.
  fileprivate var isPresent: Bool { message.state != .archived }

  /// The name that a person gave it in the workspace, if any: herald's own is its key.
  fileprivate var givenName: String? { message.name == record.key ? nil : message.name }
}
