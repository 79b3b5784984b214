import JSON
import Testing

@testable import Remote

@Suite("A list of the public API")
struct IntercomListTests {
  private func page(
    _ ids: [JSONValue], total: Int64? = nil, pages: Int64? = nil
  ) -> JSONValue {
    var object: JSONObject = ["data": .array(ids.map { ["id": $0] })]
    if let total { object["total_count"] = .integer(total) }
    if let pages { object["pages"] = ["total_pages": .integer(pages)] }
    return .object(object)
  }

  @Test("is read page after page, until as many as there are were read")
  func whole() throws {
    var list = IntercomList("/internal_articles")
    #expect(list.next == "/internal_articles?page=1&per_page=100")
    #expect(try list.read(page(["1", 2], total: 3, pages: 2)).count == 2)
    #expect(list.next == "/internal_articles?page=2&per_page=100")
    #expect(try list.read(page(["3"], total: 3, pages: 2)).count == 1)
    #expect(list.next == nil)
  }

  @Test("counts an item once that moved to a later page meanwhile")
  func moved() throws {
    var list = IntercomList("/x")
    _ = try list.read(page(["1", "2"], total: 3))
    #expect(try list.read(page(["2", "3"], total: 3)).count == 1)
    #expect(list.next == nil)
  }

  @Test("that takes no notice of the page is an error, as is one that is cut short")
  func cut() throws {
    var list = IntercomList("/x")
    _ = try list.read(page(["1", "2"], total: 3))
    #expect(throws: RemoteError.self) { try list.read(page(["1", "2"], total: 3)) }
    var short = IntercomList("/x")
    _ = try short.read(page(["1"], total: 2))
    #expect(throws: RemoteError.self) { try short.read(page([], total: 2)) }
  }

  @Test(
    "that does not say how long it is, or what its items are, is an error",
    arguments: [
      ["data": [["id": "1"]]], ["total_count": 1], ["data": [["name": "x"]], "total_count": 1],
      ["data": [7], "total_count": 1],
    ] as [JSONValue])
  func strange(answer: JSONValue) {
    var list = IntercomList("/x")
    #expect(throws: RemoteError.self) { try list.read(answer) }
  }

  @Test("by its pages alone is read to the last of them")
  func byPages() throws {
    var list = IntercomList("/x")
    _ = try list.read(page(["1"], pages: 2))
    _ = try list.read(page(["2"], pages: 2))
    #expect(list.next == nil)
  }
}
