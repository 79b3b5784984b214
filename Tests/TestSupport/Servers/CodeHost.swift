import Foundation
import JSON
import Synchronization

/// Plays the API of GitHub or GitLab for one pull request, number 7, on a port of this machine.
package final class CodeHost: Sendable {
  package enum Kind: Sendable {
    case github
    /// GitHub's on a server of one's own, below a path.
    case enterprise
    case gitlab
  }

  package struct Comment: Sendable, Hashable {
    package var id: Int
    package var author: String
    package var body: String

    package init(id: Int, author: String, body: String) {
      self.id = id
      self.author = author
      self.body = body
    }
  }

  /// What goes wrong with a request.
  package enum Trouble: Sendable {
    case status(Int, headers: [String] = [], message: String = "no")
    /// It is carried out, and the answer is lost.
    case lost
    /// It is carried out, and the answer says that the list goes on there.
    case next(String)
  }

  package static let token = "a-token-of-the-host"
  /// Who the token belongs to: a job's own account.
  package static let me = "github-actions[bot]"

  private struct State {
    var comments: [Comment] = []
    var lastID = 1_000
    var trouble: @Sendable (Request) -> Trouble? = { _ in nil }
  }

  private final class Book: Sendable {
    let state = Mutex(State())
  }

  package let kind: Kind
  private let gateway: Gateway
  private let book: Book

  package init(_ kind: Kind, pageSize: Int = 30) throws {
    self.kind = kind
    let book = Book()
    self.book = book
    gateway = try Gateway { request in
      let trouble = book.state.withLock { $0.trouble }(request)
      if case .status(let status, let headers, let message) = trouble {
        return .send(Answer.json(status, #"{"message":"\#(message)"}"#, headers: headers))
      }
      let answer = book.state.withLock { state in
        Play(kind: kind, request: request, pageSize: pageSize).answer(
          &state.comments, &state.lastID)
      }
      switch trouble {
      case .lost: return .hangUp
      case .next(let url):
        return .send(Answer.json(200, answer.body, headers: ["Link: <\(url)>; rel=\"next\""]))
      case .status, nil: return .send(answer.bytes)
      }
    }
  }

  package var comments: [Comment] {
    get { book.state.withLock { $0.comments } }
    set { book.state.withLock { $0.comments = newValue } }
  }

  /// Asked before each request is carried out, on a thread that may wait.
  package func trouble(_ trouble: @escaping @Sendable (Request) -> Trouble?) {
    book.state.withLock { $0.trouble = trouble }
  }

  package var requests: [Request] { gateway.requests }
  package var url: String { gateway.url }

  /// What a job of the host finds in its environment.
  package func variables(run: Int) -> [String: String] {
    switch kind {
    case .github, .enterprise:
      [
        "GITHUB_ACTIONS": "true", "GITHUB_API_URL": url + (kind == .github ? "" : "/api/v3"),
        "GITHUB_REPOSITORY": "acme/growth", "GITHUB_EVENT_PATH": "event.json",
        "GITHUB_RUN_ID": String(run), "GITHUB_TOKEN": Self.token,
      ]
    case .gitlab:
      [
        "GITLAB_CI": "true", "CI_API_V4_URL": "\(url)/api/v4", "CI_PROJECT_ID": "42",
        "CI_MERGE_REQUEST_IID": "7", "CI_PIPELINE_ID": String(run), "GITLAB_TOKEN": Self.token,
      ]
    }
  }

  /// What GitHub writes into the event's file.
  package static let event = #"{"action":"opened","number":7,"pull_request":{"number":7}}"#
}

/// One request and its answer.
private struct Play {
  let kind: CodeHost.Kind
  let request: Request
  let pageSize: Int

  struct Reply {
    var status = 200
    var body: String
    var headers: [String] = []
    var bytes: [UInt8] { Answer.json(status, body, headers: headers) }
  }

  func answer(_ comments: inout [CodeHost.Comment], _ lastID: inout Int) -> Reply {
    guard request.text.contains("\r\nAuthorization: Bearer \(CodeHost.token)\r\n") else {
      return Reply(status: 401, body: "{}")
    }
    let path = request.path.split(separator: "?", maxSplits: 1).map(String.init)
    if kind != .gitlab, body.unicodeScalars.count > 65_536 { return Reply(status: 422, body: "{}") }
    switch (request.method, path[0]) {
    case ("POST", graph): return Reply(body: #"{"data":{"viewer":{"login":"github-actions"}}}"#)
    case ("GET", "/api/v4/user"): return Reply(body: "{\"id\":\(Self.number(CodeHost.me))}")
    case ("GET", list): return page(of: comments, query: path.count > 1 ? path[1] : "")
    case ("POST", list):
      lastID += 1
      comments.append(.init(id: lastID, author: CodeHost.me, body: body))
      return Reply(status: 201, body: json(comments[comments.count - 1]).compactText)
    case (let method, let place): return change(&comments, method, place)
    }
  }

  private func change(
    _ comments: inout [CodeHost.Comment], _ method: String, _ place: String
  ) -> Reply {
    guard place.hasPrefix(one), let id = Int(place.dropFirst(one.count)),
      let index = comments.firstIndex(where: { $0.id == id })
    else { return Reply(status: 404, body: "{}") }
    switch (method, kind) {
    case ("DELETE", _):
      comments.remove(at: index)
      return Reply(status: 204, body: "")
    case ("PATCH", .github), ("PATCH", .enterprise), ("PUT", .gitlab):
      comments[index].body = body
      return Reply(body: json(comments[index]).compactText)
    default: return Reply(status: 405, body: "{}")
    }
  }

  private func page(of comments: [CodeHost.Comment], query: String) -> Reply {
    let number =
      query.split(separator: "&").first { $0.hasPrefix("page=") }
      .flatMap { Int($0.dropFirst(5)) } ?? 1
    let start = (number - 1) * pageSize
    let items = comments.dropFirst(start).prefix(pageSize).map(json)
    var reply = Reply(body: JSONValue.array(Array(items)).compactText)
    if start + pageSize < comments.count {
      let rest = query.split(separator: "&").filter { !$0.hasPrefix("page=") }
      let host = request.text.split(separator: "\r\n").first { $0.hasPrefix("Host: ") }?.dropFirst(
        6)
      let address = "http://\(host ?? "")\(list)?" + rest.joined(separator: "&")
      reply.headers = [
        "Link: <\(address)&page=\(number + 1)>; rel=\"next\", <\(address)&page=99>; rel=\"last\""
      ]
    }
    return reply
  }

  private func json(_ comment: CodeHost.Comment) -> JSONValue {
    switch kind {
    case .github, .enterprise:
      [
        "id": .integer(Int64(comment.id)), "body": .string(comment.body),
        "html_url": .string("https://host.test/acme/growth/pull/7#\(comment.id)"),
        "user": [
          "login": .string(comment.author),
          "type": comment.author.hasSuffix("[bot]") ? "Bot" : "User",
        ],
      ]
    case .gitlab:
      [
        "id": .integer(Int64(comment.id)), "body": .string(comment.body),
        "author": ["id": .integer(Int64(Self.number(comment.author)))],
      ]
    }
  }

  /// An account's number, which its name decides.
  private static func number(_ author: String) -> Int {
    author.utf8.reduce(7) { ($0 * 31 + Int($1)) % 1_000_003 }
  }

  private var body: String {
    let text = request.text
    guard let end = text.range(of: "\r\n\r\n") else { return "" }
    do {
      return try JSONValue(parsing: Array(text[end.upperBound...].utf8))["body"]?.string ?? ""
    } catch {
      return ""
    }
  }

  private var base: String {
    switch kind {
    case .github: ""
    case .enterprise: "/api/v3"
    case .gitlab: "/api/v4"
    }
  }

  private var graph: String { kind == .enterprise ? "/api/graphql" : "/graphql" }

  private var list: String {
    kind == .gitlab
      ? "\(base)/projects/42/merge_requests/7/notes"
      : "\(base)/repos/acme/growth/issues/7/comments"
  }

  private var one: String {
    kind == .gitlab ? "\(list)/" : "\(base)/repos/acme/growth/issues/comments/"
  }
}
