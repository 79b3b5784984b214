import Audiences
import Campaigns
import Diagnostics
import Planning
import TestSupport
import Testing
import YAML

@Suite("Writing campaigns")
struct CampaignWriterTests {
  private func written(
    _ spec: MessageSpec, _ lifecycle: Lifecycle = Lifecycle(), key: String = "written"
  ) throws -> String {
    let (project, _) = ProjectReader.readProjectFile(
      SourceFile(path: "campaigns/herald.yaml", text: Sample.herald))
    var writer = CampaignWriter(try #require(project))
    return YAMLWriter().write(writer.document(key, spec, lifecycle))
  }

  @Test("What is written reads back the same")
  func roundTrip() throws {
    let seed = TestSeed.fresh(for: "written campaigns")
    var specs = SpecGenerator(random: SeededRandom(seed: seed))
    for number in 0..<300 {
      var spec = specs.spec()
      spec.schedule = expressible(spec.schedule, number)
      if spec.format == .bot { spec.callToAction = nil }
      if number % 5 == 0 { spec.body = spec.body.map { "\($0) ${app_url} $${x" } }
      let lifecycle = Lifecycle(
        protect: number % 3 == 0, onRemoval: number % 4 == 0 ? .delete : .archive)
      let text = try written(spec, lifecycle)
      let sample = try Sample(text)
      let message = try #require(try sample.lowered().messages.first)
      let isTheSame = message.spec == spec
      #expect(isTheSame, "seed \(seed), campaign \(number):\n\(text)")
      #expect(message.lifecycle == lifecycle)
    }
  }

  /// What files can say: whole minutes, in a zone.
  private func expressible(_ schedule: Schedule, _ number: Int) -> Schedule {
    let zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]
    var schedule = schedule
    let start = schedule.startsAt.map { $0 / 60 * 60 + Int64(number) * 86_400 * 37 }
    schedule.startsAt = number % 3 == 0 ? start.map { $0 / 86_400 * 86_400 } : start
    schedule.endsAt = schedule.endsAt.map { $0 / 60 * 60 + Int64(number) * 86_400 * 40 }
    if (schedule.startsAt ?? schedule.endsAt) != nil { schedule.timeZone = zones[number % 4] }
    return schedule
  }

  @Test("Every condition reads back the same")
  func conditions() throws {
    for rule in Self.rules {
      let spec = MessageSpec(
        format: .post, status: .live, sender: .email("ana@acme.test"), audience: rule, body: "Hi.")
      let text = try written(spec)
      let isTheSame = try Sample(text).spec() == spec
      #expect(isTheSame, "\(text)")
    }
  }

  private static let rules: [Rule] = {
    let texts: [TextTest] = [
      .is("pro"), .isNot("5"), .anyOf(["a, b", "true", "no"]), .noneOf(["2026-12-01"]),
      .contains("say \"hi\""), .doesNotContain("line\nbreak"), .startsWith(" x"), .endsWith("${x}"),
    ]
    let numbers: [NumberTest] = [
      .is(0), .isNot(-7), .anyOf([0.5, 3]), .noneOf([1e300]), .greaterThan(-2.25), .lessThan(1e19),
      .atLeast(9_007_199_254_740_992), .atMost(3),
    ]
    var dates: [DateTest] = TimeSpan.Unit.allCases.flatMap { unit in
      [.moreThan(TimeSpan(1, unit)), .lessThan(TimeSpan(40, unit))]
    }
    dates.append(.exactly(TimeSpan(2, .day)))
    if let day = CalendarDate(year: 2026, month: 1, day: 31) {
      dates += [.after(day), .before(day), .onDate(day)]
    }
    let tests: [AttributeTest] =
      [.known(true), .known(false), .boolean(true), .boolean(false)] + texts.map { .text($0) }
      + numbers.map { .number($0) } + dates.map { .date($0) }
    let measures: [EventTest.Measure] =
      [.never, .ever, .count(.anyOf([0, 3]))] + dates.map { .first($0) } + dates.map { .last($0) }
    let events = measures.flatMap { [EventTest($0), EventTest($0, within: TimeSpan(8, .week))] }
    let conditions =
      tests.map { Rule.attribute(name: "Slipping away", $0) }
      + events.map { Rule.event(name: "csv_exported", $0) } + [.tag("null"), .segment("a: b")]
    return conditions + [
      .everyone, .newsfeed("é"), .not(.not(.all([.everyone]))),
      .company(.any([.attribute(name: "event", .known(true)), .not(.all([conditions[0]]))])),
      .all(conditions),
    ]
  }()

  @Test("It reads as a person would write it")
  func idiom() throws {
    let spec = MessageSpec(
      format: .post, status: .paused, sender: .email("ben@acme.test"),
      audience: .all([
        .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(7, .day)))),
        .event(
          name: "csv_exported",
          EventTest(.count(.atLeast(3)), within: TimeSpan(30, .day))),
        .any([.attribute(name: "plan", .text(.anyOf(["pro", "team"]))), .not(.tag("beta"))]),
        .company(.attribute(name: "seats", .number(.greaterThan(50)))),
      ]),
      title: "News", body: "First line.\nSecond line, for ${5}.", image: "https://acme.test/a.png",
      callToAction: CallToAction(label: "Open", url: "https://acme.test/"),
      display: Display(
        trigger: .delay(seconds: 120), pages: ["/reports/*"], frequency: .showUntilDismissed),
      schedule: Schedule(
        send: .ongoing, startsAt: 1_796_133_600, endsAt: 1_797_397_200,
        timeZone: "America/New_York"),
      goal: Goal(event: "csv_exported", within: TimeSpan(14, .day)), tags: ["exports", "no"])
    #expect(
      try written(spec, Lifecycle(protect: true)) == """
        campaign: written
        format: post
        status: paused
        from: ben@acme.test
        audience:
          all:
            - { attribute: signed_up_at, more_than: 7 days ago }
            - { event: csv_exported, count: { at_least: 3 }, within: 30 days }
            - any:
                - { attribute: plan, any_of: [pro, team] }
                - { not: { tag: beta } }
            - { company: { attribute: seats, greater_than: 50 } }
        copy:
          title: News
          body: |-
            First line.
            Second line, for $${5}.
          image: https://acme.test/a.png
          cta: { label: Open, url: "https://acme.test/" }
        display:
          trigger: { delay: 2 minutes }
          pages: [/reports/*]
          frequency: show_until_dismissed
        schedule:
          send: ongoing
          start: 2026-12-01 09:00
          end: 2026-12-15
        goal: { event: csv_exported, within: 14 days }
        lifecycle:
          protect: true
        tags: [exports, "no"]

        """)
  }

  @Test("What the project says for all, and what is meant anyway, is left out")
  func defaults() throws {
    let spec = MessageSpec(
      format: .chat, status: .live, sender: .email("ana@acme.test"), audience: .everyone,
      body: "Hello.")
    #expect(
      try written(spec) == """
        campaign: written
        format: chat
        audience: { everyone: true }
        copy:
          body: Hello.

        """)
  }
}
