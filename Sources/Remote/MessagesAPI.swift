import HTTP
import JSON

/// Requests of the messages API, and its answers as values or errors.
struct MessagesAPI: Sendable {
  private let sender: any HTTPSender
  /// Without a slash at its end.
  private let url: String
  private let token: Secret
  /// What of the remote's text errors may hold.
  let words: ShownText

  init(sender: any HTTPSender, url: String, token: Secret) {
    self.sender = sender
    self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.token = token
    words = ShownText(hiding: token)
  }

  /// The version of Intercom's conventions that the requests follow.
  private static let version = "2.16"

  /// Reads what is at a path; every status but 2xx is an error.
  func read(_ path: String) async throws(RemoteError) -> JSONValue {
    do throws(RequestFailure) {
      return try await send(.get, path, ifMatch: nil, body: nil)
    } catch {
      throw error.error
    }
  }

  /// Sends a request and reads its answer; every status but 2xx is an error.
  ///
  /// Every write may be sent again: one that would be done twice is refused the second time.
  func send(
    _ method: HTTPMethod, _ path: String, ifMatch: String?, body: JSONValue?
  ) async throws(RequestFailure) -> JSONValue {
    try await send(method, path, ifMatch: ifMatch, body: body, isWrite: method != .get)
  }

  /// Asks a question that has a body; nothing is written.
  func ask(_ path: String, _ body: JSONValue) async throws(RemoteError) -> JSONValue {
    do throws(RequestFailure) {
      return try await send(.post, path, ifMatch: nil, body: body, isWrite: false)
    } catch {
      throw error.error
    }
  }

  private func send(
    _ method: HTTPMethod, _ path: String, ifMatch: String?, body: JSONValue?, isWrite: Bool
  ) async throws(RequestFailure) -> JSONValue {
    var request = HTTPRequest(
      method, url + path,
      headers: ["Accept": "application/json", "Intercom-Version": Self.version],
      bearerToken: token, isIdempotent: true)
    if let ifMatch { request.headers.append("If-Match", ifMatch) }
    if let body {
      request.headers.append("Content-Type", "application/json")
      request.body = body.compact()
    }
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await sender.send(request)
    } catch {
      throw RequestFailure(RemoteError(error, isWrite: isWrite), doubt: .none)
    }
    let isDone = (200..<300).contains(response.status)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: response.body)
    } catch {
      if !isDone {
        throw RequestFailure(
          RemoteError(response, error: nil, isWrite: isWrite, words: words), doubt: response.doubt)
      }
      throw RequestFailure(
        .badAnswer(
          reason: Self.looksLikeHTML(response) ? "it is a web page" : "\(error)",
          mayHaveLanded: isWrite), doubt: response.doubt)
    }
    guard isDone else {
      throw RequestFailure(
        RemoteError(response, error: value, isWrite: isWrite, words: words), doubt: response.doubt)
    }
    return value
  }

  private static func looksLikeHTML(_ response: HTTPResponse) -> Bool {
    response.headers["Content-Type"]?.lowercased().contains("html") ?? false
      || response.body.first { $0 > 0x20 } == UInt8(ascii: "<")
  }
}
