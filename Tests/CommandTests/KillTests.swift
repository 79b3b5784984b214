import Foundation
import TestSupport
import Testing

/// Promise 3: nothing is created twice, whatever is killed, lost or repeated.
@Suite struct `Nothing is created twice` {
  static let count = 40

  @Test(arguments: TestSeed.fresh(6))
  func `when apply is killed at some request`(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(Self.count)])
    for _ in 0..<3 {
      // Three times so many, and one more in flight, are fewer than there are to make.
      let fatal = Int.random(in: 0..<Self.count / 4, using: &random)
      let arrives = Bool.random(using: &random)
      let victim = Shared<ChildProcess?>(nil)
      let writes = Shared(0)
      remote.follow { request, port in
        guard request.isWrite, writes.update({ $0 += 1 }) == fatal + 1 else {
          return .forward(to: port)
        }
        victim.value?.signal(SIGKILL)
        return arrives ? .forwardAndHangUp(to: port) : .hangUp
      }
      let child = try remote.bench.start(
        ["apply", "--auto-approve", "--parallelism", "2"], variables: remote.variables)
      victim.set(child)
      #expect(await child.end().status == 128 + SIGKILL, "seed \(seed)")
      remote.follow { _, port in .forward(to: port) }
    }
    try await expectOneOfEach(remote, seed)
  }

  @Test(arguments: TestSeed.fresh(3))
  func `when answers are lost`(seed: UInt64) async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(Self.count)])
    let random = Shared(SeededRandom(seed: seed))
    remote.follow { request, port in
      var chance = 0
      random.update { chance = Int.random(in: 0..<5, using: &$0) }
      guard request.isWrite, chance == 0 else { return .forward(to: port) }
      return .forwardAndHangUp(to: port)
    }
    // Enough patience for the same write to be lost several times.
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", variables: remote.variables)
    #expect(output.status == 0, "seed \(seed): \(output.both)")
    remote.follow { _, port in .forward(to: port) }
    try await expectOneOfEach(remote, seed)
  }

  @Test(arguments: TestSeed.fresh(3))
  func `when the remote is killed during an apply`(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let bench = try Workbench.project(["all.yaml": Text.chats(Self.count)])
    let server = Shared(try await RunningSandbox(on: bench))
    let fatal = Shared(Int.random(in: 1..<Self.count, using: &random))
    let gateway = try Gateway { request in
      if request.isWrite, fatal.update({ $0 -= 1 }) == 0 { server.value.signal(SIGKILL) }
      return .forward(to: server.value.port)
    }
    try bench.write("campaigns/herald.yaml", Text.project(remote: Text.messages(gateway.url)))
    let variables = ["HERALD_TOKEN": RunningSandbox.token]
    let cut = try await bench.herald(
      "apply", "--auto-approve", "--patience", "0", variables: variables)
    #expect([5, 8].contains(cut.status), "seed \(seed): \(cut.both)")
    #expect(cut.stdout.contains("`herald plan` shows what remains"), "seed \(seed)")

    #expect(await server.value.end().status == 128 + SIGKILL, "seed \(seed)")
    server.set(try await RunningSandbox(on: bench))
    try await apply(bench, variables: variables)
    try await expectNoChanges(bench, variables: variables)
    let ids = try server.value.messages().compactMap(\.external_id)
    #expect(ids.sorted() == (1...Self.count).map { "shop/note-\($0)" }.sorted(), "seed \(seed)")
  }

  @Test(arguments: TestSeed.fresh(4))
  func `when apply dies with the sandbox in its own process`(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let bench = try Workbench.project(["all.yaml": Text.chats(Self.count)])
    // Makes the database, in which the ledger then sees the moment.
    _ = try await Listing(of: bench)
    let ledger = try Ledger(over: bench.path("campaigns/.herald/sandbox.sqlite"))
    for _ in 0..<3 {
      let moment = try ledger.position() + Int64(random.roll(6))
      let child = try bench.start(["apply", "--auto-approve", "--parallelism", "2"])
      try await onThread {
        Result {
          while try ledger.position() < moment, !child.hasEnded { poll(nil, 0, 1) }
          child.signal(SIGKILL)
        }
      }.get()
      #expect(await child.end().status == 128 + SIGKILL, "seed \(seed)")
    }
    try await apply(bench)
    try await expectNoChanges(bench)
    let keys = try await Listing(of: bench).keys
    #expect(keys == (1...Self.count).map { "note-\($0)" }.sorted(), "seed \(seed)")
  }

  @Test func `when two applies run at once`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(Self.count)])
    let children = try (0..<3).map { _ in
      try remote.bench.start(["apply", "--auto-approve"], variables: remote.variables)
    }
    for child in children {
      let output = await child.end()
      #expect([0, 7, 8].contains(output.status), "\(output.both)")
    }
    try await expectOneOfEach(remote, 0)
  }

  @Test func `when two applies share one embedded sandbox`() async throws {
    let bench = try Workbench.project(["all.yaml": Text.chats(Self.count)])
    let children = try (0..<2).map { _ in try bench.start(["apply", "--auto-approve"]) }
    for child in children {
      let output = await child.end()
      #expect([0, 7, 8].contains(output.status), "\(output.both)")
    }
    try await apply(bench)
    try await expectNoChanges(bench)
    #expect(try await Listing(of: bench).keys == (1...Self.count).map { "note-\($0)" }.sorted())
  }

  private func expectOneOfEach(_ remote: ProxiedSandbox, _ seed: UInt64) async throws {
    try await apply(remote.bench, variables: remote.variables)
    try await expectNoChanges(remote.bench, variables: remote.variables)
    let ids = try remote.sandbox.messages().compactMap(\.external_id)
    #expect(ids.sorted() == (1...Self.count).map { "shop/note-\($0)" }.sorted(), "seed \(seed)")
  }
}
