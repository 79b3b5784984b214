import TestSupport
import Testing

/// Who says yes, and to what.
@Suite struct `Approval` {
  @Test(arguments: [["apply"], ["destroy"]])
  func `is a flag's where nobody can be asked, before anything is looked at`(
    arguments: [String]
  ) async throws {
    let gateway = try Gateway { _ in .hangUp }
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")], remote: Text.messages(gateway.url))
    let output = try await bench.herald(arguments, variables: ["HERALD_TOKEN": "t"], input: "yes\n")
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("nobody can be asked here"))
    #expect(gateway.connectionCount == 0)
  }

  @Test(arguments: ["no", "y", "YES", "yes please", ""])
  func `is nothing but yes`(answer: String) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await answering([answer], ["apply"], bench)
    #expect(output.status == 1, "\(output.both)")
    #expect(try await Listing(of: bench).keys == [])
  }

  @Test func `applies what was shown`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await answering(["yes"], ["apply"], bench)
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("Do this change to `test`?"))
    #expect(output.stdout.contains("`git revert`, then `herald apply`, takes it back"))
    try await expectNoChanges(bench)
  }

  @Test func `holds for the plan that was shown alone`() async throws {
    let bench = try Workbench.project([
      "one.yaml": Text.chat("one"), "two.yaml": Text.chat("two"),
    ])
    try await apply(bench)
    try bench.write("campaigns/one.yaml", Text.chat("one", body: "First."))
    let child = try bench.start(["apply"], input: nil)
    #expect(await child.output.says("Do this change to `test`?"))
    try bench.write("campaigns/two.yaml", Text.chat("two", body: "Second."))
    try bench.write("campaigns/one.yaml", Text.chat("one", body: "Hello there."))
    try await apply(bench)
    child.type("yes\n")
    #expect(await child.output.says("The workspace has changed since: this is the plan now."))
    #expect(await child.output.says("Do these 2 changes to `test`?"))
    child.type("no\n")
    let output = await child.end()
    #expect(output.status == 1, "\(output.both)")
    try await expectNoChanges(bench)
  }

  @Test func `is asked for a plan that the person sees, wherever results go`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await answering(["no"], ["apply", "--format", "json"], bench)
    #expect(output.stdout.contains("1 to create, 0 to change"), "\(output.both)")
  }

  @Test func `is not asked for when there is nothing to do`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try await apply(bench)
    let output = await (try bench.start(["apply"], input: nil)).end()
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("No changes."))
  }

  @Test func `of destroy is the project's name`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try await apply(bench)
    let refused = try await answering(["yes"], ["destroy"], bench)
    #expect(refused.status == 1, "\(refused.both)")
    #expect(try await Listing(of: bench).keys == ["one"])
    let done = try await answering(["shop"], ["destroy"], bench)
    #expect(done.status == 0, "\(done.both)")
    #expect(try await Listing(of: bench).keys == [])
  }

  /// Runs it on a terminal and types an answer to each question.
  private func answering(
    _ answers: [String], _ arguments: [String], _ bench: Workbench
  ) async throws -> Output {
    let child = try bench.start(arguments, input: nil)
    let question = arguments[0] == "apply" ? "Only `yes` is accepted:" : "project's name to go on:"
    for answer in answers {
      #expect(await child.output.says(question))
      child.type(answer + "\n")
    }
    return await child.end()
  }
}
