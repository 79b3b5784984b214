import JSON
import Sandbox
import Testing

@Suite struct `A news item` {
  @Test func `is made, read, changed and deleted`() async throws {
    try await withSandbox { _, client in
      let made = try await client.json(
        "/news/news_items",
        """
        {"title":"Halloween","body":"<p>Boo</p>","sender_id":5001,"state":"live",
         "deliver_silently":true,"labels":["Product","Update","New"],"reactions":["😆",null],
         "newsfeed_assignments":[{"newsfeed_id":101,"published_at":1664638214}]}
        """)
      #expect(
        made == [
          "id": "1", "type": "news-item", "workspace_id": "acme0001", "title": "Halloween",
          "body": "<p>Boo</p>", "sender_id": 5001, "state": "live",
          "labels": ["New", "Product", "Update"], "cover_image_url": nil,
          "reactions": ["😆", nil], "deliver_silently": true, "created_at": 1_800_000_000,
          "updated_at": 1_800_000_000,
          "newsfeed_assignments": [["newsfeed_id": 101, "published_at": 1_664_638_214]],
        ])
      #expect(try await client.get("/news/news_items/1").json == made)
      let changed = try await client.put(
        "/news/news_items/1", #"{"title":"Christmas","sender_id":"5002"}"#
      ).json
      #expect(changed["title"] == "Christmas")
      #expect(changed["sender_id"] == 5002)
      #expect(changed["labels"] == made["labels"])
      #expect(changed["newsfeed_assignments"] == made["newsfeed_assignments"])
      #expect(
        try await client.delete("/news/news_items/1").json
          == ["id": "1", "object": "news-item", "deleted": true])
      for answer in [
        try await client.get("/news/news_items/1"), try await client.delete("/news/news_items/1"),
        try await client.put("/news/news_items/1", "{}"),
      ] {
        #expect(answer.status == 404)
        #expect(try answer.problems == ["not_found"])
      }
    }
  }

  @Test func `is a draft without reactions, which are nulls, where nothing is said`() async throws {
    try await withSandbox { _, client in
      let item = try await client.newsItem()
      #expect(item["state"] == "draft")
      #expect(item["reactions"] == [nil, nil, nil, nil])
      #expect(item["labels"] == [])
      #expect(item["newsfeed_assignments"] == [])
      #expect(item["deliver_silently"] == false)
      #expect(try await client.newsItem(["reactions": []])["reactions"] == [])
    }
  }

  @Test func `has no cover image, whatever is written`() async throws {
    try await withSandbox { _, client in
      let item = try await client.newsItem(["cover_image_url": "https://acme.test/a.png"])
      #expect(item["cover_image_url"] == .null)
    }
  }

  @Test func `has the date of a draft passed over, and gets one once it is live`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let draft = try await client.newsItem([
        "newsfeed_assignments": [["newsfeed_id": 101, "published_at": 5_000_000_000]]
      ])
      #expect(draft["newsfeed_assignments"] == [["newsfeed_id": 101]])
      clock.advance(10)
      let live = try await client.change("1", ["state": "live"])
      let published: JSONValue = [["newsfeed_id": 101, "published_at": 1_800_000_010]]
      #expect(live["newsfeed_assignments"] == published)
      clock.advance(10)
      let again = try await client.change(
        "1", ["state": "live", "newsfeed_assignments": [["newsfeed_id": 101]]])
      #expect(again["newsfeed_assignments"] == published)
    }
  }

  @Test(arguments: [
    (#"{"sender_id":5001}"#, 400, "parameter_not_found title"),
    (#"{"title":"T"}"#, 400, "parameter_not_found sender_id"),
    (#"{"title":"T","sender_id":9}"#, 400, "parameter_invalid sender_id"),
    (#"{"title":"T","sender_id":"Ana"}"#, 400, "parameter_invalid sender_id"),
    (#"{"title":"T","sender_id":5001,"state":"sent"}"#, 422, "data_invalid state"),
    (
      #"{"title":"T","sender_id":5001,"newsfeed_assignments":[{"newsfeed_id":9}]}"#, 404,
      "not_found"
    ),
    (
      #"{"title":"T","sender_id":5001,"newsfeed_assignments":[{"newsfeed_id":101},{"newsfeed_id":101}]}"#,
      400, "parameter_invalid newsfeed_assignments.1.newsfeed_id"
    ),
    (
      #"{"title":"T","sender_id":5001,"state":"live","newsfeed_assignments":[{"newsfeed_id":101,"published_at":1800000001}]}"#,
      400, "parameter_invalid newsfeed_assignments.published_at"
    ),
  ])
  func `is refused with the field that is wrong`(
    body: String, status: Int, problem: String
  ) async throws {
    try await withSandbox { _, client in
      _ = try await client.newsItem(["title": "kept"])
      for answer in [
        try await client.post("/news/news_items", body),
        try await client.put("/news/news_items/1", body),
      ] {
        #expect(answer.status == status)
        #expect(try answer.problems == [problem])
      }
      #expect(try await client.get("/news/news_items").json.titles == ["kept"])
    }
  }

  @Test func `is listed by the page`() async throws {
    try await withSandbox { _, client in
      for number in 1...12 { _ = try await client.newsItem(["title": .string("\(number)")]) }
      let list = try await client.get("/news/news_items").json
      #expect(list["pages"] == ["type": "pages", "page": 1, "per_page": 10, "total_pages": 2])
      #expect(list["total_count"] == 12)
      let rest = try await client.get("/news/news_items?page=2").json
      #expect(list.titles + rest.titles == (1...12).map(\.description))
    }
  }

  @Test func `gets an id that none before it had`() async throws {
    try await withSandbox { _, client in
      _ = try await client.newsItem()
      _ = try await client.delete("/news/news_items/1")
      #expect(try await client.newsItem()["id"] == "2")
    }
  }
}

@Suite struct `A newsfeed` {
  @Test func `shows its live items, the newest first`() async throws {
    try await withSandbox { _, client in
      for (title, state, feed, date) in [
        ("old", "live", 101, 1), ("new", "live", 101, 2), ("draft", "draft", 101, 3),
        ("other", "live", 102, 4),
      ] as [(String, String, Int64, Int64)] {
        _ = try await client.newsItem([
          "title": .string(title), "state": .string(state),
          "newsfeed_assignments": [
            ["newsfeed_id": .integer(feed), "published_at": .integer(date)]
          ],
        ])
      }
      let items = try await client.get("/news/newsfeeds/101/items").json
      #expect(items.titles == ["new", "old"])
      #expect(items["pages"] == ["type": "pages", "page": 1, "per_page": 20, "total_pages": 1])
      #expect(try await client.get("/news/newsfeeds/9/items").status == 404)
    }
  }

  @Test func `is the workspace's own, and cannot be made`() async throws {
    try await withSandbox { _, client in
      let feed: JSONValue = [
        "id": "101", "type": "newsfeed", "name": "Product news", "created_at": 1_767_621_600,
        "updated_at": 1_767_621_600,
      ]
      #expect(try await client.get("/news/newsfeeds/101").json == feed)
      let list = try await client.get("/news/newsfeeds").json
      #expect(list["data"]?.array?.first == feed)
      #expect(list["data"]?.array?.map { $0["name"] } == ["Product news", "Visitor feed"])
      #expect(try await client.post("/news/newsfeeds", #"{"name":"x"}"#).status == 405)
      #expect(try await client.get("/news/newsfeeds/9").status == 404)
    }
  }

  @Test func `that the configuration names is there once, however often it starts`() async throws {
    try await withFolder { folder in
      let clock = StandingClock()
      var configuration = SandboxConfiguration(
        databasePath: "\(folder)/a.sqlite", clock: { clock.now })
      configuration.newsfeeds = ["Beta", "Visitor feed", "Beta"]
      for _ in 1...2 {
        try await withSandbox(configuration) { _, client in
          let list = try await client.get("/news/newsfeeds").json
          #expect(
            list["data"]?.array?.map { $0["name"] }
              == ["Product news", "Visitor feed", "Beta", "Beta"])
        }
      }
    }
  }
}

extension Client {
  /// Makes a news item, and returns it.
  func newsItem(_ fields: [String: JSONValue] = [:]) async throws -> JSONValue {
    try await json("/news/news_items", Self.newsItem(fields))
  }

  func change(_ id: String, _ fields: [String: JSONValue]) async throws -> JSONValue {
    try await put("/news/news_items/\(id)", Self.newsItem(fields)).json
  }

  private static func newsItem(_ fields: [String: JSONValue]) -> String {
    var object: JSONObject = ["title": "News", "sender_id": 5001]
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) { object[name] = value }
    return JSONValue.object(object).compactText
  }
}
