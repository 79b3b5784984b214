import Planning
import Rendering
import Testing

@Suite("The plan as people read it")
struct PlanTextTests {
  private static func lines(_ plan: Plan, width: Int? = nil, colour: Bool = false) -> [String] {
    PlanText(Page(colour: colour, width: width)).render(plan, command: "plan")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static let samples = [
    Sample.showcase(), Sample.hostile(), Sample.gates(), Sample.unchanged(), Sample.many(1_000),
    Sample.crowded(),
  ]

  @Test("every kind of change")
  func showcase() {
    #expect(
      PlanText(.plain).render(Sample.showcase(), command: "plan") == """
        herald plan · environment sandbox · project acme-growth · workspace Acme

          1 -/+ digest · chat · live · ongoing                                       campaigns/digest.yaml:2
              ~ schedule.send  once → ongoing
                reach          1,204 people (+1,204), 1.2 % of everyone
              ! replaced, because schedule.send cannot change once it has been live
                the old message is archived: stops showing, keeps its history
              ! people who have seen the old message will be shown the new one
              … 9 fields unchanged
          2 - never-seen · chat · live · once                                   removed from never-seen.yaml
                reach  1,204 → 0 people (−1,204)
                deleted: nobody has seen it
          3 - old-banner · post · live · once                                   removed from old-banner.yaml
                reach  1,204 → 0 people (−1,204)
                archived: stops showing, keeps its history; a revert brings it back to those who have not seen it
          4 ~ export-tip · tooltip · live · ongoing                      campaigns/exports/export-tip.yaml:2
              ~ copy.body  Export your data in [-two steps-]{+one step+} -- CSV export is live.
              ~ audience   plan is pro → plan is any of pro, team
                reach      1,204 → 2,890 people (+1,686), 2.9 % of everyone
              ! people who have seen it already will not see the new copy (show_once)
              … 9 fields unchanged
          5 + spring-sale · chat · live · once · restored                       campaigns/spring-sale.yaml:2
              ~ status              archived → live
              ~ display.pages       /pricing, {+/plans+}
              + schedule.start      2026-12-01 08:00 America/New_York
              + schedule.end        2026-12-14 21:00 America/New_York
              + schedule.time_zone  America/New_York
                reach               0 → 1,204 people (+1,204), 1.2 % of everyone
                its start has passed: it shows as soon as it is applied
                restored: the same message, with its history
              … 9 fields unchanged
          6 > january-news · post · draft · once                               campaigns/january-news.yaml:2
              > key  december-news → january-news
              … 11 fields unchanged
          7 ~ trial-ends · chat · paused · once                                  campaigns/trial-ends.yaml:2
              ! copy.body  [-Typed by hand in the workspace-]{+Hello there+}  (changed outside; applying undoes it)
              ! tags       trial, [-important-], {+urgent+}  (changed outside, and in the files)
              ! it was paused outside and stays paused; `--resume trial-ends` lets it run again
              … 9 fields unchanged
          8 + welcome-bot · bot · draft · once                           campaigns/onboarding/welcome.yaml:2
              + from                          ana@acme.test
              + bot.start                     welcome
              + bot.steps.welcome.say         Want to see how other teams automate exports?
              + bot.steps.welcome.replies.1   [Show me] → step schedule
              + bot.steps.welcome.replies.2   [Not now] → end
              + bot.steps.schedule.say        Scheduled exports land in your bucket every night.
              + bot.steps.schedule.replies.1  [Set one up] → https://app.acme.test/exports/new
              + audience                      plan is pro
              + display.trigger               page_load
              + display.frequency             show_once

          ! calm was paused outside and stays paused; `--resume calm` lets it run again

        Marks: + create or restore · ~ change · -/+ replace · - delete or archive · > new key · ! changed outside or take note
        Plan: 1 to create, 3 to change, 1 to replace, 1 to restore, 1 to archive, 1 to delete. 1 unchanged.
        Newly exposed: 2,890 people, 2.9 % of everyone (100,000).

        Stopped: apply refuses this plan.
          × change 7: `trial-ends` was changed outside and in the files: tags
            put the outside change into the file, or undo it with `--overwrite trial-ends`

        """)
  }

  @Test("who is exposed without another audience, gates in people, and a freeze")
  func crowded() {
    let lines = Self.lines(Sample.crowded())
    #expect(lines.contains("        reach         40 people (+40), under 0.1 % of everyone"))
    #expect(lines.contains("      ! all of them count as newly exposed: a later end"))
    #expect(
      lines.suffix(12) == [
        "Newly exposed: 100,000 people, 100 % of everyone (100,000).", "",
        "Stopped: apply refuses this plan.",
        "  × nothing may be applied until 2026-12-03 (that day included) America/New_York: The office is closed.",
        "    apply it then, or now with `--allow-freeze`; `freeze` in herald.yaml has these times",
        "  × nobody counted whom 1 change would expose, and `limits.new_reach` and `limits.reach` limit it",
        "    plan without `--no-reach`; where the workspace cannot count them, lift the limit, or keep the campaign a draft",
        "  × 100,000 people would be newly exposed; at most 10,000 may be",
        "    `--allow-reach 100000` allows so many this once; `limits.new_reach` in herald.yaml is the limit",
        "  × change 4: `wide` would reach 100,000 people; a campaign may reach at most 50,000",
        "    `--allow-reach 100000` allows so many this once; `limits.reach` in herald.yaml is the limit",
        "",
      ])
  }

  @Test("what is counted as at most so many says so, wherever it stands")
  func bounded() {
    let lines = Self.lines(Sample.bounded())
    for line in [
      "        reach              0 → ≤ 2,000 people (≤ +2,000), ≤ 2.0 % of everyone",
      "        reach     40 → ≤ 2,000 people (≤ +1,686, ≤ −40), ≤ 2.0 % of everyone",
      "      ! neighbours on the same page: other (at most 1,686 people), third (at most 1,686 people)",
      "      ! at most 1,686 people can get more than 1 message within 7 days (`limits.per_person`): this and third",
      "Newly exposed: at most 2,890 people, 2.9 % of everyone (100,000).",
      "  × up to 2,890 people (an upper bound) would be newly exposed; at most 1,000 may be",
      "  × change 1: `large` would reach up to 2,000 people (an upper bound); a campaign may reach at most 1,500",
    ] { #expect(lines.contains(line), "\(line)\n\(lines.joined(separator: "\n"))") }
  }

  @Test("on a narrow terminal it is broken between words, under what it belongs to")
  func narrow() {
    #expect(
      PlanText(Page(colour: false, width: 60)).render(Sample.showcase(), command: "plan") == """
        herald plan · environment sandbox · project acme-growth ·
          workspace Acme

          1 -/+ digest · chat · live · ongoing
              campaigns/digest.yaml:2
              ~ schedule.send  once → ongoing
                reach          1,204 people (+1,204), 1.2 % of
                               everyone
              ! replaced, because schedule.send cannot change once
                it has been live
                the old message is archived: stops showing, keeps
                its history
              ! people who have seen the old message will be shown
                the new one
              … 9 fields unchanged
          2 - never-seen · chat · live · once
              removed from never-seen.yaml
                reach  1,204 → 0 people (−1,204)
                deleted: nobody has seen it
          3 - old-banner · post · live · once
              removed from old-banner.yaml
                reach  1,204 → 0 people (−1,204)
                archived: stops showing, keeps its history; a revert
                brings it back to those who have not seen it
          4 ~ export-tip · tooltip · live · ongoing
              campaigns/exports/export-tip.yaml:2
              ~ copy.body  Export your data in [-two steps-]{+one
                           step+} -- CSV export is live.
              ~ audience   plan is pro → plan is any of pro, team
                reach      1,204 → 2,890 people (+1,686), 2.9 % of
                           everyone
              ! people who have seen it already will not see the new
                copy (show_once)
              … 9 fields unchanged
          5 + spring-sale · chat · live · once · restored
              campaigns/spring-sale.yaml:2
              ~ status              archived → live
              ~ display.pages       /pricing, {+/plans+}
              + schedule.start      2026-12-01 08:00
                                    America/New_York
              + schedule.end        2026-12-14 21:00
                                    America/New_York
              + schedule.time_zone  America/New_York
                reach               0 → 1,204 people (+1,204), 1.2 %
                                    of everyone
                its start has passed: it shows as soon as it is
                applied
                restored: the same message, with its history
              … 9 fields unchanged
          6 > january-news · post · draft · once
              campaigns/january-news.yaml:2
              > key  december-news → january-news
              … 11 fields unchanged
          7 ~ trial-ends · chat · paused · once
              campaigns/trial-ends.yaml:2
              ! copy.body  [-Typed by hand in the workspace-]{+Hello
                           there+}  (changed outside; applying
                           undoes it)
              ! tags       trial, [-important-], {+urgent+}
                           (changed outside, and in the files)
              ! it was paused outside and stays paused; `--resume
                trial-ends` lets it run again
              … 9 fields unchanged
          8 + welcome-bot · bot · draft · once
              campaigns/onboarding/welcome.yaml:2
              + from                          ana@acme.test
              + bot.start                     welcome
              + bot.steps.welcome.say
                  Want to see how other teams automate exports?
              + bot.steps.welcome.replies.1
                  [Show me] → step schedule
              + bot.steps.welcome.replies.2   [Not now] → end
              + bot.steps.schedule.say
                  Scheduled exports land in your bucket every night.
              + bot.steps.schedule.replies.1
                  [Set one up] → https://app.acme.test/exports/new
              + audience                      plan is pro
              + display.trigger               page_load
              + display.frequency             show_once

          ! calm was paused outside and stays paused; `--resume
            calm` lets it run again

        Marks: + create or restore · ~ change · -/+ replace ·
               - delete or archive · > new key ·
               ! changed outside or take note
        Plan: 1 to create, 3 to change, 1 to replace, 1 to restore,
              1 to archive, 1 to delete. 1 unchanged.
        Newly exposed: 2,890 people, 2.9 % of everyone (100,000).

        Stopped: apply refuses this plan.
          × change 7: `trial-ends` was changed outside and in the
            files: tags
            put the outside change into the file, or undo it with
            `--overwrite trial-ends`

        """)
  }

  @Test("copy cannot give orders to a terminal, and what is not seen is shown")
  func hostile() {
    #expect(
      PlanText(.plain).render(Sample.hostile(), command: "plan") == """
        herald plan · environment sandbox · project acme-growth · workspace Acme

          1 - es␛[2Jcapes⏎x · chat · live · once                             removed from es␛[2Jcapes⏎x.yaml
                reach  1,204 → 0 people (−1,204)
                archived: stops showing, keeps its history; a revert brings it back to those who have not seen it
          2 + escapes · chat · live · once                                          campaigns/escapes.yaml:2
              + from               ana@acme.test
              + copy.body          Hi ␛[31mred␛[0m␇ <U+202E>desrever<U+2069> zero<U+200B>width
              + audience           plan is pro
              + display.trigger    page_load
              + display.frequency  show_once
                reach              0 → 1,204 people (+1,204), 1.2 % of everyone
          3 + wide · post · live · once                                                campaigns/wide.yaml:2
              + from               ana@acme.test
              + copy.title         新しい機能 🎉
              + copy.body          导出您的数据，只需一步，导出您的数据，只需一步，导出您的数据，只需一步。
              + audience           plan is pro
              + display.trigger    page_load
              + display.frequency  show_once
                reach              0 → 1,204 people (+1,204), 1.2 % of everyone
          4 ~ lines · chat · live · once                                              campaigns/lines.yaml:2
              ~ copy.body  First line⏎Second line{+, changed+}⏎⏎Last␉line
              … 9 fields unchanged
          5 ~ long · chat · live · once                                                campaigns/long.yaml:2
              ~ copy.body  … body that goes on for a while and says nothing new. It [-was-]{+is+} {{plan}} [-then-]{+now+}. And the same again at the end, where nothing changes but …
              … 9 fields unchanged
          6 ~ spaces · chat · live · once                                            campaigns/spaces.yaml:2
              ~ copy.body  two[-␣␣-]{+␣+}spaces
              … 9 fields unchanged

        Marks: + create · ~ change · - archive
        Plan: 2 to create, 3 to change, 1 to archive, 0 to delete. 0 unchanged.
        Newly exposed: 1,204 people, 1.2 % of everyone (100,000).

        """)
  }

  @Test("that not everybody's neighbours were looked for is said, and why")
  func neighboursNotSought() {
    let text = PlanText(.plain).render(Sample.gates(), command: "plan")
    #expect(
      text.contains(
        "! who else shows beside 3 changes was not looked for: a plan compares 20,000 pairs of"
          + " campaigns at most\n"))
  }

  @Test("what stops a plan is said with what to do about it")
  func stops() {
    let text = PlanText(.plain).render(Sample.gates(), command: "plan")
    let stopped = text.firstRange(of: "Stopped").map { String(text[$0.lowerBound...]) }
    #expect(
      stopped == """
        Stopped: apply refuses this plan.
          × it is not clear which message `renamed` was before its new name: `one` or `two`
            name the last key alone in `previously`, in one file alone, or apply one rename after the other
          × `acme-growth/newer` is taken by a message whose record cannot be read: it was written by a newer herald (record version 2); update herald
          × `acme-growth/taken` is taken by a message that herald did not make
            choose another key, or adopt it with `herald import` (`herald list --unmanaged` has its id)
          × 2 live messages of 3 would go; at most 0 may
            `--allow-deletes 2` allows so many this once; `limits.deletes` in herald.yaml is the limit
          × change 1: `kept` is protected
            apply `lifecycle: { protect: false }` first, in a change of its own
          × change 5: `theirs` was moved to the project `growth` (`growth/theirs`, live); creating it shows it to everyone again
          × change 6: `welcome` was moved to the project `growth` (`growth/welcome`, archived); creating it shows it to everyone again
            add `previously: [growth]` to herald.yaml to take it back, or use another key

        """)
  }

  @Test("no change")
  func unchanged() {
    #expect(
      PlanText(.plain).render(Sample.unchanged(), command: "apply") == """
        herald apply · environment sandbox · project acme-growth · workspace Acme

        No changes. The workspace holds 1 campaign as the files say.

        """)
  }

  @Test("a saved plan and a destroy without changes say nothing of the workspace that is not so")
  func unchangedOtherwise() {
    func last(_ purpose: PlanPurpose) -> Substring? {
      PlanText(.plain, purpose: purpose).render(Sample.unchanged(), command: "apply")
        .split(separator: "\n").last
    }
    #expect(
      last(.savedPlan)
        == "No changes. The saved plan has none; `herald plan` shows what is to do now.")
    #expect(last(.removal) == "No changes. Nothing of acme-growth is left to take away.")
  }

  @Test("paths are those of the folder in which herald was started")
  func paths() {
    let text = PlanText(.plain, pathPrefix: "x/").render(Sample.showcase(), command: "plan")
    #expect(text.contains(" x/campaigns/digest.yaml:2\n"))
    #expect(text.contains(" removed from x/old-banner.yaml\n"))
  }

  @Test("without colour there is no escape byte, whatever the copy says", arguments: samples)
  func noEscapes(plan: Plan) {
    for width in [nil, 40, 60, 200] {
      let text = Self.lines(plan, width: width).joined(separator: "\n")
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{7F}" })
    }
  }

  @Test("colour changes nothing but the colour, and ends on every line", arguments: samples)
  func colour(plan: Plan) {
    for width in [nil, 60] {
      let painted = Self.lines(plan, width: width, colour: true)
      #expect(painted.map(\.unpainted) == Self.lines(plan, width: width))
      for line in painted where line.contains("\u{1B}") {
        #expect(line.count(of: "\u{1B}[0m") * 2 >= line.count(of: "\u{1B}["), "\(line)")
      }
    }
  }

  @Test("colours are those of a diff")
  func colours() {
    let painted = Self.lines(Sample.showcase(), width: 100, colour: true)
    #expect(
      painted.contains(
        "      \u{1B}[33m~\u{1B}[0m copy.body  Export your data in "
          + "\u{1B}[31m[-two steps-]\u{1B}[0m\u{1B}[32m{+one step+}\u{1B}[0m"
          + " -- CSV export is live."))
  }

  @Test("no line is wider than the terminal", arguments: [60, 80, 100])
  func widths(width: Int) {
    for line in Self.lines(Sample.showcase(), width: width) {
      #expect(line.count <= width, "\(line)")
    }
  }

  @Test("the numbers of a thousand changes stand under one another")
  func thousand() {
    let lines = Self.lines(Sample.many(1_000))
    #expect(lines.contains { $0.hasPrefix("     1 + k0001 · chat") })
    #expect(lines.contains { $0.hasPrefix("    10 + k0010 · chat") })
    #expect(lines.contains { $0.hasPrefix("  1000 + k1000 · chat") })
    #expect(lines.contains("         + copy.body          Hello there"))
    #expect(lines.contains("Plan: 1,000 to create, 0 to change, 0 to delete. 0 unchanged."))
  }
}

extension String {
  fileprivate var unpainted: String { replacing(/\u{1B}\[[0-9]+m/, with: "") }

  fileprivate func count(of part: String) -> Int { ranges(of: part).count }

  @Test("what a selection leaves out, and what it cannot do without that")
  func part() {
    let text = PlanText(.plain).render(Sample.part(), command: "plan")
    #expect(text.contains("  ! 2 campaigns left out by --only and --except\n"))
    #expect(
      text.contains(
        """
          × change 1: `first` takes the place of `third`, which is left out and would have to make way first
            select `third` as well
        """))
  }
}
