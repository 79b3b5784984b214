import Audiences
import JSON
import Planning
import Testing

@Suite("The three-way comparison")
struct ComparisonTests {
  private static func change(
    _ message: Applied, to edit: (inout MessageSpec) -> Void = { _ in }
  ) throws -> Change {
    try #require(Sample.plan([Sample.file("a", edit)], over: [message.message]).changes.first)
  }

  @Test("what only the files changed is the files'")
  func files() throws {
    let change = try Self.change(Applied("a")) { $0.body = "Hello you" }
    #expect(
      change.fields == [
        FieldChange(
          "copy.body", before: .copy("Hello there"), after: .copy("Hello you"), cause: .files)
      ])
  }

  @Test("what only the remote changed is outside's")
  func outside() throws {
    let change = try Self.change(Applied("a") { $0.outside = { $0.body = "By hand" } })
    #expect(change.fields.map(\.cause) == [.outside])
    #expect(change.field("copy.body")?.before == .copy("By hand"))
  }

  @Test("what both changed, differently, is a conflict")
  func conflict() throws {
    let change = try Self.change(Applied("a") { $0.outside = { $0.body = "By hand" } }) {
      $0.body = "By file"
    }
    #expect(change.fields.map(\.cause) == [.conflict])
  }

  @Test("what both changed to the same changes only what is remembered")
  func agreed() {
    let message = Applied("a") { $0.outside = { $0.body = "Both" } }.message
    let plan = Sample.plan([Sample.file("a") { $0.body = "Both" }], over: [message])
    #expect(plan.changes.map(\.fields) == [[]])
    #expect(plan.changes.map(\.consequences) == [[.takesOver(fields: ["copy.body"])]])
  }

  @Test("each field has its own cause")
  func fieldByField() throws {
    let change = try Self.change(
      Applied("a") {
        $0.outside = {
          $0.body = "By hand"
          $0.tags = ["by-hand"]
        }
      }
    ) {
      $0.body = "By file"
      $0.goal = Goal(event: "exported")
    }
    #expect(change.field("copy.body")?.cause == .conflict)
    #expect(change.field("tags")?.cause == .outside)
    #expect(change.field("goal.event")?.cause == .files)
  }

  @Test("a new field has no before")
  func added() throws {
    let change = try Self.change(Applied("a")) { $0.goal = Goal(event: "exported") }
    #expect(
      change.fields == [
        FieldChange("goal.event", before: nil, after: .text("exported"), cause: .files)
      ])
  }

  @Test("a field that is gone has no after")
  func removed() throws {
    let message = Applied("a", edit: { $0.tags = ["x"] })
    let change = try Self.change(message)
    #expect(
      change.fields == [FieldChange("tags", before: .list(["x"]), after: nil, cause: .files)])
  }

  @Test("an audience said otherwise is the same")
  func audience() {
    let message = Applied("a", edit: { $0.audience = .all([.tag("x"), .tag("y")]) }).message
    let file = Sample.file("a") { $0.audience = .all([.all([.tag("y")]), .tag("x")]) }
    #expect(Sample.plan([file], over: [message]).isEmpty)
  }

  @Test(
    "a sender is the same by address, by id and in capitals", arguments: ["1", "Ana@Acme.test"])
  func sender(text: String) {
    let file = Sample.file("a") { $0.sender = Sender(text: text) }
    #expect(Sample.plan([file], over: [Applied("a").message]).isEmpty)
  }

  @Test("the same instant in another zone changes the zone alone")
  func zone() throws {
    let message = Applied(
      "a", edit: { $0.schedule = Schedule(startsAt: 2_000, timeZone: "Europe/Berlin") })
    let change = try Self.change(message) {
      $0.schedule = Schedule(startsAt: 2_000, timeZone: "America/New_York")
    }
    #expect(change.fields.map(\.name) == ["schedule.time_zone"])
  }

  @Test("fields that are the same are counted")
  func unchanged() throws {
    // format, status, from, audience, trigger, frequency, send, protect and on_removal.
    #expect(try Self.change(Applied("a")) { $0.body = "Hello you" }.unchangedFields == 9)
  }

  @Test("a step of a bot that is new shows all that it says")
  func stepAdded() throws {
    let message = Applied("a", edit: { $0.become(["welcome"]) })
    let change = try Self.change(message) { $0.become(["welcome", "tour"]) }
    #expect(
      change.fields.map(\.name) == [
        "bot.steps", "bot.steps.tour.say", "bot.steps.tour.replies.1.label",
        "bot.steps.tour.replies.1.leads_to",
      ])
    #expect(change.fields.dropFirst().allSatisfy { $0.before == nil })
  }

  @Test("a step of a bot that is gone shows what it said, beside its neighbour")
  func stepRemoved() throws {
    let message = Applied("a", edit: { $0.become(["welcome", "tour", "bye"]) })
    let change = try Self.change(message) { $0.become(["welcome", "bye"]) }
    #expect(
      change.fields.map(\.name) == [
        "bot.steps", "bot.steps.tour.say", "bot.steps.tour.replies.1.label",
        "bot.steps.tour.replies.1.leads_to",
      ])
    #expect(change.fields.dropFirst().allSatisfy { $0.after == nil })
  }

  @Test("the order of a bot's steps alone is one change")
  func stepsReordered() throws {
    let message = Applied("a", edit: { $0.become(["welcome", "tour"]) })
    let change = try Self.change(message) { $0.become(["tour", "welcome"]) }
    #expect(change.fields.map(\.name) == ["bot.steps"])
  }

  @Test("a moved file is no change")
  func movedFile() {
    let file = Sample.file("a", path: "elsewhere/b.yml")
    #expect(Sample.plan([file], over: [Applied("a").message]).isEmpty)
  }

  @Test("a change carries over what others keep with a message, and the name they gave it")
  func carriedOver() throws {
    let change = try Self.change(
      Applied("a") {
        $0.name = "Spring launch"
        $0.otherMetadata = ["crm": "7"]
      }
    ) { $0.body = "New" }
    let draft = try #require(change.drafts.first)
    #expect(draft.name == "Spring launch")
    #expect(draft.otherMetadata == ["crm": "7"])
    #expect(draft.record.revision == 4)
  }
}

extension MessageSpec {
  /// A bot whose steps each end.
  mutating func become(_ steps: [String]) {
    format = .bot
    body = nil
    bot = Bot(
      start: "welcome",
      steps: steps.map {
        Bot.Step(name: $0, say: "This is \($0)", replies: [.init(label: "OK", target: .end)])
      })
  }
}
