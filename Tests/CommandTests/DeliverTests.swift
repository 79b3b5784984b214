import Foundation
import TestSupport
import Testing

/// What herald does in a workspace of Intercom's public API, with the program itself.
@Suite struct `Delivering` {
  static let people = 60

  private func workspace(_ files: [String: String] = ["a.yaml": Text.chat("hello")]) async throws
    -> IntercomSandbox
  {
    let workspace = try await IntercomSandbox(people: Self.people, files: files)
    try await apply(workspace.bench, variables: workspace.variables)
    return workspace
  }

  @Test func `sends what was applied to everybody once`() async throws {
    let workspace = try await workspace()
    try await expectNoChanges(workspace.bench, variables: workspace.variables)
    let rehearsal = try await workspace.herald("deliver", "--dry-run")
    #expect(rehearsal.stdout.contains("Would send \(Self.people) messages."))
    #expect(try workspace.inbox().isEmpty)
    let output = try await workspace.herald("deliver", "--auto-approve")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("Delivered: \(Self.people) messages sent."))
    let again = try await workspace.herald("deliver", "--auto-approve")
    #expect(again.stdout.contains("Delivered: 0 messages sent."))
    let inbox = try workspace.inbox()
    #expect(inbox.count == Self.people && inbox.values.allSatisfy { $0 == 1 })
    try await expectNoChanges(workspace.bench, variables: workspace.variables)
  }

  @Test(arguments: TestSeed.fresh(4))
  func `sends nobody two when it is killed, and tells of whom it does not know`(
    seed: UInt64
  ) async throws {
    var random = SeededRandom(seed: seed)
    let workspace = try await workspace()
    for _ in 0..<4 {
      let fatal = Int.random(in: 0..<70, using: &random)
      let arrives = Bool.random(using: &random)
      let victim = Shared<ChildProcess?>(nil)
      let writes = Shared(0)
      workspace.follow { request, port in
        guard request.isWrite, writes.update({ $0 += 1 }) == fatal + 1 else {
          return .forward(to: port)
        }
        victim.value?.signal(SIGKILL)
        return arrives ? .forwardAndHangUp(to: port) : .hangUp
      }
      let child = try workspace.bench.start(
        ["deliver", "--auto-approve", "--parallelism", "3", "--lease", "10"],
        variables: workspace.variables)
      victim.set(child)
      _ = await child.end()
    }
    workspace.follow { _, port in .forward(to: port) }
    let last = try await workspace.herald("deliver", "--auto-approve", "--format", "json")
    #expect([0, 8].contains(last.status), "seed \(seed): \(last.both)")
    let inbox = try workspace.inbox()
    #expect(inbox.values.allSatisfy { $0 == 1 }, "seed \(seed)")
    let report = try JSONDecoder().decode(Told.self, from: Data(last.stdout.utf8))
    let uncertain = report.campaigns[0].uncertain_in_all
    #expect(inbox.count + uncertain >= Self.people, "seed \(seed): \(inbox.count) + \(uncertain)")
    #expect(inbox.count > Self.people / 2, "seed \(seed)")
  }

  private struct Told: Decodable {
    struct Campaign: Decodable { let uncertain_in_all: Int }
    let campaigns: [Campaign]
  }

  private struct Articles: Decodable {
    struct Article: Decodable { let id, title: String }
    let data: [Article]
  }

  @Test func `is stopped, also where a record cannot be read`() async throws {
    let workspace = try await workspace([
      "a.yaml": Text.chat("hello"), "b.yaml": Text.chat("other"),
    ])
    _ = try await workspace.herald("deliver", "--auto-approve", "--limit", "1", "hello")
    let damaged = [
      "title": "herald · shop/hello", "body": "<p>HERALD-RECORD-BEGINS campaign 0 a</p>",
    ]
    let articles = try JSONDecoder().decode(
      Articles.self, from: workspace.sandbox.get("/internal_articles"))
    let article = try #require(articles.data.first { $0.title == damaged["title"] })
    _ = try workspace.sandbox.ask("PUT", "/internal_articles/\(article.id)", damaged)
    #expect(try await workspace.herald("deliver", "--auto-approve").status == 1)
    let other = try await workspace.herald("pause", "other")
    #expect(other.status == 0 && other.stdout.contains("~ other · paused"), "\(other.both)")
    let hello = try await workspace.herald("pause", "hello")
    #expect(hello.status == 1, "\(hello.both)")
    #expect(
      hello.stdout.contains("! hello · nothing more is sent, and it could not be written down"))
    #expect(hello.stdout.contains("restore an earlier version of the article"))
    let tags = String(decoding: try workspace.sandbox.get("/tags"), as: UTF8.self)
    #expect(tags.contains("herald: shop/hello · paused"), "\(tags)")
    let mistyped = try await workspace.herald("pause", "helo")
    #expect(mistyped.status == 1 && !mistyped.stdout.contains("nothing more is sent"))
    #expect(mistyped.stderr.contains("did you mean"), "\(mistyped.both)")
    let all = try await workspace.herald("pause", "--all", "--format", "json")
    #expect(all.status == 1 && all.stdout.contains(#""end": "stopped""#), "\(all.both)")
  }

  @Test func `stops before the next send once somebody pauses it`() async throws {
    let workspace = try await workspace()
    let sends = Shared(0)
    let pause = Shared<Bool>(false)
    workspace.follow { request, port in
      if request.isSend, sends.update({ $0 += 1 }) == 5 { pause.set(true) }
      return .forward(to: port)
    }
    let child = try workspace.bench.start(
      ["deliver", "--auto-approve", "--rate", "20", "--parallelism", "1"],
      variables: workspace.variables)
    while !pause.value { await Task.yield() }
    let paused = try await workspace.herald("pause", "--all", "--reason", "the export fails")
    #expect(paused.status == 0, "\(paused.both)")
    let atPause = sends.value
    let output = await child.end()
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("then stopped: somebody paused it"), "\(output.both)")
    #expect(sends.value <= atPause + 1)
    let plan = try await workspace.herald("plan")
    #expect(plan.stdout.contains("hello was paused outside and stays paused"))
    let none = try await workspace.herald("deliver", "--auto-approve")
    #expect(none.stdout.contains("hello · paused"))
    let resumed = try await workspace.herald("apply", "--auto-approve", "--resume", "hello")
    #expect(resumed.status == 0, "\(resumed.both)")
    let rest = try await workspace.herald("deliver", "--auto-approve")
    #expect(rest.status == 0, "\(rest.both)")
    let inbox = try workspace.inbox()
    #expect(inbox.count == Self.people && inbox.values.allSatisfy { $0 == 1 })
  }

  @Test func `finishes what is in flight when it is interrupted`() async throws {
    let workspace = try await workspace()
    let sends = Shared(0)
    let victim = Shared<ChildProcess?>(nil)
    workspace.follow { request, port in
      if request.isSend, sends.update({ $0 += 1 }) == 7 { victim.value?.signal(SIGINT) }
      return .forward(to: port)
    }
    let child = try workspace.bench.start(
      ["deliver", "--auto-approve", "--parallelism", "2"], variables: workspace.variables)
    victim.set(child)
    let output = await child.end()
    #expect(output.status == 130, "\(output.both)")
    #expect(output.stdout.contains("then stopped: interrupted"), "\(output.both)")
    #expect(!output.stdout.contains("not known"))
    workspace.follow { _, port in .forward(to: port) }
    let rest = try await workspace.herald("deliver", "--auto-approve")
    #expect(rest.status == 0, "\(rest.both)")
    let inbox = try workspace.inbox()
    #expect(inbox.count == Self.people && inbox.values.allSatisfy { $0 == 1 })
  }

  private func watching(
    _ workspace: IntercomSandbox, _ more: String..., input: String? = ""
  ) throws -> ChildProcess {
    try workspace.bench.start(
      ["deliver", "--watch", "--every", "1", "--patience", "0"] + more,
      variables: workspace.variables.merging(["NO_COLOR": "1"]) { $1 }, input: input)
  }

  @Test func `goes on when the remote is back, and says each once`() async throws {
    let workspace = try await workspace()
    let rounds = Shared(0)
    let wereTwo = Shared(false)
    workspace.follow { request, _ in
      if request.path == "/me", rounds.update({ $0 += 1 }) == 3 { wereTwo.set(true) }
      return .hangUp
    }
    let child = try watching(workspace, "--auto-approve")
    #expect(await child.errors.says("it is tried again every 1 s"))
    while !wereTwo.value, !child.hasEnded { await Task.yield() }
    workspace.follow { _, port in .forward(to: port) }
    #expect(await child.errors.says("the remote can be reached again"), "\(child.errors.soFar)")
    #expect(await child.output.says("Delivered: 0 messages sent."))
    child.signal(SIGINT)
    let output = await child.end()
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("Delivered: \(Self.people) messages sent."))
    let lines = output.stderr.split(separator: "\n")
    #expect(lines.count { $0.contains("it is tried again") } == 1, "\(output.stderr)")
    #expect(lines.count { $0.contains("can be reached again") } == 1, "\(output.stderr)")
    #expect(lines.contains("hello: \(Self.people) sent"), "\(output.stderr)")
    #expect(try workspace.inbox().values.allSatisfy { $0 == 1 })
  }

  @Test func `ends at the first signal, also one that comes before a later run sends`() async throws
  {
    let workspace = try await workspace()
    let victim = Shared<ChildProcess?>(nil)
    let isTold = Shared<Bool>(false)
    let child = try watching(workspace, "--auto-approve")
    victim.set(child)
    #expect(await child.output.says("Delivered: \(Self.people) messages sent."))
    // Between two runs nothing is asked: the first request of the next one is where it comes.
    workspace.follow { request, port in
      if request.path == "/me", !isTold.value {
        isTold.set(true)
        victim.value?.signal(SIGTERM)
        while let child = victim.value, !child.hasEnded,
          !child.errors.soFar.contains("Stopping")
        {
          usleep(10_000)
        }
      }
      return .forward(to: port)
    }
    let output = await child.end()
    #expect(output.stderr.contains("Stopping"), "\(output.both)")
    #expect(output.stdout.components(separatedBy: "Delivered:").count <= 3, "\(output.both)")
  }

  @Test func `ends when the token is refused meanwhile`() async throws {
    let workspace = try await workspace()
    let child = try watching(workspace, "--auto-approve")
    #expect(await child.output.says("Delivered: \(Self.people) messages sent."))
    workspace.follow { _, _ in .send(Answer.json(401, "{}")) }
    let output = await child.end()
    #expect(output.status == 4, "\(output.both)")
    #expect(output.stderr.contains("the remote refused the token"))
    #expect(!output.stderr.contains("tried again"))
  }

  @Test func `ends when somebody damages what is remembered`() async throws {
    let workspace = try await workspace()
    let child = try watching(workspace, "--auto-approve")
    #expect(await child.output.says("Delivered: \(Self.people) messages sent."))
    struct Articles: Decodable {
      struct Article: Decodable { let id: String, title: String }
      let data: [Article]
    }
    let articles = try JSONDecoder().decode(
      Articles.self, from: workspace.sandbox.get("/internal_articles?per_page=50")
    ).data
    let article = try #require(articles.first { !$0.title.hasSuffix("delivery") })
    let answer = try workspace.sandbox.ask(
      "PUT", "/internal_articles/\(article.id)",
      ["title": article.title, "body": "<p>HERALD-RECORD-BEGINS campaign 00 aa</p>"])
    #expect(answer.status == 200)
    let output = await child.end()
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("a record of herald's that somebody changed"))
  }

  @Test func `asks once, whatever is due later`() async throws {
    let workspace = try await workspace()
    let child = try watching(workspace, input: nil)
    #expect(await child.output.says("Type yes to go on:"))
    child.type("yes\n")
    #expect(await child.output.says("Delivered: \(Self.people) messages sent."))
    try workspace.bench.write("campaigns/b.yaml", Text.chat("later"))
    try await apply(workspace.bench, variables: workspace.variables)
    #expect(await child.output.says("later · \(Self.people) sent"), "\(child.output.soFar)")
    child.signal(SIGINT)
    let output = await child.end()
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.components(separatedBy: "Type yes to go on:").count == 2)
    #expect(try workspace.inbox().values.allSatisfy { $0 == 2 })
  }

  @Test func `sends nothing where nobody says yes, and does not ask again`() async throws {
    let workspace = try await workspace()
    let child = try watching(workspace, input: nil)
    #expect(await child.output.says("Type yes to go on:"))
    child.type("no\n")
    let output = await child.end()
    #expect(output.status == 1 && output.stdout.contains("nothing was sent"), "\(output.both)")
    #expect(try workspace.inbox().isEmpty)
  }

  @Test(arguments: [
    (["deliver"], 64, "nobody can be asked here"),
    (["deliver", "--auto-approve", "--limit", "0"], 64, "--limit must be at least 1"),
    (["deliver", "--watch", "--dry-run"], 64, "--watch sends"),
    (["deliver", "--auto-approve", "--rate", "1"], 64, "--lease must be at least 240 seconds"),
    (["deliver", "--auto-approve", "--lease", "9"], 64, "--lease must be from 10 to 300 seconds"),
    (["deliver", "--auto-approve", "helo"], 1, "hello"),
    (["pause"], 64, "name campaigns, or say --all"),
    (["pause", "--all", "hello"], 64, "name campaigns, or say --all"),
    (["pause", "helo"], 1, "hello"),
  ])
  func `says what is wrong with a command line`(
    arguments: [String], status: Int32, words: String
  ) async throws {
    let workspace = try await workspace()
    let output = try await workspace.bench.herald(arguments, variables: workspace.variables)
    #expect(output.stderr.contains(words), "\(output.both)")
    #expect(output.status != 0)
    #expect(try workspace.inbox().isEmpty)
  }

  @Test func `is not for a remote that shows messages by itself, and a pause is for every one`()
    async throws
  {
    let bench = try Workbench.project(["a.yaml": Text.chat("hello")])
    try await apply(bench)
    let output = try await bench.herald("deliver", "--auto-approve")
    #expect(output.status == 1 && output.stderr.contains("shows messages by itself"))
    let paused = try await bench.herald("pause", "hello", "--reason", "no")
    #expect(paused.status == 0 && paused.stdout.contains("Paused: 1 message."), "\(paused.both)")
    let plan = try await bench.herald("plan")
    #expect(plan.stdout.contains("hello was paused outside and stays paused"), "\(plan.both)")
    let again = try await bench.herald("pause", "hello")
    #expect(again.stdout.contains("paused already"))
  }
}

extension Request {
  /// Whether it sends somebody a message.
  fileprivate var isSend: Bool { method == "POST" && path.hasPrefix("/messages") }
}
