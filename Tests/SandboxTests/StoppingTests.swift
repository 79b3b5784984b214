import Sandbox
import Testing

@Suite struct `A sandbox that stops` {
  @Test func `while connections come in ends in order`() async throws {
    for _ in 0..<10 {
      try await withFolder { folder in
        let sandbox = try await start(over: folder, nil, grace: .seconds(1)) { _ in }
        let client = Client(port: sandbox.port, token: sandbox.token)
        let (answers, answered) = AsyncStream<Void>.makeStream()
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<16 {
            group.addTask {
              do {
                while true {
                  _ = try await client.answer(to: client.request("GET", "/messages"))
                  answered.yield()
                }
              } catch {
                // Nobody listens any more.
              }
            }
          }
          for await _ in answers { break }
          await sandbox.stop()
        }
      }
    }
  }

  @Test func `answers what is in flight`() async throws {
    try await withFolder { folder in
      let (strikes, struck) = AsyncStream<Void>.makeStream()
      // However slow the machine is: what is cut is another test's.
      let sandbox = try await start(over: folder, "delay 200ms", grace: .seconds(600)) { _ in
        struck.yield()
      }
      let client = Client(port: sandbox.port, token: sandbox.token)
      async let answer = client.get("/me")
      for await _ in strikes { break }
      await sandbox.stop()
      #expect(try await answer.status == 200)
    }
  }

  @Test(.timeLimit(.minutes(5))) func `cuts what would not end`() async throws {
    try await withFolder { folder in
      let (strikes, struck) = AsyncStream<Void>.makeStream()
      let sandbox = try await start(over: folder, "delay 600s", grace: .seconds(1)) { _ in
        struck.yield()
      }
      let client = Client(port: sandbox.port, token: sandbox.token)
      async let answer = client.answer(to: client.request("GET", "/me"))
      for await _ in strikes { break }
      await sandbox.stop()
      #expect(try await answer.isEmpty)
    }
  }

  private func start(
    over folder: String, _ rule: String?, grace: Duration,
    onStrike: @escaping @Sendable (String) -> Void
  ) async throws -> Sandbox {
    var configuration = SandboxConfiguration(
      databasePath: "\(folder)/new.sqlite",
      faults: try rule.map { rule in
        FaultPlan(rules: [try FaultRule(rule)], seed: 1, onStrike: onStrike)
      }, clock: { 1_800_000_000 })
    configuration.grace = grace
    return try await Sandbox.start(configuration)
  }
}
