import Foundation
import Planning
import TestSupport
import Testing
import Workflows

/// What others change in the workspace.
@Suite struct `A change made outside` {
  private static let file = """
    # Why this is here.
    campaign: one # the key
    format: chat
    audience: { everyone: true }
    copy:
      body: 'Hello there.' # warm
      cta: { label: Open, url: "${home}/x" }
    schedule: { send: ongoing }

    """

  /// A project applied to a server, with the message then changed by somebody else.
  private func changed(
    _ edit: @escaping (inout [String: Any]) -> Void
  ) async throws -> (Workbench, RunningSandbox) {
    let bench = try Workbench.project(["one.yaml": Self.file, "two.yaml": Text.chat("two")])
    let server = try await RunningSandbox(on: bench)
    try bench.write(
      "campaigns/herald.yaml",
      Text.project(
        remote: Text.messages("http://127.0.0.1:\(server.port)")
          + "\nvariables: { home: \"https://acme.test\" }"))
    let applied = try await run(bench, "apply", "--auto-approve")
    #expect(applied.status == 0, "\(applied.both)")
    try server.change("shop/one", edit)
    return (bench, server)
  }

  private func run(_ bench: Workbench, _ arguments: String...) async throws -> Output {
    try await bench.herald(arguments, variables: ["HERALD_TOKEN": RunningSandbox.token])
  }

  @Test func `is shown alone, with an exit code for those who ask`() async throws {
    let (bench, server) = try await changed { $0["body"] = "Hello by hand." }
    try bench.edit("campaigns/two.yaml", "Hello there.", "New in the file.")
    let output = try await run(bench, "plan", "--refresh-only", "--detailed-exitcode")
    #expect(output.status == 2, "\(output.both)")
    #expect(output.stdout.contains("copy.body  Hello [-there-]{+by hand+}."), "\(output.stdout)")
    #expect(output.stdout.contains("Drift: 1 message changed outside. 1 as applied."))
    #expect(!output.stdout.contains("two"))
    #expect(try await run(bench, "plan", "--refresh-only").status == 0)
    withExtendedLifetime(server) {}
  }

  @Test func `is data as well`() async throws {
    let (bench, server) = try await changed { $0["body"] = "Hello by hand." }
    let output = try await run(bench, "plan", "--refresh-only", "--format", "json")
    let drift =
      try JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [String: Any]
    let messages = try #require(drift?["messages"] as? [[String: Any]])
    #expect(messages.map { $0["key"] as? String } == ["one"])
    #expect(drift?["intact"] as? Int == 1)
    withExtendedLifetime(server) {}
  }

  @Test func `is written into the file, which keeps the rest, and taken over by an apply`()
    async throws
  {
    let (bench, server) = try await changed {
      $0["body"] = "It's by hand."
      $0["tags"] = ["exports"]
    }
    let pulled = try await run(bench, "pull", "one")
    #expect(pulled.status == 0, "\(pulled.both)")
    #expect(pulled.stdout.contains("Pulled 2 fields into 1 file."))
    #expect(
      try bench.read("campaigns/one.yaml")
        == Self.file.replacingOccurrences(of: "'Hello there.'", with: "'It''s by hand.'")
        + "tags: [exports]\n")
    #expect(try await run(bench, "plan", "--refresh-only").stdout.contains("No drift."))
    let applied = try await run(bench, "apply", "--auto-approve")
    #expect(applied.stdout.contains("herald remembers it: copy.body, tags"), "\(applied.both)")
    #expect(try await run(bench, "plan").stdout.contains("No changes."))
    try bench.edit("campaigns/one.yaml", "It''s by hand.", "New in the file.")
    let edited = try await run(bench, "plan")
    #expect(edited.status == 0, "\(edited.both)")
    #expect(!edited.stdout.contains("outside"), "\(edited.stdout)")
    withExtendedLifetime(server) {}
  }

  @Test func `is left where a variable makes the value, and the place is named`() async throws {
    let (bench, server) = try await changed {
      $0["cta"] = ["label": "Open", "url": "https://elsewhere.test/"]
      $0["body"] = "By hand."
    }
    let pulled = try await run(bench, "pull", "one")
    #expect(pulled.status == 1, "\(pulled.both)")
    #expect(pulled.stdout.contains("copy.cta.url is left as it is: `${home}` makes the value"))
    #expect(pulled.stdout.contains("campaigns/one.yaml:7:28"), "\(pulled.stdout)")
    #expect(try bench.read("campaigns/one.yaml").contains("body: 'By hand.' # warm"))
    withExtendedLifetime(server) {}
  }

  @Test func `that nobody made writes nothing`() async throws {
    let (bench, server) = try await changed { _ in }
    let before = try bench.everyFile()
    let pulled = try await run(bench, "pull", "one", "two")
    #expect(pulled.status == 0, "\(pulled.both)")
    #expect(pulled.stdout.contains("Nothing was written."))
    let after = try bench.everyFile()
    #expect(after["campaigns/one.yaml"] == before["campaigns/one.yaml"])
    withExtendedLifetime(server) {}
  }

  @Test func `is not written over what somebody writes meanwhile, nor into any other file`()
    async throws
  {
    let (bench, server) = try await changed { $0["body"] = "Hello by hand." }
    try server.change("shop/two") { $0["body"] = "By hand too." }
    let surroundings = Surroundings(
      variables: ["HERALD_TOKEN": RunningSandbox.token], now: { 1_795_392_000 },
      currentFolder: bench.folder, workers: 2)
    let project = try #require(
      try await LoadedProject.read(at: bench.folder, surroundings).project)
    let environment = try project.environment(nil)
    let drift = try await project.drift(
      in: environment, of: Selection(), ConnectionOptions(), surroundings)
    let pulled = try project.pulling(["one", "two"], of: drift, in: environment)
    try bench.edit("campaigns/two.yaml", "Hello there.", "Written meanwhile.")
    do {
      try pulled.write()
      Issue.record("the file was written over")
    } catch {
      guard case .unwritable(let path, let reason) = error else { throw error }
      #expect(path.hasSuffix("two.yaml"))
      #expect(reason.contains("changed it meanwhile"))
      #expect(reason.contains("the other files are as they were"))
    }
    #expect(try bench.read("campaigns/one.yaml").contains("Hello there."))
    #expect(try bench.read("campaigns/two.yaml").contains("Written meanwhile."))
    withExtendedLifetime(server) {}
  }

  @Test func `is of no campaign that is misspelt`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.herald("pull", "onne")
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("did you mean `one`?"))
  }

  @Test func `is shown of what is selected alone`() async throws {
    let (bench, server) = try await changed { $0["body"] = "Hello by hand." }
    let only = try await run(
      bench, "plan", "--refresh-only", "--detailed-exitcode", "--only", "one")
    #expect(only.status == 2, "\(only.both)")
    #expect(only.stdout.contains("Drift: 1 message changed outside. 0 as applied. 1 left out by"))
    let except = try await run(
      bench, "plan", "--refresh-only", "--detailed-exitcode", "--except", "one")
    #expect(except.status == 0, "\(except.both)")
    #expect(except.stdout.contains("No drift."))
    let slip = try await run(bench, "plan", "--refresh-only", "--only", "onne")
    #expect(slip.status == 64, "\(slip.both)")
    withExtendedLifetime(server) {}
  }

  @Test(arguments: [["--out", "plan.json"], ["--allow-deletes", "3"], ["--resume", "one"]])
  func `is shown without what only a plan has`(flags: [String]) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.herald(["plan", "--refresh-only"] + flags)
    #expect(output.status == 64, "\(output.both)")
  }
}
