import Foundation
import TestSupport
import Testing

/// `herald sandbox --fault`.
@Suite struct `A sandbox that fails` {
  @Test func `is what an apply gets through, and says what struck`() async throws {
    let bench = try Workbench()
    let sandbox = try await RunningSandbox(
      on: bench,
      arguments: [
        "--fault", "503 first 2", "--fault", "drop late POST /messages first 2", "--seed", "7",
      ])
    try bench.write(
      "campaigns/herald.yaml",
      Text.project(remote: Text.messages("http://127.0.0.1:\(sandbox.port)")))
    try bench.write("campaigns/all.yaml", Text.chats(5))
    try await apply(bench, variables: ["HERALD_TOKEN": RunningSandbox.token])
    #expect(try sandbox.messages().compactMap(\.external_id).count == 5)
    sandbox.signal(SIGTERM)
    let strikes = await sandbox.end().stderr.split(separator: "\n")
    #expect(strikes.count { $0.hasPrefix("fault: 503: GET ") } == 2, "\(strikes)")
    #expect(strikes.count { $0 == "fault: drop late: POST /messages" } == 2, "\(strikes)")
  }

  @Test func `says the seed that it chose`() async throws {
    let bench = try Workbench()
    let sandbox = try await RunningSandbox(on: bench, arguments: ["--fault", "drop 50%"])
    sandbox.signal(SIGTERM)
    let output = await sandbox.end()
    #expect(output.stdout.contains(/\nseed [0-9]+\n/), "\(output.stdout)")
  }

  @Test(arguments: [
    (["--fault", "drop PSOT"], "did you mean `POST`?"), (["--fault", "dorp"], "mean `drop`?"),
    (["--seed", "3"], "--seed is for --people, --traffic and --fault"),
    (["--fault", "drop", "--seed", "x"], "seed"),
  ])
  func `does not start with a rule that is none`(
    arguments: [String], words: String
  ) async throws {
    let bench = try Workbench()
    let output = try await bench.herald(["sandbox", "--db", "a.sqlite"] + arguments)
    #expect(output.status == 64)
    #expect(output.stderr.contains(words), "\(output.stderr)")
    #expect(output.stdout.isEmpty)
  }
}
