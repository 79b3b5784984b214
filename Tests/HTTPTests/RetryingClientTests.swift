import HTTP
import Synchronization
import Testing

@Suite("Sending until it is answered", .timeLimit(.minutes(5)))
struct RetryingClientTests {
  @Test("a server's 429 is waited out and the request sent again")
  func tooMany() async throws {
    let server = try ScriptedServer { request in
      request.number == 0 ? Reply(Reply.answer(429, headers: ["Retry-After: 7"])) : .ok
    }
    let clock = TestClock()
    let response = try await client(on: clock).send(HTTPRequest(.post, server.url(), body: [1]))
    #expect(response.status == 200)
    #expect(server.requests.count == 2)
    #expect(clock.elapsed >= .seconds(7))
  }

  @Test("a read survives broken connections and 500s")
  func failures() async throws {
    let server = try ScriptedServer { request in
      switch request.number {
      case 0: Reply(.close)
      case 1: Reply(Reply.answer(500))
      case 2: Reply(Reply.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), .close)
      default: .ok
      }
    }
    let response = try await client(on: TestClock()).send(HTTPRequest(.get, server.url()))
    #expect(response.body == Array("ok".utf8))
    #expect(server.requests.count == 4)
  }

  @Test("a create whose connection broke is not sent again, and may have arrived")
  func create() async throws {
    let server = try ScriptedServer { _ in Reply(.close) }
    let client = try client(on: TestClock())
    let error = await #expect(throws: HTTPError.self) {
      try await client.send(HTTPRequest(.post, server.url(), body: [1]))
    }
    #expect(error?.mayHaveArrived == true)
    #expect(server.requests.count == 1)
  }

  @Test("an answer says what the attempts before it leave open")
  func doubt() async throws {
    for (first, doubt) in [
      (Reply(.close), Doubt.lost), (Reply(Reply.answer(504)), .lost),
      (Reply(Reply.answer(503)), .failed), (Reply(Reply.answer(429)), .none),
    ] {
      let server = try ScriptedServer { request in
        request.number == 0 ? first : Reply(Reply.answer(412))
      }
      var request = HTTPRequest(.put, server.url(), body: [1])
      request.isIdempotent = true
      let response = try await client(on: TestClock()).send(request)
      #expect(response.status == 412)
      #expect(response.doubt == doubt)
    }
  }

  @Test("the last answer is given when patience has ended")
  func patience() async throws {
    let server = try ScriptedServer { _ in Reply(Reply.answer(503)) }
    let clock = TestClock()
    let response = try await client(on: clock).send(HTTPRequest(.get, server.url()))
    #expect(response.status == 503)
    #expect(clock.elapsed <= .seconds(60))
    #expect(server.requests.count > 5)
  }

  @Test("a server that fails all requests is waited for once, however many there are")
  func sharedPatience() async throws {
    let clock = TestClock()
    let remote = FailingRemote(clock: clock)
    let client = RetryingClient(remote, policy: RetryPolicy(), environment: clock.environment)
    for _ in 0..<20 {
      await withTaskGroup { group in
        for _ in 0..<4 {
          group.addTask {
            do throws(HTTPError) {
              let response = try await client.send(
                HTTPRequest(.get, "http://localhost/", isIdempotent: true))
              #expect(response.status == 503)
            } catch {
              Issue.record("\(error)")
            }
          }
        }
      }
    }
    #expect(clock.elapsed <= .seconds(60))
    #expect(clock.elapsed >= .seconds(40))
    // All but the first few were sent once.
    #expect(remote.count < 76 + 4 * 16)
  }

  @Test("whoever ends the patience ends the waits that have begun")
  func endingPatience() async throws {
    let clock = TestClock()
    let remote = FailingRemote(clock: clock)
    let sleeping = AsyncStream<Void>.makeStream()
    let environment = RetryEnvironment(
      now: { Moment(elapsed: .zero, unixSeconds: 0) },
      sleep: { _ in
        sleeping.continuation.yield()
        await untilCancelled()
      }, chance: { 0 })
    let client = RetryingClient(remote, policy: RetryPolicy(), environment: environment)
    let task = Task { try await client.send(HTTPRequest(.get, "http://localhost/")) }
    for await _ in sleeping.stream { break }
    client.endPatience()
    #expect(try await task.value.status == 503)
    #expect(remote.count == 2)
    #expect(try await client.send(HTTPRequest(.get, "http://localhost/")).status == 503)
    #expect(remote.count == 3)
  }

  @Test("cancelling ends the wait for another attempt")
  func cancelling() async throws {
    let server = try ScriptedServer { _ in Reply(Reply.answer(503)) }
    let sleeping = AsyncStream<Void>.makeStream()
    let environment = RetryEnvironment(
      now: { Moment(elapsed: .zero, unixSeconds: 0) },
      sleep: { _ in
        sleeping.continuation.yield()
        await untilCancelled()
      },
      chance: { 0 })
    let client = RetryingClient(
      try HTTPClient(HTTPClient.Configuration()), policy: RetryPolicy(), environment: environment)
    let task = Task { try await client.send(HTTPRequest(.get, server.url())) }
    for await _ in sleeping.stream { break }
    task.cancel()
    await #expect(throws: HTTPError.cancelled(sentRequest: true)) { try await task.value }
  }

  @Test("many requests at once never go over the limit that the answers tell of")
  func limit() async throws {
    let clock = TestClock()
    let remote = LimitedRemote(limit: 10, clock: clock)
    let client = RetryingClient(remote, policy: RetryPolicy(), environment: clock.environment)
    _ = try await client.send(HTTPRequest(.get, "http://localhost/"))
    try await withThrowingTaskGroup { group in
      for _ in 0..<54 {
        group.addTask {
          let response = try await client.send(HTTPRequest(.get, "http://localhost/"))
          #expect(response.status == 200)
        }
      }
      try await group.waitForAll()
    }
    #expect(remote.counts.refused == 0)
    #expect(remote.counts.served == 55)
    // Fifty-five requests at ten a window of ten seconds begin in the sixth.
    #expect(clock.elapsed >= .seconds(50))
    #expect(clock.elapsed < .seconds(60))
  }

  @Test("what must be begun at once is not tried again later, and costs nobody's patience")
  func atOnce() async throws {
    let server = try ScriptedServer { request in
      request.number == 0 ? Reply(Reply.answer(429, headers: ["Retry-After: 7"])) : .ok
    }
    let clock = TestClock()
    let client = try client(on: clock)
    var request = HTTPRequest(.post, server.url(), body: [1])
    request.startsWithin = .milliseconds(500)
    #expect(try await client.send(request).status == 429)
    // While the server is left alone, it is not begun.
    await #expect(throws: HTTPError.notBegun(within: .milliseconds(500))) {
      try await client.send(request)
    }
    #expect(server.requests.count == 1 && clock.elapsed < .seconds(2))
    #expect(try await client.send(HTTPRequest(.get, server.url())).status == 200)
    #expect(clock.elapsed >= .seconds(7))
    #expect(try await client.send(request).status == 200)
  }

  @Test("what is to be over in time is not begun again after it, and says what it leaves open")
  func inTime() async throws {
    let server = try ScriptedServer { _ in Reply(Reply.answer(503)) }
    let clock = TestClock()
    var request = HTTPRequest(.put, server.url(), body: [1])
    request.startsWithin = .seconds(3)
    let response = try await client(on: clock).send(request)
    #expect(response.status == 503 && response.doubt == .failed)
    #expect(server.requests.count > 1 && clock.elapsed <= .seconds(3))
  }

  private func client(on clock: TestClock) throws -> RetryingClient {
    RetryingClient(
      try HTTPClient(HTTPClient.Configuration()), policy: RetryPolicy(),
      environment: clock.environment)
  }
}

/// A clock that moves only when nothing else does, and then to the end of the shortest sleep.
private final class TestClock: Sendable {
  private struct State {
    var elapsed = Duration.zero
    var sleeps: [Int: Duration] = [:]
    var nextSleep = 0
    /// Grows with everything that happens.
    var activity = 0
  }

  private let state = Mutex(State())

  var elapsed: Duration { state.withLock { $0.elapsed } }
  var unixSeconds: Double { elapsed / .seconds(1) }

  var environment: RetryEnvironment {
    RetryEnvironment(
      now: { Moment(elapsed: self.elapsed, unixSeconds: self.unixSeconds) },
      sleep: { await self.sleep($0) }, chance: { 0.5 })
  }

  func note() { state.withLock { $0.activity += 1 } }

  private func sleep(_ duration: Duration) async {
    let (id, end) = state.withLock { state in
      state.activity += 1
      state.nextSleep += 1
      state.sleeps[state.nextSleep] = state.elapsed + duration
      return (state.nextSleep, state.elapsed + duration)
    }
    while !Task.isCancelled && elapsed < end {
      if await isQuiet() { advance(to: end) }
    }
    state.withLock { state in
      state.activity += 1
      state.sleeps[id] = nil
    }
  }

  /// Whether everybody had a turn, many times over, and nobody used it.
  private func isQuiet() async -> Bool {
    let before = state.withLock { $0.activity }
    for _ in 0..<500 { await Task.yield() }
    return state.withLock { $0.activity } == before
  }

  private func advance(to end: Duration) {
    state.withLock { state in
      guard state.sleeps.values.allSatisfy({ $0 >= end }) else { return }
      state.elapsed = max(state.elapsed, end)
      state.activity += 1
    }
  }
}

/// Answers everything with 503, and counts it.
private final class FailingRemote: HTTPSender {
  private let clock: TestClock
  private let requests = Mutex(0)

  init(clock: TestClock) { self.clock = clock }

  var count: Int { requests.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    clock.note()
    requests.withLock { $0 += 1 }
    return HTTPResponse(status: 503)
  }
}

/// Counts requests in windows of ten seconds, as the messages API does.
private final class LimitedRemote: HTTPSender {
  private let limit: Int
  private let clock: TestClock
  private let state = Mutex((window: 0, inWindow: 0, served: 0, refused: 0))

  init(limit: Int, clock: TestClock) {
    self.limit = limit
    self.clock = clock
  }

  var counts: (served: Int, refused: Int) { state.withLock { ($0.served, $0.refused) } }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    clock.note()
    await Task.yield()
    let window = Int(clock.unixSeconds / 10)
    let (isServed, remaining) = state.withLock { state in
      if state.window != window { (state.window, state.inWindow) = (window, 0) }
      state.inWindow += 1
      let isServed = state.inWindow <= limit
      if isServed { state.served += 1 } else { state.refused += 1 }
      return (isServed, max(limit - state.inWindow, 0))
    }
    await Task.yield()
    clock.note()
    return HTTPResponse(
      status: isServed ? 200 : 429,
      headers: [
        "X-RateLimit-Limit": "\(limit)", "X-RateLimit-Remaining": "\(remaining)",
        "X-RateLimit-Reset": "\((window + 1) * 10)",
      ])
  }
}

/// Returns when the task is cancelled.
private func untilCancelled() async {
  let never = AsyncStream<Void>.makeStream()
  for await _ in never.stream {}
}
