import Planning
import TestSupport

/// The files of a project as they change from round to round.
struct ChaosFiles {
  static let keys = ["a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8"]
  /// Its file is always there: a folder without any campaign that was there is refused.
  static let steady = "stays"

  private(set) var campaigns: [String: GeneratedCampaign] = [:]
  private var history: [[String: GeneratedCampaign]] = []
  private var specs: SpecGenerator
  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    specs = SpecGenerator(random: SeededRandom(seed: seed &+ 1))
    var steady = specs.campaign(Self.steady)
    steady.lifecycle = Lifecycle(protect: true, onRemoval: .archive)
    campaigns[Self.steady] = steady
    for key in Self.keys.prefix(4) { campaigns[key] = specs.campaign(key) }
  }

  /// A few edits, as those of one commit. A key that one of them takes away does not come back in
  /// the same commit.
  mutating func change() {
    history.append(campaigns)
    let before = Set(campaigns.keys)
    for _ in 0..<random.roll(6) {
      let key = random.pick(Self.keys)
      let wasTakenAway = before.contains(key) && campaigns[key] == nil
      if wasTakenAway { continue }
      switch random.roll(12) {
      case 0, 1: campaigns[key] = nil
      case 2: rename(key)
      case 3: edit(key) { campaign, _ in campaign.spec.status = Self.other(campaign.spec.status) }
      case 4: edit(key) { $0.audience = $1.audience() }
      case 5: edit(key) { $0.spec.tags = $1.tags() }
      case 6: edit(key) { campaign, specs in campaign.spec = specs.campaign(key).spec }
      case 7: edit(key) { campaign, _ in campaign.lifecycle.onRemoval = .archive }
      case 8: if let old = random.pick(history)[key] { campaigns[key] = old }
      case 9: edit(random.pick([key, Self.steady])) { $0.spec.goal = $1.goal() }
      default:
        if campaigns[key] == nil {
          campaigns[key] = specs.campaign(key)
        } else {
          edit(key) { campaign, specs in Self.rewrite(&campaign.spec, specs.text()) }
        }
      }
    }
    if random.once(in: 8) { campaigns = random.pick(history) }
    settleFormerKeys()
  }

  /// One file, or one for each campaign.
  func write(to bench: Workbench) throws {
    try bench.removeIfThere("campaigns/files")
    for (key, campaign) in campaigns.sorted(by: { $0.key < $1.key }) {
      try bench.write("campaigns/files/\(key).yaml", campaign.text)
    }
  }

  private mutating func rename(_ key: String) {
    guard var campaign = campaigns[key],
      let new = Self.keys.first(where: { campaigns[$0] == nil && $0 != key })
    else { return }
    campaigns[key] = nil
    campaign.formerKeys = campaign.formerKeys.filter { $0 != new } + [key]
    campaign.key = new
    campaigns[new] = campaign
  }

  /// A former key is no campaign's own, and one campaign's.
  private mutating func settleFormerKeys() {
    var taken = Set(campaigns.keys)
    for key in campaigns.keys.sorted() {
      campaigns[key]?.formerKeys.removeAll { !taken.insert($0).inserted }
    }
  }

  private mutating func edit(
    _ key: String, _ change: (inout GeneratedCampaign, inout SpecGenerator) -> Void
  ) {
    guard var campaign = campaigns[key] else { return }
    change(&campaign, &specs)
    campaigns[key] = campaign
  }

  private static func rewrite(_ spec: inout MessageSpec, _ text: String) {
    if spec.format == .bot { spec.bot?.steps[0].say = text } else { spec.body = text }
  }

  private static func other(_ status: Status) -> Status {
    switch status {
    case .live: .paused
    case .paused, .draft: .live
    }
  }
}

extension SpecGenerator {
  fileprivate mutating func goal() -> Goal { Goal(event: random.pick(["exported", "opened"])) }
}
