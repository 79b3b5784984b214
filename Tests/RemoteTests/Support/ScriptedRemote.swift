import HTTP
import JSON
import Remote
import Synchronization

/// A server without sockets: it answers the requests in their order and remembers them.
final class ScriptedRemote: HTTPSender {
  /// What comes of one request.
  enum Turn {
    case answer(HTTPResponse)
    case failure(HTTPError)

    static func json(_ value: JSONValue, status: Int = 200) -> Turn {
      .answer(
        HTTPResponse(
          status: status, headers: ["Content-Type": "application/json"], body: value.compact()))
    }

    static func text(_ text: String, status: Int = 200, type: String = "text/html") -> Turn {
      .answer(
        HTTPResponse(status: status, headers: ["Content-Type": type], body: Array(text.utf8)))
    }

    /// An error as the messages API words it.
    static func refusal(_ status: Int, _ error: JSONValue = [:]) -> Turn {
      .json(["type": "error.list", "request_id": nil, "errors": [error]], status: status)
    }
  }

  static let token = "sesame-open-0123456789"
  static let lost = HTTPError.connectionLost(server: "messages.acme.test", sentRequest: true)
  static let lostEarly = HTTPError.connectionLost(server: "messages.acme.test", sentRequest: false)

  private let answer: @Sendable (HTTPRequest, Int) -> Turn
  private let state = Mutex<[HTTPRequest]>([])

  /// - Parameter answer: told the request and how many came before it.
  init(_ answer: @escaping @Sendable (HTTPRequest, Int) -> Turn) { self.answer = answer }

  /// The turns in their order; the last is repeated.
  convenience init(_ turns: Turn...) {
    self.init { _, number in turns[min(number, turns.count - 1)] }
  }

  var requests: [HTTPRequest] { state.withLock(\.self) }

  /// As `PUT /messages/1`.
  var calls: [String] {
    requests.map { "\($0.method.rawValue) \($0.url.dropFirst(Self.url.count))" }
  }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let number = state.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    switch answer(request, number) {
    case .answer(let response): return response
    case .failure(let error): throw error
    }
  }

  static let url = "https://messages.acme.test"

  var client: MessagesClient {
    MessagesClient(sender: self, url: Self.url, token: Secret(Self.token))
  }

  var reader: MessagesReader {
    MessagesReader(sender: self, url: Self.url + "/", token: Secret(Self.token))
  }
}

extension ScriptedRemote {
  /// A server that has a workspace and, page by page, these messages.
  static func workspace(_ pages: [JSONValue]...) -> ScriptedRemote {
    let total = pages.reduce(0) { $0 + $1.count }
    return workspace { number in
      var list: JSONObject = [
        "type": "list", "data": .array(pages[number]), "total_count": .integer(Int64(total)),
      ]
      if number + 1 < pages.count {
        list["pages"] = ["next": ["page": 2, "starting_after": .string("after \(number + 1)")]]
      }
      return .json(.object(list))
    }
  }

  /// A server that has a workspace and answers each request for a list by its number, from 0.
  static func workspace(_ list: @escaping @Sendable (Int) -> Turn) -> ScriptedRemote {
    let lists = Counter()
    return ScriptedRemote { request, _ in
      if request.url.hasSuffix("/me") { return .json(me) }
      if request.url.hasSuffix("/admins") { return .json(admins) }
      return list(lists.next())
    }
  }

  static let me: JSONValue = [
    "type": "admin", "id": "5001",
    "app": ["id_code": "acme0001", "name": "Acme", "timezone": "America/New_York"],
  ]
  static let admins: JSONValue = [
    "type": "admin.list",
    "admins": [["id": "5001", "name": "Ana", "email": "ana@acme.test"]],
  ]
}

private final class Counter: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}
