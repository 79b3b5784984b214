import JSON
import Sandbox
import Testing

@Suite struct RateLimitTests {
  @Test("every answer says how many requests are left, and when the window ends")
  func headers() async throws {
    try await withSandbox(clock: StandingClock(1_800_000_003)) { _, client in
      for remaining in ["1666", "1665"] {
        let answer = try await client.get("/messages/99")
        #expect(answer.headers["x-ratelimit-limit"] == "1667")
        #expect(answer.headers["x-ratelimit-remaining"] == remaining)
        #expect(answer.headers["x-ratelimit-reset"] == "1800000010")
      }
    }
  }

  @Test("a request beyond the window's limit is 429, writes nothing, and the next window is open")
  func exceeded() async throws {
    let clock = StandingClock(1_800_000_009)
    try await withSandbox(clock: clock, rateLimit: 12) { _, client in
      #expect(try await client.get("/me").status == 200)
      #expect(try await client.get("/me").headers["x-ratelimit-remaining"] == "0")
      let refused = try await client.post("/messages", message())
      #expect(refused.status == 429)
      #expect(try refused.problems == ["rate_limit_exceeded"])
      #expect(refused.headers["x-ratelimit-remaining"] == "0")
      clock.advance(1)
      let list = try await client.get("/messages")
      #expect(list.headers["x-ratelimit-remaining"] == "1")
      #expect(try list.json["total_count"] == 2)
    }
  }

  @Test("a sixth of the requests of a minute, rounded up, passes in a window")
  func roundedUp() async throws {
    try await withSandbox(rateLimit: 7) { _, client in
      let answer = try await client.get("/me")
      #expect(answer.headers["x-ratelimit-limit"] == "2")
    }
  }

  @Test("two servers over one file count together")
  func shared() async throws {
    try await withTwoSandboxes(rateLimit: 60) { first, second in
      let statuses = try await all(24) { number in
        try await (number % 2 == 0 ? first : second).get("/me").status
      }
      #expect(statuses.count { $0 == 200 } == 10)
      #expect(statuses.count { $0 == 429 } == 14)
    }
  }

  @Test("a clock that lags behind another's does not open the window again")
  func laggingClock() async throws {
    let clock = StandingClock(1_800_000_010)
    try await withSandbox(clock: clock, rateLimit: 12) { _, client in
      _ = try await client.get("/me")
      clock.advance(-1)
      #expect(try await client.get("/me").headers["x-ratelimit-remaining"] == "0")
    }
  }

  @Test("a clock that was set back far begins anew")
  func clockSetBack() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock, rateLimit: 12) { _, client in
      _ = try await client.get("/me")
      clock.advance(-86_400)
      #expect(try await client.get("/me").headers["x-ratelimit-remaining"] == "1")
    }
  }
}
