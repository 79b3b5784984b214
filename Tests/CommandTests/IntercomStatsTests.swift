import Foundation
import TestSupport
import Testing

/// What messages did in a workspace of Intercom's public API, with the program itself.
@Suite struct `What was delivered` {
  private static let people = 40

  private func delivered() async throws -> IntercomSandbox {
    let workspace = try await IntercomSandbox(
      people: Self.people,
      files: [
        "hello.yaml": Text.chat("hello", body: "Write to us.", "goal: { event: said_hello }"),
        "linked.yaml": Text.chat("linked", body: "Read https://acme.test/news."),
        "news.yaml": Self.post, "thanks.yaml": Self.thanks,
      ])
    try workspace.bench.write(
      "campaigns/herald.yaml",
      try workspace.bench.read("campaigns/herald.yaml") + "measure: { min_recipients: 30 }\n")
    try await apply(workspace.bench, variables: workspace.variables)
    let output = try await workspace.herald("deliver", "--auto-approve")
    #expect(output.status == 0, "\(output.both)")
    return workspace
  }

  private static let post = """
    campaign: news
    format: post
    audience: { newsfeed: Product news }
    copy:
      title: News
      body: Export in one step.
      cta: { label: Look, url: "https://acme.test/news" }

    """
  /// With nothing in it to click.
  private static let thanks = post.replacing("campaign: news", with: "campaign: thanks")
    .replacing("title: News", with: "title: Thanks")
    .replacing("  cta: { label: Look, url: \"https://acme.test/news\" }\n", with: "")

  private func stats(_ workspace: IntercomSandbox) async throws -> [String: Told.Message] {
    let output = try await workspace.herald("stats", "--format", "json")
    #expect(output.status == 0, "\(output.both)")
    let told = try JSONDecoder().decode(Told.self, from: Data(output.stdout.utf8))
    return Dictionary(uniqueKeysWithValues: told.messages.map { ($0.key, $0) })
  }

  @Test func `is counted from the log, from replies and events, and from the export of news`()
    async throws
  {
    let workspace = try await delivered()
    let ids = try workspace.inbox().keys.sorted()
    for id in ids.prefix(4) {
      try workspace.tell("/sandbox/replies", ["contact_id": id])
    }
    try workspace.tell(
      "/events",
      Event(event_name: "said_hello", id: ids[5], created_at: Int(Date().timeIntervalSince1970)))
    for id in ids.prefix(35) { try workspace.read("receive", by: id) }
    try workspace.read("click", by: ids[0])
    try workspace.read("click", by: ids[0])

    let told = try await stats(workspace)
    let hello = try #require(told["hello"])
    #expect(hello.totals == .init(recipients: Self.people, engaged: 4, goal_completions: 1))
    #expect(!hello.partly_counted && hello.verdict.name == "good")
    let linked = try #require(told["linked"])
    #expect(linked.totals == .init(recipients: Self.people, engaged: 4, goal_completions: 0))
    #expect(linked.partly_counted)
    let news = try #require(told["news"])
    #expect(news.totals == .init(recipients: 35, engaged: 1, goal_completions: 0))
    #expect(!news.partly_counted && news.verdict.name == "doubtful")

    let text = try await workspace.herald("stats")
    #expect(text.stdout.contains("who clicked in it, Intercom does not tell"), "\(text.both)")
    let report = try await workspace.herald("report", "--out", "-")
    #expect(report.status == 0 && report.stdout.contains("<h2"), "\(report.stderr)")
    #expect(report.stdout.contains(">hello</a>") && report.stdout.contains(">news</a>"))
  }

  @Test func `is pruned for what nobody takes to, and never for clicks that nobody counts`()
    async throws
  {
    let workspace = try await delivered()
    let ids = try workspace.inbox().keys.sorted()
    for id in ids { try workspace.read("open", by: id) }
    for id in ids { try workspace.read("open", by: id, "Thanks") }
    // All of the interval is to lie below the bar.
    try workspace.bench.write(
      "campaigns/herald.yaml",
      try workspace.bench.read("campaigns/herald.yaml")
        .replacing("min_recipients: 30", with: "min_recipients: 30, min_engagement: 15%"))
    let pruned = try await workspace.herald("prune", "--write")
    #expect(pruned.status == 0, "\(pruned.both)")
    let files = try workspace.bench.everyFile().keys
    #expect(!files.contains("campaigns/news.yaml"), "\(pruned.both)")
    #expect(files.contains("campaigns/linked.yaml"), "\(pruned.both)")
    #expect(files.contains("campaigns/thanks.yaml"), "\(pruned.both)")
    let plan = try await workspace.herald("plan")
    #expect(plan.stdout.contains("news"), "\(plan.both)")
    let told = try await stats(workspace)
    #expect(told["linked"]?.verdict.name == "partly_counted")
    #expect(told["thanks"]?.verdict.name == "partly_counted")
    #expect(told["hello"]?.verdict.name == "underperforming")
  }

  @Test func `is told by the plan that changes it`() async throws {
    let workspace = try await delivered()
    let ids = try workspace.inbox().keys.sorted()
    for id in ids.prefix(10) { try workspace.tell("/sandbox/replies", ["contact_id": id]) }
    try workspace.bench.write("campaigns/hello.yaml", Text.chat("hello", body: "Do write to us."))
    try workspace.bench.write(
      "campaigns/news.yaml", Self.post.replacing("one step", with: "two clicks"))
    let plan = try await workspace.herald("plan")
    #expect(
      plan.stdout.contains("\(Self.people) people received it, 25.0 % of them engaged"),
      "\(plan.both)")
    #expect(
      plan.stdout.contains("does not tell what the messages of 1 change have done"), "\(plan.both)")
  }

  private struct Event: Encodable {
    let event_name: String
    let id: String
    let created_at: Int
  }

  private struct Told: Decodable {
    struct Message: Decodable {
      let key: String
      let totals: Totals
      let verdict: Verdict
      let partly_counted: Bool
    }

    struct Totals: Decodable, Equatable {
      let recipients: Int
      let engaged: Int
      let goal_completions: Int
    }

    struct Verdict: Decodable { let name: String }
    let messages: [Message]
  }
}

extension IntercomSandbox {
  /// Posts what somebody else does.
  fileprivate func tell(_ path: String, _ body: some Encodable) throws {
    let answer = try sandbox.ask("POST", path, body)
    #expect((200..<300).contains(answer.status), "\(path)")
  }

  /// Somebody does this with the news item of that title.
  fileprivate func read(
    _ action: String, by contact: String, _ title: String = "News"
  ) throws {
    struct Items: Decodable {
      struct Item: Decodable {
        let id: String
        let title: String
      }

      let data: [Item]
    }
    let items = try JSONDecoder().decode(Items.self, from: sandbox.get("/news/news_items"))
    let item = try #require(items.data.first { $0.title == title })
    try tell(
      "/sandbox/news_readings",
      ["news_item_id": item.id, "contact_id": contact, "action": action])
  }
}
