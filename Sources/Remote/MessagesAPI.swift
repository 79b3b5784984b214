import HTTP
import JSON
import Planning

/// Requests of the messages API, and its answers as values or errors.
struct MessagesAPI: Sendable {
  private let sender: any HTTPSender
  /// Without a slash at its end.
  private let url: String
  private let token: Secret

  init(sender: any HTTPSender, url: String, token: Secret) {
    self.sender = sender
    self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.token = token
  }

  /// The version of Intercom's conventions that the requests follow.
  private static let version = "2.16"

  /// Sends a request and reads its answer; every status but 2xx is an error.
  ///
  /// Every write may be sent again: one that would be done twice is refused the second time.
  func send(
    _ method: HTTPMethod, _ path: String, ifMatch: String? = nil, body: JSONValue? = nil
  ) async throws(RemoteError) -> JSONValue {
    var request = HTTPRequest(
      method, url + path, headers: ["Accept": "application/json", "Intercom-Version": Self.version],
      bearerToken: token, isIdempotent: true)
    if let ifMatch { request.headers.append("If-Match", ifMatch) }
    if let body {
      request.headers.append("Content-Type", "application/json")
      request.body = body.compact()
    }
    let isWrite = method != .get
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await sender.send(request)
    } catch {
      throw RemoteError(error, isWrite: isWrite)
    }
    let isDone = (200..<300).contains(response.status)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: response.body)
    } catch {
      if !isDone { throw RemoteError(response, error: nil, isWrite: isWrite) }
      throw .badAnswer(
        reason: Self.looksLikeHTML(response) ? "it is a web page" : "\(error)",
        mayHaveLanded: isWrite)
    }
    guard isDone else { throw RemoteError(response, error: value, isWrite: isWrite) }
    return value
  }

  /// Every item of a list, page after page.
  func list(_ path: String, query: String) async throws(RemoteError) -> [JSONValue] {
    var items: [JSONValue] = []
    var seen: Set<String> = []
    var cursor: String?
    repeat {
      let after = cursor.map { "&starting_after=\(percentEncoded($0))" } ?? ""
      let page = try await send(.get, "\(path)?per_page=\(Self.pageSize)\(query)\(after)")
      guard let data = page["data"]?.array else {
        throw .badAnswer(reason: "the list has no `data`", mayHaveLanded: false)
      }
      items += data
      cursor = page["pages"]?["next"]?["starting_after"]?.string
      if let cursor, !seen.insert(cursor).inserted {
        throw .badAnswer(reason: "the list's pages go round in a circle", mayHaveLanded: false)
      }
      if cursor == nil, let total = page["total_count"]?.integer, total > Int64(items.count) {
        // A list that is cut would read as messages that are gone.
        throw .badAnswer(
          reason: "the list ends after \(items.count) of \(total) items", mayHaveLanded: false)
      }
    } while cursor != nil
    return items
  }

  /// The most that the API gives at a time.
  private static let pageSize = 150

  private static func looksLikeHTML(_ response: HTTPResponse) -> Bool {
    response.headers["Content-Type"]?.lowercased().contains("html") ?? false
      || response.body.first { $0 > 0x20 } == UInt8(ascii: "<")
  }
}

/// A value for a query: everything but letters, digits and `-._~` as `%XX`.
func percentEncoded(_ text: String) -> String {
  var result = ""
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      result.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      result += byte < 16 ? "%0\(digits)" : "%\(digits)"
    }
  }
  return result
}
