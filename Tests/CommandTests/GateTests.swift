import TestSupport
import Testing

/// What apply refuses without being told: with 6, in plan as in apply, after the plan was printed.
@Suite struct `A gate` {
  private static let four = Text.chats(2) + "---\n" + Text.chat("xx") + "---\n" + Text.chat("yy")

  @Test func `for deletes is a ceiling that a number raises or lowers`() async throws {
    let remote = try await applied(["all.yaml": Self.four])
    try remote.bench.write("campaigns/all.yaml", Text.chats(2))
    try await expectStop(remote, says: "2 live messages of 4 would go; at most 1 may")
    try await expectStop(remote, "--allow-deletes", "1", says: "at most 1 may")
    try await expectStop(remote, "--allow-deletes", "0", says: "at most 0 may")
    try await apply(remote.bench, "--allow-deletes", "2", variables: remote.variables)
    try await expectNoChanges(remote.bench, variables: remote.variables)
  }

  @Test(arguments: ["its file is gone", "a fixed field changed"])
  func `for protection holds when`(what: String) async throws {
    let protected = Text.chat("one", "lifecycle: { protect: true }\n")
    let remote = try await applied(["one.yaml": protected, "more.yaml": Text.chats(9)])
    switch what {
    case "its file is gone": try remote.bench.remove("campaigns/one.yaml")
    default:
      try remote.bench.write(
        "campaigns/one.yaml", protected.replacing("send: ongoing", with: "send: once"))
    }
    try await expectStop(remote, says: "change 1: `one` is protected")
    try await expectStop(remote, "--allow-deletes", "9", says: "change 1: `one` is protected")
  }

  @Test func `for conflicts is lifted for the key that is named, and no other`() async throws {
    let remote = try await applied(["one.yaml": Text.chat("one"), "two.yaml": Text.chat("two")])
    try remote.sandbox.change("shop/one", ["body": "By hand."])
    try remote.bench.write("campaigns/one.yaml", Text.chat("one", body: "By file."))
    let sentence = "change 1: `one` was changed outside and in the files: copy.body"
    try await expectStop(remote, says: sentence)
    try await expectStop(remote, "--overwrite", "two", says: sentence)
    try await apply(remote.bench, "--overwrite", "one", variables: remote.variables)
    #expect(
      try remote.sandbox.messages().first { $0.external_id == "shop/one" }?.body == "By file.")
  }

  @Test func `is not in the way of what changed outside alone`() async throws {
    let remote = try await applied(["one.yaml": Text.chat("one")])
    try remote.sandbox.change("shop/one", ["body": "By hand."])
    let output = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("! "), "\(output.stdout)")
  }

  private func applied(_ files: [String: String]) async throws -> ProxiedSandbox {
    let remote = try await ProxiedSandbox(files: files)
    try await apply(remote.bench, variables: remote.variables)
    return remote
  }

  private func expectStop(
    _ remote: ProxiedSandbox, _ flags: String..., says words: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let writes = remote.gateway.writes.count
    for command in [["plan"], ["plan", "--detailed-exitcode"], ["apply", "--auto-approve"]] {
      let output = try await remote.bench.herald(command + flags, variables: remote.variables)
      #expect(output.status == 6, "\(output.both)", sourceLocation: sourceLocation)
      #expect(output.stdout.contains(words), "\(output.stdout)", sourceLocation: sourceLocation)
      #expect(output.stdout.contains("\nPlan: "), sourceLocation: sourceLocation)
    }
    #expect(remote.gateway.writes.count == writes, sourceLocation: sourceLocation)
  }
}

/// Promise 11: a pause made outside is never lifted by accident.
@Suite struct `A pause made outside` {
  @Test func `outlasts an apply that changes the message, until --resume`() async throws {
    let remote = try await paused()
    try remote.bench.write("campaigns/one.yaml", Text.chat("one", body: "New."))
    try await apply(remote.bench, variables: remote.variables)
    #expect(try state(remote) == "paused")
    let output = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(output.stdout.contains("one was paused outside and stays paused"), "\(output.stdout)")
    try await apply(remote.bench, "--resume", "one", variables: remote.variables)
    #expect(try state(remote) == "live")
  }

  @Test func `ends when the file's status changes and comes back`() async throws {
    let remote = try await paused()
    for status in ["draft", "live"] {
      try remote.bench.write("campaigns/one.yaml", Text.chat("one", "status: \(status)\n"))
      try await apply(remote.bench, variables: remote.variables)
    }
    #expect(try state(remote) == "live")
  }

  private func paused() async throws -> ProxiedSandbox {
    let remote = try await ProxiedSandbox(
      files: ["one.yaml": Text.chat("one"), "more.yaml": Text.chats(4)])
    try await apply(remote.bench, variables: remote.variables)
    try remote.sandbox.change("shop/one", ["state": "paused"])
    return remote
  }

  private func state(_ remote: ProxiedSandbox) throws -> String? {
    try remote.sandbox.messages().first { $0.external_id == "shop/one" }?.state
  }
}
