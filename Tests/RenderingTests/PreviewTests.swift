import Audiences
import Diagnostics
import Planning
import Rendering
import Testing

@Suite struct `A preview` {
  private func page(_ campaigns: [Preview.Campaign], over plan: Plan? = nil) -> String {
    PreviewHTML().render(Previewed.preview(campaigns, over: plan ?? Sample.showcase()))
  }

  private func shown(
    _ edit: (inout MessageSpec) -> Void, beside old: ((inout MessageSpec) -> Void)? = nil
  ) -> String {
    let after = Sample.spec(edit)
    return page([Previewed.campaign("one", before: old.map(Sample.spec), after: after)])
  }

  @Test func `says how many campaigns change`() {
    let plan = Sample.showcase()
    #expect(
      page(plan.changes.map(Previewed.campaign), over: plan)
        .contains("<h1>\(plan.changes.count) campaigns change</h1>"))
  }

  @Test func `says where nothing changes`() {
    #expect(
      page([], over: Sample.unchanged())
        .contains("<h1>Nothing changes: 1 campaign as the files say</h1>"))
  }

  @Test func `says why it could not be compared, and shows the files' own`() {
    let page = PreviewHTML().render(Previewed.alone())
    #expect(page.contains("<h1>1 campaign, not compared with the workspace</h1>"))
    #expect(page.contains("Not compared with the workspace: no token: HERALD_TOKEN is not set"))
    #expect(page.contains("<h3>As people will see it</h3>"))
    #expect(page.contains("<td>not counted</td>"))
  }

  @Test func `marks what goes in what was, and what comes in what will be`() {
    let page = shown(
      { $0.body = "Export in one step" }, beside: { $0.body = "Export in two clicks" })
    #expect(page.contains("<p class=\"said\" dir=\"auto\">Export in <del>two clicks</del></p>"))
    #expect(page.contains("<p class=\"said\" dir=\"auto\">Export in <ins>one step</ins></p>"))
  }

  @Test func `shows one side where people see the same`() {
    let page = shown({ $0.schedule.send = .ongoing }, beside: { _ in })
    #expect(page.contains("<h3>As people see it</h3>"))
    #expect(!page.contains("<h3>Before</h3>"))
  }

  @Test(arguments: [
    (Format.chat, "<article class=\"chat card\""), (.post, "<article class=\"post card\""),
    (.tooltip, "<article class=\"tooltip card\""), (.bot, "<div class=\"actions replies\">"),
  ])
  func `shows each format on two screens in two lights`(format: Format, markup: String) {
    let page = shown { Previewed.make(format, &$0) }
    #expect(page.ranges(of: markup).count == 4)
    for look in ["desk light", "desk dark", "phone light", "phone dark"] {
      #expect(page.ranges(of: "<div class=\"shown \(look)\"").count == 1)
    }
  }

  @Test func `points from a tooltip to its anchor, on the side that there is room for`() {
    let page = shown {
      Previewed.make(.tooltip, &$0)
      $0.display.placement = .left
    }
    #expect(page.contains("<code class=\"anchor\">#export</code>"))
    #expect(page.ranges(of: "aria-label=\"Tip\" data-side=\"left\"").count == 2)
    #expect(page.ranges(of: "aria-label=\"Tip\" data-side=\"bottom\"").count == 2)
  }

  @Test(arguments: [
    ("https://acme.test/", true), ("mailto:ana@acme.test", true), ("/exports?at=1:30", true),
    ("javascript:go()", false), ("JavaScript:go()", false), (" data:text/html,x", false),
  ])
  func `shows a link only where one is followed`(url: String, isLink: Bool) {
    let page = shown { $0.callToAction = CallToAction(label: "Go", url: url) }
    #expect(page.contains("<a class=\"action\" dir=\"auto\">Go</a>") == isLink)
    #expect(page.contains("<span class=\"action\" dir=\"auto\">Go</span>") == !isLink)
  }

  @Test func `loads no picture and says which it is`() {
    let page = shown {
      Previewed.make(.post, &$0)
      $0.image = "https://acme.test/a.png"
    }
    #expect(!page.contains("<img"))
    #expect(page.contains("<div class=\"picture\">picture: https://acme.test/a.png</div>"))
  }

  @Test func `has every step of a bot once, and where each answer leads`() {
    let page = shown { Previewed.make(.bot, &$0) }
    #expect(page.ranges(of: "<li class=\"card\" id=\"c1-step-").count == 2)
    #expect(page.contains("→ <a href=\"#c1-step-2\">2 · more</a>"))
    #expect(page.contains("→ the end"))
    #expect(page.contains("→ https://acme.test/exports"))
  }

  @Test func `shows the steps that a bot no longer has`() {
    let page = shown(
      {
        Previewed.make(.bot, &$0)
        $0.bot?.steps.removeLast()
        $0.bot?.steps[0].replies.removeFirst()
      }, beside: { Previewed.make(.bot, &$0) })
    #expect(page.contains("<del>more</del> · no longer said"))
  }

  @Test func `ends where a bot goes in a circle`() {
    let page = shown {
      Previewed.make(.bot, &$0)
      $0.bot?.steps[1].replies[0].target = .next("start")
    }
    #expect(page.contains("→ <a href=\"#c1-step-1\">1 · start</a>"))
  }

  @Test func `fills copy for somebody, and for nobody`() {
    let page = shown {
      $0.body = "Hi {{first_name | fallback: \"there\"}} of {{seat_plan}}, {{{{x}}"
    }
    #expect(
      page.contains(
        "Hi <span class=\"filled\">Ada</span> of <span class=\"filled\">[seat plan]</span>, {{x}}"))
    #expect(
      page.contains("Hi <span class=\"filled\">there</span> of <span class=\"filled\"></span>"))
    #expect(page.contains("<td>nothing: it has no fallback</td>"))
  }

  @Test func `says whom it is for as one would say it`() {
    let page = shown {
      $0.audience = .all([
        .event(name: "exported", EventTest(.never)), .tag("beta"),
        .event(name: "exported", EventTest(.count(.atLeast(3)), within: TimeSpan(30, .day))),
        .event(name: "visited", EventTest(.last(.moreThan(TimeSpan(7, .day))))),
      ])
    }
    #expect(page.contains("<li>has never done exported</li>"))
    #expect(page.contains("<li>has the tag beta</li>"))
    #expect(page.contains("<li>has done exported at least 3 times within 30 days</li>"))
    #expect(page.contains("<li>has done visited, last more than 7 days ago</li>"))
  }

  @Test func `shows what is to be said of a file`() {
    let page = PreviewHTML().render(
      Previewed.preview(
        [Previewed.campaign("one", before: nil, after: Sample.spec(), [Sample.unknownKey()])],
        over: Sample.showcase()))
    #expect(page.contains("<h3>1 finding</h3>"))
    #expect(page.contains("unknown key `statsu`"))
  }

  @Test(arguments: [
    (Status.live, "<h3>New</h3>"), (.draft, "<h3>New: a draft, which nobody sees</h3>"),
    (.paused, "<h3>New: paused, nobody sees it</h3>"),
  ])
  func `says of what nobody sees that nobody does`(status: Status, heading: String) {
    let plan = Sample.plan([Sample.file("new") { $0.status = status }], over: [])
    #expect(page(plan.changes.map(Previewed.campaign), over: plan).contains(heading))
  }

  @Test func `shows what goes as it was`() {
    let plan = Sample.plan([], over: [Sample.applied("old")])
    #expect(page(plan.changes.map(Previewed.campaign), over: plan).contains("<h3>No more</h3>"))
  }

  @Test func `escapes everything that files and remotes say`() {
    let page = PreviewHTML().render(Previewed.besieged())
    for tag in ["<img", "<script", "<h1>out", "javascript:\""] { #expect(!page.contains(tag)) }
    #expect(page.contains("&lt;img src=x onerror=go()&gt;"))
    #expect(!page.contains("\u{202E}"))
  }
}

/// The samples that `Tests/checkers` hold against a parser that is not ours.
@Suite struct `A recorded preview` {
  static let previews: [(name: String, preview: Preview)] = [
    (
      "showcase",
      Previewed.preview(Sample.showcase().changes.map(Previewed.campaign), over: Sample.showcase())
    ),
    ("formats", Previewed.formats()), ("alone", Previewed.alone()),
    ("besieged", Previewed.besieged()),
  ]

  @Test(arguments: previews.map(\.name))
  func `is what is rendered`(name: String) throws {
    let preview = try #require(Self.previews.first { $0.name == name }?.preview)
    try Recording.hold("page-preview-\(name).html", PreviewHTML().render(preview))
  }
}

/// Campaigns for previews.
enum Previewed {
  static func preview(_ campaigns: [Preview.Campaign], over plan: Plan) -> Preview {
    Preview(
      project: "acme-growth", environment: "sandbox",
      comparison: .made(plan, [Admin(id: "1", email: "ana@acme.test", name: "Ana Alvarez")]),
      campaigns: campaigns, pathPrefix: "")
  }

  static func campaign(_ change: Change) -> Preview.Campaign {
    Preview.Campaign(
      key: change.key, place: change.place, change: change,
      before: change.action == .create ? nil : change.before, after: change.after, people: nil,
      findings: [])
  }

  static func campaign(
    _ key: String, before: MessageSpec?, after: MessageSpec?, _ findings: [Diagnostic] = []
  ) -> Preview.Campaign {
    Preview.Campaign(
      key: key, place: Place(path: "campaigns/\(key).yaml", line: 2), change: nil, before: before,
      after: after, people: .people(1_204, of: 100_000), findings: findings)
  }

  static func alone() -> Preview {
    Preview(
      project: "acme-growth", environment: "production",
      comparison: .notMade(
        reason: "no token: HERALD_TOKEN is not set",
        leftOut: [Omission(key: "tip", shortcomings: [.tooltip])]),
      campaigns: [
        Preview.Campaign(
          key: "one", place: Place(path: "campaigns/one.yaml", line: 2), change: nil, before: nil,
          after: Sample.spec(), people: nil, findings: [])
      ], pathPrefix: "")
  }

  static func formats() -> Preview {
    preview(
      Format.allCases.map { format in
        campaign(
          format.rawValue, before: Sample.spec { make(format, &$0) },
          after: Sample.spec {
            make(format, &$0)
            $0.body = $0.body.map { $0 + " And more, {{first_name | fallback: \"friend\"}}." }
            $0.callToAction?.label = "See it"
            $0.bot?.steps[0].say = "Would you like to see how?"
          })
      }, over: Sample.showcase())
  }

  /// What copy, names and addresses could hold, should a remote be hostile.
  static func besieged() -> Preview {
    let bait = "</style></p><script>go()</script><img src=x onerror=go()>\u{202E}\u{1B}[31m\"'"
    return preview(
      Format.allCases.map { format in
        campaign(
          bait + format.rawValue, before: nil,
          after: Sample.spec {
            make(format, &$0)
            $0.title = $0.title == nil ? nil : bait
            $0.body = $0.body == nil ? nil : bait + "{{first_name | fallback: \"<img src=y>\"}}"
            $0.image = $0.image == nil ? nil : bait
            $0.callToAction = CallToAction(label: bait, url: "javascript:" + bait)
            $0.display.anchor = $0.display.anchor == nil ? nil : bait
            $0.display.pages = [bait]
            $0.sender = .email(bait)
            $0.audience = .tag(bait)
            $0.goal = Goal(event: bait)
            $0.bot = $0.bot == nil ? nil : self.bot(bait)
          })
      }, over: Sample.showcase())
  }

  static func make(_ format: Format, _ spec: inout MessageSpec) {
    spec.format = format
    spec.callToAction = CallToAction(label: "Go there", url: "https://acme.test/there")
    switch format {
    case .chat: break
    case .post:
      spec.title = "News"
      spec.image = "https://acme.test/news.png"
    case .tooltip: spec.display.anchor = "#export"
    case .bot:
      spec.body = nil
      spec.callToAction = nil
      spec.bot = bot("Want to see how?")
    }
  }

  private static func bot(_ words: String) -> Bot {
    Bot(
      start: "start",
      steps: [
        Bot.Step(
          name: "start", say: words,
          replies: [
            Bot.Reply(label: "Show me", target: .next("more")),
            Bot.Reply(label: "Not now", target: .end),
          ]),
        Bot.Step(
          name: "more", say: "Files land in your bucket.",
          replies: [Bot.Reply(label: "Set one up", target: .url("https://acme.test/exports"))]),
      ])
  }
}
