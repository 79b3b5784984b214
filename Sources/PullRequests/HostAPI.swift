import HTTP
import JSON

/// Requests of a code host's API, and its answers as values or errors.
struct HostAPI: Sendable {
  private let sender: any HTTPSender
  private let token: Secret
  /// Without a slash at its end.
  let url: String
  private let headers: HTTPHeaders

  init(sender: any HTTPSender, url: String, token: Secret, headers: HTTPHeaders) {
    self.sender = sender
    self.url = url
    self.token = token
    self.headers = headers
  }

  /// What comes of a request; every status but 2xx is an error. `path` begins at the API's base.
  func send(
    _ method: HTTPMethod, _ path: String, _ body: JSONValue?
  ) async throws(HostError) -> JSONValue {
    try await answer(method, url + path, body).value
  }

  /// A list to its end, page after page.
  func list(_ path: String) async throws(HostError) -> [JSONValue] {
    var found: [JSONValue] = []
    var next: String? = url + path
    var seen: Set<String> = []
    while let page = next {
      guard seen.insert(page).inserted else {
        throw .badAnswer(reason: "the list's pages go round in a circle")
      }
      let (value, headers) = try await answer(.get, page, nil)
      guard let items = value.array else { throw .badAnswer(reason: "it is no list") }
      found += items
      next = try following(headers)
    }
    return found
  }

  /// Where the next page is. The token goes nowhere else than to the API, whatever a header says.
  private func following(_ headers: HTTPHeaders) throws(HostError) -> String? {
    guard let next = headers["Link"].flatMap(LinkHeader.next) else { return nil }
    guard next.hasPrefix(url + "/") else {
      throw .badAnswer(reason: "its next page is not on the same API")
    }
    return next
  }

  private func answer(
    _ method: HTTPMethod, _ url: String, _ body: JSONValue?
  ) async throws(HostError) -> (value: JSONValue, headers: HTTPHeaders) {
    var request = HTTPRequest(method, url, headers: headers, bearerToken: token)
    if let body {
      request.headers.append("Content-Type", "application/json")
      request.body = body.compact()
    }
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await sender.send(request)
    } catch {
      throw HostError(error)
    }
    if let error = HostError(status: response.status) { throw error }
    if response.body.isEmpty { return (.null, response.headers) }
    do throws(JSONError) {
      return (try JSONValue(parsing: response.body), response.headers)
    } catch {
      throw .badAnswer(reason: "it is not JSON")
    }
  }
}

/// The header by which lists say where they go on (RFC 8288).
enum LinkHeader {
  /// The target of `rel="next"`.
  static func next(_ header: String) -> String? {
    for link in header.matches(of: /<([^>]*)>([^<]*)/) {
      let parameters = link.2.split(separator: ";").map { $0.filter { !" ,\"".contains($0) } }
      if parameters.contains("rel=next") { return String(link.1) }
    }
    return nil
  }
}

/// Tells a 403 that is a rate limit, as GitHub answers, as the 429 that it means, so that it is waited
/// for. One of its two kinds (the secondary) says so in its message alone.
struct RateLimitReading: HTTPSender {
  private let sender: any HTTPSender

  init(_ sender: any HTTPSender) { self.sender = sender }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let response = try await sender.send(request)
    let isLimit =
      response.status == 403
      && (response.headers["Retry-After"] != nil
        || response.headers["X-RateLimit-Remaining"] == "0" || Self.isTold(in: response.body))
    guard isLimit else { return response }
    return HTTPResponse(status: 429, headers: response.headers, body: response.body)
  }

  private static func isTold(in body: [UInt8]) -> Bool {
    do throws(JSONError) {
      let message = try JSONValue(parsing: body)["message"]?.string?.lowercased() ?? ""
      return message.contains("rate limit") || message.contains("abuse detection")
    } catch {
      // What is no JSON is no word of the API's.
      return false
    }
  }
}
