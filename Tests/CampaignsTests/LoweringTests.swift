import Audiences
import Campaigns
import Diagnostics
import Planning
import Testing

@Suite("Lowering")
struct LoweringTests {
  @Test("Everything that a campaign can say arrives")
  func complete() throws {
    let sample = try Sample(["exports/launch.yaml": try Fixture.text(of: "good/chat-complete.yaml")]
    )
    let message = try #require(try sample.lowered("production").messages.first)
    let rule = Rule.all([
      .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(7, .day)))),
      .event(name: "csv_exported", EventTest(.never)),
      .attribute(name: "plan", .text(.is("pro"))),
    ])
    let expected = DesiredMessage(
      key: "csv-export-launch", formerKeys: ["csv-export"],
      spec: MessageSpec(
        format: .chat, status: .live, sender: .email("ana@acme.test"), audience: rule,
        body: "Export your data in one step -- CSV export is live.",
        callToAction: CallToAction(
          label: "Export now", url: "https://app.acme.test/reports/export"),
        display: Display(
          trigger: .delay(seconds: 8),
          pages: ["/reports/*", "https://app.acme.test/*", "https://app.acme.test/exports"],
          frequency: .showOnce),
        schedule: Schedule(
          send: .once, startsAt: 1_796_133_600, endsAt: 1_797_397_200,
          timeZone: "America/New_York"),
        goal: Goal(event: "csv_exported", within: TimeSpan(14, .day)),
        tags: ["exports", "launch"]),
      lifecycle: Lifecycle(protect: true, onRemoval: .archive),
      place: Place(path: "exports/launch.yaml", line: 2))
    #expect(message == expected)
  }

  @Test("What a campaign leaves out has its default")
  func defaults() throws {
    let spec = try Sample(
      """
      campaign: minimal
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      """
    ).spec()
    #expect(
      spec
        == MessageSpec(
          format: .chat, status: .live, sender: .email("ana@acme.test"), audience: .everyone,
          body: "Text.", display: Display(trigger: .pageLoad, pages: [], frequency: .showOnce),
          schedule: Schedule(send: .once)))
  }

  @Test("A bot keeps its steps in the file's order, with variables filled")
  func bot() throws {
    let spec = try Sample(
      """
      campaign: welcome
      format: bot
      audience: { everyone: true }
      bot:
        start: zebra
        steps:
          zebra:
            say: "See ${app_url}?"
            replies: [{ label: "Yes, ${plan}", next: ant }, { label: No, end: true }]
          ant:
            say: There.
            replies: [{ label: Go, url: "${app_url}/go" }]
      """
    ).spec()
    let expected = Bot(
      start: "zebra",
      steps: [
        Bot.Step(
          name: "zebra", say: "See http://localhost:3000?",
          replies: [
            Bot.Reply(label: "Yes, trial", target: .next("ant")),
            Bot.Reply(label: "No", target: .end),
          ]),
        Bot.Step(
          name: "ant", say: "There.",
          replies: [Bot.Reply(label: "Go", target: .url("http://localhost:3000/go"))]),
      ])
    #expect(spec.bot == expected)
    #expect(spec.body == nil)
  }

  @Test("Variables are filled once, escapes are resolved, placeholders pass through")
  func filling() throws {
    let herald = Sample.herald.replacing("plan: trial", with: "plan: \"$${x} ${app_url}\"")
    let spec = try Sample(
      """
      campaign: filled
      format: post
      audience: { attribute: plan, any_of: ["${plan}", "$$${plan}"] }
      copy:
        title: $${plan} is ${plan}
        body: 'Hi {{first_name | fallback: "you"}}, {{{{x}} costs $5.'
        image: ${app_url}/a.png
      """, herald: herald
    ).spec()
    #expect(spec.title == "${plan} is $${x} ${app_url}")
    #expect(spec.body == "Hi {{first_name | fallback: \"you\"}}, {{{{x}} costs $5.")
    #expect(spec.image == "http://localhost:3000/a.png")
    #expect(
      spec.audience
        == .attribute(name: "plan", .text(.anyOf(["$${x} ${app_url}", "$${plan}"]))))
  }

  @Test("A named audience is read for each environment")
  func audiences() throws {
    let sample = try Sample([
      "b.yaml": """
      campaign: named
      format: chat
      audience: { all: [{ audience: on-plan }, { tag: beta }] }
      copy: { body: Text. }
      """,
      "a.yaml": """
      audience: on-plan
      where: { attribute: plan, is: "${plan}" }
      """,
    ])
    func rule(_ plan: String) -> Rule {
      .all([.attribute(name: "plan", .text(.is(plan))), .tag("beta")])
    }
    #expect(try sample.spec("sandbox").audience == rule("trial"))
    #expect(try sample.spec("production").audience == rule("pro"))
  }

  @Test("A campaign goes only where it belongs")
  func onlyIn() throws {
    let sample = try Sample(
      """
      campaign: everywhere
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      ---
      campaign: here
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      only_in: [production]
      """)
    #expect(try sample.lowered("sandbox").messages.map(\.key) == ["everywhere"])
    #expect(try sample.lowered("sandbox").elsewhere == ["here"])
    #expect(try sample.lowered("production").messages.map(\.key) == ["everywhere", "here"])
    #expect(try sample.lowered("production").elsewhere == [])
  }

  @Test("The set says whose it is and what apply may not do")
  func set() throws {
    let desired = try Sample([:]).lowered()
    #expect(desired.project == "acme-growth")
    #expect(desired.formerProjects == ["acme"])
    #expect(desired.environment == "sandbox")
    #expect(desired.limits == Limits(deletes: .count(3), newReach: 10_000))
  }

  @Test("The place is the line of the document's first key, from the project's folder")
  func places() throws {
    let sample = try Sample([
      "deep/er/two.yaml": """
      # A comment.
      campaign: first
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      ---

      campaign: second
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      """
    ])
    #expect(
      try sample.lowered().messages.map(\.place) == [
        Place(path: "deep/er/two.yaml", line: 2), Place(path: "deep/er/two.yaml", line: 8),
      ])
  }

  @Test("Tags are sorted and kept once")
  func tags() throws {
    let spec = try Sample(
      """
      campaign: tagged
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      tags: [b, a, b]
      """
    ).spec()
    #expect(spec.tags == ["a", "b"])
  }

  @Test(
    "Nothing is lowered while any file has an error: a campaign that cannot be read is not gone")
  func refused() throws {
    let sample = try Sample([
      "good.yaml": """
      campaign: good
      format: chat
      audience: { everyone: true }
      copy: { body: Text. }
      """,
      "bad.yaml": "campaign: bad\n",
    ])
    let environment = try #require(sample.project.environment("sandbox"))
    #expect(sample.content.lower(for: environment).desired == nil)
  }
}
