import Audiences
import Planning

/// People with tags, told by number: who counts them by looking at each.
struct Town {
  let tagged: [String: Range<Int>]
  let everyone: Int

  init(_ tagged: [String: Range<Int>], everyone: Int) {
    self.tagged = tagged
    self.everyone = everyone
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
      plan, inquiry, counts: inquiry.rules.map { .people(people($0).count, of: everyone) })
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
