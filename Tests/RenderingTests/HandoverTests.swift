import Audiences
import JSON
import Planning
import Rendering
import Testing

@Suite struct `A handover` {
  private static func handover(
    _ edit: (inout MessageSpec) -> Void = { _ in }, zone: String = "America/New_York"
  ) -> Handover {
    let message = Sample.file("export-tip", edit)
    return Handover(
      of: message, message.spec.shortcomingsOnIntercom, project: "acme-growth",
      environment: "production", timeZone: zone)
  }

  private static func text(_ handover: Handover) -> String {
    HandoverText(.plain).render(handover)
  }

  private static func tooltip(_ spec: inout MessageSpec) {
    Sample.tooltip(&spec)
    spec.body = "Hi {{first_name | fallback: \"there\"}}.\nExport here."
    spec.callToAction = CallToAction(label: "Export now", url: "https://app.acme.test/export")
    spec.display.pages = ["/reports/*", "https://app.acme.test/home"]
    spec.display.placement = .right
    spec.audience = .all([
      .attribute(name: "plan", .text(.anyOf(["pro", "team"]))),
      .event(name: "csv_exported", EventTest(.never)),
    ])
    spec.schedule.startsAt = 1_796_133_600
    spec.schedule.endsAt = 1_797_397_200
    spec.goal = Goal(event: "csv_exported", within: TimeSpan(14, .day))
    spec.tags = ["exports", "launch"]
  }

  @Test func `of a tooltip names each field, with what to mind`() {
    #expect(
      Self.text(Self.handover(Self.tooltip)) == """
        herald handover · environment production · project acme-growth
        export-tip · tooltip · live · campaigns/export-tip.yaml:2
        make a tooltip in Intercom by hand: its public API cannot do this one (tooltip)

        content
          from       ana@acme.test
          text       Hi {{first_name | fallback: "there"}}.
                     Export here.
          button     Export now
          leads to   https://app.acme.test/export
          points at  #export
          placement  right

        audience
          type     Dynamic: who matches then, and from then on
          filters  all of these (And)
                     any of these (Or)
                       plan is pro
                       plan is team
                     Event csv_exported, how often is 0

        where and when
          pages      any of these (Or)
                       URL contains /reports/
                       URL is exactly https://app.acme.test/home
          frequency  once to each person
          start      2026-12-01 09:00 America/New_York
          stop       2026-12-15 (that day included) America/New_York

        when it is made
          goal  the event csv_exported, within 14 days of receiving it
          tags  exports, launch
          then  set it live

        mind
          - `{{ }}` is herald's notation: insert the attribute of that name there, with its fallback
          - Intercom's page rules know no `*` within an address and no path alone: the one given for \
        /reports/* can match other pages, too
          - Intercom counts in the workspace's time zone, and the times here are those of \
        America/New_York: `--time-zone` tells them in another
          - herald neither sees nor changes what is made by hand: its file stays the record of it

        """)
  }

  @Test func `of a bot goes path by path, the first one first`() {
    let text = Self.text(
      Self.handover { spec in
        Sample.bot(&spec)
        spec.display.frequency = .showUntilDismissed
        spec.bot?.steps.reverse()
      })
    #expect(
      text.contains(
        """
        paths
          welcome   Want to see how other teams automate exports?
                      reply button “Show me”: goes to the path schedule
                      reply button “Not now”: ends
          schedule  Scheduled exports land in your bucket every night.
                      reply button “Set one up”: opens https://app.acme.test/exports/new, and ends

        """), "\(text)")
    #expect(text.contains("make a workflow (custom bot) in Intercom by hand"))
    #expect(text.contains("  trigger    Customer visits a page\n"))
    #expect(text.contains("  frequency  show workflow until: Any interaction happens\n"))
    #expect(text.contains("  then  leave it a draft\n"))
  }

  @Test func `tells times in the zone that is asked for`() {
    let text = Self.text(Self.handover(Self.tooltip, zone: "Europe/Berlin"))
    #expect(text.contains("  start      2026-12-01 15:00 Europe/Berlin\n"), "\(text)")
  }

  @Test func `of what the remote can do lists nothing`() {
    #expect(
      Self.text(Self.handover()) == """
        herald handover · environment production · project acme-growth
        export-tip · chat · live · campaigns/export-tip.yaml:2
        `herald apply -e production` does all of this: nothing is to be entered by hand

        """)
    let delayed = Self.text(Self.handover { $0.display.trigger = .delay(seconds: 8) })
    #expect(
      delayed.hasSuffix(
        "does this, but for what Intercom's public API cannot: comes after a delay\n"),
      "\(delayed)")
  }

  @Test func `waits for an event where that is offered`() {
    let chat = Self.text(Self.handover { $0.display.trigger = .event("exported") })
    #expect(chat.contains("  event rule  exported\n") && !chat.contains("no event rule"), "\(chat)")
    let tip = Self.text(
      Self.handover { spec in
        Sample.tooltip(&spec)
        spec.display.trigger = .event("exported")
      })
    #expect(tip.contains("names no event rule for tooltips"), "\(tip)")
  }

  @Test func `is Markdown that nothing breaks out of`() {
    for hostile in Sample.hostileTexts {
      let markdown = HandoverMarkdown.render(
        Self.handover { spec in
          Sample.tooltip(&spec)
          spec.body = hostile
          spec.tags = [hostile]
        })
      let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
      #expect(rows.allSatisfy { $0.count(where: { $0 == "|" }) == 3 }, "\(markdown)")
      #expect(!markdown.contains("<h1>") || markdown.contains("`"), "\(markdown)")
    }
  }

  @Test func `is data with the same fields`() throws {
    let json = HandoverJSON.render(Self.handover(Self.tooltip))
    #expect(json["by_hand"] == .boolean(true))
    #expect(json["because"] == ["tooltip"])
    let names = json["sections"]?.array?.compactMap { $0["name"]?.string }
    #expect(names == ["content", "audience", "where and when", "when it is made"])
    let none = HandoverJSON.render(Self.handover())
    #expect(none["by_hand"] == .boolean(false))
    #expect(none["sections"] == [])
  }
}
