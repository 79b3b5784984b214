import Campaigns
import Diagnostics
import Testing

/// What is said of a secret is printed, kept as CI's log, and posted below pull requests.
@Suite("Secrets in files")
struct SecretTests {
  static let secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"

  static let files = [
    "a variable": """
    project: acme
    environments:
      sandbox: { remote: sandbox, variables: { key: \(secret) } } # and more
    """,
    "a token": """
    project: acme
    environments:
      live: { remote: messages, url: "https://a.test", token: \(secret), token_env: HERALD_A }
    """,
    "a token in the place of its variable's name": """
    project: acme
    environments:
      live: { remote: messages, url: "https://a.test", token_env: \(secret) }
    """,
    "a password in a URL": """
    project: acme
    environments:
      live: { remote: messages, url: "https://ana:\(secret)@a.test", token_env: HERALD_A }
    """,
    "a token in a URL's query": """
    project: acme
    environments:
      live: { remote: messages, url: "https://a.test?token=\(secret)", token_env: HERALD_A }
    """,
    "a token over two lines": """
    project: acme
    environments:
      live:
        remote: messages
        url: https://a.test
        token_env: HERALD_A
        token: >-
          \(secret)
    """,
    "a token in a campaign": """
    campaign: a-b
    format: chat
    from: ana@acme.test
    token: \(secret)
    previously: [a-b]
    audience: nobody
    copy: { body: "${nothing}" }
    """,
  ]

  @Test("No label, message, help or fix holds the secret", arguments: files.keys.sorted())
  func hidden(_ name: String) throws {
    let text = try #require(Self.files[name])
    let diagnostics = try Fixture.diagnostics(of: SourceFile(path: "a.yaml", text: text))
    #expect(!diagnostics.isEmpty)
    for diagnostic in diagnostics {
      let labels = [diagnostic.primary].compactMap(\.self) + diagnostic.secondary
      let files = labels.map { String(decoding: $0.file.bytes, as: UTF8.self) }
      let texts =
        files + labels.map(\.text) + diagnostic.help
        + [diagnostic.message, diagnostic.fix?.replacement ?? ""]
      #expect(!texts.contains { $0.contains(Self.secret) }, "\(diagnostic.message)")
    }
  }

  @Test("What is hidden keeps every place where it was")
  func places() throws {
    let text = try #require(Self.files["a variable"])
    let diagnostics = try Fixture.diagnostics(of: SourceFile(path: "a.yaml", text: text))
    let label = try #require(diagnostics.first?.primary)
    #expect(label.file.bytes.count == text.utf8.count)
    #expect(
      label.file.text(in: label.range) == String(repeating: "*", count: Self.secret.utf8.count))
    #expect(
      label.file.text(in: label.file.lineRange(at: label.range.start)).hasSuffix("# and more"))
  }

  @Test(
    "Public values are none",
    arguments: [
      "https://app.acme.test/a/b-c_d?e=f1", "acme", "", "123e4567-e89b-12d3-a456-426614174000",
      "A sentence of thirty-two characters or more, with 4 numbers: 1, 2, 3.",
      "https://cdn.acme.test/2026/11/30/a1b2c3d4e5f6a7b8c9d0e1f2/banner.png", "+49 30 123456789",
      "sk-1", "Bearers of good news",
    ])
  func publicValues(_ value: String) throws {
    let text = """
      project: acme
      environments:
        sandbox: { remote: sandbox, variables: { key: "\(value)" } }
      """
    let file = SourceFile(path: "herald.yaml", text: text)
    #expect(ProjectReader.readProjectFile(file).diagnostics.map(\.message) == [])
  }
}
