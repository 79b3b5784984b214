import HTTP
import JSON
import Synchronization

/// A workspace of the public API that keeps nobody: whoever is searched for is made up page by page,
/// and what is written of them is forgotten.
final class MadeUpCrowd: HTTPSender {
  private struct State {
    /// Internal articles, the id of each one more than its place.
    var articles: [JSONObject] = []
    var tagName = ""
  }

  private let count: Int
  private let state = Mutex(State())

  init(count: Int) { self.count = count }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let path = request.url.split(separator: "/", maxSplits: 3)[2...].joined(separator: "/")
    let parts = path.prefix { $0 != "?" }.split(separator: "/").map { String($0) }
    let body: JSONValue
    do {
      body = request.body.isEmpty ? .null : try JSONValue(parsing: request.body)
    } catch {
      return HTTPResponse(status: 400, headers: [:])
    }
    if parts.suffix(2) == ["contacts", "search"] {
      return HTTPResponse(status: 200, headers: [:], body: found(body))
    }
    guard let answer = answer(request.method, parts, body) else {
      return HTTPResponse(status: 404, headers: [:], body: Array("{}".utf8))
    }
    return HTTPResponse(status: 200, headers: [:], body: answer.compact())
  }

  private func answer(
    _ method: HTTPMethod, _ path: [String], _ body: JSONValue
  ) -> JSONValue? {
    switch (method, path.first, path.count) {
    case (.get, "me", 1): ["app": ["id_code": "w", "name": "Acme", "timezone": "UTC"]]
    case (.get, "admins", 1): ["admins": [["id": "5001", "email": "ana@acme.test"]]]
    case (.get, "data_attributes", 1):
      ["data": [["model": "contact", "name": "plan", "data_type": "string", "custom": true]]]
    case (.get, "tags", 1), (.get, "segments", 1): ["data": []]
    case (.get, "tags", 2): state.withLock { ["id": "1", "name": .string($0.tagName)] }
    case (.post, "tags", 1):
      state.withLock { state in
        state.tagName = body["name"]?.string ?? ""
        return ["id": "1", "name": .string(state.tagName)]
      }
    case (.get, "news", 2): ["data": [], "total_count": 0]
    case (_, "internal_articles", _): article(method, path, body)
    // Nobody has a tag before, and whoever is given the ledger's gets it.
    case (.get, "contacts", 3): ["data": []]
    case (.post, "contacts", 3): state.withLock { ["id": "1", "name": .string($0.tagName)] }
    case (.post, "messages", 1): ["type": "admin_message", "id": "1"]
    default: nil
    }
  }

  private func article(_ method: HTTPMethod, _ path: [String], _ body: JSONValue) -> JSONValue? {
    state.withLock { state in
      if path.count == 1, method == .get {
        return [
          "data": .array(state.articles.map(JSONValue.object)),
          "total_count": .integer(Int64(state.articles.count)),
        ]
      }
      var article = body.object ?? [:]
      if path.count == 1 {
        article["id"] = .string("\(state.articles.count + 1)")
        state.articles.append(article)
        return .object(article)
      }
      guard let id = Int(path[1]), state.articles.indices.contains(id - 1) else { return nil }
      if method == .put {
        article["id"] = .string(path[1])
        state.articles[id - 1] = article
      }
      return .object(state.articles[id - 1])
    }
  }

  /// A page of everybody. Who counts those that have the ledger's tag is told that nobody has.
  private func found(_ body: JSONValue) -> [UInt8] {
    let query = body["query"]
    if query?["field"]?.string == "tag_id", query?["operator"]?.string == "=" {
      return Array(#"{"type":"list","total_count":0,"data":[],"pages":{"next":null}}"#.utf8)
    }
    let size = body["pagination"]?["per_page"]?.integer.map { Int($0) } ?? 50
    let start = body["pagination"]?["starting_after"]?.string.flatMap { Int($0) } ?? 0
    let end = min(start + size, count)
    let next = end < count ? #"{"page":2,"starting_after":"\#(end)"}"# : "null"
    let people = (start..<end).map(Self.person).joined(separator: ",")
    let text =
      #"{"type":"list","total_count":\#(count),"data":[\#(people)],"pages":{"next":\#(next)}}"#
    return Array(text.utf8)
  }

  private static func person(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    let id = String(repeating: "0", count: 24 - digits.count) + digits
    return """
      {"type":"contact","id":"\(id)","external_id":"user-\(number)","role":"user",\
      "email":"user-\(number)@acme.test","name":"Kim\(number) Lee","created_at":1790000000,\
      "custom_attributes":{"plan":"pro-\(number % 20)","seats":\(number % 50)}}
      """
  }
}
