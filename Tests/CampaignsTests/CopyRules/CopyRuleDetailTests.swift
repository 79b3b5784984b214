import Campaigns
import Diagnostics
import Testing

/// What examples would be too long, or too odd, to show.
@Suite struct `Copy rules in detail` {
  @Test(arguments: [(50, 0), (51, 1)])
  func `count what is filled in as one word, and no dashes`(_ count: Int, _ found: Int) throws {
    let words = Array(repeating: "word", count: count - 2).joined(separator: " -- ")
    let body = "'{{first_name | fallback: \"dear friend\"}} \(words) ${app_url}'"
    #expect(try codes("copy: { body: \(body), \(button) }") == repeated("copy-length", found))
  }

  @Test(arguments: [(60, 0), (61, 1)])
  func `count a title's characters, not its bytes`(_ count: Int, _ found: Int) throws {
    let title = String(repeating: "é", count: count)
    let lines = "copy: { title: \(title), body: Export it., \(button) }"
    #expect(try codes(lines, format: "post") == repeated("title-length", found))
  }

  @Test(arguments: [("4s", 1), ("5s", 0), ("10s", 0), ("11s", 1)])
  func `know a delay's bounds`(_ delay: String, _ found: Int) throws {
    let lines = "copy: { body: Export it., \(button) }\ndisplay: { trigger: { delay: \(delay) } }"
    #expect(try codes(lines) == repeated("unusual-delay", found))
  }

  @Test(arguments: [
    "We’ve added exports.", "Hello! We are thrilled.", "\"Hi Ana: brand-new exports.\"",
    "WE JUST SHIPPED it.",
  ])
  func `know how features are announced, whatever the quotes and capitals`(
    _ body: String
  ) throws {
    #expect(try codes("copy: { body: '\(body)', \(button) }").contains("leads-with-feature"))
  }

  @Test(arguments: [
    "Welcome to a calmer inbox", "Hello from all of us. We added you to the list.",
    "News from your team", "We add up your numbers",
  ])
  func `leave other beginnings alone`(_ body: String) throws {
    #expect(try codes("copy: { body: \(body), \(button) }") == [])
  }

  @Test func `point at the value where a part of it is not written as it reads`() throws {
    let lines = "copy:\n  body: >-\n    Take it. EXPORT\n    YOUR DATA.\n  \(button)"
    let found = try found(lines)
    #expect(found.map(\.code) == ["shouting"])
    let label = try #require(found.first?.primary)
    #expect(label.file.text(in: label.range).hasPrefix(">-"))
  }

  @Test func `look at a button whose link is a variable with the variable's value`() throws {
    let herald = """
      project: shop
      environments:
        one: { remote: sandbox, variables: { page: "https://acme.test/reports" } }
        two:
          remote: messages
          url: https://messages.acme.test
          token_env: HERALD_TOKEN
          variables: { page: "https://acme.test/" }

      """
    let lines = "copy: { body: Export it., cta: { label: Go, url: \"${page}\" } }"
    #expect(
      try Sample(campaign(lines), herald: herald).content.diagnostics.map(\.code) == [
        "home-page-link"
      ])
    let elsewhere = lines + "\nonly_in: [one]"
    #expect(try Sample(campaign(elsewhere), herald: herald).content.diagnostics.isEmpty)
  }

  @Test func `tell of an unencrypted variable once, in the project file`() throws {
    let herald = """
      project: shop
      environments:
        one:
          remote: sandbox
          variables: { app_url: "http://app.acme.test", note: "http://a.test is not used" }

      """
    let files = Dictionary(
      uniqueKeysWithValues: ["a", "b"].map { name in
        ("\(name).yaml", campaign("copy: { body: Export it., \(button) }", key: "export-\(name)"))
      })
    let found = try Sample(files, herald: herald).content.diagnostics
    #expect(found.map(\.code) == ["insecure-link"])
    let label = try #require(found.first?.primary)
    #expect(label.file.text(in: label.range) == "\"http://app.acme.test\"")
    #expect(found.first?.secondary.map(\.file.path) == ["campaigns/a.yaml"])
  }

  @Test(arguments: [
    ("tags: [launch, notice]\ndisplay: { frequency: show_until_dismissed }", "chat"),
    ("tags: [launch]\nschedule: { send: ongoing }\ndisplay: { trigger: { event: x } }", "chat"),
    ("tags: [launch]\nschedule: { send: ongoing }\ndisplay: { anchor: a }", "tooltip"),
    ("tags: [launchpad, noticed]\nschedule: { send: ongoing }", "chat"),
    ("tags: [exports]\nschedule: { send: ongoing }", "chat"),
  ])
  func `take no campaign for what it does not say it is`(
    _ lines: String, _ format: String
  ) throws {
    #expect(try codes("copy: { body: Export it., \(button) }\n\(lines)", format: format) == [])
  }

  @Test(arguments: [
    ("csv-launch", "schedule: { send: ongoing }", "ongoing-announcement"),
    ("planned-maintenance", "schedule: { send: once }", "fleeting-notice"),
    ("team-welcome", "schedule: { send: once }", "one-time-onboarding"),
  ])
  func `read a purpose in the key where tags say none`(
    _ key: String, _ lines: String, _ code: String
  ) throws {
    let text = campaign("copy: { body: Export it., \(button) }\n\(lines)", key: key)
    #expect(try Sample(text, herald: Sample.herald).content.diagnostics.map(\.code) == [code])
  }

  private let button = "cta: { label: Go, url: \"${app_url}/export\" }"

  private func repeated(_ code: String, _ count: Int) -> [String] {
    Array(repeating: code, count: count)
  }

  private func campaign(
    _ lines: String, key: String = "example", format: String = "chat"
  ) -> String {
    "campaign: \(key)\nformat: \(format)\nfrom: ana@acme.test\naudience: { everyone: true }\n"
      + lines + "\n"
  }

  private func found(_ lines: String, format: String = "chat") throws -> [Diagnostic] {
    try Sample(campaign(lines, format: format)).content.diagnostics
  }

  private func codes(_ lines: String, format: String = "chat") throws -> [String] {
    try found(lines, format: format).map(\.code)
  }
}
