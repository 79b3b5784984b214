import Foundation
import TestSupport
import Testing

/// A revert is the rollback: three commits are applied one after another and taken back one by one,
/// with git as people have it, people who look at the app, and a workspace that remembers them.
@Suite struct `A rollback` {
  private static let chat = Text.chat("welcome", body: "Good morning.")
  private static let post = """
    campaign: tip
    format: post
    audience: { everyone: true }
    copy: { title: A tip, body: Try the shortcut. }
    schedule: { send: ongoing }

    """

  @Test func `is a revert, and shows nobody again what they have seen`() async throws {
    let story = try await Story()
    let first = try await story.commit("Welcome people") { bench in
      try bench.write("campaigns/welcome.yaml", Self.chat)
      try bench.write("campaigns/tip.yaml", Self.post)
    }
    try await story.apply()
    #expect(try story.visit("mia") == ["shop/tip", "shop/welcome"])
    let ids = try story.ids()

    _ = try await story.commit("Call the tip a hint") { bench in
      try bench.remove("campaigns/tip.yaml")
      try bench.write(
        "campaigns/hints/hint.yaml",
        Self.post.replacing("campaign: tip", with: "campaign: hint\npreviously: [tip]"))
      try bench.edit("campaigns/welcome.yaml", "Good morning.", "Good evening.")
    }
    try await story.apply()
    #expect(try story.visit("mia") == [])
    #expect(try story.visit("ben") == ["shop/hint", "shop/welcome"])

    _ = try await story.commit("Launch") { bench in
      try bench.remove("campaigns/welcome.yaml")
      try bench.write("campaigns/launch.yaml", Text.chat("launch", body: "It is here."))
    }
    try await story.apply()
    #expect(try story.visit("mia") == ["shop/launch"])
    let launch = try #require(try story.ids()["shop/launch"])

    // Back to the second: what is gone has been seen, and what comes back too.
    let undone = try await story.revert()
    #expect(undone.contains("1 to restore, 1 to archive, 0 to delete"), "\(undone)")
    #expect(try story.states() == ["hint": "live", "launch": "archived", "welcome": "live"])
    #expect(try story.ids()["shop/welcome"] == ids["shop/welcome"])
    #expect(try story.visit("mia") == [])
    #expect(try story.visit("ben") == [])
    #expect(try story.visit("zoe") == ["shop/hint", "shop/welcome"])

    // Back to the first: the rename too, with the same message and its history.
    let renamed = try await story.revert(skipping: 1)
    #expect(renamed.contains("hint → tip"), "\(renamed)")
    #expect(try story.ids()["shop/tip"] == ids["shop/tip"])
    #expect(try story.states() == ["tip": "live", "launch": "archived", "welcome": "live"])
    for person in ["mia", "ben", "zoe"] { #expect(try story.visit(person) == []) }
    #expect(try await story.git("diff", first, "--", "campaigns") == "")

    // And forward again: the launch that was taken back is the same message, seen by whom it was.
    _ = try await story.revert()
    _ = try await story.revert(skipping: 1)
    #expect(try story.ids()["shop/launch"] == launch)
    #expect(try story.visit("mia") == [])
    #expect(try story.visit("ben") == ["shop/launch"])
  }

  @Test func `leaves a history of commits, authors, files and times`() async throws {
    let story = try await Story()
    _ = try await story.commit("One") { try $0.write("campaigns/tip.yaml", Self.post) }
    try await story.apply()
    let second = try await story.commit("Two") { bench in
      try bench.remove("campaigns/tip.yaml")
      try bench.write(
        "campaigns/hints/hint.yaml",
        Self.post.replacing("campaign: tip", with: "campaign: hint\npreviously: [tip]"))
    }
    try await story.apply()
    let output = try await story.herald("show", "hint", "--history")
    let lines = output.stdout.split(separator: "\n").map(String.init)
    try #require(lines.count == 4, "\(output.both)")
    #expect(lines[1].hasPrefix("REV  APPLIED"))
    #expect(lines[2].hasPrefix("r2 ") && lines[2].contains(second.prefix(12)), "\(lines[2])")
    #expect(lines[2].contains("Ana Kern <ana@acme.test>"), "\(lines[2])")
    #expect(lines[2].hasSuffix("hint  hints/hint.yaml"), "\(lines[2])")
    #expect(lines[3].hasPrefix("r1 ") && lines[3].hasSuffix("tip   tip.yaml"), "\(lines[3])")
    #expect(!output.stdout.contains("forgotten"))
    let year = Calendar(identifier: .gregorian).component(.year, from: Date())
    #expect(lines[2...].allSatisfy { $0.contains("\(year)-") }, "\(lines)")
  }
}

/// A repository, a workspace, and people who look at what it shows.
private final class Story {
  private let bench: Workbench
  private let sandbox: RunningSandbox
  private let variables: [String: String]

  init() async throws {
    bench = try Workbench()
    sandbox = try await RunningSandbox(on: bench)
    variables = ["HERALD_TOKEN": RunningSandbox.token]
    try bench.write(
      "campaigns/herald.yaml",
      Text.project(remote: Text.messages("http://127.0.0.1:\(sandbox.port)")))
    try bench.write(".gitignore", "server.sqlite*\n.herald\n")
    _ = try await git("init", "--quiet", "--initial-branch", "main")
    _ = try await commit("Start") { _ in }
    for person in ["mia", "ben", "zoe"] {
      let answer = try sandbox.ask("POST", "/contacts", ["external_id": person])
      try #require(answer.status == 200)
    }
  }

  func git(_ arguments: String...) async throws -> String {
    let name = ["-c", "user.name=Ana Kern", "-c", "user.email=ana@acme.test"]
    let words = (name + arguments).map { "'\($0)'" }.joined(separator: " ")
    let output = try await bench.shell("git \(words)")
    try #require(output.status == 0, "git \(words): \(output.both)")
    return output.stdout.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Returns the commit's id.
  func commit(_ subject: String, _ edit: (Workbench) throws -> Void) async throws -> String {
    try edit(bench)
    _ = try await git("add", "--all")
    _ = try await git("commit", "--quiet", "--message", subject)
    return try await git("rev-parse", "HEAD")
  }

  /// Reverts a commit, applies that, and returns its plan.
  func revert(skipping count: Int = 0) async throws -> String {
    _ = try await git("revert", "--no-edit", "HEAD~\(count * 2)")
    let plan = try await herald("plan")
    try await apply()
    return plan.stdout
  }

  func apply() async throws {
    let output = try await herald("apply", "--auto-approve", "--allow-deletes", "3")
    try #require(output.status == 0, "\(output.both)")
    let plan = try await herald("plan", "--detailed-exitcode")
    #expect(plan.status == 0, "\(plan.both)")
  }

  func herald(_ arguments: String...) async throws -> Output {
    try await bench.herald(arguments, variables: variables)
  }

  /// The external ids of what somebody is shown, in alphabetical order.
  func visit(_ person: String) throws -> [String] {
    let answer = try sandbox.ask(
      "POST", "/messenger/ping", ["user_id": person, "url": "https://app.acme.test/"])
    try #require(answer.status == 200)
    let body = try JSONDecoder().decode(Shown.self, from: answer.body)
    let names = try Dictionary(uniqueKeysWithValues: sandbox.messages().map { ($0.id, $0) })
    return body.messages.compactMap { names[$0.id]?.external_id }.sorted()
  }

  private struct Shown: Decodable {
    struct Message: Decodable { let id: String }
    let messages: [Message]
  }

  func ids() throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try sandbox.messages().compactMap { message in
        message.external_id.map { ($0, message.id) }
      })
  }

  /// By key.
  func states() throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try sandbox.messages().compactMap { message in
        message.external_id.map { (String($0.dropFirst("shop/".count)), message.state) }
      })
  }
}
