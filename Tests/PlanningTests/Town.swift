import Audiences
import Planning

/// People with tags, told by number: who counts them by looking at each.
struct Town {
  let tagged: [String: Range<Int>]
  let everyone: Int
  /// Who counts leaves out what is in a `not`, and says at most how many there are.
  let isVague: Bool

  init(_ tagged: [String: Range<Int>], everyone: Int, isVague: Bool = false) {
    self.tagged = tagged
    self.everyone = everyone
    self.isVague = isVague
  }

  /// The plan with its reach; nothing else is known of the people than their tags.
  func plan(
    _ files: [DesiredMessage], over messages: [RemoteMessage],
    limits: Limits = Limits(deletes: .percent(100)), intent: Intent = Intent(),
    now: Int64 = 1_000
  ) throws -> Plan {
    let planner = Planner(
      Sample.desired(files, limits: limits),
      over: Snapshot(
        workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: Sample.admins,
        messages: messages),
      intent: intent, commit: nil, now: now)
    let plan = planner.plan()
    guard let inquiry = planner.inquiry(into: plan) else { return plan }
    return planner.plan(
      plan, inquiry,
      counts: inquiry.rules.map { rule in
        if case .newsfeed = rule { return .atMost(everyone, of: everyone) }
        guard rule.asksOfTagsAlone else { return .uncounted }
        let exact = PeopleCount.people(people(rule).count, of: everyone)
        let wider = rule.withoutDenials
        return !isVague || wider == rule ? exact : .atMost(people(wider).count, of: everyone)
      })
  }

  func people(_ rule: Rule) -> Set<Int> {
    switch rule {
    case .everyone: Set(0..<everyone)
    case .tag(let name): Set(tagged[name] ?? 0..<0)
    case .all(let rules):
      rules.reduce(Set(0..<everyone)) { $0.intersection(people($1)) }
    case .any(let rules): rules.reduce(Set()) { $0.union(people($1)) }
    case .not(let rule): Set(0..<everyone).subtracting(people(rule))
    case .company, .attribute, .event, .segment, .newsfeed:
      preconditionFailure("a town knows tags alone")
    }
  }
}

extension Rule {
  fileprivate var asksOfTagsAlone: Bool {
    switch self {
    case .everyone, .tag: true
    case .all(let rules), .any(let rules): rules.allSatisfy(\.asksOfTagsAlone)
    case .not(let rule): rule.asksOfTagsAlone
    case .company, .attribute, .event, .segment, .newsfeed: false
    }
  }

  /// A rule that matches whoever this one does: `not` is left out, and it stands nowhere else.
  fileprivate var withoutDenials: Rule {
    switch self {
    case .all(let rules): .all(rules.map(\.withoutDenials))
    case .any(let rules): .any(rules.map(\.withoutDenials))
    case .not: .everyone
    case .everyone, .company, .attribute, .event, .tag, .segment, .newsfeed: self
    }
  }
}
