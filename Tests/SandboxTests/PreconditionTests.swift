import JSON
import Sandbox
import Testing

@Suite struct PreconditionTests {
  @Test(
    "a change is made when the message is the one that was meant",
    arguments: ["\"1\"", "*", "\"7\", \"1\"", nil])
  func holds(ifMatch: String?) async throws {
    try await withSandbox { _, client in
      let id = try await client.create()
      let put = try await client.put("/messages/\(id)", message(["name": "n"]), ifMatch: ifMatch)
      #expect(put.status == 200)
    }
  }

  @Test(
    "a change to a message that has moved is 412, and nothing is changed",
    arguments: ["\"2\"", "W/\"1\"", "\"\"", "\"01\""])
  func fails(ifMatch: String) async throws {
    try await withSandbox { _, client in
      let id = try await client.create()
      let before = try await client.get("/messages/\(id)").body
      let put = try await client.put("/messages/\(id)", message(["name": "n"]), ifMatch: ifMatch)
      let delete = try await client.delete("/messages/\(id)", ifMatch: ifMatch)
      #expect(put.status == 412)
      #expect(delete.status == 412)
      #expect(try put.problems == ["precondition_failed If-Match"])
      #expect(try await client.get("/messages/\(id)").body == before)
    }
  }

  @Test("`If-Match` that is no entity tag is 400", arguments: ["1", "\"1", "\"1\" \"2\"", ","])
  func malformed(ifMatch: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.delete("/messages/1", ifMatch: ifMatch)
      #expect(answer.status == 400)
      #expect(try answer.problems == ["parameter_invalid If-Match"])
    }
  }

  @Test("of fifty changes at once that mean the same version, one is made")
  func race() async throws {
    try await withSandbox { _, client in
      let id = try await client.create()
      let statuses = try await all(50) { number in
        let body = message(["name": .string("n\(number)")])
        return try await client.put("/messages/\(id)", body, ifMatch: "\"1\"").status
      }
      #expect(statuses.count { $0 == 200 } == 1)
      #expect(statuses.count { $0 == 412 } == 49)
      #expect(try await client.get("/messages/\(id)").json["version"] == 2)
    }
  }
}

@Suite struct TwoServersTests {
  @Test("of two servers over one file, one gives an external id away")
  func externalIDs() async throws {
    try await withTwoSandboxes { first, second in
      for round in 1...10 {
        let body = message(["external_id": .string("acme/\(round)")])
        let answers = try await all(8) { number in
          try await (number % 2 == 0 ? first : second).post("/messages", body)
        }
        let created = try #require(answers.first { $0.status == 200 })
        #expect(answers.count { $0.status == 200 } == 1)
        for answer in answers where answer.status != 200 {
          #expect(answer.status == 409)
          #expect(try answer.json["errors"]?.array?.first?["id"] == created.json["id"])
        }
      }
    }
  }

  @Test("what one server has answered, the other one shows")
  func reading() async throws {
    try await withTwoSandboxes { first, second in
      let id = try await first.create(["name": "n"])
      #expect(try await second.get("/messages/\(id)").json["name"] == "n")
    }
  }

  @Test("of changes through both servers that mean the same version, one is made")
  func race() async throws {
    try await withTwoSandboxes { first, second in
      let id = try await first.create()
      let statuses = try await all(20) { number in
        let body = message(["name": .string("n\(number)")])
        let client = number % 2 == 0 ? first : second
        return try await client.put("/messages/\(id)", body, ifMatch: "\"1\"").status
      }
      #expect(statuses.count { $0 == 200 } == 1)
    }
  }

  @Test("two servers that make one new file agree on it")
  func creation() async throws {
    try await withFolder { folder in
      for round in 1...5 {
        let path = "\(folder)/\(round)/new.sqlite"
        let counts = try await all(4) { _ in
          let clock = StandingClock()
          let sandbox = try await Sandbox.start(
            SandboxConfiguration(databasePath: path, clock: { clock.now }))
          let client = Client(port: sandbox.port, token: sandbox.token)
          let count = try await client.get("/messages").json["total_count"]
          await sandbox.stop()
          return count
        }
        #expect(counts == [2, 2, 2, 2])
      }
    }
  }
}

/// Two servers over one new file, whose clocks agree.
func withTwoSandboxes(
  rateLimit: Int? = nil, _ body: (Client, Client) async throws -> Void
) async throws {
  try await withFolder { folder in
    let clock = StandingClock()
    let path = "\(folder)/new.sqlite"
    try await withSandbox(over: path, clock: clock, rateLimit: rateLimit) { _, first in
      try await withSandbox(over: path, clock: clock, rateLimit: rateLimit) { _, second in
        try await body(first, second)
      }
    }
  }
}

/// Does something many times at once; the results are in the order of the numbers.
func all<Value: Sendable>(
  _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Value
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for number in 0..<count { group.addTask { (number, try await body(number)) } }
    var results: [(Int, Value)] = []
    for try await result in group { results.append(result) }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
