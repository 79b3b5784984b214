import Applying
import Audiences
import Delivering
import HTTP
import JSON
import Planning
import Remote
import Synchronization
import Testing
import Workflows

@Suite("Adopting news that somebody made by hand", .timeLimit(.minutes(5)))
struct IntercomAdoptionTests {
  private static let remote = "remote: intercom, region: eu, token_env: INTERCOM_TOKEN"

  @Test(
    "writes its file, remembers it, and leaves the item as it is", arguments: ["live", "draft"])
  func adoption(state: String) async throws {
    try await IntercomTown.open { town in
      let item = try await town.announce(["state": .string(state)])
      let bench = try AdoptionBench(remote: Self.remote)
      let report = try await bench.importAll(from: town.client)
      #expect(report.skipped == [] && report.imported.map(\.key) == ["csv-export"])
      #expect(
        try bench.read("csv-export.yaml") == """
          campaign: csv-export
          format: post
          \(state == "draft" ? "status: draft\n" : "")audience: { newsfeed: Launches }
          copy:
            title: CSV export
            body: |-
              Export & go.

              In one step.
            cta: { label: Look, url: "https://acme.test/?a=1&b=2" }

          """)
      #expect(try await town.news() == [item])
      let made = try #require(try await town.client.snapshot(of: ["shop"]).messages.first)
      #expect(made.externalID == "shop/csv-export" && made.state.rawValue == state)
      #expect(made.shownAt == (state == "live" ? town.now : nil))
      try await bench.expectNothingToDo(town.client, 0)
      let board = try await town.deliveries.board(of: ["shop"])
      #expect(board.campaigns.allSatisfy { !$0.isDue(at: town.now) })
      // What the file says later is written to the very item, and takes nothing else from it.
      _ = try await town.written(
        .update(id: made.id, etag: made.etag, intercomDraft("csv-export", format: .post)))
      let now = try await town.news()
      #expect(now.map { $0["id"] } == [item["id"]] && now[0]["title"] == "CSV export")
      #expect(now[0]["labels"] == item["labels"] && now[0]["reactions"] == item["reactions"])
    }
  }

  @Test("is done once: a second import finds the project's own")
  func twice() async throws {
    try await IntercomTown.open { town in
      try await town.announce()
      let bench = try AdoptionBench(remote: Self.remote)
      _ = try await bench.importAll(from: town.client)
      let files = try bench.files()
      let again = try await bench.importAll(from: town.client)
      #expect(again.imported.isEmpty && again.skipped.isEmpty)
      let named = try await bench.importAll(.ids(["news-1"]), from: town.client)
      #expect(named.skipped.map(\.reason) == [.own(key: "csv-export")])
      #expect(try bench.files() == files)
      #expect(try await town.articles().count == 1)
    }
  }

  @Test(
    "is refused where a file would say less, and nothing is touched",
    arguments: [
      (
        ["newsfeed_assignments": [["newsfeed_id": 101], ["newsfeed_id": 102]]],
        .severalNewsfeeds(["Product news", "Visitor feed"])
      ),
      (["newsfeed_assignments": []], .noNewsfeed),
      (["body": "<p>Some <em>nice</em> words</p>"], .markup),
      (["body": "<p>Hello {{first_name | fallback: \"you\"}}</p>"], .placeholders),
    ] as [(JSONObject, HinderedMessage.Obstacle)])
  func hindered(edit: JSONObject, obstacle: HinderedMessage.Obstacle) async throws {
    try await IntercomTown.open { town in
      let item = try await town.announce(edit)
      let bench = try AdoptionBench(remote: Self.remote)
      let report = try await bench.importAll(from: town.client)
      #expect(report.imported.isEmpty)
      #expect(report.skipped.map(\.id) == ["news-1"])
      #expect(report.skipped.map(\.reason) == [.hindered([obstacle])])
      #expect(try bench.files() == ["herald.yaml"])
      #expect(try await town.news() == [item])
      #expect(try await town.articles().isEmpty)
    }
  }

  @Test(
    "is refused for what only Intercom's own screens make",
    arguments: [
      (#""cover_image_url":null"#, #""cover_image_url":"https://acme.test/a.png""#, .coverImage),
      (
        #""published_at":1800000000"#, #""published_at":1800000060"#,
        .scheduled(at: 1_800_000_060)
      ),
      (#""title":"CSV export""#, #""title":"""#, .untitled),
      (#""name":"Visitor feed""#, #""name":"Launches""#, .namelessNewsfeed("103")),
    ] as [(String, String, HinderedMessage.Obstacle)])
  func ownScreens(
    words: String, others: String, obstacle: HinderedMessage.Obstacle
  ) async throws {
    try await IntercomTown.open(
      link: { EditingLink(sender: $0, words: words, others: others) }
    ) { town in
      try await town.announce()
      let bystanders = try await town.client.bystanders()
      #expect(bystanders.unowned.isEmpty)
      #expect(bystanders.hindered.map(\.obstacles) == [[obstacle]])
    }
  }

  @Test("is refused while an article that may be about it cannot be read")
  func unreadableOwner() async throws {
    try await IntercomTown.open { town in
      try await town.announce()
      try await town.call(
        .post, "/internal_articles",
        [
          "title": "herald · other/launch", "body": "<p>gone</p>", "author_id": 5001,
          "owner_id": 5001,
        ])
      let bystanders = try await town.client.bystanders()
      #expect(bystanders.unowned.isEmpty)
      #expect(bystanders.hindered.map(\.obstacles) == [[.unreadableOwner(article: "1")]])
    }
  }

  @Test("an item that is being made is nobody's to adopt")
  func inTheMaking() async throws {
    let link = MortalLink()
    try await IntercomTown.open(
      link: { sender in
        link.carry(sender)
        return link
      }
    ) { town in
      // As far as the item, and not its link in the article.
      for requests in 1..<12 {
        link.live(requests: requests)
        _ = await town.tryToPerform(.create(intercomDraft("k\(requests)", format: .post)))
      }
      link.live(requests: .max)
      #expect(try await town.news().contains { $0["title"]?.string?.hasPrefix("herald") ?? false })
      let bystanders = try await town.client.bystanders()
      #expect(bystanders.unowned.isEmpty && bystanders.hindered.isEmpty)
    }
  }

  @Test("one that was changed since it was read keeps no owner, and has no file")
  func changedMeanwhile() async throws {
    try await IntercomTown.open { town in
      try await town.announce()
      let seen = try #require(try await town.client.bystanders().unowned.first)
      try await town.call(
        .put, "/news/news_items/1", ["title": "CSV!", "sender_id": 5001])
      let draft = town.adoption(of: seen, as: "a")
      await #expect(throws: RemoteError.moved) {
        try await town.client.perform(.update(id: seen.id, etag: seen.etag, draft))
      }
      #expect(try await town.articles().isEmpty)
      try await town.call(.delete, "/news/news_items/1")
      await #expect(throws: RemoteError.moved) {
        try await town.client.perform(.update(id: seen.id, etag: seen.etag, draft))
      }
    }
  }

  @Test("of two who adopt the same, one does")
  func twoAtOnce() async throws {
    try await IntercomTown.open { town in
      try await town.announce()
      let seen = try #require(try await town.client.bystanders().unowned.first)
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for key in ["a", "b", "c", "d"] {
          group.addTask {
            await town.tryToPerform(
              .update(id: seen.id, etag: seen.etag, town.adoption(of: seen, as: key)))
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(outcomes == 1)
      #expect(try await town.articles().count == 1)
      // Who did is not refused when it is asked again; anybody else is.
      let made = try #require(try await town.messages().first)
      let record = try #require(made.record)
      let own = town.adoption(of: seen, as: record.key)
      #expect(try await town.written(.update(id: seen.id, etag: seen.etag, own)) == made)
      let other = town.adoption(of: seen, as: "e")
      await #expect(throws: RemoteError.conflict(holder: made.id)) {
        try await town.client.perform(.update(id: seen.id, etag: seen.etag, other))
      }
    }
  }

  @Test("whose answer is lost is found again: one article, one item")
  func lostAnswer() async throws {
    try await IntercomTown.open(link: ForgetfulLink.init) { town in
      let item = try await town.announce()
      let bench = try AdoptionBench(remote: Self.remote)
      let report = try await bench.importAll(from: town.client)
      #expect(report.imported.map(\.doubt) == [nil])
      #expect(try await town.articles().count == 1)
      #expect(try await town.news() == [item])
      try await bench.expectNothingToDo(town.client, 0)
    }
  }

  @Test("cut short anywhere and run again: one campaign, one item, and the next plan is empty")
  func cutShort() async throws {
    for requests in 0..<40 {
      let link = MortalLink()
      try await IntercomTown.open(
        link: { sender in
          link.carry(sender)
          return link
        }
      ) { town in
        let item = try await town.announce()
        let bench = try AdoptionBench(remote: Self.remote)
        link.live(requests: requests)
        _ = await bench.tryToImport(from: town.client)
        link.live(requests: .max)
        let isWritten = try bench.files().count > 1
        if requests.isMultiple(of: 2), isWritten {
          // What an import has begun, the next apply ends.
          let report = try await bench.apply(to: town.client)
          #expect(report.isComplete, "\(requests) requests")
        } else {
          _ = try await bench.importAll(from: town.client)
        }
        try await bench.expectNothingToDo(town.client, UInt64(requests))
        #expect(try bench.files() == ["csv-export.yaml", "herald.yaml"], "\(requests) requests")
        #expect(try await town.articles().count == 1, "\(requests) requests")
        #expect(try await town.news() == [item], "\(requests) requests")
      }
    }
  }
}

/// What somebody makes in Intercom's own screens shows in its answers.
private struct EditingLink: HTTPSender {
  let sender: any HTTPSender
  let words: String
  let others: String

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let answer = try await sender.send(request)
    guard request.url.contains("/news/") else { return answer }
    let text = String(decoding: answer.body, as: UTF8.self).replacing(words, with: others)
    return HTTPResponse(status: answer.status, headers: answer.headers, body: Array(text.utf8))
  }
}

/// Loses the answer of whoever makes an article.
private struct ForgetfulLink: HTTPSender {
  let sender: any HTTPSender

  init(_ sender: any HTTPSender) { self.sender = sender }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let answer = try await sender.send(request)
    if request.method == .post, request.url.hasSuffix("/internal_articles") {
      throw .connectionLost(server: "acme", sentRequest: true)
    }
    return answer
  }
}

extension AdoptionBench {
  /// What a process does that may die of it.
  fileprivate func tryToImport(from destination: any Destination) async -> Bool {
    do {
      _ = try await importAll(from: destination)
      return true
    } catch {
      return false
    }
  }
}

extension IntercomTown {
  /// Somebody makes a news item by hand, on the newsfeed `Launches`.
  @discardableResult
  fileprivate func announce(_ edit: JSONObject = [:]) async throws -> JSONValue {
    var item: JSONObject = [
      "title": "CSV export", "sender_id": 5001, "state": "live",
      "body": """
      <p>Export &amp; go.</p><p>In one step.</p>\
      <p><a href="https://acme.test/?a=1&amp;b=2" target="_blank">Look</a></p>
      """,
      "labels": ["Update", "New"], "reactions": ["👍", nil],
      "newsfeed_assignments": [["newsfeed_id": 103]],
    ]
    for member in edit.members { item[member.name] = member.value }
    return try await call(.post, "/news/news_items", .object(item))
  }

  /// As a plan has it.
  fileprivate func adoption(of message: RemoteMessage, as key: String) -> MessageDraft {
    MessageDraft(
      externalID: "acme/\(key)", name: message.name ?? key, state: message.state,
      spec: message.spec,
      record: Record(
        project: "acme", environment: "production", key: key, lastApplied: message.spec),
      otherMetadata: [:])
  }

  fileprivate func tryToPerform(_ step: Step) async -> Bool {
    do {
      _ = try await client.perform(step)
      return true
    } catch {
      return false
    }
  }
}
