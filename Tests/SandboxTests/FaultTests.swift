import JSON
import Sandbox
import Synchronization
import Testing

@Suite("A sandbox with a fault")
struct FaultTests {
  @Test("loses a request before anything is done")
  func drop() async throws {
    try await withFaults("drop POST first 1") { _, client in
      let bytes = try await client.answer(to: client.request("POST", "/messages", body: one))
      #expect(bytes.isEmpty)
      #expect(try await client.externalIDs() == [])
      _ = try await client.create(["external_id": "a/one"])
    }
  }

  @Test("carries out what is late, and loses the answer")
  func dropLate() async throws {
    try await withFaults("drop late POST") { _, client in
      let bytes = try await client.answer(to: client.request("POST", "/messages", body: one))
      #expect(bytes.isEmpty)
      #expect(try await client.externalIDs() == ["a/one"])
    }
  }

  @Test("carries out what is late, and answers something else", arguments: [429, 500, 503])
  func statusLate(status: Int) async throws {
    try await withFaults("\(status) late POST") { _, client in
      let answer = try await client.post("/messages", one)
      #expect(answer.status == status)
      #expect(try await client.externalIDs() == ["a/one"])
    }
  }

  @Test(
    "refuses with an error list, and does nothing",
    arguments: [(500, "server_error"), (503, "service_unavailable"), (429, "rate_limit_exceeded")])
  func status(status: Int, code: String) async throws {
    try await withFaults("\(status) POST") { _, client in
      let answer = try await client.post("/messages", one)
      #expect(answer.status == status)
      #expect(try answer.problems == [code])
      #expect(try await client.externalIDs() == [])
    }
  }

  @Test("says when the limit is reset")
  func reset() async throws {
    let clock = StandingClock()
    try await withFaults("429 30s", clock: clock) { _, client in
      let headers = try await client.get("/me").headers
      #expect(headers["x-ratelimit-limit"] == "1667")
      #expect(headers["x-ratelimit-remaining"] == "0")
      #expect(headers["x-ratelimit-reset"] == (clock.now + 30).description)
    }
  }

  @Test("says when to come again", arguments: [("503", nil), ("503 7s", "7")])
  func retryAfter(rule: String, seconds: String?) async throws {
    try await withFaults(rule) { _, client in
      let answer = try await client.get("/me")
      #expect(answer.headers["retry-after"] == seconds)
    }
  }

  @Test("closes within the answer, which says how long it would have been")
  func truncate() async throws {
    try await withFaults("truncate") { sandbox, client in
      for _ in 0..<10 {
        let bytes = try await client.answer(to: client.request("GET", "/messages"))
        let answer = try await client.send("GET", "/messages")
        let promised = try #require(answer.headers["content-length"].flatMap { Int($0) })
        #expect(bytes.starts(with: Array("HTTP/1.1 200".utf8)))
        #expect(answer.body.utf8.count < promised)
      }
    }
  }

  @Test("answers bodies of all kinds, and none that was meant")
  func garbage() async throws {
    let whole = Mutex("")
    try await withSandbox { _, client in
      let body = try await client.get("/messages/1").body
      whole.withLock { $0 = body }
    }
    try await withFaults("garbage") { _, client in
      var bodies: Set<String> = []
      for _ in 0..<40 {
        let answer = try await client.get("/messages/1")
        #expect(answer.status == 200)
        bodies.insert(answer.body)
      }
      #expect(bodies.count == 4)
      #expect(!bodies.contains(whole.withLock(\.self)))
    }
  }

  @Test("lets a request wait")
  func delay() async throws {
    try await withFaults("delay 80ms-90ms") { _, client in
      let clock = ContinuousClock()
      let time = try await clock.measure { _ = try await client.get("/me") }
      #expect(time >= .milliseconds(80))
    }
  }

  @Test("strikes those requests alone that its rule is for")
  func scope() async throws {
    try await withFaults("500 GET /messages/*") { _, client in
      let answer = try await client.get("/messages/1")
      #expect(answer.status == 500)
      #expect(try await client.get("/messages/1?x=1").status == 500)
      #expect(try await client.get("/messages").status == 200)
      #expect(try await client.delete("/messages/1").status == 200)
    }
  }

  @Test("lets some pass, strikes some times, and then no more")
  func counts() async throws {
    try await withFaults("500 after 2 first 3") { _, client in
      var statuses: [Int] = []
      for _ in 0..<7 { statuses.append(try await client.get("/me").status) }
      #expect(statuses == [200, 200, 500, 500, 500, 200, 200])
    }
  }

  @Test("of several rules applies the first that strikes, and every delay")
  func several() async throws {
    try await withFaults("delay 1ms", "503 first 1", "500", "delay 1ms") { strikes, client in
      let statuses = [try await client.get("/me").status, try await client.get("/me").status]
      #expect(statuses == [503, 500])
      #expect(
        strikes.all.withLock(\.self) == [
          "delay: GET /me", "503: GET /me", "delay: GET /me",
          "delay: GET /me", "500: GET /me", "delay: GET /me",
        ])
    }
  }

  @Test("strikes about as often as it should, by its seed alone")
  func seeds() async throws {
    func statuses(_ seed: UInt64) async throws -> [Int] {
      let statuses = Mutex<[Int]>([])
      try await withFaults("500 25%", seed: seed) { _, client in
        for _ in 0..<200 {
          let status = try await client.get("/me").status
          statuses.withLock { $0.append(status) }
        }
      }
      return statuses.withLock(\.self)
    }
    let first = try await statuses(1)
    #expect((25...75).contains(first.count { $0 == 500 }))
    #expect(try await statuses(1) == first)
    #expect(try await statuses(2) != first)
  }

  private let one = message(["external_id": "a/one"])

  private func withFaults(
    _ rules: String..., seed: UInt64 = 7, clock: StandingClock = StandingClock(),
    _ body: (Strikes, Client) async throws -> Void
  ) async throws {
    let strikes = Strikes()
    let plan = FaultPlan(rules: try rules.map { try FaultRule($0) }, seed: seed) { strike in
      strikes.all.withLock { $0.append(strike) }
    }
    try await withSandbox(clock: clock, faults: plan) { _, client in
      try await body(strikes, client)
    }
  }
}

private final class Strikes: Sendable {
  let all = Mutex<[String]>([])
}

extension Client {
  fileprivate func externalIDs() async throws -> [String] {
    try await get("/messages").json["data"]?.array?.compactMap { $0["external_id"]?.string } ?? []
  }
}
