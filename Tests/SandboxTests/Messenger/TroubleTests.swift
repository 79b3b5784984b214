import GRDB
import JSON
import Sandbox
import Testing

@Suite struct `Trouble` {
  @Test func `with a database that another process holds is 503, and nothing is counted`()
    async throws
  {
    try await withFolder { folder in
      let path = "\(folder)/held.sqlite"
      let clock = StandingClock()
      var configuration = SandboxConfiguration(
        databasePath: path, rateLimit: nil, clock: { clock.now })
      configuration.patience = 0.05
      try await withSandbox(configuration) { _, client in
        let id = try await client.live()
        let page = try await client.person("a")
        var holding = Configuration()
        holding.allowsUnsafeTransactions = true
        let holder = try DatabaseQueue(path: path, configuration: holding)
        try await holder.writeWithoutTransaction { database in
          try database.execute(sql: "BEGIN IMMEDIATE")
        }
        let refused = try await page.ask()
        #expect(refused.status == 503)
        #expect(try refused.problems == ["service_unavailable"])
        try await holder.writeWithoutTransaction { database in
          try database.execute(sql: "ROLLBACK")
        }
        #expect(try await page.shown() == [id])
        #expect(try await client.totals(id)["impressions"] == 1)
      }
    }
  }

  @Test func `with a database that fills up is 500, and what was answered is counted`()
    async throws
  {
    try await withFolder { folder in
      let path = "\(folder)/full.sqlite"
      let clock = StandingClock()
      var configuration = SandboxConfiguration(
        databasePath: path, rateLimit: 1_000_000, clock: { clock.now })
      configuration.people = PeopleRecipe(count: 400, seed: 1)
      var ids: [String] = []
      try await withSandbox(configuration) { _, client in
        for _ in 0..<20 { ids.append(try await client.live()) }
      }
      configuration.people = nil
      configuration.pageLimit = 1
      var answered: Int64 = 0
      try await withSandbox(configuration) { _, client in
        var failures: [Answer] = []
        for person in 1...400 where failures.count < 5 {
          let body = #"{"id":\#(person),"url":"/"}"#
          let answer = try await client.post("/messenger/ping", body)
          if answer.status == 200 { answered += 1 } else { failures.append(answer) }
        }
        #expect(failures.map(\.status) == [500, 500, 500, 500, 500])
        #expect(try failures.first?.problems == ["server_error"])
      }
      configuration.pageLimit = nil
      try await withSandbox(configuration) { _, client in
        for id in ids {
          #expect(try await client.totals(id)["recipients"] == .integer(answered))
        }
        let answer = try await client.post("/messenger/ping", #"{"id":400,"url":"/"}"#)
        #expect(try answer.json["messages"]?.array?.count == 20)
      }
    }
  }

  @Test func `with one ping leaves those beside it alone`() async throws {
    try await withSandbox { _, client in
      let id = try await client.live()
      for number in 0..<20 { _ = try await client.person("p\(number)") }
      let pings = (0..<60).map { number in
        switch number % 3 {
        case 0: #"{"user_id":"p\#(number / 3)","url":"/"}"#
        case 1: #"{"user_id":"nobody","url":"/","event":{"name":"e\#(number)"}}"#
        default:
          #"{"user_id":"p\#(number / 3)","url":"/","event":{"name":"f"},"attributes":{"x":1}}"#
        }
      }
      let statuses = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
        for (index, ping) in pings.enumerated() {
          group.addTask { (index, try await client.post("/messenger/ping", ping).status) }
        }
        var statuses = [Int](repeating: 0, count: pings.count)
        for try await (index, status) in group { statuses[index] = status }
        return statuses
      }
      #expect(statuses == (0..<60).map { [200, 404, 400][$0 % 3] })
      #expect(try await client.totals(id)["recipients"] == 20)
      let events = try await client.get("/events?type=user&user_id=p0").json["events"]
      #expect(events == [])
    }
  }

  @Test func `of a page that asks twice at once counts one impression`() async throws {
    try await withSandbox { _, client in
      let id = try await client.live()
      _ = try await client.person("a")
      let bodies = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<20 {
          group.addTask { try await Page(client, "a").ask("/", ["page_view": "v"]).body }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(bodies.count == 1)
      #expect(try await client.totals(id)["impressions"] == 1)
    }
  }

  @Test func `of a ping that is refused keeps nothing of it`() async throws {
    try await withFolder { folder in
      let path = "\(folder)/names.sqlite"
      try await withSandbox(over: path) { _, client in
        try execute(
          """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
          INSERT INTO event_names SELECT 'e' || i FROM n
          """, in: path)
        let page = try await client.person("a", ["name": "Ada"])
        let answer = try await page.ask(
          "/", ["attributes": ["name": "Eve"], "event": ["name": "one too many"]])
        #expect(try answer.problems == ["data_invalid event.name"])
        #expect(try await client.get("/contacts/1").json["name"] == "Ada")
      }
    }
  }
}
