import Campaigns
import Diagnostics
import Testing

@Suite struct `A comment that allows a rule to be broken` {
  @Test(arguments: [
    "copy:\n  body: EXPORT YOUR DATA. # herald: allow shouting -- agreed",
    "copy:\n  # herald: allow shouting -- agreed\n  body: EXPORT YOUR DATA.",
    "copy:\n  # herald: allow shouting -- agreed\n  # Nobody minds.\n  body: EXPORT YOUR DATA.",
    "copy:\n  #herald:  allow shouting  --  agreed by all\n  body: EXPORT YOUR DATA.",
    "copy: # herald: allow missing-action -- the phone\n  # herald: allow shouting -- agreed\n"
      + "  body: EXPORT YOUR DATA.",
    "copy:\n  body: >- # herald: allow shouting -- agreed\n    Take them with you.\n"
      + "    EXPORT YOUR DATA.",
    "copy:\n  # herald: allow shouting -- agreed\n  body: |\n    Take them.\n    EXPORT YOUR DATA.",
    "# herald: allow shouting -- agreed\ncopy: { body: EXPORT YOUR DATA. }",
  ])
  func `silences it on its line, or on the next`(_ lines: String) throws {
    #expect(try codes(lines, off: ["missing-action"]).isEmpty)
  }

  @Test(arguments: [
    "# herald: allow shouting -- agreed\n\ncopy: { body: EXPORT YOUR DATA. }",
    "# herald: allow shouting -- agreed\ncopy:\n  body: EXPORT YOUR DATA.",
    "copy:\n  body: EXPORT YOUR DATA.\n# herald: allow shouting -- agreed",
    "copy:\n  body: EXPORT YOUR DATA.\n  # herald: allow copy-length -- agreed",
  ])
  func `that is elsewhere silences nothing, and is told`(_ lines: String) throws {
    #expect(try codes(lines, off: ["missing-action"]).sorted() == ["shouting", "unused-allow"])
  }

  @Test func `silences a rule that the project made an error`() throws {
    let lines = "copy: { body: EXPORT YOUR DATA. } # herald: allow shouting -- agreed"
    #expect(try found(lines, lint: "shouting: error, missing-action: off").isEmpty)
  }

  @Test func `is used where the rule is off`() throws {
    let lines = "copy: { body: EXPORT YOUR DATA. } # herald: allow shouting -- agreed"
    #expect(try found(lines, lint: "shouting: off, missing-action: off").isEmpty)
  }

  @Test func `is not called unused while the campaign has an error`() throws {
    let lines = "copy: { body: EXPORT YOUR DATA., x: 1 } # herald: allow shouting -- agreed"
    #expect(try codes(lines) == ["unknown-key"])
  }

  @Test(arguments: [
    "herald: allow shouting", "herald: allow shouting --", "herald: allow shouting agreed",
    "herald: allow", "herald: silence shouting -- agreed",
  ])
  func `needs a rule and a reason`(_ comment: String) throws {
    let lines = "copy: { body: EXPORT YOUR DATA. } # \(comment)"
    #expect(
      try codes(lines, off: ["missing-action"]).sorted() == ["invalid-allow", "shouting"])
  }

  @Test func `names a rule that exists`() throws {
    let lines = "copy: { body: Export it. } # herald: allow shoutin -- agreed"
    let found = try found(lines, lint: "missing-action: off")
    #expect(found.map(\.message) == ["there is no rule `shoutin` to allow"])
    #expect(found.map(\.help) == [["did you mean `shouting`?"]])
    #expect(found.map(\.severity) == [.error])
  }

  @Test(arguments: [
    "copy: { body: 'Write # herald: allow nonsense' }",
    "copy:\n  body: |\n    Write\n    # herald: allow nonsense",
    "copy: { body: Write it } # herald tells you more\n# my-herald: allow nonsense",
  ])
  func `is a comment, and one for herald`(_ lines: String) throws {
    #expect(try codes(lines, off: ["missing-action"]).isEmpty)
  }

  @Test func `does not silence an error of the format`() throws {
    let lines = "copy: { body: Export it. }\nshedule: {} # herald: allow unknown-key -- agreed"
    #expect(try codes(lines).sorted() == ["unknown-key", "unknown-rule"])
  }

  @Test func `stands in the project file, too`() throws {
    let herald = """
      project: shop
      environments:
        production:
          remote: messages
          url: https://messages.acme.test
          token_env: HERALD_TOKEN
          variables:
            # herald: allow insecure-link -- the intranet has no certificates
            app_url: http://intranet.acme.test

      """
    let link = "copy: { body: Export it., cta: { label: Go, url: \"${app_url}/export\" } }"
    #expect(try Sample(campaign(link), herald: herald).content.diagnostics.map(\.code) == [])
    let unused = "copy: { body: Export it., cta: { label: Go, url: \"https://acme.test/x\" } }"
    let found = try Sample(campaign(unused), herald: herald).content.diagnostics
    #expect(found.map(\.code) == ["unused-allow"])
    #expect(found.map(\.primary?.file.path) == ["campaigns/herald.yaml"])
  }

  private func campaign(_ lines: String) -> String {
    "campaign: example\nformat: chat\nfrom: ana@acme.test\naudience: { everyone: true }\n\(lines)\n"
  }

  private func found(_ lines: String, lint: String) throws -> [Diagnostic] {
    try Sample(campaign(lines), herald: Sample.herald + "lint: { \(lint) }\n").content.diagnostics
  }

  private func codes(_ lines: String, off: [String] = []) throws -> [String] {
    try found(lines, lint: off.map { "\($0): off" }.joined(separator: ", ")).map(\.code)
  }
}
