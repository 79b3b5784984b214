import TestSupport
import Testing

/// Promise 2: what looks cannot write.
@Suite struct `Looking` {
  @Test(arguments: [
    ["plan"], ["plan", "--format", "json"], ["list"], ["show"], ["show", "one"],
    ["audience", "one", "--count", "--overlap"], ["validate", "--live"],
    ["preview", "--out", "-"], ["preview", "one", "--out", "-"], ["report", "--out", "-"],
  ])
  func `sends nothing but GET`(arguments: [String]) async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    try await apply(remote.bench, variables: remote.variables)
    // Something to plan.
    try remote.bench.write("campaigns/one.yaml", Text.chat("one", body: "Changed."))
    try remote.bench.write("campaigns/two.yaml", Text.chat("two"))
    let before = remote.gateway.requests.count
    let writes = remote.gateway.writes.count
    let output = try await remote.bench.herald(arguments, variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(remote.gateway.requests.count > before)
    #expect(remote.gateway.writes.count == writes)
  }

  @Test func `validates without a connection and without a token`() async throws {
    let gateway = try Gateway { _ in .hangUp }
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")], remote: Text.messages(gateway.url))
    let output = try await bench.herald("validate")
    #expect(output.status == 0, "\(output.both)")
    #expect(gateway.connectionCount == 0)
  }

  @Test func `writes nothing when a plan is not approved`() async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    let child = try remote.bench.start(["apply"], variables: remote.variables, input: nil)
    #expect(await child.output.says("Only `yes` is accepted:"))
    child.type("no\n")
    let output = await child.end()
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stdout.contains("Not approved: nothing was changed."))
    #expect(remote.gateway.writes.isEmpty)
  }
}
