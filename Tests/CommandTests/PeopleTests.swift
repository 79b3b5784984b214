import Foundation
import TestSupport
import Testing

/// `herald sandbox --people`.
@Suite struct `A sandbox with people` {
  @Test func `says the seed that it chose`() async throws {
    let bench = try Workbench()
    let sandbox = try await RunningSandbox(on: bench, arguments: ["--people", "10"])
    sandbox.signal(SIGTERM)
    let output = await sandbox.end()
    #expect(output.stdout.contains(/\nseed [0-9]+\n/), "\(output.stdout)")
  }

  @Test func `is not filled twice, and says what to do instead`() async throws {
    let bench = try Workbench()
    let first = try await RunningSandbox(on: bench, arguments: ["--people", "10", "--seed", "1"])
    first.signal(SIGTERM)
    #expect(await first.end().status == 0)
    let output = try await bench.herald([
      "sandbox", "--db", "server.sqlite", "--people", "10", "--seed", "1",
    ])
    #expect(output.status == 1)
    #expect(output.stderr.contains("`server.sqlite` holds people already"), "\(output.stderr)")
    #expect(output.stderr.contains("leave out `--people`"))
  }

  @Test func `can be what an environment with an embedded sandbox plans against`() async throws {
    let bench = try Workbench()
    try bench.write("campaigns/herald.yaml", Text.project(remote: "remote: sandbox"))
    try bench.write("campaigns/all.yaml", Text.chats(2))
    let sandbox = try await RunningSandbox(
      on: bench, database: "campaigns/.herald/sandbox.sqlite", arguments: ["--people", "10"])
    sandbox.signal(SIGTERM)
    #expect(await sandbox.end().status == 0)
    let output = try await bench.herald(["plan", "-C", "campaigns"])
    #expect(output.status == 0, "\(output.stderr)")
    #expect(output.stdout.contains("Plan: 2 to create"), "\(output.stdout)")
  }

  @Test(arguments: ["0", "-1", "10000001", "many"])
  func `is not filled with no number of people`(count: String) async throws {
    let bench = try Workbench()
    let output = try await bench.herald(["sandbox", "--db", "a.sqlite", "--people", count])
    #expect(output.status == 64)
    #expect(output.stderr.contains("people"), "\(output.stderr)")
    #expect(!FileManager.default.fileExists(atPath: bench.path("a.sqlite")))
  }
}
