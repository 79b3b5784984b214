import Foundation
import TestSupport
import Testing

// MARK: - What an interrupted run leaves behind

extension `It does not happen that` {
  /// Killed after three creates, with no state saved: the next run made all three again.
  @Test func `what was made before a kill is made again`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(8)])
    let ledger = try Ledger(over: remote.bench.path("server.sqlite"))
    let victim = Shared<ChildProcess?>(nil)
    let writes = Shared(0)
    remote.follow { request, port in
      guard request.isWrite, writes.update({ $0 += 1 }) == 4 else { return .forward(to: port) }
      victim.value?.signal(SIGKILL)
      return .hangUp
    }
    let child = try remote.bench.start(
      ["apply", "--auto-approve", "--parallelism", "1"], variables: remote.variables)
    victim.set(child)
    #expect(await child.end().status == 128 + SIGKILL)
    #expect(try ledger.entries().count { $0.kind == .insert } == 3)
    remote.follow { _, port in .forward(to: port) }

    let plan = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(plan.stdout.contains("Plan: 5 to create, 0 to change, 0 to delete. 3 unchanged."))
    try await apply(remote.bench, variables: remote.variables)
    try await expectNoChanges(remote.bench, variables: remote.variables)
    let made = try ledger.entries().filter { $0.kind == .insert }.compactMap(\.externalID)
    #expect(made.sorted() == (1...8).map { "shop/note-\($0)" })
  }

  /// Whoever died or hangs holds a lock that only a person can take away.
  @Test(arguments: [SIGKILL, SIGSTOP])
  func `a lock stays behind`(signal: Int32) async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(6)])
    let ledger = try Ledger(over: remote.bench.path("server.sqlite"))
    let victim = Shared<ChildProcess?>(nil)
    let writes = Shared(0)
    remote.follow { request, port in
      if request.isWrite, writes.update({ $0 += 1 }) == 3 { victim.value?.signal(signal) }
      return .forward(to: port)
    }
    let child = try remote.bench.start(
      ["apply", "--auto-approve", "--parallelism", "1"], variables: remote.variables)
    victim.set(child)
    await onThread { while writes.value < 3, !child.hasEnded { poll(nil, 0, 1) } }
    remote.follow { _, port in .forward(to: port) }

    try await apply(remote.bench, variables: remote.variables)
    try await expectNoChanges(remote.bench, variables: remote.variables)
    child.signal(SIGCONT)
    let output = await child.end()
    #expect([0, 7, 8, 128 + SIGKILL].contains(output.status), "\(output.both)")
    try await expectNoChanges(remote.bench, variables: remote.variables)
    let made = try ledger.entries().filter { $0.kind == .insert }.compactMap(\.externalID)
    #expect(made.sorted() == (1...6).map { "shop/note-\($0)" })
  }
}
