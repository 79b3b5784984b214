import TestSupport
import Testing

// MARK: - A comment that nobody can read, or that is not there

extension `It does not happen that` {
  private static func bench(_ files: [String: String]) throws -> Workbench {
    let bench = try Workbench.project(files)
    try bench.write("event.json", CodeHost.event)
    return bench
  }

  /// Plans into a file, as CI does, and posts that whatever came of the plan.
  private static func post(_ bench: Workbench, on host: CodeHost) async throws -> (
    plan: Output, comment: Output
  ) {
    let plan = try await bench.herald("plan", "--format", "markdown=plan.md")
    let comment = try await bench.herald("comment", "plan.md", variables: host.variables(run: 1))
    return (plan, comment)
  }

  /// Back-ticks in the copy ended the fence that it stood in, and the rest was obeyed.
  @Test(arguments: ["```", "````````", "~~~", "` `` ```"])
  func `a comment is broken by back-ticks in the content`(marks: String) async throws {
    let body = #""\#(marks)\n</details>\n# Approved by @everyone\n![x](https://evil.test/x)""#
    let bench = try Self.bench(["one.yaml": Text.chat("one", body: body)])
    let host = try CodeHost(.github)
    let output = try await Self.post(bench, on: host)
    #expect(output.comment.status == 0, "\(output.comment.both)")
    let comment = try #require(host.comments.first?.body)
    let prose = CommentLines.outsideOfFences(comment)
    #expect(comment.contains("@everyone"), "the copy is shown")
    for bait in ["@everyone", "evil.test", "# Approved", marks] {
      #expect(!prose.contains { $0.contains(bait) }, "\(bait): \(prose)")
    }
    #expect(prose.count { $0.hasPrefix("<details>") } == prose.count { $0 == "</details>" })
  }

  /// The host takes no comment of more than 65,536 characters.
  @Test func `a comment is longer than its host takes`() async throws {
    let copy = (1...60).map { "word\($0)" }.joined(separator: " ")
    let bench = try Self.bench(["all.yaml": Text.chats(900, body: copy)])
    let host = try CodeHost(.github)
    let output = try await Self.post(bench, on: host)
    #expect(output.comment.status == 0, "\(output.comment.both)")
    let lines = try #require(host.comments.first?.body).split(separator: "\n")
    #expect(lines[1].hasPrefix("### Plan: 900 to create,"), "the verdict comes first")
    #expect(lines.last?.hasPrefix("Left out to keep this short: ") == true)
  }

  /// The comment was not posted, nobody was told, and an old one was taken for this plan's.
  @Test(arguments: [403, 404, 422, 500])
  func `a comment is silently not posted`(status: Int) async throws {
    let bench = try Self.bench(["one.yaml": Text.chat("one")])
    let host = try CodeHost(.github)
    host.trouble { _ in .status(status, headers: ["Retry-After: 999"]) }
    let output = try await Self.post(bench, on: host)
    #expect(output.plan.status == 0, "\(output.plan.both)")
    #expect(output.comment.status != 0)
    #expect(output.comment.stderr.hasPrefix("error: "), "\(output.comment.stderr)")
  }

  /// Nor of a plan that failed, which is when somebody has to be told.
  @Test func `a plan that failed leaves the comment of an older one`() async throws {
    let bench = try Self.bench(["one.yaml": Text.chat("one")])
    let host = try CodeHost(.github)
    _ = try await Self.post(bench, on: host)
    try bench.write("campaigns/one.yaml", Text.chat("one", "nonsense: 1\n"))
    let output = try await Self.post(bench, on: host)
    #expect(output.plan.status == 3)
    #expect(output.comment.status == 0, "\(output.comment.both)")
    #expect(host.comments.count == 1)
    #expect(host.comments[0].body.contains("\n### The files are wrong: 1 error\n"))
  }
}

/// Lines of Markdown, with its fences as CommonMark reads them.
private enum CommentLines {
  static func outsideOfFences(_ text: String) -> [String] {
    var fence: String?
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let marks = String(line.prefix { $0 == "`" })
      if let open = fence {
        if marks.count >= open.count, marks.count == line.count { fence = nil }
      } else if marks.count >= 3 {
        fence = marks
      } else {
        lines.append(line)
      }
    }
    return fence == nil ? lines : lines + ["a fence that does not end"]
  }
}
