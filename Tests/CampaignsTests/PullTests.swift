import Audiences
import Campaigns
import Diagnostics
import Planning
import Testing

@Suite("Pulling what others changed into a file")
struct PullTests {
  private static let file = """
    # Why this exists.
    campaign: tip # the key
    format: post
    audience:
      all:
        # those who pay
        - attribute: plan
          any_of: [pro, team] # both
        - { event: csv_exported, count: { at_least: 3 }, within: 30 days }
        - not: { tag: beta }
    copy:
      title: 'It''s here'
      body: >-
        Export your data in two steps,
        whenever you like.
      cta: { label: Open, url: "${app_url}/x" }

    display: { frequency: show_once } # once is enough
    schedule:
      start: 2026-12-01 09:00
      end: 2026-12-15 # that day included
    keep: the contract asks for it # until June
    tags: [z, a] # in no order
    ---
    campaign: other
    format: bot
    audience: paying
    bot:
      start: hi
      steps:
        hi:
          say: Hello # warm
          replies:
            - { label: More, next: more }
            - { label: Bye, end: true }
        more: { say: "More at ${app_url}", replies: [{ label: Done, end: true }] }
    ---
    audience: paying
    where: { attribute: plan, is: pro }

    """

  private func pulled(
    _ key: String = "tip", _ text: String = Self.file, conflict: Bool = false,
    _ edit: (inout MessageSpec) throws -> Void
  ) throws -> (text: String, result: Pulled) {
    let sample = try Sample(text)
    let desired = try #require(try sample.lowered().messages.first { $0.key == key })
    var spec = desired.spec
    try edit(&spec)
    let planned = Planner(
      try sample.lowered(),
      over: Snapshot(
        workspace: Workspace(id: "w", name: "Acme", timeZone: nil), admins: [],
        messages: try sample.lowered().messages.map { message in
          var base = message.spec
          if conflict, message.key == key { base.body = "Before." }
          return RemoteMessage(
            id: message.key, etag: "1", externalID: "acme-growth/\(message.key)", name: nil,
            state: MessageState(message.key == key ? spec.status : message.spec.status),
            spec: message.key == key ? spec : message.spec,
            record: Record(
              project: "acme-growth", environment: "sandbox", key: message.key,
              lastApplied: base))
        }), commit: nil, now: 0)
    let drift = try #require(planned.drift().messages.first)
    let environment = try #require(sample.project.environment("sandbox"))
    let result = try #require(sample.content.pulling(drift, in: environment))
    return (String(decoding: result.file.bytes, as: UTF8.self), result)
  }

  /// The lines that differ, as a diff has them.
  private func difference(_ after: String, from before: String = Self.file) -> [String] {
    let (old, new) = (before.split(separator: "\n"), after.split(separator: "\n"))
    let changes = new.difference(from: old)
    return changes.removals.map { change in
      guard case .remove(_, let line, _) = change else { return "" }
      return "- \(line)"
    }
      + changes.insertions.map { change in
        guard case .insert(_, let line, _) = change else { return "" }
        return "+ \(line)"
      }
  }

  @Test("Copy changes in the style that it has")
  func copy() throws {
    let (text, result) = try pulled {
      $0.title = "It's gone"
      $0.body = "Export your data in one step, whenever you like. \"Now\": yes."
      $0.callToAction?.label = "Open it"
    }
    #expect(result.obstacles == [])
    #expect(result.fields == ["copy.title", "copy.body", "copy.cta.label"])
    #expect(
      difference(text) == [
        "-   title: 'It''s here'",
        "-     Export your data in two steps,",
        "-     whenever you like.",
        "-   cta: { label: Open, url: \"${app_url}/x\" }",
        "+   title: 'It''s gone'",
        "+     Export your data in one step, whenever you like. \"Now\": yes.",
        "+   cta: { label: Open it, url: \"${app_url}/x\" }",
      ])
  }

  @Test("Display, schedule, tags and goal keep their neighbours and comments")
  func small() throws {
    let (text, result) = try pulled {
      $0.status = .paused
      $0.display.trigger = .delay(seconds: 8)
      $0.display.pages = ["/a", "/b"]
      $0.schedule.endsAt = 1_797_483_600
      $0.tags = ["a", "b"]
      $0.goal = Goal(event: "csv_exported", within: TimeSpan(2, .week))
    }
    #expect(result.obstacles == [])
    let expected = [
      "- display: { frequency: show_once } # once is enough",
      "-   end: 2026-12-15 # that day included", "- tags: [z, a] # in no order",
      "+ status: paused",
      "+ display: { trigger: { delay: 8s }, pages: [/a, /b], frequency: show_once } # once is enough",
      "+   end: 2026-12-16 # that day included",
      "+ goal: { event: csv_exported, within: 2 weeks }", "+ tags: [a, b] # in no order",
    ]
    #expect(difference(text) == expected)
  }

  @Test("What is taken away takes its lines along")
  func removals() throws {
    let (text, result) = try pulled {
      $0.title = nil
      $0.schedule.startsAt = nil
      $0.tags = []
    }
    #expect(result.obstacles == [])
    #expect(
      difference(text) == [
        "-   title: 'It''s here'", "-   start: 2026-12-01 09:00",
        "- tags: [z, a] # in no order",
      ])
  }

  @Test("In an audience only the condition changes that was changed")
  func audience() throws {
    let (text, result) = try pulled {
      guard case .all(var rules) = $0.audience else { return }
      rules[0] = .attribute(name: "plan", .text(.anyOf(["pro", "scale", "team"])))
      rules[2] = .tag("vip")
      rules.append(.segment("Active"))
      $0.audience = .all(rules)
    }
    #expect(result.obstacles == [])
    #expect(
      difference(text) == [
        "-       any_of: [pro, team] # both",
        "-     - not: { tag: beta }",
        "+       any_of: [pro, scale, team] # both",
        "+     - { tag: vip }",
        "+     - { segment: Active }",
      ])
  }

  @Test("Another audience takes the place of the whole")
  func wholeAudience() throws {
    let (text, _) = try pulled { $0.audience = .everyone }
    #expect(text.contains("audience: { everyone: true }\ncopy:"))
  }

  @Test("Steps and buttons of a bot change by themselves")
  func bot() throws {
    let (text, result) = try pulled("other") {
      $0.bot?.steps[0].say = "Hello there"
      $0.bot?.steps[0].replies[1].label = "Good-bye"
      $0.bot?.steps[0].replies.append(.init(label: "Site", target: .url("https://acme.test/${x}")))
    }
    #expect(result.obstacles == [])
    #expect(
      difference(text) == [
        "-       say: Hello # warm",
        "-         - { label: Bye, end: true }",
        "+       say: Hello there # warm",
        "+         - { label: Good-bye, end: true }",
        "+         - { label: Site, url: \"https://acme.test/$${x}\" }",
      ])
  }

  @Test("What something else made is left, and the place is named")
  func obstacles() throws {
    let (text, result) = try pulled {
      $0.callToAction?.url = "https://elsewhere.test/"
      $0.sender = .email("ben@acme.test")
      $0.schedule.timeZone = "Europe/Berlin"
      $0.schedule.startsAt = 1_796_133_601
    }
    #expect(text == Self.file)
    #expect(
      result.obstacles.map(\.obstacle.reason) == [
        .projectDefault, .variable("app_url"), .unsayable, .projectDefault,
      ])
    let places = result.obstacles.map {
      $0.obstacle.label.file.text(in: $0.obstacle.label.range)
    }
    #expect(places == ["ana@acme.test", "\"${app_url}/x\"", "start", "America/New_York"])
  }

  @Test("An audience document is named, not changed")
  func sharedAudience() throws {
    let (text, result) = try pulled("other") { $0.audience = .tag("x") }
    #expect(text == Self.file)
    #expect(result.obstacles.map(\.obstacle.reason) == [.audience("paying")])
  }

  @Test("What an anchor shares is named, not changed")
  func anchors() throws {
    let text = """
      campaign: tip
      format: chat
      audience: { everyone: true }
      copy:
        body: &text Hello
        cta: { label: *text, url: "https://acme.test" }
      """
    let (after, result) = try pulled("tip", text) { $0.body = "Bye" }
    #expect(after == text)
    #expect(result.obstacles.map(\.obstacle.reason) == [.anchor])
  }

  @Test("Where the file says something new as well, a person decides")
  func conflict() throws {
    let (text, result) = try pulled(conflict: true) { $0.body = "By hand." }
    #expect(text == Self.file)
    #expect(result.obstacles.map(\.obstacle.reason) == [.conflict])
  }

  @Test("What no file can say is told")
  func unsayable() throws {
    let (text, result) = try pulled { $0.display.trigger = .delay(seconds: 90_000) }
    #expect(text == Self.file)
    #expect(result.obstacles.map(\.obstacle.reason) == [.unsayable])
  }
}
