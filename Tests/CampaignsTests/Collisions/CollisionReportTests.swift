import Campaigns
import Diagnostics
import Testing

@Suite struct `What campaigns do to one another` {
  private static let now: Int64 = 1_795_392_000

  /// What all environments show.
  private func found(
    _ files: [String: String], lint: String = "missing-action: off", limits: String = "deletes: 3"
  ) throws -> [Diagnostic] {
    let sample = try Sample(
      files,
      herald: Sample.herald.replacing("deletes: 3", with: limits)
        + "lint: { \(lint) }\n")
    #expect(sample.content.diagnostics.map(\.message) == [])
    let parts = sample.project.environments.map { environment in
      (0..<2).map { sample.content.part($0, of: 2, in: environment, now: Self.now) }
    }
    return sample.content.problems(in: parts, now: Self.now)
  }

  private func chat(
    _ key: String, _ audience: String = "attribute: plan, is: pro", _ more: String = "",
    above: String = ""
  ) -> String {
    """
    \(above)
    campaign: \(key)
    format: chat
    audience: { \(audience) }
    copy: { body: Hello there. }
    \(more)
    """
  }

  private func files(_ texts: String...) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: texts.enumerated().map { ("\($0.offset).yaml", $0.element) })
  }

  @Test func `is told once, at one with a mark at the other`() throws {
    let found = try found(files(chat("aa"), chat("bb")))
    let only = try #require(found.first)
    #expect(found.count == 1)
    #expect(only.code == "collision")
    #expect(only.severity == .warning)
    #expect(only.message == "`aa` and `bb` show to the same people on the same page")
    #expect(only.primary?.file.path == "campaigns/0.yaml")
    #expect(only.secondary.map(\.file.path) == ["campaigns/1.yaml"])
    #expect(only.secondary.map(\.text) == ["for the same people"])
  }

  @Test func `is told at the one that meets the most`() throws {
    let others = ["bb", "cc", "dd", "ee", "ff"].enumerated().map { index, key in
      chat(key, "attribute: plan, is: pro", "display: { pages: [/\(index)] }")
    }
    let all = [chat("all", "everyone: true")] + others
    let found = try found(
      Dictionary(uniqueKeysWithValues: all.enumerated().map { ("\($0.offset).yaml", $0.element) }))
    #expect(
      found.map(\.message) == [
        "`all` shows on the same pages as 5 other campaigns, to some of the same people"
      ])
    #expect(found.first?.secondary.count == 3)
    #expect(found.first?.help.first?.hasSuffix("; 2 more share people with it") == true)
  }

  @Test(arguments: [
    "status: draft", "status: paused", "schedule: { send: once, end: 2026-01-01 }",
    "display: { pages: [/b] }", "only_in: [production]",
  ])
  func `is nothing where they do not meet`(_ more: String) throws {
    let own = more.hasPrefix("only_in") ? "only_in: [sandbox]" : "display: { pages: [/a] }"
    #expect(try found(files(chat("aa", "tag: x", own), chat("bb", "tag: x", more))).isEmpty)
  }

  @Test func `is nothing where only counting tells`() throws {
    #expect(try found(files(chat("aa", "tag: x"), chat("bb", "tag: y"))).isEmpty)
  }

  @Test func `is looked at once variables are filled`() throws {
    let found = try found(
      files(chat("aa", "attribute: plan, is: \"${plan}\""), chat("bb", "attribute: plan, is: pro")))
    #expect(found.map(\.code) == ["collision"])
  }

  @Test func `matters as much as the project says`() throws {
    let pair = files(chat("aa"), chat("bb"))
    #expect(try found(pair, lint: "missing-action: off, collision: off").isEmpty)
    #expect(
      try found(pair, lint: "missing-action: off, collision: error").map(\.severity) == [.error])
  }

  @Test func `may be allowed at the campaign, with a reason`() throws {
    let comment = "# herald: allow collision -- one follows up on the other"
    #expect(try found(files(chat("aa", above: comment), chat("bb"))).isEmpty)
    #expect(
      try found(files(chat("aa", above: comment), chat("bb", "tag: x"))).map(\.code)
        == ["unused-allow"])
  }

  @Test func `may come to more messages than one person may get`() throws {
    let three = files(
      chat("aa", "tag: x", "display: { pages: [/a] }"),
      chat("bb", "tag: x", "display: { pages: [/b] }"),
      chat("cc", "everyone: true", "display: { pages: [/c] }"))
    let limit = "per_person: 2 per 7 days"
    let found = try found(three, limits: limit)
    #expect(
      found.map(\.message) == [
        "whoever can get `aa` can get 3 messages within 7 days; `per_person` allows 2"
      ])
    #expect(found.map(\.code) == ["too-often"])
    #expect(try self.found(three).isEmpty)
    #expect(try self.found(three, limits: "per_person: 3 per 7 days").isEmpty)
    #expect(
      try self.found(three, lint: "missing-action: off, too-often: off", limits: limit).isEmpty)
  }

  @Test func `is told of the first twenty, where it is everywhere`() throws {
    let many = (0..<60).map { index in
      chat("k\(index)", "tag: t\(index / 2)", "display: { pages: [/p\(index / 2)] }")
    }
    let found = try found(
      Dictionary(uniqueKeysWithValues: many.enumerated().map { ("\($0.offset).yaml", $0.element) }))
    #expect(found.count == 20)
    #expect(found.count { $0.help.count == 2 } == 1)
  }
}

@Suite struct `What a rule means` {
  private static let idle = """
    campaign: aa
    format: chat
    audience:
      any:
        - { attribute: plan, is_not: free }
        - { attribute: plan, is_not: "${plan}" }
    copy: { body: Hello there. }

    """

  private func late(_ text: String, lint: String) throws -> [Diagnostic] {
    let sample = try Sample(text, herald: Sample.herald + "lint: { missing-action: off\(lint) }\n")
    #expect(sample.content.diagnostics.isEmpty)
    let parts = sample.project.environments.map { environment in
      [sample.content.part(0, of: 1, in: environment, now: 0)]
    }
    return sample.content.problems(in: parts, now: 0)
  }

  @Test func `matters as much as the project says, also where variables make it so`() throws {
    #expect(try late(Self.idle, lint: "").map(\.code) == ["matches-everyone"])
    #expect(try late(Self.idle, lint: ", matches-everyone: off").isEmpty)
    #expect(try late(Self.idle, lint: ", matches-everyone: error").map(\.severity) == [.error])
  }

  @Test func `stops a plan where the project says so`() throws {
    let sample = try Sample(
      Self.idle, herald: Sample.herald + "lint: { missing-action: off, matches-everyone: error }\n")
    let sandbox = try #require(sample.project.environment("sandbox"))
    let (desired, problems) = sample.content.lower(for: sandbox)
    #expect(desired == nil)
    #expect(problems.map(\.code) == ["matches-everyone"])
  }

  @Test func `may be allowed`() throws {
    let allowed = Self.idle.replacing(
      "  any:", with: "  # herald: allow matches-everyone -- for now\n  any:")
    #expect(try late(allowed, lint: "").isEmpty)
    let useless = allowed.replacing("is_not:", with: "is:")
    #expect(try late(useless, lint: "").map(\.code) == ["unused-allow"])
  }

  @Test(arguments: [("off", [String]()), ("error", ["error"]), ("warning", ["warning"])])
  func `matters as much as the project says, as soon as it is read`(
    level: String, severities: [String]
  ) throws {
    let sample = try Sample(
      "audience: aa\nwhere: { all: [{ tag: x }, { tag: x }] }\n",
      herald: Sample.herald + "lint: { idle-condition: \(level) }\n")
    #expect(sample.content.diagnostics.map(\.severity.rawValue) == severities)
  }
}
