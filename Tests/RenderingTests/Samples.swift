import Audiences
import Planning

/// Plans for the goldens, made as herald makes them: from files and what a workspace holds.
enum Sample {
  static func spec(_ edit: (inout MessageSpec) -> Void = { _ in }) -> MessageSpec {
    var spec = MessageSpec(
      format: .chat, status: .live, sender: .email("ana@acme.test"),
      audience: .attribute(name: "plan", .text(.is("pro"))), body: "Hello there")
    edit(&spec)
    return spec
  }

  static func file(
    _ key: String, path: String? = nil, formerKeys: [String] = [],
    lifecycle: Lifecycle = Lifecycle(), _ edit: (inout MessageSpec) -> Void = { _ in }
  ) -> DesiredMessage {
    DesiredMessage(
      key: key, formerKeys: formerKeys, spec: spec(edit), lifecycle: lifecycle,
      place: Place(path: path ?? "campaigns/\(key).yaml", line: 2))
  }

  /// A message that was applied as `edit` says, and may have been changed since.
  static func applied(
    _ key: String, id: String = "7", state: MessageState? = nil, shownAt: Int64? = nil,
    lifecycle: Lifecycle = Lifecycle(), _ edit: (inout MessageSpec) -> Void = { _ in },
    outside: (inout MessageSpec) -> Void = { _ in }
  ) -> RemoteMessage {
    let base = spec(edit)
    let state = state ?? MessageState(base.status)
    var held = base
    outside(&held)
    switch state {
    case .draft, .archived: held.status = .draft
    case .live: held.status = .live
    case .paused: held.status = .paused
    }
    return RemoteMessage(
      id: id, etag: "\"3\"", externalID: "acme-growth/\(key)", name: key, state: state, spec: held,
      record: Record(
        project: "acme-growth", environment: "sandbox", key: key, lifecycle: lifecycle,
        provenance: Provenance(file: "\(key).yaml", commit: GitCommit(id: "c0ffee")),
        archivedFrom: state == .archived ? .live : nil, lastApplied: base),
      liveAt: base.status == .live ? 100 : nil, shownAt: shownAt, updatedAt: 1_796_200_000)
  }

  static func plan(
    _ files: [DesiredMessage], over messages: [RemoteMessage], intent: Intent = Intent(),
    limits: Limits = Limits(deletes: .percent(100)), freezes: [Freeze] = [],
    looksAround: Bool = false, skipped: [SkippedCampaign] = []
  ) -> Plan {
    let planner = Planner(
      DesiredSet(
        project: "acme-growth", environment: "sandbox", messages: files, skipped: skipped,
        limits: limits, freezes: freezes, looksAround: looksAround),
      over: Snapshot(
        workspace: Workspace(id: "w1", name: "Acme", timeZone: "America/New_York"), admins: [],
        messages: messages), intent: intent, commit: nil, now: 1_796_300_000
    )
    let plan = planner.plan()
    guard let inquiry = planner.inquiry(into: plan) else { return plan }
    return planner.plan(plan, inquiry, counts: inquiry.rules.map(count))
  }

  /// A workspace of a hundred thousand, where more conditions match fewer people.
  private static func count(_ rule: Rule) -> PeopleCount {
    switch rule {
    case .everyone: .people(100_000, of: 100_000)
    case .attribute(_, .text(.is)): .people(1_204, of: 100_000)
    case .attribute: .people(2_890, of: 100_000)
    case .all(let rules):
      rules.contains(where: \.isOfCompany)
        ? .atMost(1_686, of: 100_000) : .people(1_686, of: 100_000)
    case .any(let rules):
      rules.contains(where: \.isOfCompany)
        ? .atMost(2_890, of: 100_000)
        : .people(rules.contains(.everyone) ? 100_000 : 2_890, of: 100_000)
    case .segment: .uncounted
    case .company: .atMost(2_000, of: 100_000)
    case .not, .event, .tag, .newsfeed: .people(40, of: 100_000)
    }
  }

  /// People whom a workspace counts as at most so many.
  static func bounded() -> Plan {
    let large = Rule.company(.attribute(name: "size", .number(.atLeast(500))))
    return plan(
      [
        file("large") { $0.audience = large },
        file("third") { $0.audience = .company(.attribute(name: "plan", .text(.is("pro")))) },
        file("other") { $0.audience = .company(.attribute(name: "plan", .text(.is("team")))) },
      ], over: [applied("other", id: "1") { $0.audience = .tag("beta") }],
      limits: Limits(newReach: 1_000, reach: 1_500, perPerson: MessageRate(count: 1, days: 7)),
      looksAround: true)
  }

  /// More people than may be, and some whom nobody counts.
  static func crowded() -> Plan {
    plan(
      [
        file("wide") { $0.audience = .everyone },
        file("unknown") { $0.audience = .segment("VIP") },
        file("few") { $0.audience = .tag("beta") },
        file("longer") {
          $0.audience = .tag("beta")
          $0.schedule.endsAt = 1_797_300_000
        },
      ],
      over: [
        applied("longer", id: "1") {
          $0.audience = .tag("beta")
          $0.schedule.endsAt = 1_796_900_000
        }
      ],
      limits: Limits(
        newReach: 10_000, reach: 50_000, perPerson: MessageRate(count: 2, days: 7)),
      freezes: [
        Freeze(
          start: 1_796_256_000, end: 1_796_360_400, timeZone: "America/New_York",
          reason: "The office is closed.")
      ], looksAround: true)
  }

  static func showcase() -> Plan {
    let exports = "campaigns/exports/export-tip.yaml"
    return plan(
      [
        file("export-tip", path: exports) {
          tooltip(&$0)
          $0.body = "Export your data in one step -- CSV export is live."
          $0.audience = .attribute(name: "plan", .text(.anyOf(["pro", "team"])))
        },
        file("welcome-bot", path: "campaigns/onboarding/welcome.yaml", bot),
        file("january-news", formerKeys: ["december-news"]) { news(&$0) },
        file("digest") {
          $0.schedule.send = .ongoing
        },
        file("spring-sale") {
          $0.display.pages = ["/pricing", "/plans"]
          $0.schedule = Schedule(
            startsAt: 1_796_130_000, endsAt: 1_797_300_000, timeZone: "America/New_York")
        },
        file("trial-ends") { $0.tags = ["trial", "urgent"] },
        file("calm"),
      ],
      over: [
        applied("export-tip", id: "1", shownAt: 500) {
          tooltip(&$0)
          $0.body = "Export your data in two steps -- CSV export is live."
        },
        applied("old-banner", id: "2", shownAt: 500) {
          $0.format = .post
          $0.title = "Old"
        },
        applied("never-seen", id: "3"),
        applied("december-news", id: "4") { news(&$0) },
        applied("digest", id: "5", shownAt: 500),
        applied("spring-sale", id: "6", state: .archived, shownAt: 500) {
          $0.display.pages = ["/pricing"]
        },
        applied("trial-ends", id: "8", state: .paused) {
          $0.tags = ["trial"]
        } outside: {
          $0.body = "Typed by hand in the workspace"
          $0.tags = ["trial", "important"]
        },
        applied("calm", id: "9", state: .paused),
      ])
  }

  /// The same over a workspace that tells what its messages have done.
  static func remembered() -> Plan {
    func history(_ recipients: Int, _ engaged: Int, now: Int, simulated: Int = 0) -> History {
      History(
        recipients: recipients, engaged: engaged, simulated: simulated,
        version: now == recipients ? 1 : 2, recipientsOfVersion: now)
    }
    return showcase().knowing(
      [
        "1": history(1_204, 100, now: 812), "2": history(12_400, 31, now: 12_400),
        "5": history(1, 0, now: 1), "6": history(300, 40, now: 300, simulated: 300),
      ], untold: 0)
  }

  /// Over one that does not, though people have been shown some.
  static func forgotten() -> Plan { showcase().knowing([:], untold: 4) }

  static func tooltip(_ spec: inout MessageSpec) {
    spec.format = .tooltip
    spec.schedule.send = .ongoing
    spec.display.anchor = "#export"
  }

  static func news(_ spec: inout MessageSpec) {
    spec.format = .post
    spec.status = .draft
    spec.title = "What is new"
  }

  static func bot(_ spec: inout MessageSpec) {
    spec.format = .bot
    spec.status = .draft
    spec.body = nil
    spec.bot = Bot(
      start: "welcome",
      steps: [
        Bot.Step(
          name: "welcome", say: "Want to see how other teams automate exports?",
          replies: [
            .init(label: "Show me", target: .next("schedule")),
            .init(label: "Not now", target: .end),
          ]),
        Bot.Step(
          name: "schedule", say: "Scheduled exports land in your bucket every night.",
          replies: [
            .init(label: "Set one up", target: .url("https://app.acme.test/exports/new"))
          ]),
      ])
  }
}

extension Sample {
  /// Copy and keys that would like to be obeyed, wide letters, and long and many lines.
  static func hostile() -> Plan {
    let long = "The first sentence of a long body that goes on for a while and says nothing new. "
    let tail = " And the same again at the end, where nothing changes but the length of it all. "
    return plan(
      [
        file("escapes") {
          $0.body = "Hi \u{1B}[31mred\u{1B}[0m\u{7} \u{202E}desrever\u{2069} zero\u{200B}width"
        },
        file("lines") {
          $0.body = "First line\nSecond line, changed\n\nLast\tline"
        },
        file("long") { $0.body = "\(long)\(long)It is {{plan}} now.\(tail)\(tail)" },
        file("spaces") { $0.body = "two spaces" },
        file("wide") {
          $0.format = .post
          $0.title = "新しい機能 🎉"
          $0.body = "导出您的数据，只需一步，导出您的数据，只需一步，导出您的数据，只需一步。"
        },
      ],
      over: [
        applied("es\u{1B}[2Jcapes\nx", id: "1", shownAt: 4),
        applied("lines", id: "2") { $0.body = "First line\nSecond line\n\nLast\tline" },
        applied("long", id: "3") { $0.body = "\(long)\(long)It was {{plan}} then.\(tail)\(tail)" },
        applied("spaces", id: "4") { $0.body = "two  spaces" },
      ])
  }

  static func gates() -> Plan {
    let planner = Planner(
      DesiredSet(
        project: "acme-growth", environment: "sandbox",
        messages: [
          file("taken"), file("renamed", formerKeys: ["one", "two"]), file("theirs"), file("newer"),
          file("welcome"),
        ], limits: Limits(deletes: .count(0))),
      over: Snapshot(
        workspace: Workspace(id: "w1", name: "Acme", timeZone: nil), admins: [],
        messages: [
          applied("one", id: "1"), applied("two", id: "2"),
          applied("kept", id: "3", lifecycle: Lifecycle(protect: true)),
          RemoteMessage(
            id: "4", etag: "\"1\"", externalID: "acme-growth/taken", name: nil, state: .live,
            spec: spec(), record: nil),
          RemoteMessage(
            id: "5", etag: "\"1\"", externalID: "acme-growth/newer", name: nil, state: .live,
            spec: spec(), record: nil, recordProblem: SpecJSONError("/version", .newerVersion(2))),
        ]), commit: nil, now: 1_796_300_000
    )
    let plan = planner.plan(
      planner.plan(),
      mindful: [("6", "theirs", .live), ("7", "welcome", .archived)].map { id, key, state in
        MovedMessage(
          id: id, externalID: "growth/\(key)", state: state, project: "growth", key: key,
          formerIDs: ["acme-growth/\(key)"])
      })
    return Plan(
      project: plan.project, environment: plan.environment, workspace: plan.workspace,
      changes: plan.changes, unchanged: plan.unchanged,
      notes: plan.notes + [
        .pausedOutside(key: "welcome"), .neighboursNotSought(changes: 3), .leftOut(2),
        .unreadable(externalID: "acme-growth/newer"),
      ], stops: plan.stops, reach: plan.reach)
  }

  /// What is saved of the showcase, and of what stops.
  static func saved(_ plan: Plan) -> PlanFile {
    PlanFile(
      plan,
      of: DesiredSet(
        project: "acme-growth", environment: "sandbox", messages: [file("calm"), file("digest")]),
      over: Snapshot(workspace: plan.workspace, admins: [], messages: []),
      allowed: Allowances(of: Intent(allowDeletes: 3, overwrite: ["tip"])), remote: "sandbox",
      madeAt: 1_796_300_000, commit: "c0ffee")
  }

  /// One campaign of three, which needs the id that another one has.
  static func part() -> Plan {
    var misplaced = applied("third", id: "3")
    misplaced = RemoteMessage(
      id: misplaced.id, etag: misplaced.etag, externalID: "acme-growth/first", name: nil,
      state: .live, spec: misplaced.spec, record: misplaced.record)
    return plan(
      [file("first"), file("second"), file("third")], over: [misplaced],
      intent: Intent(selection: Selection(only: [.word("first", path: "first")])))
  }

  /// Of a remote that cannot do everything, one of which it holds a message.
  static func skipped() -> Plan {
    plan(
      [file("calm")], over: [applied("calm", id: "1"), applied("paged", id: "2")],
      skipped: [
        SkippedCampaign(file("export-tip", tooltip), [.tooltip]),
        SkippedCampaign(file("import-tip", tooltip), [.tooltip]),
        SkippedCampaign(file("january-news", news), [.postAudience, .pages]),
        SkippedCampaign(file("paged") { $0.display.pages = ["/reports"] }, [.pages]),
        SkippedCampaign(file("welcome-bot", bot), [.bot]),
      ])
  }

  static func unchanged() -> Plan { plan([file("calm")], over: [applied("calm")]) }

  static func many(_ count: Int) -> Plan {
    plan(
      (1...count).map { file("k" + String(10_000 + $0).dropFirst()) }, over: [])
  }
}

extension Rule {
  fileprivate var isOfCompany: Bool { if case .company = self { true } else { false } }
}
