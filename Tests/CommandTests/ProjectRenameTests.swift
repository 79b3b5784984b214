import TestSupport
import Testing

/// What the workspace has under an older name of the project is never made a second time by
/// accident.
@Suite struct `A project's name that is reverted` {
  private static let files = ["one.yaml": Text.chat("one"), "two.yaml": Text.chat("two")]
  private static let project = "campaigns/herald.yaml"

  @Test func `without previously is refused, and previously takes everything back`() async throws {
    let remote = try await ProxiedSandbox(files: Self.files)
    let bench = remote.bench
    try await apply(bench, variables: remote.variables)
    let made = try remote.sandbox.messages().map(\.id)
    let before = try bench.edit(Self.project, "project: shop", "project: store\npreviously: [shop]")
    try await apply(bench, variables: remote.variables)
    #expect(try ids(under: "store", remote) == made)

    try bench.write(Self.project, before)
    let writes = remote.gateway.writes.count
    for arguments in [["plan"], ["apply", "--auto-approve"]] {
      let output = try await bench.herald(arguments, variables: remote.variables)
      #expect(output.status == 6, "\(output.both)")
      #expect(
        output.stdout.contains(
          "change 1: `one` was moved to the project `store` (`store/one`, live); "
            + "creating it shows it to everyone again"), "\(output.stdout)")
      #expect(output.stdout.contains("add `previously: [store]` to herald.yaml to take it back"))
    }
    #expect(remote.gateway.writes.count == writes)

    try bench.edit(Self.project, "project: shop", "project: shop\npreviously: [store]")
    try await apply(bench, variables: remote.variables)
    #expect(try ids(under: "shop", remote) == made)
    try await expectNoChanges(bench, variables: remote.variables)
  }

  @Test func `half way through its move is refused for what has moved, and taken back whole`()
    async throws
  {
    let remote = try await ProxiedSandbox(files: Self.files)
    let bench = remote.bench
    try await apply(bench, variables: remote.variables)
    let made = try remote.sandbox.messages().map(\.id)
    let before = try bench.edit(Self.project, "project: shop", "project: store\npreviously: [shop]")
    remote.follow { request, port in
      request.isWrite && request.text.contains("store/two")
        ? .send(Answer.error(422, "data_invalid")) : .forward(to: port)
    }
    let partial = try await bench.herald("apply", "--auto-approve", variables: remote.variables)
    #expect(partial.status == 8, "\(partial.both)")

    try bench.write(Self.project, before)
    let stopped = try await bench.herald("plan", variables: remote.variables)
    #expect(stopped.status == 6, "\(stopped.both)")
    #expect(stopped.stdout.contains("`one` was moved to the project `store`"))
    #expect(!stopped.stdout.contains("`two` was moved"))

    try bench.edit(Self.project, "project: shop", "project: shop\npreviously: [store]")
    try await apply(bench, variables: remote.variables)
    #expect(try ids(under: "shop", remote) == made)
  }

  @Test func `costs an unchanged plan no request`() async throws {
    let remote = try await ProxiedSandbox(files: Self.files)
    try await apply(remote.bench, variables: remote.variables)
    let before = remote.gateway.requests.count
    try await expectNoChanges(remote.bench, variables: remote.variables)
    #expect(remote.gateway.requests.count == before + 3)
  }

  /// Sorted as the server has them; fails where an external id is not the project's.
  private func ids(under project: String, _ remote: ProxiedSandbox) throws -> [String] {
    let messages = try remote.sandbox.messages()
    #expect(Set(messages.compactMap(\.external_id)) == ["\(project)/one", "\(project)/two"])
    return messages.map(\.id)
  }
}
