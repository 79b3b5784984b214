import Audiences
import Planning
import Testing

@Suite("Who is exposed by a change")
struct ExposureTests {
  private static let pro = Rule.attribute(name: "plan", .text(.is("pro")))
  private static let team = Rule.attribute(name: "plan", .text(.is("team")))

  /// What applying the edit to a live campaign for `pro` exposes, at second 1,000.
  private static func exposure(
    from old: (inout MessageSpec) -> Void = { _ in }, to new: (inout MessageSpec) -> Void,
    with change: (inout Applied) -> Void = { _ in }
  ) throws -> Exposure? {
    let message = Applied(
      "a",
      edit: {
        $0.audience = pro
        old(&$0)
      }, with: change
    ).message
    let file = Sample.file("a") {
      $0.audience = pro
      old(&$0)
      new(&$0)
    }
    let plan = Sample.plan([file], over: [message], intent: Intent(resume: ["a"]))
    return try #require(plan.changes.first).exposure(now: 1_000)
  }

  @Test("a new live campaign exposes its audience, a draft nobody")
  func creation() throws {
    let live = Sample.plan([Sample.file("a") { $0.audience = Self.pro }], over: []).changes[0]
    #expect(
      live.exposure(now: 1_000) == Exposure(before: nil, after: Self.pro, causes: [.goesLive]))
    let draft = Sample.plan([Sample.file("a") { $0.status = .draft }], over: []).changes[0]
    #expect(draft.exposure(now: 1_000) == nil)
  }

  @Test("a draft or a paused campaign that goes live exposes its audience")
  func goesLive() throws {
    for status in [Status.draft, .paused] {
      let exposure = try Self.exposure(from: { $0.status = status }, to: { $0.status = .live })
      #expect(exposure == Exposure(before: nil, after: Self.pro, causes: [.goesLive]))
    }
  }

  @Test("what is archived and comes back exposes its audience")
  func restored() throws {
    let exposure = try Self.exposure(to: { $0.body = "Back." }) {
      $0.state = .archived
      $0.archivedFrom = .live
    }
    #expect(exposure == Exposure(before: nil, after: Self.pro, causes: [.goesLive]))
  }

  @Test("a live campaign that is paused or removed exposes nobody, and reaches nobody any more")
  func goes() throws {
    let gone = Exposure(before: Self.pro, after: nil, causes: [])
    #expect(try Self.exposure(to: { $0.status = .paused }) == gone)
    let removal = Sample.plan(
      [Sample.file("b")],
      over: [Applied("a", edit: { $0.audience = Self.pro }).message, Applied("b").message])
    #expect(removal.changes[0].exposure(now: 1_000) == gone)
  }

  @Test("another audience exposes who joins it")
  func audience() throws {
    let exposure = try #require(try Self.exposure(to: { $0.audience = Self.team }))
    #expect(exposure == Exposure(before: Self.pro, after: Self.team, causes: [.audience]))
    #expect(!exposure.exposesAll)
  }

  @Test("another wording of the same audience exposes nobody")
  func wording() throws {
    let exposure = try Self.exposure(to: {
      $0.audience = .all([Self.pro])
      $0.body = "Other words."
    })
    #expect(exposure == nil)
  }

  /// An edit that shows a live message to whoever could see it before, or not yet, or no more.
  struct Widening: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let cause: Exposure.Cause
    let old: @Sendable (inout MessageSpec) -> Void
    let new: @Sendable (inout MessageSpec) -> Void
  }

  static let widenings: [Widening] = [
    Widening(
      testDescription: "more pages", cause: .pages, old: { $0.display.pages = ["/a/*"] },
      new: { $0.display.pages = ["/a/*", "/b"] }),
    Widening(
      testDescription: "every page", cause: .pages, old: { $0.display.pages = ["/a/*"] },
      new: { $0.display.pages = [] }),
    Widening(
      testDescription: "another trigger than an event", cause: .trigger,
      old: {
        $0.schedule.send = .ongoing
        $0.display.trigger = .event("exported")
      }, new: { $0.display.trigger = .pageLoad }),
    Widening(
      testDescription: "an earlier start", cause: .start, old: { $0.schedule.startsAt = 3_000 },
      new: { $0.schedule.startsAt = 2_000 }),
    Widening(
      testDescription: "no start", cause: .start, old: { $0.schedule.startsAt = 3_000 },
      new: { $0.schedule.startsAt = nil }),
    Widening(
      testDescription: "a later end", cause: .end, old: { $0.schedule.endsAt = 3_000 },
      new: { $0.schedule.endsAt = 4_000 }),
    Widening(
      testDescription: "no end", cause: .end, old: { $0.schedule.endsAt = 3_000 },
      new: { $0.schedule.endsAt = nil }),
    Widening(
      testDescription: "shown until dismissed", cause: .frequency,
      old: { $0.display.frequency = .showOnce },
      new: { $0.display.frequency = .showUntilDismissed }),
  ]

  @Test("what widens a live message exposes its whole audience", arguments: widenings)
  func widens(widening: Widening) throws {
    let exposure = try #require(try Self.exposure(from: widening.old, to: widening.new))
    #expect(exposure == Exposure(before: Self.pro, after: Self.pro, causes: [widening.cause]))
    #expect(exposure.exposesAll)
  }

  @Test("the same edits the other way round expose nobody", arguments: widenings)
  func narrows(widening: Widening) throws {
    let undone = try Self.exposure(
      from: {
        widening.old(&$0)
        widening.new(&$0)
      }, to: widening.old)
    #expect(undone == nil)
  }

  @Test("once to ongoing exposes the whole audience, where a message can change so")
  func send() throws {
    let exposure = try Self.exposure(
      from: { $0.schedule.send = .once }, to: { $0.schedule.send = .ongoing },
      with: { $0.liveAt = nil })
    #expect(exposure?.causes == [.send])
  }

  @Test("a replacement exposes everyone whom the new message reaches")
  func replacement() throws {
    let exposure = try #require(
      try Self.exposure(from: { $0.schedule.send = .once }, to: { $0.schedule.send = .ongoing }))
    #expect(exposure == Exposure(before: Self.pro, after: Self.pro, causes: [.replaced]))
    #expect(exposure.exposesAll)
  }

  @Test("a start that had passed cannot be earlier")
  func passedStart() throws {
    let exposure = try Self.exposure(
      from: { $0.schedule.startsAt = 900 }, to: { $0.schedule.startsAt = 100 })
    #expect(exposure == nil)
  }

  @Test("a message whose end has passed is seen by nobody, until its end is later")
  func ended() throws {
    let back = try Self.exposure(
      from: { $0.schedule.endsAt = 900 }, to: { $0.schedule.endsAt = 2_000 })
    #expect(back == Exposure(before: nil, after: Self.pro, causes: [.goesLive]))
    let over = try Self.exposure(
      from: { $0.schedule.endsAt = 900 }, to: { $0.audience = Self.team })
    #expect(over == nil)
  }
}

@Suite("Pages that cover others")
struct PagePatternsTests {
  @Test(
    "a page that a pattern matches is covered",
    arguments: [
      (["/a/*"], ["/a/b"]), (["/a/*"], ["/a/*/c"]), (["/a/*", "/b"], ["/b", "/a/x"]),
      ([], ["/a"]), (["*"], ["/a/*", "https://x.test/*"]), (["/a*b*c"], ["/a1b2bc"]),
    ])
  func covered(pages: [String], others: [String]) {
    #expect(PagePatterns(pages).cover(others))
  }

  @Test(
    "what no single pattern matches is not",
    arguments: [
      (["/a/*"], ["/a"]), (["/a/b"], ["/a/*"]), (["/a"], []), (["/a/*"], ["/a/b", "/c"]),
      (["/a*c"], ["/ab"]), (["/a?"], ["/ab"]),
    ])
  func uncovered(pages: [String], others: [String]) {
    #expect(!PagePatterns(pages).cover(others))
  }
}
