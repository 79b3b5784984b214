public import JSON

/// A plan as it is saved: everything that carrying it out takes, and everything that must still hold
/// for that. It has no token, and nothing of others' that the workspace keeps with a message.
public struct PlanFile: Sendable, Hashable {
  /// Where a plan is carried out: nowhere else.
  public struct Binding: Sendable, Hashable {
    public let project: String
    public let environment: String
    /// The address of the remote, or what sort it is.
    public let remote: String
    /// The workspace's id.
    public let workspace: String

    public init(project: String, environment: String, remote: String, workspace: String) {
      self.project = project
      self.environment = environment
      self.remote = remote
      self.workspace = workspace
    }
  }

  public let binding: Binding
  /// Unix seconds.
  public let madeAt: Int64
  /// The git commit of the files, for people: what counts is what the files say.
  public let commit: String?
  public let files: FilesDigest
  /// What lifted gates.
  public let allowed: Allowances
  /// Without what others keep with messages, and addresses that the files do not say:
  /// `plan(filledFrom:)` has those.
  public let plan: Plan
  public let preconditions: [Precondition]
  /// Which message keeps what a draft carries over, by the place of its step.
  let sources: [StepPlace: String]

  /// Bound to the environment and workspace of the plan.
  ///
  /// - Parameter allowed: what the plan was allowed when it was made.
  public init(
    _ plan: Plan, of desired: DesiredSet, over snapshot: Snapshot, allowed: Allowances,
    remote: String, madeAt: Int64, commit: String?
  ) {
    let sources = Self.sources(of: plan, snapshot)
    self.init(
      binding: Binding(
        project: plan.project, environment: plan.environment, remote: remote,
        workspace: plan.workspace.id),
      madeAt: madeAt, commit: commit, files: FilesDigest(desired), allowed: allowed,
      plan: SenderShelter(desired, over: snapshot).hidden(plan.carrying { _ in [:] }),
      preconditions: Precondition.all(of: plan, sources: sources, snapshot), sources: sources)
  }

  init(
    binding: Binding, madeAt: Int64, commit: String?, files: FilesDigest, allowed: Allowances,
    plan: Plan, preconditions: [Precondition], sources: [StepPlace: String]
  ) {
    self.binding = binding
    self.madeAt = madeAt
    self.commit = commit
    self.files = files
    self.allowed = allowed
    self.plan = plan
    self.preconditions = preconditions
    self.sources = sources
  }
}

/// A step of a plan: the number of its change, and its index there.
struct StepPlace: Sendable, Hashable {
  let change: Int
  let index: Int
}

extension PlanFile {
  /// The plan as it was made, with what others keep with the messages and who sends them, from where
  /// that was.
  public func plan(filledFrom snapshot: Snapshot) -> Plan {
    let kept = Dictionary(
      snapshot.messages.map { ($0.id, $0.otherMetadata) }, uniquingKeysWith: { first, _ in first })
    return SenderShelter(nil, over: snapshot).shown(
      plan.carrying { place in sources[place].flatMap { kept[$0] } ?? [:] })
  }

  /// Where the drafts have it from: the message that they change, the one that they replace, or the
  /// one whose replacement was cut short.
  private static func sources(of plan: Plan, _ snapshot: Snapshot) -> [StepPlace: String] {
    let messages = Dictionary(
      snapshot.messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var sources: [StepPlace: String] = [:]
    for change in plan.changes {
      for (index, step) in change.steps.enumerated() {
        guard let draft = step.draft, !draft.otherMetadata.isEmpty else { continue }
        let isSource = { (message: RemoteMessage) in message.otherMetadata == draft.otherMetadata }
        let own = change.steps.compactMap(\.messageID).compactMap { messages[$0] }
        guard let source = own.first(where: isSource) ?? snapshot.messages.first(where: isSource)
        else { preconditionFailure("what a draft carries over is a message's") }
        sources[StepPlace(change: change.number, index: index)] = source.id
      }
    }
    return sources
  }
}

extension Step {
  /// The message that it changes or deletes; nil when it makes one.
  public var messageID: String? {
    switch self {
    case .create: nil
    case .update(let id, _, _), .delete(let id, _): id
    }
  }
}

extension Plan {
  /// The plan with other metadata in its drafts.
  fileprivate func carrying(_ metadata: (StepPlace) -> JSONObject) -> Plan {
    var plan = self
    for (index, change) in changes.enumerated() {
      plan.changes[index] = change.with(
        steps: change.steps.enumerated().map { index, step in
          step.with { $0.carrying(metadata(StepPlace(change: change.number, index: index))) }
        })
    }
    return plan
  }
}

extension Step {
  /// The step with another draft, where it has one.
  func with(_ edit: (MessageDraft) -> MessageDraft) -> Step {
    switch self {
    case .create(let draft): .create(edit(draft))
    case .update(let id, let etag, let draft): .update(id: id, etag: etag, edit(draft))
    case .delete: self
    }
  }
}

extension Change {
  /// The change with other steps.
  package func with(steps: [Step]) -> Change {
    var change = self
    change.steps = steps
    return change
  }

  /// The change with something else in it.
  package func with(
    before: MessageSpec?, after: MessageSpec?, fields: [FieldChange], steps: [Step]
  ) -> Change {
    var change = Change(
      number: number, key: key, action: action, movedFrom: movedFrom, place: place,
      lastFile: lastFile, before: before, stateBefore: stateBefore, stateAfter: stateAfter,
      after: after, fields: fields, unchangedFields: unchangedFields, isProtected: isProtected,
      consequences: consequences, steps: steps, needs: needs)
    change.reach = reach
    change.neighbours = neighbours
    return change
  }
}

extension MessageDraft {
  fileprivate func carrying(_ metadata: JSONObject) -> MessageDraft {
    MessageDraft(
      externalID: externalID, name: name, state: state, spec: spec, record: record,
      otherMetadata: metadata)
  }
}
