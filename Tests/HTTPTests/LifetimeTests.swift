import HTTP
import Testing

@Suite("Waiting, cancelling and ending", .timeLimit(.minutes(5)))
struct LifetimeTests {
  @Test("two hundred requests at once are all answered, though most wait longer than their timeout")
  func queueTime() async throws {
    let server = try ScriptedServer { _ in Reply(.delay(milliseconds: 20), Reply.answer()) }
    let client = try client(concurrency: 4)
    let clock = ContinuousClock()
    let start = clock.now
    let timeout = Duration.milliseconds(900)
    let statuses = try await withThrowingTaskGroup { group in
      for _ in 0..<200 {
        group.addTask {
          try await client.send(HTTPRequest(.get, server.url(), timeout: timeout)).status
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == Array(repeating: 200, count: 200))
    #expect(server.connectionCount <= 4)
    #expect(clock.now - start > timeout)
  }

  @Test("requests start in the order in which they were sent")
  func order() async throws {
    let server = try ScriptedServer { _ in .ok }
    let client = try client(concurrency: 1)
    for number in 0..<20 { _ = try await client.send(HTTPRequest(.get, server.url("/\(number)"))) }
    #expect(server.requests.map(\.path) == (0..<20).map { "/\($0)" })
  }

  @Test("what is to begin soon is not begun once a place is free that comes too late")
  func lateStart() async throws {
    let server = try ScriptedServer { _ in Reply(.delay(milliseconds: 300), Reply.answer()) }
    let client = try client(concurrency: 1)
    let first = send(server.url("/first"), client)
    _ = await server.nextRequest()
    var request = HTTPRequest(.post, server.url("/second"), body: [1])
    // On a busy machine the place may be free by now; this is too late for it all the same.
    request.startsWithin = .nanoseconds(1)
    #expect(await outcome(request, client) == .failure(.notBegun(within: .nanoseconds(1))))
    #expect(await first.value == .success(200))
    #expect(server.requests.map(\.path) == ["/first"])
  }

  @Test("requests beyond what the queue holds are refused at once")
  func fullQueue() async throws {
    let server = try ScriptedServer { _ in Reply(.hang) }
    let client = try client(concurrency: 1, queue: 2)
    let running = send(server.url(), client)
    _ = await server.nextRequest()
    await withTaskGroup { group in
      for _ in 0..<10 {
        group.addTask { await outcome(HTTPRequest(.get, server.url()), client) }
      }
      for _ in 0..<8 { #expect(await group.next() == .failure(.queueFull(limit: 2))) }
      await client.shutDown()
      for await rest in group { #expect(rest == .failure(.cancelled(sentRequest: false))) }
    }
    #expect(await running.value == .failure(.cancelled(sentRequest: true)))
  }

  @Test("cancelling a running request ends it, says that it may have arrived, and frees its place")
  func cancelRunning() async throws {
    let server = try ScriptedServer { $0.path == "/hang" ? Reply(.hang) : .ok }
    let client = try client(concurrency: 1)
    let task = send(server.url("/hang"), client)
    _ = await server.nextRequest()
    task.cancel()
    #expect(await task.value == .failure(.cancelled(sentRequest: true)))
    #expect(await server.nextClose() == 0)
    #expect(try await client.send(HTTPRequest(.get, server.url())).status == 200)
  }

  @Test("cancelling a waiting request ends it, and it never arrives")
  func cancelWaiting() async throws {
    let server = try ScriptedServer { $0.path == "/hang" ? Reply(.hang) : .ok }
    let client = try client(concurrency: 1)
    let running = send(server.url("/hang"), client)
    _ = await server.nextRequest()
    let waiting = send(server.url("/waiting"), client)
    waiting.cancel()
    #expect(await waiting.value == .failure(.cancelled(sentRequest: false)))
    running.cancel()
    _ = await running.value
    #expect(try await client.send(HTTPRequest(.get, server.url("/last"))).status == 200)
    #expect(server.requests.map(\.path) == ["/hang", "/last"])
  }

  @Test("a request of a cancelled task is not sent")
  func cancelledBefore() async throws {
    let server = try ScriptedServer { _ in .ok }
    let client = try client(concurrency: 1)
    let own = await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await outcome(HTTPRequest(.get, server.url()), client)
    }.value
    #expect(own == .failure(.cancelled(sentRequest: false)))
    #expect(server.requests.isEmpty)
  }

  @Test("a storm of cancellations leaves the client able to work")
  func storm() async throws {
    let server = try ScriptedServer { _ in .ok }
    let client = try client(concurrency: 8)
    await withTaskGroup { group in
      for number in 0..<400 {
        group.addTask {
          let task = send(server.url("/\(number)"), client)
          if number % 2 == 0 { task.cancel() }
          let result = await task.value
          if number % 2 == 1 { #expect(result == .success(200)) }
        }
      }
    }
    #expect(try await client.send(HTTPRequest(.get, server.url())).status == 200)
  }

  @Test("shutting down fails what runs and what waits, and every later request")
  func shutDown() async throws {
    let server = try ScriptedServer { _ in Reply(.hang) }
    let client = try client(concurrency: 1)
    let running = send(server.url(), client)
    _ = await server.nextRequest()
    let waiting = send(server.url(), client)
    await client.shutDown()
    #expect(await running.value == .failure(.cancelled(sentRequest: true)))
    #expect(await waiting.value == .failure(.cancelled(sentRequest: false)))
    #expect(
      await outcome(HTTPRequest(.get, server.url()), client)
        == .failure(.cancelled(sentRequest: false)))
    await client.shutDown()
  }

  @Test("a client that nobody holds any more closes its connections")
  func release() async throws {
    let server = try ScriptedServer { _ in .ok }
    do {
      let client = try client(concurrency: 1)
      _ = try await client.send(HTTPRequest(.get, server.url()))
    }
    #expect(await server.nextClose() == 0)
  }

  private func client(concurrency: Int, queue: Int = 1_000) throws -> HTTPClient {
    var configuration = HTTPClient.Configuration()
    configuration.maximumConcurrency = concurrency
    configuration.maximumQueue = queue
    return try HTTPClient(configuration)
  }
}

/// The status, or why there is none.
private func outcome(
  _ request: HTTPRequest, _ client: HTTPClient
) async -> Result<Int, HTTPError> {
  do throws(HTTPError) {
    return .success(try await client.send(request).status)
  } catch {
    return .failure(error)
  }
}

private func send(_ url: String, _ client: HTTPClient) -> Task<Result<Int, HTTPError>, Never> {
  Task { await outcome(HTTPRequest(.get, url), client) }
}
