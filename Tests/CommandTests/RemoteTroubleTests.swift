import Foundation
import TestSupport
import Testing

/// What a remote that is down, slow or broken comes to: a clear sentence and the right exit code.
@Suite struct `A remote` {
  struct Trouble: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let verdict: Gateway.Verdict
    let status: Int32
    let words: String
  }

  static let troubles = [
    trouble("that refuses the token", Answer.error(401, "unauthorized"), 4, "refused the token"),
    trouble("that refuses with a page", Answer.html(401, "<h1>No</h1>"), 4, "refused the token"),
    trouble(
      "for which the plan is too small", Answer.error(403, "api_plan_restricted"), 4, "not allowed"),
    trouble("without messages", Answer.error(404, "not_found"), 1, "(404)"),
    trouble(
      "that limits for longer than we wait", Answer.error(429, "rate_limit_exceeded"), 5,
      "rate limit"),
    trouble("that fails", Answer.json(500, "{}"), 5, "failed (500)"),
    trouble("behind a proxy that fails", Answer.html(502, "<h1>Bad</h1>"), 5, "failed (502)"),
    trouble("that answers a web page", Answer.html(200, "<html></html>"), 1, "it is a web page"),
    trouble(
      "that answers cut JSON", Answer.json(200, #"{"app": {"id_co"#), 1, "cannot be understood"),
    trouble("that answers nothing", Answer.json(200, ""), 1, "cannot be understood"),
    trouble("that answers another shape", Answer.json(200, "[1]"), 1, "cannot be understood"),
    trouble("that is not HTTP", Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), 1, "not HTTP"),
    Trouble(
      testDescription: "that hangs up", verdict: .hangUp, status: 5, words: "closed the connection"),
  ]

  private static func trouble(
    _ description: String, _ answer: [UInt8], _ status: Int32, _ words: String
  ) -> Trouble {
    Trouble(testDescription: description, verdict: .send(answer), status: status, words: words)
  }

  @Test(arguments: troubles)
  func `says what it is, with an exit code`(trouble: Trouble) async throws {
    let gateway = try Gateway { _ in trouble.verdict }
    for arguments in [["plan"], ["list"], ["apply", "--auto-approve"]] {
      let output = try await run(arguments, gateway.url)
      #expect(output.status == trouble.status, "\(output.both)")
      #expect(output.stderr.contains(trouble.words), "\(output.stderr)")
      #expect(output.stderr.hasPrefix("error: "))
      #expect(output.stdout.isEmpty)
    }
    #expect(gateway.writes.isEmpty)
  }

  @Test func `that is down is said to be`() async throws {
    let (listener, port) = try Socket.listening()
    listener.close()
    let output = try await run(["plan"], "http://127.0.0.1:\(port)")
    #expect(output.status == 5, "\(output.both)")
    #expect(output.stderr.contains("nothing answers at `127.0.0.1:\(port)`"), "\(output.stderr)")
  }

  @Test func `whose name nobody knows is said to be`() async throws {
    let output = try await run(["plan"], "https://messages.acme.invalid")
    #expect(output.status == 5, "\(output.both)")
    #expect(output.stderr.contains("is not known"), "\(output.stderr)")
  }

  @Test(arguments: [(nil, "is not set"), ("", "is empty")])
  func `without a token is not asked`(token: String?, problem: String) async throws {
    let gateway = try Gateway { _ in .hangUp }
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")], remote: Text.messages(gateway.url))
    let variables = token.map { ["HERALD_TOKEN": $0] } ?? [:]
    let output = try await bench.herald("plan", variables: variables)
    #expect(output.status == 4, "\(output.both)")
    #expect(output.stderr.contains("HERALD_TOKEN \(problem)"), "\(output.stderr)")
    #expect(gateway.connectionCount == 0)
  }

  @Test func `that passes over its trouble is waited for`() async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    let failures = Shared(0)
    remote.follow { _, port in
      failures.update { $0 += 1 } <= 4 ? .send(Answer.json(503, "{}")) : .forward(to: port)
    }
    try await apply(remote.bench, variables: remote.variables)
  }

  @Test func `that is slow is waited for`() async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    remote.follow { _, port in
      poll(nil, 0, 700)
      return .forward(to: port)
    }
    try await apply(remote.bench, variables: remote.variables)
  }

  @Test func `that refuses one of the changes gets the others, and apply exits with 8`()
    async throws
  {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(5)])
    remote.follow { request, port in
      request.text.contains("shop/note-3")
        ? .send(Answer.error(422, "data_invalid")) : .forward(to: port)
    }
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", variables: remote.variables)
    #expect(output.status == 8, "\(output.both)")
    #expect(output.stdout.contains("Applied in part: 4 applied, 1 failed"), "\(output.stdout)")
    #expect(output.stdout.contains("422 data_invalid"), "\(output.stdout)")
    #expect(try remote.sandbox.messages().compactMap(\.external_id).count == 4)
  }

  @Test func `that takes back the token half way is asked no further`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(40)])
    let writes = Shared(0)
    remote.follow { request, port in
      guard request.isWrite, writes.update({ $0 += 1 }) > 5 else { return .forward(to: port) }
      return .send(Answer.error(401, "unauthorized"))
    }
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", variables: remote.variables)
    #expect(output.status == 4, "\(output.both)")
    #expect(output.stdout.contains("not attempted: it would end as change"), "\(output.stdout)")
    #expect(writes.value < 40)
  }

  @Test func `that dies half way is not waited for again and again`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(60)])
    let gateway = remote.gateway
    remote.follow { [weak gateway] request, port in
      guard request.isWrite, let gateway, gateway.writes.count >= 10 else {
        return .forward(to: port)
      }
      gateway.stop()
      return .hangUp
    }
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", "--patience", "1", "--parallelism", "2",
      variables: remote.variables)
    #expect(output.status == 8, "\(output.both)")
    #expect(output.stdout.contains("not attempted: it would end as change"), "\(output.stdout)")
  }

  @Test func `that fails every write is waited for once, and not with each change`() async throws {
    let remote = try await ProxiedSandbox(files: ["all.yaml": Text.chats(40)])
    remote.follow { request, port in
      request.isWrite ? .send(Answer.json(503, "{}")) : .forward(to: port)
    }
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", "--patience", "2", "--parallelism", "2", "--report", "report.json",
      variables: remote.variables)
    #expect([5, 8].contains(output.status), "\(output.both)")
    // Each change once, and the first few a few times more.
    #expect(remote.gateway.writes.count < 40 + 20, "\(remote.gateway.writes.count)")
    let advice = output.stdout.components(separatedBy: "run it again later").count - 1
    #expect(advice == 1, "\(output.stdout)")
    #expect(!output.stdout.contains("0 applied"), "\(output.stdout)")
    #expect(try remote.bench.read("report.json").contains(#""applied": 0"#))
  }

  @Test func `in trouble is given up at the first Ctrl-C`() async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    let writes = Shared(0)
    remote.follow { request, port in
      guard request.isWrite else { return .forward(to: port) }
      writes.update { $0 += 1 }
      return .send(
        Answer.json(503, "{}", headers: ["Retry-After: 3000"]))
    }
    let child = try remote.bench.start(
      ["apply", "--auto-approve", "--patience", "86400"], variables: remote.variables)
    await onThread { while writes.value == 0 { poll(nil, 0, 5) } }
    child.signal(SIGINT)
    let output = await child.end(within: 60)
    #expect(output.stdout.contains("1 + one failed: the remote failed (503)"), "\(output.both)")
  }

  @Test func `that keeps something else than was written is found out`() async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one", body: "Hello.")])
    remote.follow { request, port in
      guard request.isWrite else { return .forward(to: port) }
      let altered = request.text.replacingOccurrences(
        of: #""body":"Hello.","image_url""#, with: #""body":"HELLO.","image_url""#)
      let raw = Array(altered.utf8)
      guard raw != request.raw, let answer = exchange(raw, port) else { return .hangUp }
      return .send(answer)
    }
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", variables: remote.variables)
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stdout.contains("copy.body"), "\(output.stdout)")
  }

  @Test func `that dies after the last write leaves the report, and its own exit code`()
    async throws
  {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    let written = Shared(false)
    remote.follow { request, port in
      if request.isWrite { written.set(true) } else if written.value { return .hangUp }
      return .forward(to: port)
    }
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", "--patience", "0", "--format", "json", variables: remote.variables)
    #expect(output.status == 5, "\(output.both)")
    #expect(output.stderr.contains("could not be read again"), "\(output.stderr)")
    #expect(output.stdout.contains(#""outcome": "applied""#), "\(output.stdout)")
  }

  @Test(arguments: [Gateway.Verdict.keepSilent, .hangUp, .send(Answer.error(401, "unauthorized"))])
  func `in trouble is not waited for, nor named, when the files are wrong`(
    verdict: Gateway.Verdict
  ) async throws {
    let gateway = try Gateway { _ in verdict }
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one", "nonsense: 1\n")], remote: Text.messages(gateway.url))
    for token in ["t", ""] {
      let child = try bench.start(["plan"], variables: ["HERALD_TOKEN": token])
      let output = await child.end(within: 30)
      #expect(output.status == 3, "\(output.both)")
      #expect(output.stderr.hasPrefix("error[unknown-key]"), "\(output.stderr)")
    }
  }

  private func run(_ arguments: [String], _ url: String) async throws -> Output {
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")], remote: Text.messages(url))
    return try await bench.herald(
      arguments + ["--patience", "0"], variables: ["HERALD_TOKEN": "t"])
  }
}
