import Foundation
import TestSupport
import Testing

/// The README's table "What works where", row by row and in every column. `RepositoryTests` holds the
/// table against these.
@Suite struct `What works where` {
  @Test(arguments: Place.allCases)
  func `validate`(place: Place) async throws {
    let open = try await place.open(["hello.yaml": Text.chat("hello")])
    // No token is needed.
    let output = try await open.bench.herald("validate")
    #expect(output.status == 0 && output.stdout.hasPrefix("Valid."), "\(output.both)")
    try open.bench.edit("campaigns/hello.yaml", "format: chat", "format: letter")
    #expect(try await open.bench.herald("validate").status == 3)
  }

  @Test(arguments: Place.allCases)
  func `plan, apply, destroy, list, show, pause`(place: Place) async throws {
    let open = try await place.open(["hello.yaml": Text.chat("hello")])
    let plan = try await open.herald("plan")
    #expect(plan.stdout.contains("1 to create, 0 to change, 0 to delete"), "\(plan.both)")
    try await apply(open.bench, variables: open.variables)
    try await expectNoChanges(open.bench, variables: open.variables)
    #expect(try await Listing(of: open.bench, variables: open.variables).keys == ["hello"])
    let show = try await open.herald("show", "hello")
    #expect(show.status == 0 && show.stdout.contains("Hello there."), "\(show.both)")
    let paused = try await open.herald("pause", "hello")
    #expect(paused.status == 0 && paused.stdout.contains("Paused: 1 message."), "\(paused.both)")
    let state = try await Listing(of: open.bench, variables: open.variables)["hello"]?.state
    #expect(state == "paused")
    let destroyed = try await open.herald("destroy", "--confirm", "shop")
    #expect(destroyed.status == 0, "\(destroyed.both)")
    #expect(try await Listing(of: open.bench, variables: open.variables).keys == [])
  }

  @Test(arguments: Place.allCases)
  func `a message reaches people`(place: Place) async throws {
    let news = Self.post("news", "{ newsfeed: Product news }")
    let open = try await place.open(["hello.yaml": Text.chat("hello"), "news.yaml": news])
    try await apply(open.bench, variables: open.variables)
    switch place {
    case .sandbox, .messages:
      try await open.look { server in
        let answer = try server.ask(
          "POST", "/messenger/ping", ["user_id": "user-1", "url": "https://acme.test/"])
        #expect(String(decoding: answer.body, as: UTF8.self).contains("Hello there."))
      }
    case .intercom:
      try await open.look { server in
        // The post is in its newsfeed, and nobody has the chat.
        let news = try Self.text(server, "/news/newsfeeds/101/items")
        let sends = try Self.text(server, "/sandbox/sends")
        #expect(news.contains("It is here.") && !sends.contains("Hello there."))
      }
      let delivery = try await open.herald("deliver", "--auto-approve")
      #expect(
        delivery.stdout.contains("Delivered: \(Place.people) messages sent."), "\(delivery.both)")
      try await open.look { server in
        let sends = try Self.text(server, "/sandbox/sends")
        #expect(sends.contains("Hello there."))
      }
    }
  }

  @Test(arguments: Place.allCases)
  func `how many people are reached`(place: Place) async throws {
    let open = try await place.open([
      "all.yaml": Text.chat("all"),
      "silent.yaml": Text.chat("silent").replacing(
        "{ everyone: true }", with: "{ event: csv_exported, never: true }"),
      "news.yaml": Self.post("news", "{ newsfeed: Product news }"),
    ])
    func count(_ key: String) async throws -> Counted.Reach {
      let output = try await open.herald("audience", key, "--count", "--format", "json")
      try #require(output.status == 0, "\(output.both)")
      return try JSONDecoder().decode(Counted.self, from: Data(output.stdout.utf8)).reach
    }
    let everyone = Counted.Reach(count: Place.people, at_most: false, of: Place.people)
    #expect(try await count("all") == everyone)
    // Search cannot ask for events.
    #expect(try await count("silent").at_most == (place == .intercom))
    #expect(
      try await count("news")
        == Counted.Reach(count: Place.people, at_most: true, of: Place.people))
    let plan = try await open.herald("plan", "--only", "all", "--only", "news")
    #expect(plan.stdout.contains("0 → 20 people (+20), 100 % of everyone"), "\(plan.both)")
    #expect(plan.stdout.contains("0 → ≤ 20 people (≤ +20), ≤ 100 % of everyone"), "\(plan.both)")
    // What is at most everyone holds a limit, and is over it.
    for (limit, status) in [(Place.people, Int32(0)), (Place.people - 1, 6)] {
      try open.bench.edit(
        "campaigns/herald.yaml", "project: shop\n",
        "project: shop\nlimits: { new_reach: \(limit) } #\n")
      let held = try await open.herald("plan", "--only", "news", "--format", "json")
      #expect(held.status == status, "\(held.both)")
      #expect(held.stdout.contains(#""at_most": true"#), "\(held.stdout)")
      let file = try open.bench.read("campaigns/herald.yaml")
      try open.bench.write(
        "campaigns/herald.yaml", file.replacing(#/limits: .*#\n/#, with: ""))
    }
  }

  private struct Counted: Decodable {
    struct Reach: Decodable, Equatable { let count: Int, at_most: Bool, of: Int }
    let reach: Reach
  }

  @Test(arguments: Place.allCases)
  func `what messages did`(place: Place) async throws {
    let open = try await place.open(["hello.yaml": Text.chat("hello")])
    try await apply(open.bench, variables: open.variables)
    switch place {
    case .sandbox, .messages:
      try await open.look { server in
        _ = try server.ask(
          "POST", "/messenger/ping", ["user_id": "user-1", "url": "https://acme.test/"])
      }
    case .intercom:
      let delivery = try await open.herald("deliver", "--auto-approve")
      #expect(delivery.status == 0, "\(delivery.both)")
    }
    let people = place == .intercom ? "\(Place.people) people" : "1 person"
    let stats = try await open.herald("stats", "--format", "csv")
    let row = stats.stdout.split(separator: "\r\n").last.map { $0.split(separator: ",") }
    #expect(row?.first == "hello" && row?.contains(people.prefix { $0 != " " }) == true)
    let report = try await open.herald("report", "--out", "-")
    #expect(report.status == 0 && report.stdout.contains(">hello</a>"), "\(report.both)")
    let prune = try await open.herald("prune")
    #expect(prune.status == 0 && prune.stdout.contains("Nothing to prune"), "\(prune.both)")
    try open.bench.edit("campaigns/hello.yaml", "Hello there.", "Good morning.")
    let plan = try await open.herald("plan")
    #expect(plan.stdout.contains("\(people) received it"), "\(plan.both)")
  }

  @Test(arguments: Place.allCases)
  func `import`(place: Place) async throws {
    let open = try await place.open([:])
    _ = try await open.herald("plan")
    try await open.look { server in
      switch place {
      case .sandbox, .messages:
        _ = try server.make("/messages", Self.handmadeChat)
      case .intercom:
        _ = try server.make("/news/news_items", Self.handmadePost)
      }
    }
    let output = try await open.herald("import", "--all")
    #expect(
      output.status == 0 && output.stdout.contains("campaigns/by-hand.yaml"), "\(output.both)")
    #expect(output.stdout.contains(" adopted, 0 skipped."), "\(output.both)")
    try await expectNoChanges(open.bench, variables: open.variables)
  }

  private static let handmadeChat = """
    {"message_type": "inapp", "format": "chat", "name": "By hand", "body": "Hello.",
     "from": {"type": "admin", "id": "5001"}, "state": "live",
     "to": {"type": "audience", "audience": {"everyone": true}}}
    """
  private static let handmadePost = """
    {"title": "By hand", "body": "<p>Hello.</p>", "sender_id": 5001, "state": "live",
     "newsfeed_assignments": [{"newsfeed_id": 101}]}
    """

  @Test(arguments: Place.allCases)
  func `a tooltip, a bot`(place: Place) async throws {
    try await expect(
      ["tip.yaml": Text.tooltip("tip"), "bot.yaml": Text.bot("bot")], .unsupported, in: place)
  }

  @Test(arguments: Place.allCases)
  func `a post for people of a rule, with words of theirs, or without a title`(
    place: Place
  ) async throws {
    let feed = "{ newsfeed: Product news }"
    try await expect(
      [
        "rule.yaml": Self.post("rule", "{ attribute: plan, is: pro }"),
        "words.yaml": Self.post("words", feed).replacing(
          "It is here.", with: "\"{{ first_name }}, it is here.\""),
        "untitled.yaml": Self.post("untitled", feed).replacing("  title: News\n", with: ""),
      ], .unsupported, in: place)
  }

  @Test(arguments: Place.allCases)
  func `a chat or post on some pages alone, or that waits for an event`(
    place: Place
  ) async throws {
    let (pages, event) = (
      "display: { pages: [/reports/*] }\n", "display: { trigger: { event: csv_exported } }\n"
    )
    let feed = "{ newsfeed: Product news }"
    try await expect(
      [
        "chat-pages.yaml": Text.chat("chat-pages", pages),
        "chat-event.yaml": Text.chat("chat-event", event),
        "post-pages.yaml": Self.post("post-pages", feed) + pages,
        "post-event.yaml": Self.post("post-event", feed) + event
          + "schedule: { send: ongoing }\n",
      ], .unsupported, in: place)
  }

  @Test(arguments: Place.allCases)
  func `a delay, what stays until it is dismissed, an image of a post`(
    place: Place
  ) async throws {
    try await expect(
      [
        "delay.yaml": Text.chat("delay", "display: { trigger: { delay: 8s } }\n"),
        "notice.yaml": Text.chat("notice", "display: { frequency: show_until_dismissed }\n"),
        "image.yaml": Self.post("image", "{ newsfeed: Product news }").replacing(
          "  title: News\n", with: "  title: News\n  image: https://cdn.acme.test/news.png\n"),
      ], .notHonoured, in: place)
  }

  private enum Grade {
    case unsupported, notHonoured
  }

  /// Files that other places do whole, and the public API as said.
  private func expect(
    _ files: [String: String], _ grade: Grade, in place: Place,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let open = try await place.open(files)
    let read = try await open.herald("validate")
    switch (place, grade) {
    case (.sandbox, _), (.messages, _):
      #expect(
        !read.both.contains("[unsupported]") && !read.both.contains("[not-honoured]"),
        "\(read.both)", sourceLocation: sourceLocation)
    case (.intercom, .unsupported):
      let plan = try await open.herald("plan")
      for output in [read, plan] {
        #expect(output.status == 3, "\(output.both)", sourceLocation: sourceLocation)
        for file in files.keys {
          #expect(
            Self.isTold("error[unsupported]", of: file, in: output.both), "\(file): \(output.both)",
            sourceLocation: sourceLocation)
        }
      }
      return
    case (.intercom, .notHonoured):
      for file in files.keys {
        #expect(
          Self.isTold("warning[not-honoured]", of: file, in: read.both), "\(file): \(read.both)",
          sourceLocation: sourceLocation)
      }
    }
    #expect(read.status == 0, "\(read.both)", sourceLocation: sourceLocation)
    try await apply(open.bench, variables: open.variables, sourceLocation: sourceLocation)
    try await expectNoChanges(
      open.bench, variables: open.variables, sourceLocation: sourceLocation)
    let keys = try await Listing(of: open.bench, variables: open.variables).keys
    #expect(
      keys == files.keys.map { String($0.dropLast(5)) }.sorted(), sourceLocation: sourceLocation)
  }

  /// Whether a diagnostic of a kind points into a file.
  private static func isTold(_ kind: String, of file: String, in text: String) -> Bool {
    let lines = text.split(separator: "\n")
    return zip(lines, lines.dropFirst()).contains {
      $0.hasPrefix(kind) && $1.contains("campaigns/\(file):")
    }
  }

  private static func post(_ key: String, _ audience: String) -> String {
    """
    campaign: \(key)
    format: post
    audience: \(audience)
    copy:
      title: News
      body: It is here.

    """
  }

  private static func text(_ server: RunningSandbox, _ path: String) throws -> String {
    String(decoding: try server.get(path), as: UTF8.self)
  }
}
