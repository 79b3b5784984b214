import Foundation
import TestSupport
import Testing

/// `list --unmanaged` and `import`.
@Suite struct `An import` {
  /// A sandbox of its own, with the two messages that nobody owns from the start: 1 and 2.
  private func workspace(_ files: [String: String] = [:]) async throws -> ProxiedSandbox {
    try await ProxiedSandbox(files: files)
  }

  @Test func `writes files that say what is there, and the next plan is empty`() async throws {
    let remote = try await workspace(["one.yaml": Text.chat("one")])
    try await apply(remote.bench, variables: remote.variables)
    let output = try await remote.bench.herald("import", "--all", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("Imported: 2 adopted, 0 skipped."), "\(output.stdout)")
    #expect(
      try remote.bench.read("campaigns/welcome-to-acme.yaml") == """
        campaign: welcome-to-acme
        format: chat
        audience: { attribute: signed_up_at, less_than: 1 day ago }
        copy:
          body: Welcome to Acme -- reply here whenever something is unclear.
        schedule:
          send: ongoing
        tags: [onboarding]

        """)
    try await expectNoChanges(remote.bench, variables: remote.variables)
    let keys = try await Listing(of: remote.bench, variables: remote.variables).keys
    #expect(keys == ["office-hours", "one", "welcome-to-acme"])
    let list = try await remote.bench.herald("list", "--unmanaged", variables: remote.variables)
    #expect(list.stdout == "Every message of the workspace has an owner.\n")
  }

  @Test func `lists what nobody owns, without writing`() async throws {
    let remote = try await workspace()
    let output = try await remote.bench.herald("list", "--unmanaged", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("1   Welcome to Acme  chat"), "\(output.stdout)")
    #expect(remote.gateway.writes.isEmpty)
  }

  @Test func `of one id adopts that alone, in the folder that is named`() async throws {
    let remote = try await workspace()
    let output = try await remote.bench.herald(
      "import", "1", "--into", "campaigns/a/b", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    let files = try remote.bench.everyFile().keys.filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(files == ["campaigns/a/b/welcome-to-acme.yaml", "campaigns/herald.yaml"])
    #expect(remote.gateway.writes.count == 1)
    #expect(remote.gateway.writes.first?.text.lowercased().contains("\r\nif-match: ") ?? false)
  }

  @Test func `touches nothing of another project, and says whose it is`() async throws {
    let remote = try await workspace(["one.yaml": Text.chat("one")])
    try await apply(remote.bench, variables: remote.variables)
    let theirs = try #require(
      try await Listing(of: remote.bench, variables: remote.variables)["one"])
    try remote.bench.edit("campaigns/herald.yaml", "project: shop", "project: garden")
    try remote.bench.remove("campaigns/one.yaml")
    let writes = remote.gateway.writes.count
    let output = try await remote.bench.herald("import", theirs.id, variables: remote.variables)
    #expect(output.status == 1, "\(output.both)")
    #expect(
      output.stdout.contains("it belongs to the project `shop`, environment `test`, as `one`"),
      "\(output.stdout)")
    #expect(remote.gateway.writes.count == writes)
    let all = try await remote.bench.herald("import", "--all", variables: remote.variables)
    #expect(all.stdout.contains("1 message of project shop left alone"), "\(all.stdout)")
    #expect(remote.gateway.writes.count == writes + 2)
  }

  @Test func `overwrites no file, and takes no key twice`() async throws {
    let remote = try await workspace([
      "welcome-to-acme.yaml": Text.chat("one"), "x.yaml": Text.chat("office-hours"),
    ])
    let output = try await remote.bench.herald("import", "--all", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(try remote.bench.read("campaigns/welcome-to-acme.yaml") == Text.chat("one"))
    #expect(
      try remote.bench.read("campaigns/welcome-to-acme-2.yaml").contains(
        "campaign: welcome-to-acme\n"))
    #expect(
      try remote.bench.read("campaigns/office-hours-2.yaml").contains("campaign: office-hours-2\n"))
  }

  @Test func `gives no key whose id another message has`() async throws {
    let remote = try await workspace()
    let body = """
      {"message_type": "inapp", "external_id": "shop/welcome-to-acme", "name": "Other",
       "format": "chat", "state": "live", "body": "Another.", "from": {"type": "admin", "id": "5001"},
       "to": {"type": "audience", "audience": {"everyone": true}}}
      """
    let request = """
      POST /messages HTTP/1.1\r
      Host: localhost\r
      Authorization: Bearer \(RunningSandbox.token)\r
      Content-Type: application/json\r
      Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """
    _ = try #require(exchange(Array(request.utf8), remote.sandbox.port))
    let output = try await remote.bench.herald("import", "--all", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    let listing = try await Listing(of: remote.bench, variables: remote.variables)
    #expect(listing.keys == ["office-hours", "welcome-to-acme", "welcome-to-acme-2"])
    #expect(listing["welcome-to-acme-2"]?.id == "1")
    try await expectNoChanges(remote.bench, variables: remote.variables)
  }

  @Test func `writes back the file of a message that has lost it`() async throws {
    let remote = try await workspace([
      "one.yaml": Text.chat("one", "lifecycle: { protect: true }\n"), "two.yaml": Text.chat("two"),
    ])
    try await apply(remote.bench, variables: remote.variables)
    let id = try #require(try await Listing(of: remote.bench, variables: remote.variables)["one"])
      .id
    try remote.bench.remove("campaigns/one.yaml")
    let writes = remote.gateway.writes.count
    let output = try await remote.bench.herald("import", id, variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(remote.gateway.writes.count == writes)
    try await expectNoChanges(remote.bench, variables: remote.variables)
    #expect(try remote.bench.read("campaigns/one.yaml").contains("protect: true"))
  }

  @Test func `keeps what it takes from one environment of several to that one`() async throws {
    let remote = try await workspace()
    try remote.bench.write(
      "campaigns/herald.yaml",
      """
      project: shop
      default_environment: test
      environments:
        test: { remote: messages, url: "\(remote.gateway.url)", token_env: HERALD_TOKEN }
        local: { remote: sandbox }
      """)
    let output = try await remote.bench.herald("import", "1", variables: remote.variables)
    #expect(output.status == 0, "\(output.both)")
    #expect(
      try remote.bench.read("campaigns/welcome-to-acme.yaml").hasSuffix("only_in: [test]\n"))
    let plan = try await remote.bench.herald("plan", "-e", "local", "--detailed-exitcode")
    #expect(plan.status == 0, "\(plan.both)")
  }

  @Test func `that is cut off after the file was written is ended by the next plan`() async throws {
    let remote = try await workspace()
    remote.follow { request, port in request.method == "PUT" ? .hangUp : .forward(to: port) }
    let cut = try await remote.bench.herald(
      "import", "1", "--patience", "0", variables: remote.variables)
    #expect(cut.status == 8, "\(cut.both)")
    #expect(cut.stdout.contains("`herald plan` shows whether it is the project's now"))
    remote.follow { _, port in .forward(to: port) }
    let plan = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(plan.stdout.contains("= welcome-to-acme"), "\(plan.both)")
    #expect(plan.stdout.contains("Plan: 0 to create, 0 to change, 1 to adopt, 0 to delete."))
    try await apply(remote.bench, variables: remote.variables)
    try await expectNoChanges(remote.bench, variables: remote.variables)
    #expect(try remote.sandbox.messages().count == 2)
  }

  @Test func `that is interrupted finishes what is in flight, and says so`() async throws {
    let remote = try await workspace()
    let child = Shared<ChildProcess?>(nil)
    remote.follow { request, port in
      if request.isWrite, let child = child.value {
        child.signal(SIGINT)
        while !child.errors.soFar.contains("Stopping") { poll(nil, 0, 2) }
      }
      return .forward(to: port)
    }
    let started = try remote.bench.start(
      ["import", "--all", "--parallelism", "1"], variables: remote.variables)
    child.set(started)
    let output = await started.end()
    #expect(output.status == 130, "\(output.both)")
    let files = try remote.bench.everyFile().keys.filter { $0.hasSuffix(".yaml") }
    #expect(files.count == 2, "the project and one campaign: \(files)")
    remote.follow { _, port in .forward(to: port) }
    try await expectNoChanges(remote.bench, variables: remote.variables)
  }

  @Test(arguments: [false, true])
  func `that is killed while it takes a message leaves what the next apply ends`(
    isTaken: Bool
  ) async throws {
    let remote = try await workspace()
    let child = Shared<ChildProcess?>(nil)
    remote.follow { request, port in
      guard request.isWrite else { return .forward(to: port) }
      child.value?.signal(SIGKILL)
      return isTaken ? .forwardAndHangUp(to: port) : .hangUp
    }
    let started = try remote.bench.start(["import", "--all"], variables: remote.variables)
    child.set(started)
    #expect(await started.end().status == 128 + SIGKILL)
    remote.follow { _, port in .forward(to: port) }
    let again = try await remote.bench.herald("import", "--all", variables: remote.variables)
    #expect(again.status == 0, "\(again.both)")
    try await expectNoChanges(remote.bench, variables: remote.variables)
    #expect(try remote.sandbox.messages().count == 2)
    let files = try remote.bench.everyFile().keys.filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(
      files == [
        "campaigns/herald.yaml", "campaigns/office-hours.yaml", "campaigns/welcome-to-acme.yaml",
      ])
  }

  @Test func `is saved in a plan, and carried out by it`() async throws {
    let remote = try await workspace()
    remote.follow { request, port in request.method == "PUT" ? .hangUp : .forward(to: port) }
    _ = try await remote.bench.herald(
      "import", "1", "--patience", "0", variables: remote.variables)
    remote.follow { _, port in .forward(to: port) }
    let plan = try await remote.bench.herald("plan", "--out", "p.json", variables: remote.variables)
    #expect(plan.status == 0, "\(plan.both)")
    let applied = try await remote.bench.herald("apply", "p.json", variables: remote.variables)
    #expect(applied.status == 0, "\(applied.both)")
    try await expectNoChanges(remote.bench, variables: remote.variables)
  }

  @Test(arguments: [
    (["import"], "name messages by their ids, or --all"),
    (["import", "1", "--all"], "not both"),
    (["import", "1", "--into", "elsewhere"], "is not in the project's folder"),
  ])
  func `that is asked wrongly is a usage error`(arguments: [String], help: String) async throws {
    let remote = try await workspace()
    let output = try await remote.bench.herald(arguments, variables: remote.variables)
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains(help), "\(output.stderr)")
    #expect(remote.gateway.writes.isEmpty)
  }
}
