import Foundation
import JSON
import TestSupport
import Testing

// MARK: - A plan that is of no use

extension `It does not happen that` {
  /// A token was printed in the plan, and eight times in its JSON.
  @Test func `a secret is printed in the plan`() async throws {
    let bench = try Workbench()
    let server = try bench.start(["sandbox", "--db", "server.sqlite", "--token", Self.secret])
    defer { server.signal(SIGKILL) }
    #expect(await server.output.says("\n"))
    let port = try #require(
      server.output.soFar.split(separator: "\n").first?.split(separator: ":").last)
    try bench.write(
      "campaigns/herald.yaml", Text.project(remote: Text.messages("http://127.0.0.1:\(port)")))
    try bench.write("campaigns/all.yaml", Text.chats(2))
    let variables = ["HERALD_TOKEN": Self.secret]
    for arguments in [
      ["plan"], ["plan", "--format", "json"], ["plan", "--out", "saved.json"],
      ["apply", "saved.json", "--report", "report.json", "--format", "json"],
    ] {
      let output = try await bench.herald(arguments, variables: variables)
      #expect(output.status == 0, "\(arguments): \(output.both)")
      #expect(!output.both.contains(Self.secret), "\(arguments)")
    }
    for (name, bytes) in try bench.everyFile() {
      #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.secret), "\(name)")
    }
  }

  @Test func `a secret in a file is printed with the error about it`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.edit(
      "campaigns/herald.yaml", "remote: sandbox", "remote: sandbox\n    token: \(Self.secret)")
    for arguments in [["validate"], ["plan"], ["plan", "--format", "json"]] {
      let output = try await bench.herald(arguments)
      #expect(output.status == 3, "\(output.both)")
      #expect(!output.both.contains(Self.secret), "\(output.both)")
    }
  }

  /// Codes of colour in files and pipes, and where `NO_COLOR` forbids them.
  @Test func `colour codes stand in pipes and under NO_COLOR`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let piped = try await bench.herald("plan")
    #expect(piped.stdout.contains("one"))
    #expect(!piped.both.contains("\u{1B}"), "\(piped.both)")
    let child = try bench.start(["plan"], variables: ["NO_COLOR": "1"], input: nil)
    let forbidden = await child.end()
    #expect(forbidden.stdout.contains("one"))
    #expect(!forbidden.both.contains("\u{1B}"), "\(forbidden.both)")
  }

  /// What the server writes in another way is a change in every plan from then on.
  @Test func `a plan never ends because the server normalises`() async throws {
    let remote = try await ProxiedSandbox(files: [
      "chat.yaml": Text.chat("chat", "tags: [b, a]\n"), "post.yaml": Text.post("post"),
      "tip.yaml": Text.tooltip("tip"), "bot.yaml": Text.bot("bot"),
      "rule.yaml": """
      campaign: rule
      format: chat
      audience: { all: [{ attribute: plan, any_of: [team, pro] }, { any: [{ tag: beta }] }] }
      copy: { body: Hello. }

      """,
    ])
    remote.follow { request, port in
      guard let answer = exchange(request.raw, port) else { return .hangUp }
      return .send(Normalising.rewrite(answer))
    }
    try await apply(remote.bench, variables: remote.variables)
    for _ in 0..<2 { try await expectNoChanges(remote.bench, variables: remote.variables) }
  }

  /// A server that keeps other words than were written: said once and by name, and not hidden.
  @Test func `what the server keeps otherwise is a surprise in the next plan`() async throws {
    let remote = try await ProxiedSandbox(files: [
      "one.yaml": Text.chat("one", body: "Hello there."),
      "two.yaml": Text.chat("two", body: "Bye."),
    ])
    remote.follow { request, port in
      guard request.isWrite else { return .forward(to: port) }
      let shouted = request.text.replacingOccurrences(
        of: #""body":"Hello there.","image_url""#, with: #""body":"HELLO THERE.","image_url""#)
      guard let answer = exchange(Array(shouted.utf8), port) else { return .hangUp }
      return .send(answer)
    }
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", variables: remote.variables)
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stdout.contains("copy.body"), "\(output.stdout)")
  }

  /// The subject of a mail was pushed without its body: everything that a file says is written, or
  /// the change is not reported as done.
  @Test func `a part of a change is pushed without the rest`() async throws {
    let remote = try await ProxiedSandbox(files: ["post.yaml": Text.post("post")])
    try await apply(remote.bench, variables: remote.variables)
    try remote.bench.edit("campaigns/post.yaml", "title: News", "title: Better news")
    try remote.bench.edit("campaigns/post.yaml", "body: Hello there.", "body: Good morning.")
    remote.follow { request, port in
      guard request.isWrite else { return .forward(to: port) }
      let half = request.text.replacingOccurrences(of: "Good morning.", with: "Hello there.")
      let raw = half.replacingOccurrences(
        of: "Content-Length: \(request.bodyLength)",
        with: "Content-Length: \(request.bodyLength - half.difference(to: request.text))")
      guard let answer = exchange(Array(raw.utf8), port) else { return .hangUp }
      return .send(answer)
    }
    let output = try await remote.bench.herald(
      "apply", "--auto-approve", variables: remote.variables)
    #expect(output.status != 0, "\(output.both)")
    remote.follow { _, port in .forward(to: port) }
    let plan = try await remote.bench.herald("plan", variables: remote.variables)
    #expect(plan.stdout.contains("copy.body"), "\(plan.stdout)")
  }

  /// One word of a long text reprinted all of it, or showed only counts.
  @Test func `a change of one word reprints the whole text`() async throws {
    let words = (1...600).map { "word\($0)" }
    let bench = try Workbench.project([
      "long.yaml": Text.chat("long", body: words.joined(separator: " "))
    ])
    try await apply(bench)
    try bench.edit("campaigns/long.yaml", " word300 ", " changed ")
    let output = try await bench.herald("plan")
    #expect(output.status == 0)
    #expect(output.stdout.contains("[-word300-]{+changed+}"), "\(output.stdout)")
    #expect(!output.stdout.contains("word100"), "\(output.stdout)")
    #expect(!output.stdout.contains("word500"), "\(output.stdout)")
    #expect(output.stdout.count < 1_500, "\(output.stdout.count) characters")
  }
}

/// A server that says the same in its own way.
private enum Normalising {
  static func rewrite(_ answer: [UInt8]) -> [UInt8] {
    let text = String(decoding: answer, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return answer }
    do {
      let body = try rewritten(JSONValue(parsing: String(text[end.upperBound...]))).compactText
      let head = text[..<end.lowerBound].split(separator: "\r\n").map { line in
        line.lowercased().hasPrefix("content-length:")
          ? "Content-Length: \(body.utf8.count)" : String(line)
      }
      return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    } catch {
      return answer
    }
  }

  /// Members of objects in another order, tags and operands too, and nulls left out. Metadata is the
  /// client's own.
  private static func rewritten(_ value: JSONValue, as name: String = "") -> JSONValue {
    switch value {
    case .object where name == "metadata": return value
    case .object(let object):
      let members = object.members.reversed().filter { !$0.value.isNull }
      return .object(
        JSONObject(members.map { .init($0.name, rewritten($0.value, as: $0.name)) }))
    case .array(let items):
      let items = items.map { rewritten($0) }
      return .array(["tags", "all", "any", "value"].contains(name) ? items.reversed() : items)
    case .null, .boolean, .integer, .number, .string: return value
    }
  }
}

extension Request {
  fileprivate var bodyLength: Int {
    guard let end = text.range(of: "\r\n\r\n") else { return 0 }
    return text[end.upperBound...].utf8.count
  }
}

extension String {
  /// How many bytes the other has more.
  fileprivate func difference(to other: String) -> Int { other.utf8.count - utf8.count }
}
