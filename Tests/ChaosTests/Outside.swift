import Foundation
import JSON
import Sandbox
import TestSupport

/// What people and other tools do in the workspace without herald: through a server of their own
/// over the same database, which does not fail.
final class Outside: Sendable {
  struct Refused: Error { let answer: String }

  private let sandbox: Sandbox

  init(database: String) async throws {
    sandbox = try await Sandbox.start(
      SandboxConfiguration(
        databasePath: database, rateLimit: 10_000_000,
        clock: { Int64(Date().timeIntervalSince1970) }))
  }

  func stop() async { await sandbox.stop() }

  /// Makes a message that is nobody's or another owner's, and returns its id.
  func create(_ externalID: String?, metadata: JSONObject = [:]) throws -> Int64 {
    var body: JSONObject = [
      "format": "chat", "name": "Made by hand", "state": "live", "body": "Hello from others.",
      "from": ["type": "admin", "id": "5003"],
      "to": ["type": "audience", "audience": ["everyone": true]],
      "schedule": ["send": "ongoing"], "metadata": .object(metadata),
    ]
    if let externalID { body["external_id"] = .string(externalID) }
    let answer = try send("POST", "/messages", .object(body))
    return try number(answer["id"])
  }

  /// Changes a message as a form in a browser does: read, edit, write back unless it moved.
  func change(_ id: Int64, _ edit: (inout JSONObject) -> Void) throws {
    guard var message = try send("GET", "/messages/\(id)").object else {
      throw Refused(answer: "no object")
    }
    let version = message["version"]?.integer ?? 0
    edit(&message)
    _ = try send("PUT", "/messages/\(id)", .object(message), ifMatch: "\"\(version)\"")
  }

  func delete(_ id: Int64) throws { _ = try send("DELETE", "/messages/\(id)") }

  /// Somebody is shown the message.
  func show(_ id: Int64) async throws {
    try await sandbox.store.recordImpression(
      messageID: id, at: Int64(Date().timeIntervalSince1970))
  }

  /// The people of one-time messages are chosen.
  func freeze() async throws {
    try await sandbox.store.evaluate(at: Int64(Date().timeIntervalSince1970))
  }

  private func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, ifMatch tag: String? = nil
  ) throws -> JSONValue {
    let text = body?.compactText ?? ""
    let request = """
      \(method) \(path) HTTP/1.1\r
      Host: localhost\r
      Connection: close\r
      Authorization: Bearer \(sandbox.token)\r
      Content-Type: application/json\r
      \(tag.map { "If-Match: \($0)" } ?? "Accept: */*")\r
      Content-Length: \(text.utf8.count)\r
      \r
      \(text)
      """
    guard let port = UInt16(exactly: sandbox.port),
      let answer = exchange(Array(request.utf8), port)
    else { throw Refused(answer: "none") }
    let whole = String(decoding: answer, as: UTF8.self)
    guard whole.hasPrefix("HTTP/1.1 200 "), let body = whole.range(of: "\r\n\r\n") else {
      throw Refused(answer: whole)
    }
    return try JSONValue(parsing: String(whole[body.upperBound...]))
  }

  private func number(_ id: JSONValue?) throws -> Int64 {
    guard let id = id?.string.flatMap({ Int64($0) }) else { throw Refused(answer: "no id") }
    return id
  }
}
