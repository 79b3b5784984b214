import Foundation
import TestSupport
import Testing

/// Promise 10: interrupting is safe.
@Suite struct `Interrupting an apply` {
  static let count = 60

  @Test(arguments: [SIGINT, SIGTERM])
  func `finishes what is in flight, says what was not attempted, and can go on`(
    signal: Int32
  ) async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(Self.count)])
    let victim = Shared<ChildProcess?>(nil)
    let writes = Shared(0)
    remote.follow { request, port in
      // Signalled while a request is in flight: its answer waits until the signal was heard.
      if request.isWrite, writes.update({ $0 += 1 }) == 10, let child = victim.value {
        child.signal(signal)
        waitForWords("Stopping", of: child)
      }
      return .forward(to: port)
    }
    let child = try remote.bench.start(
      ["apply", "--auto-approve", "--format", "text", "--format", "json=report.json"],
      variables: remote.variables)
    victim.set(child)
    let output = await child.end()
    #expect(output.status == 130, "\(output.both)")
    #expect(output.stdout.contains("not attempted: interrupted"), "\(output.stdout)")
    #expect(output.stdout.contains("0 failed, 0 may have landed"), "\(output.stdout)")

    // Everything that was started is reported as done.
    let held = try remote.sandbox.messages().count { $0.external_id != nil }
    #expect(held >= 10 && held < Self.count)
    #expect(output.stdout.contains("Applied in part: \(held) applied"), "\(output.stdout)")
    #expect(
      try remote.bench.read("report.json").components(separatedBy: #""outcome": "applied""#).count
        == held + 1)

    try await apply(remote.bench, variables: remote.variables)
    try await expectNoChanges(remote.bench, variables: remote.variables)
  }

  @Test func `stops at once the second time`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(3)])
    remote.follow { request, port in request.isWrite ? .keepSilent : .forward(to: port) }
    let child = try remote.bench.start(["apply", "--auto-approve"], variables: remote.variables)
    await onThread { while remote.gateway.writes.isEmpty { poll(nil, 0, 5) } }
    child.signal(SIGINT)
    #expect(await child.errors.says("Again to stop at once"))
    child.signal(SIGINT)
    let output = await child.end()
    #expect(output.status == 130, "\(output.both)")
    #expect(output.stderr.contains("what was in flight may have landed"), "\(output.stderr)")

    remote.follow { _, port in .forward(to: port) }
    try await apply(remote.bench, variables: remote.variables)
    try await expectNoChanges(remote.bench, variables: remote.variables)
  }

  @Test func `at its question writes nothing, and says so`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let child = try bench.start(["apply"], input: nil)
    #expect(await child.output.says("Only `yes` is accepted:"))
    child.signal(SIGINT)
    let output = await child.end()
    #expect(output.status == 130, "\(output.both)")
    #expect(output.stdout.contains("Interrupted: nothing was written."), "\(output.stdout)")
    #expect(try await Listing(of: bench).keys == [])
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `ends the sandbox in the foreground in peace`(signal: Int32) async throws {
    let bench = try Workbench()
    let server = try await RunningSandbox(on: bench)
    server.signal(signal)
    let output = await server.end()
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stderr.isEmpty)
  }
}

/// Blocks a thread of the gateway's until a process has said something.
private func waitForWords(_ text: String, of child: ChildProcess) {
  while !child.errors.soFar.contains(text) { poll(nil, 0, 2) }
}
