import JSON
import Remote
import Testing

@Suite("A list, page after page")
struct MessageListTests {
  @Test("what is asked for is narrow, full pages, and percent-encoded")
  func request() {
    let list = MessageList(externalIDPrefix: "acme growth/ü&")
    #expect(
      list.next == "/messages?per_page=150&external_id_prefix=acme%20growth%2F%C3%BC%26")
  }

  @Test("letters, digits and four signs stand for themselves in a query, nothing else does")
  func encoding() {
    let kept = "ABCXYZabcxyz0189-._~"
    #expect(percentEncoded(kept) == kept)
    #expect(percentEncoded("\u{0}\n /?#%+:@\"é") == "%00%0A%20%2F%3F%23%25%2B%3A%40%22%C3%A9")
  }

  @Test("pages follow each other by their cursor until one has no next")
  func pages() throws {
    var list = MessageList(externalIDPrefix: "a/")
    #expect(try list.read(page(["1", "2"], next: "x=&y")).count == 2)
    #expect(list.next?.hasSuffix("&starting_after=x%3D%26y") == true)
    #expect(try list.read(page(["3"], total: 3)).count == 1)
    #expect(list.next == nil)
  }

  @Test("no messages are an empty list")
  func empty() throws {
    var list = MessageList(externalIDPrefix: "a/")
    #expect(try list.read(page([], total: 0)).isEmpty)
    #expect(list.next == nil)
  }

  @Test("a null for the next page is none")
  func nullNext() throws {
    var list = MessageList(externalIDPrefix: "a/")
    _ = try list.read(["data": [], "total_count": 0, "pages": ["next": nil]])
    #expect(list.next == nil)
  }

  @Test("a message that moved to a later page meanwhile counts once")
  func moved() throws {
    var list = MessageList(externalIDPrefix: "a/")
    _ = try list.read(page(["1", "2"], next: "b"))
    #expect(try list.read(page(["2", "3"], total: 3)).map { $0["id"] } == ["3"])
  }

  @Test("messages that went meanwhile are no fault of the list")
  func fewer() throws {
    var list = MessageList(externalIDPrefix: "a/")
    #expect(try list.read(page(["1", "2"], total: 1)).count == 2)
  }

  @Test(
    "a list that does not add up is an error",
    arguments: [
      ([.null], "`data`"), ([["data": "x"]], "`data`"), ([[]], "`data`"),
      ([["data": [7], "total_count": 1]], "`id`"),
      ([["data": []]], "`total_count`"), ([["data": [], "total_count": "0"]], "`total_count`"),
      ([page(["1"], total: 2)], "ends after 1 of 2"),
      ([page(["1"], next: "c"), page(["2"], next: "c")], "circle"),
      ([page(["1"], next: "c"), page(["2"], next: "d"), page(["3"], next: "c")], "circle"),
      ([page(["1"], next: "c"), page(["1"], next: "d")], "nothing new"),
      ([page([], next: "c")], "nothing new"),
      ([["data": [["id": "1"]], "pages": ["next": "https://x/?page=2"]]], "next page begins"),
      ([["data": [["id": "1"]], "pages": ["next": ["page": 2]]]], "next page begins"),
    ] as [([JSONValue], String)])
  func wrong(pages: [JSONValue], problem: String) {
    let error = #expect(throws: RemoteError.self) {
      var list = MessageList(externalIDPrefix: "a/")
      for page in pages { _ = try list.read(page) }
    }
    #expect(error?.description.contains(problem) == true)
    #expect(error?.mayHaveLanded == false)
  }
}

private func page(_ ids: [String], total: Int64? = nil, next: String? = nil) -> JSONValue {
  var object: JSONObject = [
    "type": "list", "data": .array(ids.map { ["id": .string($0)] }),
    "total_count": .integer(total ?? 1_000),
  ]
  if let next { object["pages"] = ["next": ["page": 2, "starting_after": .string(next)]] }
  return .object(object)
}
