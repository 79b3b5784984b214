import JSON
import Sandbox
import Testing

@Suite struct `A receipt` {
  @Test(arguments: [
    ("click", "clicks", 1), ("dismiss", "dismissals", 0), ("reply", "replies", 1),
  ])
  func `notes each thing once, at its first time`(
    action: String, count: String, engaged: JSONValue
  ) async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.live()
      let page = try await client.person("a")
      let receipt = try await page.receipt()
      let first = try await page.act(action, on: receipt)
      #expect(first.status == 200)
      clock.advance(60)
      #expect(try await page.act(action, on: receipt).body == first.body)
      let totals = try await client.totals(id)
      #expect(totals[count] == 1)
      #expect(totals["engaged"] == engaged)
    }
  }

  @Test func `takes what comes late and in any order`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.live()
      let page = try await client.person("a")
      let receipt = try await page.receipt()
      let fields: [String: JSONValue?] = ["state": "archived", "schedule": ["send": "ongoing"]]
      try #require(try await client.put("/messages/\(id)", message(fields)).status == 200)
      clock.advance(90 * 86_400)
      for action in ["dismiss", "click"] {
        #expect(try await page.act(action, on: receipt).status == 200)
      }
      let stats = try await client.get("/messages/\(id)/stats").json
      #expect(stats["totals"]?["engagement_rate"] == 1.0)
      // With the day on which the message was received.
      #expect(stats["by_day"]?.array?.map { $0["day"] } == ["2027-01-15"])
    }
  }

  @Test func `notes nothing before itself when clocks go back`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      _ = try await client.live()
      let page = try await client.person("a")
      let receipt = try await page.receipt()
      clock.advance(-3_600)
      let clicked = try await page.act("click", on: receipt).json
      #expect(clicked["clicked_at"] == clicked["created_at"])
      #expect(try await page.shown() == [])
      #expect(
        try await client.get("/contacts/1").json["last_seen_at"] == .integer(clock.now + 3_600))
    }
  }

  @Test func `is gone with its message`() async throws {
    try await withSandbox { _, client in
      let id = try await client.live()
      let page = try await client.person("a")
      let receipt = try await page.receipt()
      #expect(try await client.delete("/messages/\(id)").status == 200)
      #expect(try await page.act("click", on: receipt).status == 404)
      #expect(try await client.get("/messages/\(id)/stats").status == 404)
    }
  }

  @Test func `keeps so many replies and no more`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/replies.sqlite"
      try await withSandbox(over: path) { _, client in
        let id = try await client.live()
        let page = try await client.person("a")
        let receipt = try await page.receipt()
        for _ in 0..<2 { try await page.act("reply", on: receipt, #"{"body":"Yes!"}"#) }
        try execute(
          """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
          INSERT INTO receipt_answers SELECT 1, \(id), 1, '', i, 0 FROM n
          """, in: path)
        let more = try await page.act("reply", on: receipt, #"{"body":"No."}"#)
        #expect(more.status == 422)
        #expect(try await page.act("reply", on: receipt, #"{"body":"Yes!"}"#).status == 200)
        #expect(try await client.totals(id)["replies"] == 1)
      }
    }
  }
}

@Suite struct `A goal` {
  static let day: Int64 = 86_400

  @Test(arguments: [(-1, 0), (0, 1), (day, 1), (day + 1, 0)] as [(Int64, Int64)])
  func `is reached by its event within its time after the receipt`(
    after: Int64, count: Int64
  ) async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.live([
        "goal": ["event": "done", "within": ["amount": 1, "unit": "day"]]
      ])
      let page = try await client.person("a")
      _ = try await page.receipt()
      let event = #"{"event_name":"done","user_id":"a","created_at":\#(clock.now + after)}"#
      // However often, and however late, that is told.
      for _ in 0..<2 {
        clock.advance(5 * Self.day)
        #expect(try await client.post("/events", event).status == 202)
      }
      #expect(try await client.totals(id)["goal_completions"] == .integer(count))
    }
  }

  @Test func `without a time is reached whenever its event comes`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.live(["goal": ["event": "done"]])
      let page = try await client.person("a")
      _ = try await page.receipt()
      clock.advance(400 * Self.day)
      _ = try await page.shown("/", ["event": ["name": "done"]])
      #expect(try await client.totals(id)["goal_rate"] == 1.0)
    }
  }

  @Test func `is not reached by the event that the message waited for`() async throws {
    try await withSandbox { _, client in
      let id = try await client.live([
        "goal": ["event": "done"], "display": ["trigger": ["type": "event", "event": "done"]],
      ])
      let page = try await client.person("a")
      #expect(try await page.shown("/", ["event": ["name": "done"]]) == [id])
      #expect(try await client.totals(id)["goal_completions"] == 0)
    }
  }

  @Test func `of one person leaves others as they are`() async throws {
    try await withSandbox { _, client in
      let id = try await client.live(["goal": ["event": "done"]])
      for name in ["a", "b"] { _ = try await client.person(name).receipt() }
      _ = try await Page(client, "a").shown("/", ["event": ["name": "done"]])
      let totals = try await client.totals(id)
      #expect(totals["recipients"] == 2)
      #expect(totals["goal_rate"] == 0.5)
    }
  }
}
