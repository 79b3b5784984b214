import Audiences
import Campaigns
import Diagnostics
import Planning
import Testing

@Suite struct `What files name that a workspace does not have` {
  private static let workspace = Workspace(id: "w", name: "Acme", timeZone: nil)

  private static let facts: WorkspaceFacts = {
    var attributes = AttributeFacts()
    attributes.add(.init("plan", .text, options: ["trial", "pro", "team"]), of: .person)
    attributes.add(.init("seats", .number), of: .person)
    attributes.add(.init("name", .text), of: .person)
    attributes.add(.init("industry", .text), of: .company)
    return WorkspaceFacts(attributes: attributes, tags: ["beta"], segments: ["Active"])
  }()

  private func campaign(_ audience: String, _ more: String = "", body: String = "Text.") -> String {
    """
    campaign: one
    format: chat
    audience:
      \(audience.split(separator: "\n").joined(separator: "\n  "))
    copy: { body: '\(body)' }
    \(more)
    """
  }

  private func found(
    _ files: [String: String], lint: String = "missing-action: off",
    _ environment: String = "sandbox"
  ) throws -> [Diagnostic] {
    let sample = try Sample(files, herald: Sample.herald + "lint: { \(lint) }\n")
    return sample.content.problems(
      of: try sample.lowered(environment), in: Self.workspace, knowing: Self.facts)
  }

  private func found(_ audience: String, _ more: String = "") throws -> [Diagnostic] {
    try found(["a.yaml": campaign(audience, more)])
  }

  @Test func `is a newsfeed, of which each workspace has its own`() throws {
    let post = """
      campaign: one
      format: post
      audience: { newsfeed: "${plan} news" }
      copy: { title: News, body: Text. }

      """
    func found(_ environment: String) throws -> [Diagnostic] {
      let sample = try Sample(post)
      return sample.content.problems(
        of: try sample.lowered(environment), in: Self.workspace,
        knowing: WorkspaceFacts(newsfeeds: ["pro news"]))
    }
    #expect(try found("production").isEmpty)
    let unknown = try found("sandbox")
    #expect(unknown.map(\.message) == ["the workspace Acme has no newsfeed `trial news`"])
    #expect(unknown.map(\.severity) == [.error])
    #expect(unknown.map { words($0)[1] } == [#""${plan} news""#])
  }

  /// The marked text, and what is said about it.
  private func words(_ diagnostic: Diagnostic) -> [String] {
    let label = diagnostic.primary
    return [
      diagnostic.code, label.map { $0.file.text(in: $0.range) } ?? "", label?.text ?? "",
      diagnostic.help.first ?? "",
    ]
  }

  @Test(arguments: [
    (
      "{ attribute: plna, is: pro }",
      ["unknown-attribute", "plna", "nobody passes this", "did you mean `plan`?"]
    ),
    (
      "all:\n  - tag: beta\n  - not: { tag: betta }",
      ["unknown-tag", "betta", "everybody passes this", "did you mean `beta`?"]
    ),
    (
      "{ segment: VIPs }",
      ["unknown-segment", "VIPs", "nobody passes this", "its segments are `Active`"]
    ),
    (
      "attribute: plan\nany_of: [pro, 'taem']",
      ["unknown-option", "'taem'", "nobody has this", "did you mean `team`?"]
    ),
    (
      "{ attribute: plan, is: enterprise }",
      [
        "unknown-option", "enterprise", "nobody has this",
        "its values are `trial`, `pro`, `team`",
      ]
    ),
    (
      "{ attribute: seats, is: \"5\" }",
      [
        "attribute-type", "\"5\"", "nobody passes this",
        "a number is compared with a number: write the value without quotes",
      ]
    ),
    (
      "{ attribute: industry, known: true }",
      [
        "unknown-attribute", "industry", "nobody passes this",
        "companies have it: write `company: { attribute: industry, … }`",
      ]
    ),
    (
      "company: { attribute: seats, at_least: 5 }",
      [
        "unknown-attribute", "seats", "nobody passes this",
        "people have it: ask for it outside of `company`",
      ]
    ),
  ])
  func `is marked where it stands, with what was meant`(audience: String, words: [String]) throws {
    let found = try found(audience)
    #expect(found.map(self.words) == [words])
  }

  @Test func `has a fix where a plain word is to be replaced`() throws {
    let fix = try #require(try found("{ attribute: plna, is: pro }").first?.fix)
    #expect(fix.title == "write `plan`" && fix.replacement == "plan")
    #expect(try found("{ attribute: 'plna', is: pro }").first?.fix == nil)
  }

  @Test func `is nothing where all fits`() throws {
    #expect(
      try found(
        "all: [{ attribute: plan, is: \"${plan}\" }, { tag: beta }, { not: { segment: Active } }]"
      ).isEmpty)
  }

  @Test func `is an error where a live campaign so lets everybody pass`() throws {
    for (audience, severity) in [
      ("{ attribute: plna, is_not: pro }", Severity.error),
      ("{ attribute: plna, is: pro }", .warning),
      ("{ attribute: plan, none_of: [prro] }", .error), ("{ not: { segment: Actve } }", .error),
      ("{ not: { tag: betta } }", .warning), ("{ attribute: seats, is: \"5\" }", .error),
    ] {
      #expect(try found(audience).map(\.severity) == [severity], "\(audience)")
    }
    #expect(
      try found("{ attribute: plna, is_not: pro }", "status: draft").map(\.severity) == [.warning])
  }

  @Test func `has the severity that the project wants`() throws {
    let files = ["a.yaml": campaign("{ attribute: plna, is_not: pro }")]
    let lint = "missing-action: off, unknown-attribute"
    #expect(try found(files, lint: "\(lint): off").isEmpty)
    #expect(try found(files, lint: "\(lint): warning").map(\.severity) == [.warning])
    let mild = ["a.yaml": campaign("{ attribute: plna, is: pro }")]
    #expect(try found(mild, lint: "\(lint): error").map(\.severity) == [.error])
  }

  @Test func `may be allowed where it stands, which is never called superfluous`() throws {
    let audience = "# herald: allow unknown-attribute -- comes soon\nattribute: AT\nis_not: pro"
    let unknown = ["a.yaml": campaign(audience.replacing("AT", with: "tier"))]
    #expect(try found(unknown).isEmpty)
    let known = try Sample(campaign(audience.replacing("AT", with: "plan")))
    #expect(known.messages.isEmpty)
  }

  @Test func `is told once, in the audience document that several campaigns name`() throws {
    let found = try found([
      "a.yaml": campaign("{ all: [{ audience: paying }, { tag: beta }] }"),
      "b.yaml": campaign("paying").replacing("campaign: one", with: "campaign: two")
        .replacing("audience:\n  paying", with: "audience: paying"),
      "c.yaml": "audience: paying\nwhere: { any: [{ attribute: plna, is: pro }] }\n",
    ])
    #expect(found.map { $0.primary?.file.path } == ["campaigns/c.yaml"])
    #expect(found.map(words).first?[1] == "plna")
  }

  @Test func `is looked for as an environment fills it in`() throws {
    let files = ["a.yaml": campaign("{ attribute: plan, is_not: \"${plan}s\" }")]
    let found = try found(files, "production")
    #expect(found.map(\.message) == ["`pros` is no value of `plan` in the workspace Acme"])
    #expect(found.map(words).first?[1] == "\"${plan}s\"")
  }

  @Test func `may be what a message fills in`() throws {
    let body =
      #"Hi {{frist_name | fallback: "x"}} and {{name | fallback: "x"}}, {{company.industry | fallback: "x"}}"#
    let found = try found(["a.yaml": campaign("{ everyone: true }", body: body)])
    #expect(
      found.map(words) == [
        [
          "unknown-attribute", #"{{frist_name | fallback: "x"}}"#, "everybody reads the fallback",
          "did you mean `first_name`?",
        ]
      ])
    #expect(found.map(\.severity) == [.warning])
  }

  @Test func `is known to be missing before its place is looked for`() throws {
    for (audience, body, isMissing) in [
      ("{ tag: betta }", "Text.", true), ("{ tag: beta }", "Text.", false),
      ("{ attribute: seats, is: \"5\" }", "Text.", false),
      ("{ tag: beta }", "Hi {{nmae | fallback: \"x\"}}", true),
      ("{ tag: beta }", "Hi {{name | fallback: \"x\"}}", false),
    ] {
      let desired = try Sample(campaign(audience, body: body)).lowered()
      #expect(desired.namesMissing(in: Self.facts) == isMissing, "\(audience) \(body)")
      var deserted = Self.facts
      deserted.isDeserted = true
      let found = try Sample(campaign(audience, body: body)).content.problems(
        of: desired, in: Self.workspace, knowing: deserted)
      #expect(found.map(\.code) == (audience.contains("seats") ? ["attribute-type"] : []))
    }
  }

  @Test func `is marked in the campaign that it is in, where a file holds many`() throws {
    let many = (1...3).map {
      campaign("{ tag: beta\($0 == 2 ? "x" : "") }").replacing(
        "campaign: one", with: "campaign: c\($0)")
    }.joined(separator: "\n---\n")
    let found = try found(["a.yaml": many])
    #expect(found.map(Mark.init).map(\.line) == [11])
  }

  @Test func `is an event that nobody has done, wherever it is named`() throws {
    let sample = try Sample(
      campaign(
        "{ any: [{ tag: beta }, { event: csv_exportd, never: true }] }",
        """
        display: { trigger: { event: csv_exportd } }
        schedule: { send: ongoing }
        goal: { event: csv_exportd }
        """))
    let desired = try sample.lowered()
    #expect(desired.events(of: ["other"]).isEmpty)
    let found = sample.content.problems(
      ofUnseen: desired.events(of: ["one"]), in: Self.workspace, among: ["csv_exported"])
    #expect(found.count == 3)
    for diagnostic in found {
      #expect(
        words(diagnostic) == ["unseen-event", "csv_exportd", "", "did you mean `csv_exported`?"])
    }
    #expect(Set(found.compactMap { $0.primary?.range }).count == 3)
  }

  @Test func `cannot be told of a workspace that does not say`() throws {
    let sample = try Sample(campaign("{ tag: beta }"))
    let found = sample.content.problems(
      of: try sample.lowered(), in: Self.workspace,
      knowing: WorkspaceFacts(silence: [.tags, .attributes]))
    #expect(found.map(\.code) == ["silent-workspace"])
    #expect(
      found.map(\.message) == ["the workspace Acme does not say which attributes and tags it has"])
  }

  @Test func `is asked for only where files name it`() throws {
    #expect(try Sample(campaign("{ event: e, ever: true }")).lowered().topics.isEmpty)
    #expect(
      try Sample(campaign("{ event: e, ever: true }", body: "Hi {{name | fallback: \"x\"}}"))
        .lowered().topics == .attributes)
    #expect(
      try Sample(campaign("{ all: [{ tag: a }, { segment: b }] }")).lowered().topics
        == [.tags, .segments])
  }
}
