import HTTP
import JSON
import Sandbox

/// Speaks with a sandbox as a page does, without a token, and as its owner for what pages cannot ask.
struct TrafficClient: Sendable {
  private let pages: HTTPClient
  private let api: RetryingClient
  private let url: String
  private let token: Secret

  init(_ client: HTTPClient, _ sandbox: Sandbox) {
    pages = client
    api = RetryingClient(
      client, policy: RetryPolicy(patience: .seconds(60)), environment: .system())
    url = sandbox.baseURL
    token = Secret(sandbox.token)
  }

  func post(_ path: String, _ body: JSONObject) async throws(Failure) -> JSONValue {
    try await answer(.post, path, body, token: nil, pages)
  }

  /// Everything that a list has, page by page.
  func list(_ path: String) async throws(Failure) -> [JSONValue] {
    var found: [JSONValue] = []
    var cursor = ""
    while true {
      let page = try await answer(.get, path + cursor, nil, token: token, api)
      found += page["data"]?.array ?? []
      guard let next = page["pages"]?["next"]?["starting_after"]?.string else { return found }
      cursor = "&starting_after=\(next)"
    }
  }

  func ids(of path: String) async throws(Failure) -> [String] {
    try await list(path).compactMap { $0["id"]?.string }
  }

  /// The sandbox's time, and how far it is ahead of the system's; nil where it is the system's.
  func clock() async throws(Failure) -> (now: Int64, lead: Int64?) {
    let clock = try await answer(.get, Self.clockPath, nil, token: token, api)
    return (clock["now"]?.integer ?? 0, clock["lead"]?.integer)
  }

  /// Stops the clock at a time.
  func setClock(_ now: Int64) async throws(Failure) {
    _ = try await answer(
      .put, Self.clockPath, ["now": .integer(now), "stands": true], token: token, api)
  }

  /// Lets the clock run as it did before.
  func releaseClock(lead: Int64?) async throws(Failure) {
    _ = try await answer(.put, Self.clockPath, ["now": .null], token: token, api)
    guard let lead else { return }
    let (now, _) = try await clock()
    _ = try await answer(
      .put, Self.clockPath, ["now": .integer(now + lead)], token: token, api)
  }

  private static let clockPath = "/sandbox/clock"

  private func answer(
    _ method: HTTPMethod, _ path: String, _ body: JSONObject?, token: Secret?,
    _ sender: any HTTPSender
  ) async throws(Failure) -> JSONValue {
    let request = HTTPRequest(
      method, url + path, headers: body == nil ? [:] : ["Content-Type": "application/json"],
      body: body.map { Array(JSONValue.object($0).compactText.utf8) } ?? [], bearerToken: token)
    let response: HTTPResponse
    do {
      response = try await sender.send(request)
    } catch {
      throw .sandbox(.endedEarly(reason: "\(method.rawValue) \(path): \(error)"))
    }
    guard response.status == 200 else {
      throw .sandbox(
        .endedEarly(reason: "\(method.rawValue) \(path) was answered \(response.status)"))
    }
    do {
      return try JSONValue(parsing: response.body)
    } catch {
      throw .sandbox(.endedEarly(reason: "\(method.rawValue) \(path): \(error)"))
    }
  }
}
