import Campaigns
import Measuring
import Planning

/// What is known of the campaigns that are judged.
struct PruningCourse {
  let project: LoadedProject
  let environment: Environment
  let bar: Bar
  private let holdings: [String: Holding]
  private let campaigns: [String: Campaign]
  private let unapplied: [String: [String]]

  init(
    _ project: LoadedProject, in environment: Environment, by bar: Bar, _ holdings: [Holding],
    plan: Plan
  ) {
    self.project = project
    self.environment = environment
    self.bar = bar
    self.holdings = Dictionary(
      holdings.map { ($0.message.id, $0) }, uniquingKeysWith: { first, _ in first })
    campaigns = Dictionary(
      project.content.campaigns.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    unapplied = Dictionary(
      plan.changes.map { ($0.key, $0.fields.filter { $0.cause != .outside }.map(\.name)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The campaign of a candidate's file; nil where no file has it.
  func campaign(of candidate: PruneCandidate) -> Campaign? {
    holdings[candidate.message.message.id]?.desired.flatMap { campaigns[$0.key] }
  }

  /// What its own stats and its file tell; nil for what is not below the bar.
  func candidate(_ message: MeasuredMessage) -> PruneCandidate? {
    guard case .underperforming(let rate) = message.judgement,
      let holding = holdings[message.message.id]
    else { return nil }
    let campaign = holding.desired.flatMap { campaigns[$0.key] }
    return PruneCandidate(
      message, key: campaign?.key ?? holding.record.key, rate: rate,
      place: holding.desired?.place,
      otherEnvironments: project.project.environments.map(\.name).filter { name in
        name != environment.name && campaign?.belongs(to: name) ?? false
      },
      decision: decision(on: message, holding, campaign))
  }

  private func decision(
    on message: MeasuredMessage, _ holding: Holding, _ campaign: Campaign?
  ) -> PruneCandidate.Decision {
    guard let campaign else { return .keep(.noFile) }
    if campaign.lifecycle.protect || holding.record.lifecycle.protect { return .keep(.protected) }
    if let reason = campaign.keep { return .keep(.kept(reason)) }
    if let fields = unapplied[campaign.key], !fields.isEmpty {
      return .revise(.unapplied(fields: fields))
    }
    return PruneCandidate.Advice(message, by: bar).map { .revise($0) } ?? .prune(.file)
  }
}

extension PruneCandidate {
  /// The same, decided otherwise.
  func deciding(_ decision: Decision) -> PruneCandidate {
    PruneCandidate(
      message, key: key, rate: rate, place: place, otherEnvironments: otherEnvironments,
      decision: decision)
  }

  /// Once it is known how many people it is for.
  func knowing(_ people: PeopleCount?) -> PruneCandidate {
    guard isPruned, let people,
      let advice = Advice(message.message, reaching: people)
    else { return self }
    return deciding(.revise(advice))
  }

  /// Once it is known what becomes of its file.
  func leaving(_ file: PrunedFile?) -> PruneCandidate {
    guard isPruned else { return self }
    guard let file else { return deciding(.keep(.entangled)) }
    return deciding(.prune(file.new == nil ? .file : .document))
  }
}

extension DesiredSet {
  /// What the files ask for once some campaigns' are gone.
  func without(_ keys: Set<String>) -> DesiredSet {
    DesiredSet(
      project: project, formerProjects: formerProjects, environment: environment,
      messages: messages.filter { !keys.contains($0.key) }, elsewhere: elsewhere, skipped: skipped,
      limits: limits, freezes: freezes, looksAround: looksAround)
  }
}

extension Stop {
  /// Whether it is what goes that stops a plan.
  var isAboutRemoval: Bool {
    switch self {
    case .everythingGone, .tooManyDeletes: true
    case .protected, .conflict, .otherEnvironment, .taken, .movedAway, .tornApart,
      .tooManyExposed, .reachesTooMany, .notCounted, .frozen, .ambiguousRename:
      false
    }
  }
}
