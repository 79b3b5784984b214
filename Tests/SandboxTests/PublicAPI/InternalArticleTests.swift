import JSON
import Sandbox
import Testing

@Suite struct `An internal article` {
  @Test func `is made, read, changed in part and deleted`() async throws {
    let clock = StandingClock()
    try await withSandbox(clock: clock) { _, client in
      let made = try await client.json(
        "/internal_articles",
        #"{"title":"T","body":"<p>Hello.</p>","owner_id":5001,"author_id":5002}"#)
      #expect(
        made == [
          "type": "internal_article", "id": "1", "title": "T", "body": "<p>Hello.</p>",
          "owner_id": 5001, "author_id": 5002, "created_at": 1_800_000_000,
          "updated_at": 1_800_000_000, "locale": "en", "audience_ids": [],
          "ai_chatbot_availability": false, "ai_copilot_availability": false,
          "ai_sales_agent_availability": false,
        ])
      #expect(try await client.get("/internal_articles/1").json == made)
      clock.advance(60)
      let changed = try await client.put(
        "/internal_articles/1", #"{"title":"U","ai_copilot_availability":true}"#
      ).json
      #expect(changed["title"] == "U")
      #expect(changed["body"] == "<p>Hello.</p>")
      #expect(changed["ai_copilot_availability"] == true)
      #expect(changed["updated_at"] == 1_800_000_060)
      #expect(changed["created_at"] == 1_800_000_000)
      #expect(try await client.get("/internal_articles/1").json == changed)
      #expect(
        try await client.delete("/internal_articles/1").json
          == ["id": "1", "object": "internal_article", "deleted": true])
      for answer in [
        try await client.get("/internal_articles/1"),
        try await client.delete("/internal_articles/1"),
        try await client.put("/internal_articles/1", "{}"),
      ] {
        #expect(answer.status == 404)
        #expect(try answer.problems == ["not_found"])
      }
    }
  }

  @Test func `has no entity tag, and a change is made whatever it moved from`() async throws {
    try await withSandbox { _, client in
      _ = try await client.article("a")
      #expect(try await client.get("/internal_articles/1").headers["etag"] == nil)
      let answer = try await client.put(
        "/internal_articles/1", #"{"title":"b"}"#, ifMatch: "\"0\"")
      #expect(answer.status == 200)
    }
  }

  @Test func `may have a title that another has`() async throws {
    try await withSandbox { _, client in
      _ = try await client.article("same")
      _ = try await client.article("same")
      #expect(try await client.get("/internal_articles").json["total_count"] == 2)
    }
  }

  @Test func `has fields that nobody knows passed over`() async throws {
    try await withSandbox { _, client in
      let made = try await client.json(
        "/internal_articles", #"{"title":"T","owner_id":5001,"author_id":"5001","colour":"red"}"#)
      #expect(made["colour"] == nil)
      #expect(made["author_id"] == 5001)
    }
  }

  @Test(arguments: [
    (#"{"title":"T","owner_id":5001}"#, 400, "parameter_not_found author_id"),
    (#"{"title":"T","author_id":5001}"#, 400, "parameter_not_found owner_id"),
    (#"{"owner_id":5001,"author_id":5001}"#, 400, "parameter_not_found title"),
    (#"{"title":"T","owner_id":9,"author_id":5001}"#, 400, "parameter_invalid owner_id"),
    (#"{"title":1,"owner_id":5001,"author_id":5001}"#, 400, "parameter_invalid title"),
    (
      #"{"title":"T","owner_id":5001,"author_id":5001,"body_markdown":"b"}"#, 400,
      "parameter_invalid body_markdown"
    ),
    (#"{"title":"T","owner_id":5001,"author_id":5001,"audience_ids":[1]}"#, 404, "not_found"),
  ])
  func `is refused with the field that is wrong`(
    body: String, status: Int, problem: String
  ) async throws {
    try await withSandbox { _, client in
      let answer = try await client.post("/internal_articles", body)
      #expect(answer.status == status)
      #expect(try answer.problems == [problem])
      #expect(try await client.get("/internal_articles").json["total_count"] == 0)
    }
  }

  @Test func `is listed by the page, whatever cursor is named`() async throws {
    try await withSandbox { _, client in
      for number in 1...5 { _ = try await client.article("\(number)") }
      let first = try await client.get("/internal_articles?per_page=2").json
      #expect(
        first["pages"] == ["type": "pages", "page": 1, "per_page": 2, "total_pages": 3])
      #expect(first["total_count"] == 5)
      #expect(first.titles == ["1", "2"])
      let last = try await client.get("/internal_articles?per_page=2&page=3").json
      #expect(last.titles == ["5"])
      #expect(try await client.get("/internal_articles?per_page=2&page=4").json.titles == [])
      let followed = try await client.get("/internal_articles?per_page=2&starting_after=x").json
      #expect(followed == first)
      let most = try await client.get("/internal_articles?per_page=1000").json
      #expect(most["pages"]?["per_page"] == 150)
      let usual = try await client.get("/internal_articles").json
      #expect(usual["pages"]?["per_page"] == 25)
    }
  }

  @Test(arguments: ["page=0", "page=x", "per_page=0", "per_page=-1"])
  func `is not listed on a page that cannot be`(query: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.get("/internal_articles?\(query)")
      #expect(answer.status == 400)
    }
  }

  @Test(arguments: [
    ("Body of the Article", "Body of the Article"),
    ("<p>Hello there,</p>", "<p>Hello there,</p>"),
    ("<P CLASS=note id='a'>x</P>", #"<p class="note" id="a">x</p>"#),
    ("<p>a<br/>b<BR />c</p>", "<p>a<br>b<br>c</p>"),
    ("\n<p>a</p>\n  <p>b</p>\n", "<p>a</p><p>b</p>"),
    ("<b>a</b> <i>b</i>", "<b>a</b> <i>b</i>"),
    ("<pre><code>a\n\n  b</code>\n</pre>", "<pre><code>a\n\n  b</code>\n</pre>"),
    ("<p>it&#39;s &quot;5 &lt; 6&quot; &amp; A&#x42;</p>", #"<p>it's "5 &lt; 6" &amp; AB</p>"#),
    ("a & b < c &unknown; 1<2", "a &amp; b &lt; c &amp;unknown; 1&lt;2"),
    ("a<!-- secret -->b<script>alert(1)</script >c<style>p{}</style>", "abc"),
    (
      #"<a href='/?a=1&amp;b="x"' onclick="y()" style="z" hidden>l</a>"#,
      #"<a href="/?a=1&amp;b=&quot;x&quot;" hidden>l</a>"#
    ),
    ("<p>unclosed <em", "<p>unclosed &lt;em"),
    ("<p = a==b>x</p>", #"<p a="=b">x</p>"#),
  ])
  func `keeps its body as HTML that is written in one way`(
    sent: String, kept: String
  ) async throws {
    try await withSandbox { _, client in
      let article = try await client.article("a", body: sent)
      #expect(article["body"]?.string == kept)
      // What was read can be sent back, and stays.
      let again = try await client.article("a", body: kept)
      #expect(again["body"]?.string == kept)
    }
  }
}

extension JSONValue {
  /// The titles of what a page lists.
  var titles: [String] { self["data"]?.array?.compactMap { $0["title"]?.string } ?? [] }
}

extension Client {
  /// Makes an article, and returns it.
  func article(_ title: String, body: String = "<p>Text.</p>") async throws -> JSONValue {
    let fields: JSONValue = [
      "title": .string(title), "body": .string(body), "owner_id": 5001, "author_id": 5001,
    ]
    return try await json("/internal_articles", fields.compactText)
  }
}
