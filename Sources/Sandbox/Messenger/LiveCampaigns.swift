import Audiences
import GRDB

/// All live messages of a workspace as they are at one time, in the order in which they are shown:
/// those that have been live longest first, and of the same time the one that was made first.
struct LiveCampaigns: Sendable {
  /// One of them, with its rule as it is asked now.
  final class Candidate: Sendable {
    let campaign: LiveCampaign
    /// Nil where people are fixed, or nobody can match.
    private let claim: Claim?
    let needs: AudienceNeeds

    init(_ campaign: LiveCampaign, _ needs: AudienceNeeds, at moment: Moment) {
      self.campaign = campaign
      claim = campaign.claim(at: moment)
      self.needs = needs
    }

    func isFor(contact id: Int64, _ person: Person) -> Bool {
      switch campaign.audience {
      case .fixed(let people): people?.contains(id) ?? false
      case .rule: claim?.holds(of: person) ?? false
      }
    }
  }

  let catalogue: Catalogue
  let moment: Moment
  private let shown: [Candidate]
  private let byEvent: [ExactText: [Candidate]]

  init(_ catalogue: Catalogue, at now: Int64) {
    self.catalogue = catalogue
    moment = Moment(now: now, in: catalogue.clock)
    var shown: [Candidate] = []
    var byEvent: [ExactText: [Candidate]] = [:]
    for (campaign, needs) in catalogue.campaigns where campaign.isScheduled(at: now) {
      let candidate = Candidate(campaign, needs, at: moment)
      switch campaign.trigger {
      case .pageLoad, .delay: shown.append(candidate)
      case .event(let name): byEvent[ExactText(name), default: []].append(candidate)
      }
    }
    self.shown = shown
    self.byEvent = byEvent
  }

  /// Those whose trigger and page fit, in their order.
  func candidates(for ping: Ping) -> [Candidate] {
    let found = shown.filter { $0.campaign.isOn(ping.page) }
    guard let event = ping.event, let prompted = byEvent[ExactText(event.name)] else {
      return found
    }
    return (found + prompted.filter { $0.campaign.isOn(ping.page) })
      .sorted { $0.campaign.rank < $1.campaign.rank }
  }
}

extension LiveCampaign {
  /// What comes first is shown first.
  var rank: (Int64, Int64) { (liveAt, id) }

  fileprivate func claim(at moment: Moment) -> Claim? {
    switch audience {
    case .fixed: nil
    case .rule(let rule): Claim(rule, at: moment)
    }
  }
}

/// What the live messages of a workspace are made of; it changes when somebody changes them, or what
/// their audiences are about.
struct Catalogue: Sendable {
  /// Grows with every such change, whichever process makes it.
  let version: Int64
  /// In their order, with what their rules ask.
  let campaigns: [(campaign: LiveCampaign, needs: AudienceNeeds)]
  let people: PeopleReader
  /// What placeholders ask of everybody who is shown something.
  let wordNeeds: AudienceNeeds
  let clock: ZoneClock
  let workspaceID: String
  /// From when to when each one-time send waits for its people to be fixed.
  private let unfixed: [(startsAt: Int64?, endsAt: Int64?)]

  /// Whether the people of some one-time send are to be fixed now.
  func fixesPeople(at now: Int64) -> Bool {
    unfixed.contains { ($0.startsAt ?? 0) <= now && now < $0.endsAt ?? .max }
  }
}

extension Catalogue {
  static func version(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database.cachedStatement(sql: "SELECT version FROM catalogue")) ?? 0
  }

  init(_ database: Database) throws {
    let audience = try Store.audience(database)
    let segments = try audience.rulesOfSegments()
    let names = Dictionary(
      try Row.fetchAll(database, sql: "SELECT id, name FROM admins").map { row in
        (row[0] as String, row[1] as String)
      }, uniquingKeysWith: { first, _ in first })
    let rows = try MessageRow.fetchAll(
      database, sql: "SELECT \(MessageRow.columns) FROM messages WHERE state = 'live'")
    var needs = AudienceNeeds()
    var wordNeeds = AudienceNeeds()
    var unfixed: [(startsAt: Int64?, endsAt: Int64?)] = []
    campaigns = try rows.map { row in
      let campaign = try LiveCampaign(
        row, segments: segments, people: try Store.fixedPeople(of: row.id, database),
        senderName: names[row.draft.adminID] ?? "")
      let own: AudienceNeeds
      switch campaign.audience {
      case .rule(let rule): own = AudienceNeeds(of: rule)
      case .fixed(let people):
        own = AudienceNeeds()
        if people == nil { unfixed.append((campaign.startsAt, campaign.endsAt)) }
      }
      let words = AudienceNeeds(ofPlaceholders: campaign.copy.names)
      wordNeeds.formUnion(words)
      needs.formUnion(own)
      needs.formUnion(words)
      return (campaign, own)
    }.sorted { $0.0.rank < $1.0.rank }
    version = try Self.version(database)
    people = PeopleReader(needs, audience.model)
    self.wordNeeds = wordNeeds
    clock = audience.clock
    workspaceID =
      try String.fetchOne(database.cachedStatement(sql: "SELECT id_code FROM workspace")) ?? ""
    self.unfixed = unfixed
  }
}
