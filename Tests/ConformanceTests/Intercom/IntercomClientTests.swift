import Audiences
import HTTP
import JSON
import Planning
import Remote
import Synchronization
import Testing

@Suite("A workspace of the public API", .timeLimit(.minutes(5)))
struct IntercomClientTests {
  @Test("people read `{{` where files write `{{{{`, and an edit by hand is read back so")
  func literalBraces() async throws {
    try await IntercomTown.open { town in
      let draft = intercomDraft("a", format: .post) {
        $0.title = "Write {{{{name}}"
        $0.body = "It fills {{{{name}} in."
      }
      _ = try await town.written(.create(draft))
      let item = try #require(try await town.news().first)
      #expect(item["title"] == "Write {{name}}")
      #expect(item["body"]?.string?.contains("It fills {{name}} in.") == true)
      let kept = try #require(try await town.messages().first?.spec)
      #expect(kept.title == draft.spec.title && kept.body == draft.spec.body)
      try await town.call(
        .put, "/news/news_items/\(try #require(item["id"]?.string))",
        ["title": "Write {{me}}", "body": "<p>{{you}}</p>", "sender_id": 5001])
      let edited = try #require(try await town.messages().first?.spec)
      #expect(edited.title == "Write {{{{me}}" && edited.body == "{{{{you}}")
    }
  }

  @Test("what was created is in the next snapshot", arguments: [Format.chat, .post])
  func create(format: Format) async throws {
    try await IntercomTown.open { town in
      let draft = intercomDraft("a", format: format)
      let made = try await town.written(.create(draft))
      #expect(try await town.messages() == [made])
      #expect(made.externalID == "acme/a" && made.state == .live && made.liveAt == town.now)
      #expect(draft.differences(from: made).isEmpty)
      #expect(made.record == draft.record)
      #expect(made.shownAt == (format == .post ? town.now : nil))
    }
  }

  @Test("a post is a news item of its newsfeed, and what Intercom makes of it is no change")
  func post() async throws {
    try await IntercomTown.open { town in
      let made = try await town.written(.create(intercomDraft("a", format: .post)))
      let item = try #require(try await town.news().first)
      #expect(item["title"] == "CSV export" && item["state"] == "live")
      #expect(item["newsfeed_assignments"]?.array?.count == 1)
      #expect(made.spec.body == "Export in one step.\n\nNow & here.")
      #expect(made.spec.audience == .newsfeed("Launches"))
      let id = try #require(item["id"]?.string)
      try await town.call(
        .put, "/news/news_items/\(id)",
        [
          "title": "CSV export", "sender_id": 5001, "labels": ["z", "a"],
          "reactions": [nil, "👍"],
        ])
      #expect(try await town.messages() == [made])
    }
  }

  @Test("what somebody changes in Intercom shows, field by field")
  func outside() async throws {
    try await IntercomTown.open { town in
      _ = try await town.written(.create(intercomDraft("a", format: .post)))
      let id = try #require(try await town.news().first?["id"]?.string)
      try await town.call(
        .put, "/news/news_items/\(id)",
        ["title": "CSV!", "sender_id": 5002, "body": "<p>Other <b>words</b></p>"])
      let changed = try #require(try await town.messages().first)
      #expect(changed.spec.title == "CSV!" && changed.spec.body == "Other words")
      #expect(changed.spec.callToAction == nil && changed.spec.sender == .id("5002"))
      try await town.call(
        .put, "/news/news_items/\(id)", ["title": "CSV!", "sender_id": 5002, "state": "draft"])
      #expect(try await town.messages().first?.state == .paused)
      try await town.call(.delete, "/news/news_items/\(id)")
      let gone = try #require(try await town.messages().first)
      #expect(gone.state == .draft && gone.spec.title == nil && gone.spec.body == nil)
      // Applying it again makes it again.
      let draft = intercomDraft("a", format: .post, revision: 2)
      let back = try await town.written(.update(id: gone.id, etag: gone.etag, draft))
      #expect(draft.differences(from: back).isEmpty)
      #expect(try await town.news().count == 1)
    }
  }

  @Test("a post is not seen before its start, and not after its end")
  func schedule() async throws {
    try await IntercomTown.open { town in
      let draft = intercomDraft("a", format: .post) {
        $0.schedule.startsAt = town.now + 100
        $0.schedule.endsAt = town.now + 200
      }
      let made = try await town.written(.create(draft))
      #expect(made.state == .live && made.shownAt == nil)
      #expect(try await town.news().first?["state"] == "draft")
    }
  }

  @Test(
    "an update changes what was planned against, and nothing else", arguments: [Format.chat, .post])
  func update(format: Format) async throws {
    try await IntercomTown.open { town in
      let old = try await town.written(.create(intercomDraft("a", format: format)))
      let draft = intercomDraft("b", format: format, state: .paused, revision: 2) {
        $0.body = "Anew."
      }
      let made = try await town.written(.update(id: old.id, etag: old.etag, draft))
      #expect(made.id == old.id && made.etag != old.etag)
      #expect(draft.differences(from: made).isEmpty)
      #expect(try await town.messages() == [made])
      await #expect(throws: RemoteError.moved) {
        try await town.client.perform(.update(id: old.id, etag: old.etag, draft))
      }
      await #expect(throws: RemoteError.moved) {
        try await town.client.perform(.delete(id: old.id, etag: old.etag))
      }
    }
  }

  @Test("a pause leaves the newsfeeds as somebody has set them")
  func pausedFeeds() async throws {
    try await IntercomTown.open { town in
      _ = try await town.written(.create(intercomDraft("a", format: .post)))
      let id = try #require(try await town.news().first?["id"]?.string)
      try await town.call(
        .put, "/news/news_items/\(id)",
        [
          "title": "CSV export", "sender_id": 5001,
          "newsfeed_assignments": [["newsfeed_id": 101], ["newsfeed_id": 102]],
        ])
      let now = try #require(try await town.messages().first)
      let draft = MessageDraft(
        externalID: "acme/a", name: "a", state: .paused, spec: now.spec,
        record: try #require(now.record), otherMetadata: [:])
      let paused = try await town.written(.update(id: now.id, etag: now.etag, draft))
      #expect(paused.state == .paused)
      let item = try #require(try await town.news().first)
      #expect(item["state"] == "draft" && item["newsfeed_assignments"]?.array?.count == 2)
    }
  }

  @Test(
    "a change of what is live keeps its place in the newsfeed, whatever Intercom would make of it")
  func keepsPlace() async throws {
    try await IntercomTown.open(link: { RedatingLink(sender: $0) }) { town in
      let old = try await town.written(.create(intercomDraft("a", format: .post)))
      func date() async throws -> Int64? {
        try await town.news().first?["newsfeed_assignments"]?.array?.first?["published_at"]?.integer
      }
      let before = try #require(try await date())
      town.pass(seconds: 86_400)
      let draft = intercomDraft("a", format: .post, revision: 2) { $0.body = "Anew." }
      _ = try await town.written(.update(id: old.id, etag: old.etag, draft))
      #expect(try await date() == before)
    }
  }

  @Test("a pause reaches a tag that is made while it is written")
  func pauseWhileTagged() async throws {
    let http = Mutex<IntercomTown?>(nil)
    let made = Mutex(false)
    let link = { @Sendable (sender: any HTTPSender) in
      ObservedLink(sender) { request in
        guard request.method == .put, let town = http.withLock({ $0 }),
          !made.withLock({
            let was = $0; $0 = true; return was
          })
        else { return }
        do {
          try await town.call(.post, "/tags", ["name": "herald: acme/a"])
        } catch {
          Issue.record("no tag: \(error)")
        }
      }
    }
    try await IntercomTown.open(link: link) { town in
      let old = try await town.written(.create(intercomDraft("a")))
      http.withLock { $0 = town }
      let draft = intercomDraft("a", state: .paused, revision: 2)
      _ = try await town.written(.update(id: old.id, etag: old.etag, draft))
      let tags = try await town.call(.get, "/tags")["data"]?.array ?? []
      #expect(tags.map { $0["name"] } == ["herald: acme/a · paused"])
    }
  }

  @Test("of a campaign that was made twice, one is delivered, and a pause stops both")
  func twins() async throws {
    try await IntercomTown.open { town in
      let first = try await town.written(.create(intercomDraft("a")))
      let second = try await town.written(.create(intercomDraft("a")))
      let board = try await town.deliveries.board(of: ["acme"])
      #expect(board.campaigns.map(\.message.id) == [first.id] && first.id != second.id)
      _ = try await town.admit(2)
      _ = try await town.deliver()
      let draft = intercomDraft("a", state: .paused, revision: 2)
      _ = try await town.written(.update(id: second.id, etag: second.etag, draft))
      let tags = try await town.call(.get, "/tags")["data"]?.array ?? []
      #expect(tags.map { $0["name"] } == ["herald: acme/a · paused"])
    }
  }

  @Test("a delete leaves nothing, and may be done twice", arguments: [Format.chat, .post])
  func delete(format: Format) async throws {
    try await IntercomTown.open { town in
      let old = try await town.written(.create(intercomDraft("a", format: format)))
      let step = Step.delete(id: old.id, etag: old.etag)
      #expect(try await town.client.perform(step) == .deleted)
      #expect(try await town.client.perform(step) == .deleted)
      #expect(try await town.articles().isEmpty)
      #expect(try await town.news().isEmpty)
    }
  }

  @Test("no AI agent may answer from an article, and its sender owns it")
  func agents() async throws {
    try await IntercomTown.open { town in
      _ = try await town.written(.create(intercomDraft("a")))
      let article = try #require(try await town.articles().first)
      for agent in ["chatbot", "copilot", "sales_agent"] {
        #expect(article["ai_\(agent)_availability"] == false)
      }
      #expect(article["owner_id"] == 5001)
      let body = try #require(article["body"]?.string)
      #expect(body.contains("everyone") && body.contains("Export now"))
    }
  }

  @Test("an article that somebody damaged stops everything, and is told")
  func damage() async throws {
    try await IntercomTown.open { town in
      let made = try await town.written(.create(intercomDraft("a")))
      try await town.call(
        .put, "/internal_articles/\(made.id)",
        ["title": "Our launch", "body": "<p>HERALD-RECORD-BEGINS campaign 00 aa</p>"])
      await #expect(throws: RemoteError.damagedRecord(article: made.id)) {
        try await town.messages()
      }
    }
  }

  @Test(
    "what the workspace has not is said as it is, and nothing is written",
    arguments: [
      (
        intercomDraft("a", format: .post) { $0.audience = .newsfeed("None\u{1B}") },
        .noNewsfeed("None\\u{1B}")
      ),
      (
        intercomDraft("a", format: .post) { $0.audience = .newsfeed("Twins") },
        .severalNewsfeeds("Twins")
      ),
      (intercomDraft("a", sender: .email("eve@acme.test")), .noAdmin("eve@acme.test")),
      (
        intercomDraft("a", format: .post, sender: .id("ana")), .noAdmin("ana")
      ),
      (intercomDraft("a", format: .tooltip), .unsupported([.tooltip])),
      (
        intercomDraft("a", format: .post) {
          ($0.audience, $0.title) = (.everyone, "Hello {{ first_name }}")
        }, .unsupported([.postAudience, .postPlaceholder])
      ),
      (intercomDraft("a") { $0.display.pages = ["/x"] }, .unsupported([.pages])),
    ] as [(MessageDraft, Lack)])
  func lack(draft: MessageDraft, lack: Lack) async throws {
    try await IntercomTown.open { town in
      await #expect(throws: RemoteError.lacking(lack)) {
        try await town.client.perform(.create(draft))
      }
      let (news, articles) = (try await town.news(), try await town.articles())
      #expect(news.isEmpty && articles.isEmpty)
    }
  }

  @Test("what it has not does not keep a message from being paused")
  func pausedInSpite() async throws {
    try await IntercomTown.open { town in
      let made = try await town.written(.create(intercomDraft("a", format: .post)))
      let draft = intercomDraft("a", format: .post, state: .paused, revision: 2) {
        ($0.audience, $0.display.pages) = (.newsfeed("None"), ["/x"])
      }
      let paused = try await town.written(.update(id: made.id, etag: made.etag, draft))
      #expect(paused.state == .paused)
      #expect(try await town.news().first?["state"] == "draft")
    }
  }

  @Test("a list of several pages is read to its end")
  func pages() async throws {
    try await IntercomTown.open { town in
      for number in 0..<105 {
        _ = try await town.client.perform(.create(intercomDraft("k\(number)")))
      }
      #expect(try await town.messages().count == 105)
    }
  }
}

/// A way to a workspace that dates what is published without a date anew at each change.
private final class RedatingLink: HTTPSender {
  private let sender: any HTTPSender
  private let date = Atomic<Int64>(1_799_000_000)

  init(sender: any HTTPSender) { self.sender = sender }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    var request = request
    if request.method == .put, request.url.contains("/news/news_items/") {
      do {
        guard case .object(var body) = try JSONValue(parsing: request.body),
          case .object(var assignment) = body["newsfeed_assignments"]?.array?.first
        else { return try await sender.send(request) }
        if assignment["published_at"] == nil {
          assignment["published_at"] = .integer(date.add(1, ordering: .relaxed).newValue)
        }
        body["newsfeed_assignments"] = [.object(assignment)]
        request.body = JSONValue.object(body).compact()
      } catch {
        Issue.record("a request that is no JSON: \(error)")
      }
    }
    return try await sender.send(request)
  }
}
