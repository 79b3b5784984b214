import Foundation
import TestSupport
import Testing

/// Promise 9: tokens appear nowhere, and go to the environment's own host alone.
@Suite struct `A token` {
  static let secret = "tok_5f3c9a1e77d24b60"

  @Test func `appears in no output and no file of any command`() async throws {
    let bench = try Workbench()
    let server = try bench.start([
      "sandbox", "--db", "server.sqlite", "--token", Self.secret,
    ])
    defer { server.signal(SIGKILL) }
    #expect(await server.output.says("\n"))
    let port = try #require(
      server.output.soFar.split(separator: "\n").first?.split(separator: ":").last)
    try bench.write(
      "campaigns/herald.yaml", Text.project(remote: Text.messages("http://127.0.0.1:\(port)")))
    try bench.write("campaigns/one.yaml", Text.chat("one"))
    let variables = ["HERALD_TOKEN": Self.secret]
    for arguments in [
      ["validate"], ["plan"], ["plan", "--out", "saved.json"],
      ["apply", "saved.json", "--report", "report.json"],
      ["plan", "--format", "json", "--format", "text=plan.txt"],
      ["apply", "--auto-approve", "--format", "json=apply.json"], ["list"], ["show"],
      ["show", "one", "--format", "json"], ["destroy", "--confirm", "shop"],
    ] {
      let output = try await bench.herald(arguments, variables: variables)
      #expect(output.status == 0, "\(output.both)")
      #expect(!output.both.contains(Self.secret), "\(arguments)")
    }
    #expect(!server.output.soFar.contains(Self.secret))
    #expect(!server.errors.soFar.contains(Self.secret))
    for (name, bytes) in try bench.everyFile() {
      #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.secret), "\(name)")
    }
  }

  @Test(arguments: [
    Answer.error(401, "unauthorized"), Answer.error(403, "api_plan_restricted"),
    Answer.error(422, secret), Answer.json(500, secret), Answer.html(200, secret),
    Answer.json(200, #"{"app": "\#(secret)"}"#),
    Answer.json(302, "{}", headers: ["Location: http://127.0.0.1:9/\(secret)"]),
    Array("\(secret)\r\n\r\n".utf8),
  ])
  func `appears in no error, even when the remote echoes it`(answer: [UInt8]) async throws {
    let gateway = try Gateway { _ in .send(answer) }
    let output = try await plan(gateway)
    #expect(output.status != 0)
    #expect(!output.both.contains(Self.secret), "\(output.both)")
  }

  @Test func `is not sent along a redirect`() async throws {
    let other = try Gateway { _ in .hangUp }
    let gateway = try Gateway { [url = other.url] _ in
      .send(Answer.json(307, "{}", headers: ["Location: \(url)/me"]))
    }
    let output = try await plan(gateway)
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("redirect"))
    #expect(other.connectionCount == 0)
  }

  @Test(arguments: ["messages.acme.test", "", "127.0.0.1:1", "example.com,messages.acme.test"])
  func `is sent to none but the hosts that HERALD_HOSTS lists`(hosts: String) async throws {
    let gateway = try Gateway { _ in .hangUp }
    let output = try await plan(gateway, ["HERALD_HOSTS": hosts])
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("HERALD_HOSTS"))
    #expect(gateway.connectionCount == 0)
  }

  @Test func `is sent to a host that HERALD_HOSTS lists`() async throws {
    let gateway = try Gateway { _ in .send(Answer.error(401, "unauthorized")) }
    let output = try await plan(gateway, ["HERALD_HOSTS": "example.com, 127.0.0.1:\(gateway.port)"])
    #expect(output.status == 4, "\(output.both)")
    #expect(gateway.connectionCount > 0)
  }

  @Test(arguments: ["http://messages.acme.test", "http://127.0.0.1.acme.test", "http://10.0.0.1"])
  func `is not sent in the clear to another machine`(url: String) async throws {
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")], remote: Text.messages(url))
    let output = try await bench.herald("plan", variables: ["HERALD_TOKEN": Self.secret])
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stderr.contains("[insecure-url]"))
  }

  @Test(arguments: ["AWS_SECRET", "herald_token", "PATH", "HERALD", "GITHUB_TOKEN"])
  func `comes from no variable of another purpose`(name: String) async throws {
    let gateway = try Gateway { _ in .hangUp }
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")],
      remote: "remote: messages\nurl: \(gateway.url)\ntoken_env: \(name)")
    let output = try await bench.herald("plan", variables: [name: Self.secret])
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stderr.contains("[token-env]"))
    #expect(gateway.connectionCount == 0)
  }

  @Test func `in a file is refused`() async throws {
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")],
      remote: "remote: messages\nurl: https://messages.acme.test\ntoken: \(Self.secret)")
    let output = try await bench.herald("validate")
    #expect(output.status == 3, "\(output.both)")
  }

  @Test(arguments: ["a\nb", "token\n", "a b", "caf\u{E9}"])
  func `that no header can hold is refused without being shown`(token: String) async throws {
    let gateway = try Gateway { _ in .hangUp }
    let output = try await plan(gateway, ["HERALD_TOKEN": token])
    #expect(output.status == 4, "\(output.both)")
    #expect(output.stderr.contains("HERALD_TOKEN holds a space, a line break"), "\(output.stderr)")
    #expect(!output.both.contains(token))
    #expect(gateway.connectionCount == 0)
  }

  private func plan(_ gateway: Gateway, _ more: [String: String] = [:]) async throws -> Output {
    let bench = try Workbench.project(
      ["one.yaml": Text.chat("one")], remote: Text.messages(gateway.url))
    let variables = ["HERALD_TOKEN": Self.secret].merging(more) { $1 }
    return try await bench.herald("plan", "--patience", "0", variables: variables)
  }
}
