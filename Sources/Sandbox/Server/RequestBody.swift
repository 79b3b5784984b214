import Hummingbird

/// The body of a request that sends something.
enum RequestBody {
  /// In bytes.
  static let limit = 1_048_576

  static func read(_ request: Request) async throws -> RequestDocument {
    guard isJSON(request.headers[.contentType]) else {
      throw Refusal(
        Problem(
          .unsupportedMediaType, "the body must be application/json", field: "Content-Type"))
    }
    let buffer = try await request.body.collect(upTo: limit)
    return try RequestDocument(parsing: Array(buffer.readableBytesView))
  }

  /// `application/json`, with any parameters but another encoding than UTF-8.
  private static func isJSON(_ contentType: String?) -> Bool {
    guard let contentType else { return false }
    let parts = contentType.lowercased().split(separator: ";").map { part in
      part.filter { !$0.isWhitespace && $0 != "\"" }
    }
    guard parts.first == "application/json" else { return false }
    return parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || $0 == "charset=utf-8" }
  }
}
