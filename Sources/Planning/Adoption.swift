import Audiences

/// Messages that nobody's files own and that say exactly what a new campaign does: one of them is
/// taken over instead of a second being made.
struct Adoptable {
  /// By what is quickly compared.
  private let candidates: [Traits: [RemoteMessage]]
  private let senders: Senders
  /// Ids of those that campaigns have taken, or are kept for one.
  private var taken: Set<String>
  /// Which message a campaign is to have, by key.
  private let wishes: [String: String]

  private struct Traits: Hashable {
    let format: Format
    let status: Status
    let title: String?
    let body: String?

    init(_ spec: MessageSpec) {
      (format, status, title, body) = (spec.format, spec.status, spec.title, spec.body)
    }
  }

  /// An archived message is none: a file would bring it back.
  init(
    _ messages: [RemoteMessage], ofProjects projects: [String], wishes: [String: String],
    _ senders: Senders
  ) {
    self.senders = senders
    self.wishes = wishes
    taken = Set(wishes.values)
    let free = messages.filter { message in
      message.record == nil && message.recordProblem == nil && message.state != .archived
        && message.apparentProject.map(projects.contains) ?? true
    }
    candidates = Dictionary(grouping: free) { Traits($0.spec) }
  }

  /// The one that has the campaign's own id already, else the first by id.
  mutating func take(_ campaign: DesiredMessage, externalID: String) -> RemoteMessage? {
    let wanted = senders.readable(campaign.spec)
    let wish = wishes[campaign.key]
    let found = (candidates[Traits(campaign.spec)] ?? []).filter { message in
      (wish.map { $0 == message.id } ?? !taken.contains(message.id))
        && wanted.saysTheSame(as: senders.readable(message.spec))
    }
    let message =
      found.first { $0.externalID == externalID }
      ?? found.min { ($0.id.count, $0.id) < ($1.id.count, $1.id) }
    if let message { taken.insert(message.id) }
    return message
  }
}

extension Planner {
  /// The same, knowing what others hold: what it would have made twice is adopted.
  ///
  /// - Parameter wishes: the ids of messages that campaigns are to adopt, and no other, by key.
  public func knowing(_ bystanders: Bystanders, wishes: [String: String] = [:]) -> Planner {
    var planner = self
    planner.unowned = bystanders.unowned
    planner.wishes = wishes
    return planner
  }

  /// The message as it is, but for who owns it.
  func adoption(of campaign: DesiredMessage, _ message: RemoteMessage) -> ChangeDraft {
    let files = senders.readable(campaign.spec)
    let id = externalID(project: desired.project, key: campaign.key)
    let record = Record(
      project: desired.project, environment: desired.environment, key: campaign.key,
      formerIDs: [message.externalID].compactMap(\.self).filter { $0 != id },
      lifecycle: campaign.lifecycle,
      provenance: Provenance(file: campaign.place.path, commit: commit),
      lastApplied: campaign.spec)
    let draft = MessageDraft(
      externalID: id, name: message.name ?? campaign.key, state: message.state, spec: message.spec,
      record: record, otherMetadata: message.otherMetadata)
    return ChangeDraft(
      key: campaign.key, action: .adopt, place: campaign.place,
      before: senders.readable(message.spec), stateBefore: message.state, after: files,
      unchangedFields: files.fields.count, consequences: [],
      steps: [.update(id: message.id, etag: message.etag, draft)])
  }
}

extension Plan {
  /// Messages that it takes over.
  public var adopted: [String] {
    changes.filter { $0.action == .adopt }.flatMap(\.steps).compactMap(\.messageID)
  }
}

extension DesiredMessage {
  /// The fields in which it is not what a message is; empty when it says exactly the same.
  public func differences(from other: MessageSpec, _ otherLifecycle: Lifecycle) -> [String] {
    if spec.saysTheSame(as: other), lifecycle == otherLifecycle { return [] }
    let names = Comparison(
      files: spec.fields + lifecycle.fields, remote: other.fields + otherLifecycle.fields, base: nil
    ).changes.map(\.name)
    return names.isEmpty ? ["its content"] : names
  }
}
