import Applying
import Campaigns
import Planning

/// Tells whose each message of a workspace is, and what can be done about it.
struct Sorting {
  enum Result {
    case candidate(Candidate)
    case skipped(ImportReport.Skipped)
  }

  private let projects: [String]
  private let environment: String
  private let admins: Set<String>
  private let unowned: [String: RemoteMessage]
  private let strange: [String: StrangeMessage]
  private let hindered: [String: HinderedMessage]
  private let claimed: [String: ClaimedMessage]
  /// The ids of messages by those under which they were listed before somebody owned them.
  private let ownedIDs: [String: String]
  private let own: [String: RemoteMessage]
  /// Messages that no file is for, by id.
  private let fileless: Set<String>
  /// Campaigns without a message that say what one does, by its id.
  private let waiting: [String: Change]
  private let elsewhere: Set<String>
  private var keys: KeyChoice

  init(
    _ project: LoadedProject, _ planner: Planner, _ snapshot: Snapshot, _ bystanders: Bystanders
  ) {
    let plan = planner.plan()
    projects = [project.project.name] + project.project.previously
    environment = plan.environment
    admins = Set(snapshot.admins.map(\.id))
    unowned = Self.byID(bystanders.unowned, \.id)
    strange = Self.byID(bystanders.strange, \.id)
    hindered = Self.byID(bystanders.hindered, \.id)
    claimed = Self.byID(bystanders.claimed, \.id)
    ownedIDs = Dictionary(
      bystanders.claimed.compactMap { message in message.unownedID.map { ($0, message.id) } },
      uniquingKeysWith: { first, _ in first })
    own = Self.byID(snapshot.messages.filter { $0.record != nil }, \.id)
    var fileless: Set<String> = []
    var waiting: [String: Change] = [:]
    for change in plan.changes {
      for id in change.steps.compactMap(\.messageID) {
        if change.action.removes { fileless.insert(id) }
        if change.action == .adopt { waiting[id] = change }
      }
    }
    self.fileless = fileless
    self.waiting = waiting
    let campaigns = project.content.campaigns
    elsewhere = Set(campaigns.filter { !$0.belongs(to: plan.environment) }.map(\.key))
    var taken: Set<String> = []
    for campaign in campaigns { taken.formUnion([campaign.key] + campaign.previously) }
    for record in planner.records { taken.formUnion([record.key] + record.formerKeys) }
    for message in snapshot.messages where message.record != nil {
      if let key = message.externalID?.split(separator: "/").last { taken.insert(String(key)) }
    }
    keys = KeyChoice(
      project: project.project.name, taken: taken, unowned: bystanders.unowned)
  }

  /// How many messages others have, by whose they are.
  var others: [String: Int] {
    var others: [String: Int] = [:]
    for message in claimed.values {
      switch message.owner {
      case .project(let name, let environment, _):
        if !projects.contains(name) {
          others["project \(name)", default: 0] += 1
        } else if environment != self.environment {
          others["environment \(environment)", default: 0] += 1
        }
      case .unreadable: others["a record that cannot be read", default: 0] += 1
      }
    }
    return others
  }

  mutating func sort(_ id: String) -> Result {
    if let message = unowned[id] { return sort(message) }
    func skipped(_ name: String?, _ reason: ImportReport.Reason) -> Result {
      .skipped(.init(id: id, name: name, reason: reason))
    }
    if let message = strange[id] { return skipped(message.name, .strange(message.problem)) }
    if let message = hindered[id] { return skipped(message.name, .hindered(message.obstacles)) }
    let id = ownedIDs[id] ?? id
    guard let claim = claimed[id] else { return skipped(nil, .notThere) }
    guard case .project(let name, let place, let key) = claim.owner, projects.contains(name),
      place == environment, let message = own[id]
    else { return skipped(claim.name, .claimed(claim.owner)) }
    if elsewhere.contains(key) { return skipped(claim.name, .elsewhere(key: key)) }
    if message.state == .archived { return skipped(claim.name, .archived) }
    guard fileless.contains(id) else { return skipped(claim.name, .own(key: key)) }
    return .candidate(
      Candidate(
        message: message, key: key, lifecycle: message.record?.lifecycle ?? Lifecycle(),
        isOwn: true))
  }

  private mutating func sort(_ message: RemoteMessage) -> Result {
    func skipped(_ reason: ImportReport.Reason) -> Result {
      .skipped(.init(id: message.id, name: message.name, reason: reason))
    }
    if message.state == .archived { return skipped(.archived) }
    if let project = message.apparentProject, !projects.contains(project) {
      return skipped(.looksLike(project: project))
    }
    if case .id(let sender) = message.spec.sender, !admins.contains(sender) {
      return skipped(.unknownSender(sender))
    }
    let schedule = message.spec.schedule
    if schedule.timeZone == nil, schedule.startsAt ?? schedule.endsAt != nil {
      return skipped(.zoneless)
    }
    if let change = waiting[message.id] {
      return .candidate(
        Candidate(
          message: message, key: change.key, lifecycle: Lifecycle(), isOwn: false,
          path: change.place?.path))
    }
    return .candidate(
      Candidate(
        message: message, key: keys.key(for: message), lifecycle: Lifecycle(), isOwn: false))
  }

  private static func byID<Item>(_ items: [Item], _ id: (Item) -> String) -> [String: Item] {
    Dictionary(items.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
  }
}
