import Foundation
import GRDB
import JSON
import Sandbox
import TestSupport
import Testing

@Suite struct `Totals` {
  @Test(arguments: 0..<3)
  func `are what the receipts say when they are counted anew`(seed: UInt64) async throws {
    try await withFolder { folder in
      let path = "\(folder)/totals.sqlite"
      let clock = StandingClock()
      try await withSandbox(over: path, clock: clock) { _, client in
        var world = World(client, clock, seed: seed)
        try await world.run(steps: 400)
        #expect(world.acted > 100)
      }
      let (kept, counted) = try DatabaseQueue(path: path).read { database in
        (
          try Row.fetchAll(database, sql: "SELECT * FROM tallies ORDER BY 1, 2, 3"),
          try Row.fetchAll(database, sql: recount)
        )
      }
      #expect(kept.count > 10)
      #expect(kept.map(\.description) == counted.map(\.description))
    }
  }

  @Test func `of a workspace that is asked from a day on leave out who received before`()
    async throws
  {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let id = try await client.live()
      let early = try await client.person("a")
      let receipt = try await early.receipt()
      clock.advance(3 * 86_400)
      _ = try await client.person("b").receipt()
      try await early.act("click", on: receipt)
      let stats = try await client.get("/messages/\(id)/stats?since=2027-01-18").json
      #expect(stats["totals"]?["recipients"] == 1)
      #expect(stats["totals"]?["clicks"] == 0)
      #expect(stats["by_day"]?.array?.count == 1)
      #expect(try await client.totals(id)["clicks"] == 1)
    }
  }

  @Test func `say how many of the recipients were simulated`() async throws {
    try await withSandbox { _, client in
      let id = try await client.live()
      _ = try await client.person("a").receipt("/", ["simulated": true])
      _ = try await client.person("b").receipt()
      let totals = try await client.totals(id)
      #expect(totals["recipients"] == 2)
      #expect(totals["simulated"] == 1)
    }
  }

  @Test func `outlive the people, and go with the message`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/gone.sqlite"
      try await withSandbox(over: path) { _, client in
        let id = try await client.live()
        _ = try await client.person("a").receipt()
        #expect(try await client.delete("/contacts/1").status == 200)
        #expect(try await client.totals(id)["recipients"] == 1)
        #expect(try await client.delete("/messages/\(id)").status == 200)
        let left = try await DatabaseQueue(path: path).read { database in
          try Int.fetchOne(database, sql: "SELECT count(*) FROM tallies")
        }
        #expect(left == 0)
      }
    }
  }
}

/// People who come and go, messages that change, and events, all by chance.
private struct World {
  private let client: Client
  private let clock: StandingClock
  private var random: SeededRandom
  private var messages: [String] = []
  private var receipts: [String] = []
  private(set) var acted = 0

  init(_ client: Client, _ clock: StandingClock, seed: UInt64) {
    self.client = client
    self.clock = clock
    random = SeededRandom(seed: seed)
  }

  mutating func run(steps: Int) async throws {
    for format in ["chat", "post", "chat"] {
      messages.append(try await client.live(fields(format, version: 0)))
    }
    for person in 0..<6 { _ = try await client.person("p\(person)") }
    for step in 0..<steps {
      clock.advance(Int64(random.roll(20_000)) - 2_000)
      try await take(step)
    }
  }

  private mutating func take(_ step: Int) async throws {
    let page = Page(client, "p\(random.roll(6))")
    switch random.roll(10) {
    case 0:
      let index = random.roll(messages.count)
      let format = index == 1 ? "post" : "chat"
      let answer = try await client.put(
        "/messages/\(messages[index])", message(fields(format, version: random.roll(4))))
      try #require(answer.status == 200)
    case 1: _ = try await page.ask("/", ["event": ["name": "done"], "page_view": "v"])
    case 2...4:
      let view = JSONValue.string("v\(random.roll(3))")
      let answer = try await page.ask(
        "/", ["page_view": view, "simulated": .boolean(step % 7 == 0)])
      receipts += try answer.json["messages"]?.array?.compactMap { $0["receipt_id"]?.string } ?? []
    default:
      guard !receipts.isEmpty else { return }
      let action = ["click", "dismiss", "reply"][random.roll(3)]
      let answer = try await page.act(action, on: receipts[random.roll(receipts.count)])
      if answer.status == 200 { acted += 1 }
    }
  }

  private func fields(_ format: String, version: Int) -> [String: JSONValue?] {
    [
      "state": "live", "schedule": ["send": "ongoing"], "format": .string(format),
      "body": .string("Version \(version)"), "display": ["frequency": "show_until_dismissed"],
      "goal": ["event": "done", "within": ["amount": 2, "unit": "day"]],
    ]
  }
}

/// The totals as they follow from the receipts alone.
private let recount = """
  WITH flags AS (
    SELECT *, clicked_at IS NOT NULL AS c, dismissed_at IS NOT NULL AS d,
      replied_at IS NOT NULL AS r, completed_at IS NOT NULL AS e,
      clicked_at IS NOT NULL OR replied_at IS NOT NULL AS g, goal_at IS NOT NULL AS t
    FROM receipts
  ), people AS (
    SELECT contact_id, message_id, min(content_version) AS content_version,
      max(c) AS c, max(d) AS d, max(r) AS r, max(e) AS e, max(g) AS g, max(t) AS t,
      max(simulated) AS s
    FROM flags GROUP BY contact_id, message_id
  )
  SELECT message_id, content_version, day, sum(impressions) AS impressions,
    count(*) AS version_received, sum(flags.c) AS version_clicked,
    sum(flags.d) AS version_dismissed, sum(flags.r) AS version_replied,
    sum(flags.e) AS version_completed, sum(flags.g) AS version_engaged,
    sum(flags.t) AS version_reached_goal, sum(flags.simulated) AS version_simulated,
    count(people.contact_id) AS people_received, ifnull(sum(people.c), 0) AS people_clicked,
    ifnull(sum(people.d), 0) AS people_dismissed, ifnull(sum(people.r), 0) AS people_replied,
    ifnull(sum(people.e), 0) AS people_completed, ifnull(sum(people.g), 0) AS people_engaged,
    ifnull(sum(people.t), 0) AS people_reached_goal, ifnull(sum(people.s), 0) AS people_simulated
  FROM flags LEFT JOIN people USING (contact_id, message_id, content_version)
  GROUP BY message_id, content_version, day ORDER BY 1, 2, 3
  """
