import Foundation
import TestSupport
import Testing

@Suite struct `A comment on a pull request` {
  private static let kinds: [CodeHost.Kind] = [.github, .enterprise, .gitlab]
  private static let mark = "<!-- herald comment project=shop environment=test"

  private static func bench() throws -> Workbench {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write("event.json", CodeHost.event)
    try bench.write("plan.md", "### Plan: 1 to create\n")
    return bench
  }

  private static func comment(
    _ bench: Workbench, on host: CodeHost, run: Int = 5, _ arguments: String...,
    variables more: [String: String] = [:]
  ) async throws -> Output {
    let variables = host.variables(run: run).merging(more) { $1 }
    return try await bench.herald(["comment", "plan.md"] + arguments, variables: variables)
  }

  @Test(arguments: kinds)
  func `is made once, and changed in place`(kind: CodeHost.Kind) async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(kind))
    let first = try await Self.comment(bench, on: host, run: 5)
    #expect(first.status == 0, "\(first.both)")
    #expect(first.stdout.hasPrefix("Created "))
    #expect(
      host.comments.map(\.body) == ["\(Self.mark) run=5 -->\n### Plan: 1 to create\n"])
    try bench.write("plan.md", "### No changes\n")
    let second = try await Self.comment(bench, on: host, run: 6)
    #expect(second.stdout.hasPrefix("Updated "), "\(second.both)")
    #expect(host.comments.map(\.body) == ["\(Self.mark) run=6 -->\n### No changes\n"])
    #expect(host.comments.map(\.id) == [1_001])
    let third = try await Self.comment(bench, on: host, run: 6)
    #expect(third.stdout.hasPrefix("Unchanged: "), "\(third.both)")
  }

  @Test(arguments: kinds)
  func `is found on whatever page it is`(kind: CodeHost.Kind) async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(kind, pageSize: 10))
    host.comments = (1...70).map { .init(id: $0, author: "ana", body: "Comment \($0)") }
    host.comments[64] = .init(id: 65, author: CodeHost.me, body: "\(Self.mark) run=1 -->\nOld\n")
    let output = try await Self.comment(bench, on: host)
    #expect(output.stdout.hasPrefix("Updated "), "\(output.both)")
    #expect(host.comments.count == 70)
    #expect(host.comments[64].body == "\(Self.mark) run=5 -->\n### Plan: 1 to create\n")
    #expect(host.requests.count { $0.method == "GET" && !$0.path.hasSuffix("/user") } == 7)
  }

  @Test(arguments: kinds)
  func `is another for each project and environment`(kind: CodeHost.Kind) async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(kind))
    for (project, environment) in [
      ("shop", "test"), ("shop", "live"), ("sho", "p test"), ("a-->b", "x"),
    ] {
      let output = try await Self.comment(bench, on: host, "--project", project, "-e", environment)
      #expect(output.stdout.hasPrefix("Created "), "\(output.both)")
    }
    #expect(host.comments.count == 4)
    #expect(
      host.comments[3].body.hasPrefix("<!-- herald comment project=a--%3Eb environment=x run"))
  }

  /// Whoever writes our mark must not have a token's words put under their name, nor keep ours out.
  @Test(arguments: kinds)
  func `of somebody else with the same mark is left alone`(kind: CodeHost.Kind) async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(kind))
    let theirs = CodeHost.Comment(id: 3, author: "eve", body: "\(Self.mark) run=9 -->\nAll fine!\n")
    let human = CodeHost.Comment(
      id: 4, author: "github-actions[bot]x", body: "\(Self.mark) -->\nAll fine!\n")
    host.comments = [theirs, human]
    for verb in ["Created", "Updated"] {
      let output = try await Self.comment(bench, on: host, run: verb == "Created" ? 5 : 6)
      #expect(output.stdout.hasPrefix(verb), "\(output.both)")
      #expect(output.stdout.contains("2 comments of others with the same mark left alone"))
    }
    #expect(host.comments.prefix(2) == [theirs, human])
    #expect(host.comments.count == 3)
  }

  @Test(arguments: kinds)
  func `is one also after two runs at once`(kind: CodeHost.Kind) async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(kind))
    let lists = Shared(0)
    let both = DispatchSemaphore(value: 0)
    let haveMet = Shared(false)
    host.trouble { request in
      // Each sees that there is none before either makes one: both are answered by the time of a POST.
      if request.method == "POST", haveMet.value { usleep(300_000) }
      guard request.method == "GET", !request.path.hasSuffix("/user") else { return nil }
      let count = lists.update { $0 += 1 }
      if count == 1, both.wait(timeout: .now() + 60) == .success { haveMet.set(true) }
      if count == 2 { both.signal() }
      return nil
    }
    async let five = Self.comment(bench, on: host, run: 5)
    async let six = Self.comment(bench, on: host, run: 6)
    let outputs = try await [five, six]
    #expect(outputs.map(\.status) == [0, 0], "\(outputs.map(\.both))")
    #expect(host.comments.count == 1)
    // On a busy machine the second may be so late that it finds the first one's.
    let made = host.requests.count { $0.method == "POST" && !$0.path.hasSuffix("graphql") }
    #expect((1...(haveMet.value ? 2 : 1)).contains(made))
  }

  @Test(arguments: kinds)
  func `of a later run is not overwritten`(kind: CodeHost.Kind) async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(kind))
    _ = try await Self.comment(bench, on: host, run: 8)
    let before = host.comments
    try bench.write("plan.md", "### Out of date\n")
    let output = try await Self.comment(bench, on: host, run: 7)
    #expect(output.status == 0)
    #expect(output.stdout.hasPrefix("Left alone: "), "\(output.both)")
    #expect(host.comments == before)
  }

  @Test(arguments: kinds)
  func `is not made twice when an answer is lost`(kind: CodeHost.Kind) async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(kind))
    let made = Shared(0)
    host.trouble { request in
      guard request.method == "POST", !request.path.hasSuffix("graphql") else { return nil }
      return made.update { $0 += 1 } == 1 ? .lost : nil
    }
    let output = try await Self.comment(bench, on: host)
    #expect(output.status == 0, "\(output.both)")
    #expect(host.comments.count == 1)
    #expect(made.value == 1)
  }

  @Test func `waits for a rate limit, whichever way it is told`() async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(.github))
    let count = Shared(0)
    host.trouble { _ in
      switch count.update({ $0 += 1 }) {
      case 1: .status(429, headers: ["Retry-After: 0"])
      case 2: .status(403, headers: ["Retry-After: 0"])
      case 3: .status(403, headers: ["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 1"])
      case 4: .status(502)
      case 5: .status(403, message: "You have exceeded a secondary rate limit. Please wait.")
      default: nil
      }
    }
    let output = try await Self.comment(bench, on: host)
    #expect(output.status == 0, "\(output.both)")
    #expect(host.comments.count == 1)
  }

  @Test(arguments: [
    (401, 4, "refused the token"), (403, 4, "the token may not comment"),
    (404, 1, "there is no such pull request"), (301, 1, "redirect"), (422, 1, "does not take"),
    (429, 5, "rate limit"), (500, 5, "failed (500)"),
  ])
  func `that cannot be posted is a failure`(status: Int, code: Int32, words: String) async throws {
    for kind in Self.kinds {
      let (bench, host) = (try Self.bench(), try CodeHost(kind))
      host.trouble { _ in .status(status, headers: ["Location: http://127.0.0.1:1/"]) }
      let output = try await Self.comment(bench, on: host, "--patience", "0")
      #expect(output.status == code, "\(output.both)")
      #expect(output.stderr.contains(words), "\(output.both)")
      #expect(!output.both.contains(CodeHost.token))
      #expect(host.comments.isEmpty)
    }
  }

  @Test func `says so when nobody answers`() async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(.github))
    let output = try await Self.comment(
      bench, on: host, "--patience", "0", variables: ["GITHUB_API_URL": "http://127.0.0.1:1"])
    #expect(output.status == 5, "\(output.both)")
  }

  @Test func `needs a text`() async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(.github))
    for text in ["", " \n"] {
      try bench.write("plan.md", text)
      let output = try await Self.comment(bench, on: host)
      #expect(output.status == 1)
      #expect(output.stderr.contains("nothing in it to post"))
    }
    try bench.write("plan.md", String(repeating: "x", count: 65_537))
    #expect(try await Self.comment(bench, on: host).stderr.contains("65536 characters"))
    try bench.remove("plan.md")
    #expect(
      try await Self.comment(bench, on: host).stderr.contains(
        """
        error: there is no file `plan.md` that can be read
          help: `herald plan --format markdown=FILE` writes one

        """))
    #expect(host.requests.isEmpty)
  }

  @Test func `needs to know of which pull request`() async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(.github))
    try bench.write("event.json", #"{"ref":"refs/heads/main","issue":{"number":7}}"#)
    let output = try await Self.comment(bench, on: host)
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("name the pull request with --number"))
    let named = try await Self.comment(bench, on: host, "--number", "7")
    #expect(named.stdout.hasPrefix("Created "), "\(named.both)")
    let nowhere = try await bench.herald("comment", "plan.md")
    #expect(nowhere.status == 64)
    #expect(nowhere.stderr.contains("this is no run of GitHub's or GitLab's CI"))
  }
}

// MARK: - Where the token goes

extension `A comment on a pull request` {
  @Test func `sends its token nowhere that the list of hosts does not have`() async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(.github))
    let output = try await Self.comment(
      bench, on: host, variables: ["HERALD_HOSTS": "api.acme.test"])
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("not on the list of allowed hosts"))
    #expect(host.requests.isEmpty)
    let listed = try await Self.comment(bench, on: host, variables: ["HERALD_HOSTS": "127.0.0.1"])
    #expect(listed.status == 0, "\(listed.both)")
  }

  @Test(arguments: kinds)
  func `follows no list to another server`(kind: CodeHost.Kind) async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(kind))
    let other = try CodeHost(kind)
    let elsewhere = other.url
    host.trouble { request in
      request.method == "GET" && !request.path.hasSuffix("/user")
        ? .next("\(elsewhere)/more") : nil
    }
    let output = try await Self.comment(bench, on: host)
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("its next page is not on the same API"), "\(output.stderr)")
    #expect(other.requests.isEmpty)
  }

  @Test func `is not asked for without a token`() async throws {
    let (bench, host) = (try Self.bench(), try CodeHost(.github))
    for token in ["", "with space"] {
      let output = try await Self.comment(bench, on: host, variables: ["GITHUB_TOKEN": token])
      #expect(output.status == 4, "\(output.both)")
    }
    let other = try await Self.comment(
      bench, on: host, "--token-env", "BOT_TOKEN",
      variables: ["BOT_TOKEN": CodeHost.token, "GITHUB_TOKEN": ""])
    #expect(other.status == 0, "\(other.both)")
  }
}
