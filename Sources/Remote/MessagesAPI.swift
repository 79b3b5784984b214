import HTTP
import JSON

/// Requests of an API that follows Intercom's conventions, and its answers as values or errors.
struct MessagesAPI: Sendable {
  private let sender: any HTTPSender
  /// Without a slash at its end.
  private let url: String
  private let token: Secret
  /// What of the remote's text errors may hold.
  let words: ShownText
  /// Whether what makes something is refused the second time, and so may be sent again.
  private let refusesRepetition: Bool

  init(
    sender: any HTTPSender, url: String, token: Secret, refusesRepetition: Bool
  ) {
    self.sender = sender
    self.refusesRepetition = refusesRepetition
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
  /// - Parameter time: what the request may take; nil for as long as patience lasts.
  func send(
    _ method: HTTPMethod, _ path: String, ifMatch: String?, body: JSONValue?,
    within time: RequestTime? = nil
  ) async throws(RequestFailure) -> JSONValue {
    try await send(
      method, path, ifMatch: ifMatch, body: body, isWrite: method != .get, within: time)
  }

  /// Asks a question that has a body; nothing is written.
  func ask(_ path: String, _ body: JSONValue) async throws(RemoteError) -> JSONValue {
    do throws(RequestFailure) {
      return try await send(.post, path, ifMatch: nil, body: body, isWrite: false)
    } catch {
      throw error.error
    }
  }

  /// Reads a file as it is kept, however large; every status but 2xx is an error.
  func download(_ path: String) async throws(RemoteError) -> [UInt8] {
    var request = HTTPRequest(
      .get, url + path,
      headers: ["Accept": "application/octet-stream", "Intercom-Version": Self.version],
      bearerToken: token, timeout: .seconds(600))
    request.decodesBody = false
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await sender.send(request)
    } catch {
      throw RemoteError(error, isWrite: false)
    }
    guard (200..<300).contains(response.status) else {
      let value: JSONValue?
      do throws(JSONError) {
        value = try JSONValue(parsing: response.body)
      } catch {
        value = nil
      }
      throw RemoteError(response, error: value, isWrite: false, words: words)
    }
    return response.body
  }

  private func send(
    _ method: HTTPMethod, _ path: String, ifMatch: String?, body: JSONValue?, isWrite: Bool,
    within time: RequestTime? = nil
  ) async throws(RequestFailure) -> JSONValue {
    var request = HTTPRequest(
      method, url + path,
      headers: ["Accept": "application/json", "Intercom-Version": Self.version],
      bearerToken: token,
      isIdempotent: !isWrite || refusesRepetition || method.isIdempotent)
    if let time {
      request.startsWithin = time.start
      if let answer = time.answer { request.timeout = min(request.timeout, answer) }
    }
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

/// What a request may take that must not come late.
struct RequestTime: Sendable, Hashable {
  /// Until it is begun, for the last time where it is tried again.
  let start: Duration
  /// From then on until it is answered; nil for what any request may take.
  let answer: Duration?

  /// Begun at once, or not at all.
  static let now = RequestTime(start: .milliseconds(500), answer: nil)

  /// Over within a time, which is longer than nothing.
  static func within(_ time: Duration) -> RequestTime {
    RequestTime(start: time / 2, answer: max(time / 2, .milliseconds(1)))
  }

  private init(start: Duration, answer: Duration?) {
    (self.start, self.answer) = (start, answer)
  }
}
