import Campaigns
import Diagnostics
import Planning
import TestSupport
import Testing

@Suite struct `What an environment's remote cannot do` {
  private static let herald = """
    project: acme-growth
    environments:
      sandbox: { remote: sandbox, variables: { hello: "Hi {{first_name}}" } }
      staging: { remote: intercom, region: eu, token_env: HERALD_A, ON, variables: { hello: Hi } }
      production:
        { remote: intercom, region: eu, token_env: HERALD_B, ON, variables: { hello: "Hi {{name}}" } }
    defaults: { from: ana@acme.test }

    """

  private static let lint = "missing-action: off, missing-fallback: off"

  private func sample(
    _ text: String, skip: Bool = false, lint: String = lint
  ) throws -> Sample {
    try Sample(
      text,
      herald: Self.herald.replacing("ON", with: "on_unsupported: \(skip ? "skip" : "error")")
        + "lint: { \(lint) }\n")
  }

  private func parts(_ sample: Sample) -> [[EnvironmentPart]] {
    sample.project.environments.map { [sample.content.part(0, of: 1, in: $0, now: 0)] }
  }

  /// What `validate` tells.
  private func found(
    _ text: String, skip: Bool = false, lint: String = lint
  ) throws -> [Diagnostic] {
    let sample = try sample(text, skip: skip, lint: lint)
    #expect(sample.content.diagnostics.map(\.message) == [])
    return sample.content.problems(in: parts(sample), now: 0)
  }

  private static func campaign(
    _ format: String, _ lines: String, audience: String = "{ tag: beta }",
    copy: String = "{ body: Hello there. }"
  ) -> String {
    "campaign: one\nformat: \(format)\naudience: \(audience)\ncopy: \(copy)\n\(lines)\n"
  }

  private static let post = "{ title: News, body: Hello there. }"
  private static let news = "{ newsfeed: Product news }"

  @Test(arguments: [
    campaign("tooltip # error: [unsupported]", "display: { anchor: '#a', pages: [/a] }"),
    """
    campaign: one
    format: bot # error: [unsupported]
    audience: { tag: beta }
    bot:
      start: welcome
      steps: { welcome: { say: Hello, replies: [{ label: Bye, end: true }] } }
    """,
    campaign("post", "", audience: "{ tag: beta } # error: [unsupported]", copy: post),
    campaign("post", "", audience: news, copy: "{ body: Hello. } # error: [unsupported]"),
    campaign(
      "post", "", audience: news,
      copy: "\n  title: News\n  body: 'Hello {{first_name}}' # error: [unsupported]"),
    campaign(
      "post", "", audience: news,
      copy: "\n  title: 'News, {{first_name}}' # error: [unsupported]\n  body: Hello."),
    campaign(
      "post",
      """
      display:
        trigger: { delay: 8s } # warning: [not-honoured]
        pages: [/a] # error: [unsupported]
        frequency: show_until_dismissed # warning: [not-honoured]
      """, audience: news,
      copy:
        "\n  title: News\n  body: Hello.\n  image: https://a.test/a.png # warning: [not-honoured]"
    ),
    campaign(
      "post",
      "display: { trigger: { event: a } } # error: [unsupported]\nschedule: { send: ongoing }",
      audience: news, copy: post),
    campaign(
      "chat",
      """
      display:
        trigger:
          event: a # error: [unsupported]
        pages: # error: [unsupported]
          - /a
        frequency: show_until_dismissed # warning: [not-honoured]
      schedule: { send: ongoing }
      """),
    campaign("chat", "display: { trigger: { delay: 8s } } # warning: [not-honoured]"),
    campaign("chat", "", copy: "{ body: 'Hello {{first_name}}' }"),
    campaign("post", "", audience: news, copy: post),
  ])
  func `is told at its line`(text: String) throws {
    #expect(try found(text).map(Mark.init).sorted() == Mark.marks(in: text))
  }

  @Test func `is told once, with all environments that are asked for it`() throws {
    let found = try found(Self.campaign("chat", "display: { pages: [/a] }"))
    #expect(found.map(\.primary?.text) == ["asked of `staging` and `production`"])
    #expect(found.first?.help.last?.contains("`herald handover one -e staging`") == true)
  }

  @Test func `is no matter of environments that the campaign does not belong to`() throws {
    let only = "display: { pages: [/a] }\nonly_in: "
    #expect(try found(Self.campaign("chat", only + "[sandbox]")).isEmpty)
    #expect(
      try found(Self.campaign("chat", only + "[sandbox, production]")).map(\.primary?.text)
        == ["asked of `production`"])
  }

  @Test func `shows once variables are filled and named audiences put in`() throws {
    let filled = try found(
      Self.campaign("post", "", audience: Self.news, copy: "{ title: News, body: '${hello}' }"))
    #expect(filled.map(\.primary?.text) == ["asked of `production`"])
    let named = """
      campaign: one
      format: post
      audience: readers
      copy: { title: News, body: Hello. }
      ---
      audience: readers
      where: { newsfeed: Product news }

      """
    #expect(try found(named).isEmpty)
  }

  @Test func `is an error in a plan of that environment alone`() throws {
    let sample = try sample(Self.campaign("chat", "display: { pages: [/a] }"))
    func lowered(_ name: String) throws -> (DesiredSet?, [String]) {
      let (desired, problems) = sample.content.lower(
        for: try #require(sample.project.environment(name)))
      return (desired, problems.filter { $0.severity == .error }.map(\.code))
    }
    #expect(try lowered("sandbox").0?.messages.map(\.key) == ["one"])
    let (desired, codes) = try lowered("production")
    #expect(desired == nil)
    #expect(codes == ["unsupported"])
  }

  @Test func `is left out where the environment says so`() throws {
    let text = Self.campaign(
      "chat", "display: { pages: [/a], trigger: { delay: 8s } }\nlifecycle: { protect: true }")
    #expect(try found(text, skip: true).isEmpty)
    let sample = try sample(text, skip: true)
    #expect(
      sample.content.omissions(in: parts(sample))
        == ["staging", "production"].map {
          EnvironmentOmissions(
            environment: $0, campaigns: [Omission(key: "one", shortcomings: [.pages])])
        })
    let desired = try sample.lowered("production")
    #expect(desired.messages.isEmpty)
    #expect(desired.campaigns.map(\.key) == ["one"])
    #expect(desired.skipped.map(\.shortcomings) == [[.pages]])
  }

  @Test func `is told of looks in a plan, and allowed by comments`() throws {
    func looks(_ comment: String, lint: String = Self.lint) throws -> [Diagnostic] {
      let text = Self.campaign("chat", "display: { trigger: { delay: 8s } }\(comment)")
      let sample = try sample(text, lint: lint)
      let (desired, problems) = sample.content.lower(
        for: try #require(sample.project.environment("production")))
      guard let desired else { return problems }
      let looks = sample.content.problems(ofLooks: desired)
      #expect(try found(text, lint: lint).map(\.severity) == looks.map(\.severity))
      return looks
    }
    #expect(try looks("").map(\.code) == ["not-honoured"])
    #expect(try looks(" # herald: allow not-honoured -- it waits in the inbox").isEmpty)
    #expect(try looks("", lint: Self.lint + ", not-honoured: off").isEmpty)
    #expect(
      try looks("", lint: Self.lint + ", not-honoured: error").map(\.severity) == [.error])
    let elsewhere = try sample(Self.campaign("chat", "display: { trigger: { delay: 8s } }"))
    #expect(elsewhere.content.problems(ofLooks: try elsewhere.lowered("sandbox")).isEmpty)
  }

  @Test func `is no matter that a comment or the project's rules can settle`() throws {
    #expect(!LintRules.names.contains("unsupported"))
    #expect(LintRules.names.contains("not-honoured"))
  }
}
