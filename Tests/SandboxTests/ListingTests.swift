import JSON
import Sandbox
import Testing

@Suite struct ListingTests {
  @Test("a list read page by page has every message once, in the order of their ids")
  func pages() async throws {
    try await withSandbox { _, client in
      for number in 1...5 { _ = try await client.create(["name": .string("n\(number)")]) }
      let pages = try await client.pages("/messages?per_page=3")
      #expect(pages.map { $0["data"]?.array?.count } == [3, 3, 1])
      #expect(pages.flatMap(\.ids) == ["1", "2", "3", "4", "5", "6", "7"])
    }
  }

  @Test("each page says where it is, and the last one that it is the last")
  func pageNumbers() async throws {
    try await withSandbox { _, client in
      let pages = try await client.pages("/messages?per_page=1").map { $0["pages"] }
      #expect(pages.map { $0?["page"] } == [1, 2])
      #expect(pages.map { $0?["total_pages"] } == [2, 2])
      #expect(pages.map { $0?["next"]?["page"] } == [2, nil])
    }
  }

  @Test("messages made and deleted between two pages neither repeat nor hide another")
  func stability() async throws {
    try await withSandbox { _, client in
      for _ in 1...4 { _ = try await client.create() }
      let first = try await client.get("/messages?per_page=3").json
      _ = try await client.delete("/messages/2")
      _ = try await client.delete("/messages/4")
      let new = try await client.create()
      let cursor = try #require(first["pages"]?["next"]?["starting_after"]?.string)
      let second = try await client.get("/messages?per_page=3&starting_after=\(cursor)").json
      #expect(first.ids + second.ids == ["1", "2", "3", "5", "6", new])
    }
  }

  @Test("the id of a deleted message is not given again")
  func idsAreNotReused() async throws {
    try await withSandbox { _, client in
      let id = try await client.create()
      _ = try await client.delete("/messages/\(id)")
      #expect(try await client.create() != id)
    }
  }

  @Test("a page holds 50 messages unless another number is asked for")
  func defaultLimit() async throws {
    try await withSandbox { _, client in
      for _ in 1...49 { _ = try await client.create() }
      #expect(try await client.get("/messages").json.ids.count == 50)
      #expect(try await client.get("/messages?per_page=150").json.ids.count == 51)
    }
  }

  @Test(
    "a filter keeps those that pass it, and counts only those",
    arguments: [
      ("external_id_prefix=acme/", ["3", "4", "5"]),
      ("external_id_prefix=acme/%25", ["5"]),
      ("external_id_prefix=ACME/", []),
      ("format=post", ["2", "4"]),
      ("state=live", ["1", "4"]),
      ("external_id_prefix=acme/&format=post&state=live", ["4"]),
      ("external_id_prefix=acme/&state=archived", []),
    ])
  func filters(query: String, expected: [String]) async throws {
    try await withSandbox { _, client in
      _ = try await client.create(["external_id": "acme/a"])
      _ = try await client.create(["external_id": "acme/b", "format": "post", "state": "live"])
      _ = try await client.create(["external_id": "acme/%"])
      _ = try await client.create(["external_id": "acme"])
      _ = try await client.create(["external_id": "acmf/a"])
      let list = try await client.get("/messages?\(query)").json
      #expect(list.ids == expected)
      #expect(list["total_count"] == .integer(Int64(expected.count)))
    }
  }

  @Test(
    "a parameter that cannot be is 400",
    arguments: [
      ("per_page=0", "per_page"), ("per_page=151", "per_page"), ("per_page=x", "per_page"),
      ("per_page=", "per_page"), ("starting_after=x", "starting_after"),
      ("starting_after=bWVzc2FnZXM6Mg", "starting_after"), ("format=banner", "format"),
      ("state=gone", "state"), ("fromat=chat", "fromat"),
    ])
  func invalid(query: String, field: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.get("/messages?\(query)")
      #expect(answer.status == 400)
      #expect(try answer.problems == ["parameter_invalid \(field)"])
    }
  }

  @Test("a list holds each message as it is read alone, with its version")
  func sameAsAlone() async throws {
    try await withSandbox { _, client in
      let alone = try await client.get("/messages/1")
      let json = try alone.json
      let list = try await client.get("/messages?per_page=1").json
      #expect(list["data"]?.array == [json])
      #expect(alone.headers["etag"] == "\"1\"")
      #expect(list["data"]?.array?.first?["version"] == 1)
    }
  }
}

extension JSONValue {
  /// The ids of a list's messages.
  fileprivate var ids: [String] { (self["data"]?.array ?? []).compactMap { $0["id"]?.string } }
}

extension Client {
  /// Reads a list to its end.
  fileprivate func pages(_ path: String) async throws -> [JSONValue] {
    var pages = [try await get(path).json]
    while let cursor = pages.last?["pages"]?["next"]?["starting_after"]?.string {
      pages.append(try await get("\(path)&starting_after=\(cursor)").json)
    }
    return pages
  }
}
