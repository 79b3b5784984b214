import Foundation
import JSON
import Testing

/// What a server answered.
struct Answer: Sendable {
  let status: Int
  /// By their names in lower case.
  let headers: [String: String]
  let body: String

  var json: JSONValue {
    get throws { try JSONValue(parsing: body) }
  }

  /// The codes and fields of an error list, as `data_invalid title`.
  var problems: [String] {
    get throws {
      try (json["errors"]?.array ?? []).map { error in
        [error["code"]?.string, error["field"]?.string].compactMap(\.self).joined(separator: " ")
      }
    }
  }
}

/// A client of a sandbox that shows every header and repeats nothing.
struct Client: Sendable {
  let port: Int
  var token: String?

  func get(_ path: String) async throws -> Answer { try await send("GET", path) }

  func post(_ path: String, _ body: String) async throws -> Answer {
    try await send("POST", path, body: body)
  }

  func put(_ path: String, _ body: String, ifMatch: String? = nil) async throws -> Answer {
    try await send("PUT", path, headers: ifMatch.map { ["If-Match": $0] } ?? [:], body: body)
  }

  func delete(_ path: String, ifMatch: String? = nil) async throws -> Answer {
    try await send("DELETE", path, headers: ifMatch.map { ["If-Match": $0] } ?? [:])
  }

  func send(
    _ method: String, _ path: String, headers: [String: String] = [:], body: String? = nil
  ) async throws -> Answer {
    try await send(bytes: request(method, path, headers: headers, body: body))
  }

  func request(
    _ method: String, _ path: String, headers: [String: String] = [:], body: String? = nil
  ) -> [UInt8] {
    var fields = ["Host": "127.0.0.1", "Connection": "close"]
    if let token { fields["Authorization"] = "Bearer \(token)" }
    if let body {
      fields["Content-Type"] = "application/json"
      fields["Content-Length"] = body.utf8.count.description
    }
    fields.merge(headers) { $1 }
    let lines = fields.map { "\($0): \($1)\r\n" }.sorted().joined()
    return Array("\(method) \(path) HTTP/1.1\r\n\(lines)\r\n\(body ?? "")".utf8)
  }

  /// Sends bytes as they are.
  func send(bytes: [UInt8]) async throws -> Answer {
    try Self.parse(try await answer(to: bytes))
  }

  /// What comes back until the server closes the connection.
  func answer(to bytes: [UInt8]) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: those of Dispatch are few, and the server's database needs them.
      Thread.detachNewThread {
        continuation.resume(with: Result { try Socket.exchange(bytes, port: port) })
      }
    }
  }

  private static func parse(_ bytes: [UInt8]) throws -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    let end = try #require(text.firstRange(of: "\r\n\r\n"), "no end of the headers: \(text)")
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    let status = try #require(lines.first?.split(separator: " ").dropFirst().first)
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let colon = try #require(line.firstIndex(of: ":"))
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      headers[line[..<colon].lowercased()] = String(value)
    }
    return Answer(
      status: try #require(Int(status)), headers: headers, body: String(text[end.upperBound...]))
  }
}
