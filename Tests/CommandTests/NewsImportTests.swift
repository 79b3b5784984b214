import Foundation
import TestSupport
import Testing

/// `list --unmanaged` and `import` of news that somebody made by hand in Intercom.
@Suite struct `An import of news` {
  private func workspace() async throws -> IntercomSandbox {
    let workspace = try await IntercomSandbox(people: 3, files: [:])
    for (title, body) in [
      ("Scheduled exports", "<p>Your reports, every night.</p>"),
      ("Dark mode", "<p>It is <b>dark</b>.</p>"),
    ] {
      _ = try workspace.sandbox.make(
        "/news/news_items",
        """
        {"title": "\(title)", "body": "\(body)", "sender_id": 5001, "state": "live",
         "labels": ["New"], "newsfeed_assignments": [{"newsfeed_id": 101}]}
        """)
    }
    return workspace
  }

  @Test func `takes over what a file can say, tells the rest, and writes no news`() async throws {
    let workspace = try await workspace()
    let list = try await workspace.herald("list", "--unmanaged")
    #expect(list.stdout.contains("news-1  Scheduled exports  post    live"), "\(list.both)")
    #expect(list.stdout.contains("message news-2 · Dark mode cannot be imported: its body is more"))
    let news = try workspace.sandbox.get("/news/news_items")
    let output = try await workspace.herald("import", "--all")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("Imported: 1 adopted, 1 skipped."), "\(output.stdout)")
    #expect(output.stdout.contains("! message news-2 · Dark mode: its body is more than"))
    #expect(
      try workspace.bench.read("campaigns/scheduled-exports.yaml") == """
        campaign: scheduled-exports
        format: post
        audience: { newsfeed: Product news }
        copy:
          title: Scheduled exports
          body: Your reports, every night.

        """)
    #expect(try workspace.sandbox.get("/news/news_items") == news)
    try await expectNoChanges(workspace.bench, variables: workspace.variables)
    let again = try await workspace.herald("import", "news-1")
    #expect(again.status == 0 && again.stdout.contains("the project's already"), "\(again.both)")
    let refused = try await workspace.herald("import", "news-2", "--format", "json")
    #expect(refused.status == 1 && refused.stdout.contains(#""reason": "hindered""#))
  }

  @Test(arguments: [false, true])
  func `that is killed while it takes an item over is ended by the next`(
    isTaken: Bool
  ) async throws {
    let workspace = try await workspace()
    let child = Shared<ChildProcess?>(nil)
    workspace.follow { request, port in
      guard request.isWrite else { return .forward(to: port) }
      child.value?.signal(SIGKILL)
      return isTaken ? .forwardAndHangUp(to: port) : .hangUp
    }
    let started = try workspace.bench.start(
      ["import", "--all"], variables: workspace.variables)
    child.set(started)
    #expect(await started.end().status == 128 + SIGKILL)
    workspace.follow { _, port in .forward(to: port) }
    let news = try workspace.sandbox.get("/news/news_items")
    let again = try await workspace.herald("import", "--all")
    #expect(again.status == 0, "\(again.both)")
    try await expectNoChanges(workspace.bench, variables: workspace.variables)
    #expect(try workspace.sandbox.get("/news/news_items") == news)
    let files = try workspace.bench.everyFile().keys.filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(files == ["campaigns/herald.yaml", "campaigns/scheduled-exports.yaml"])
  }
}
