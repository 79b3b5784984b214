import Foundation

extension RunningSandbox {
  /// Somebody changes members of a message by hand, in the workspace itself.
  package func change(_ externalID: String, _ members: [String: any Sendable]) throws {
    guard
      let list = try JSONSerialization.jsonObject(
        with: try answer("GET", "/messages?per_page=150", body: nil)) as? [String: Any],
      var message = (list["data"] as? [[String: Any]])?.first(where: {
        $0["external_id"] as? String == externalID
      }), let id = message["id"] as? String
    else { throw NoAnswer() }
    for (name, value) in members { message[name] = value }
    let body = try JSONSerialization.data(withJSONObject: message)
    _ = try answer("PUT", "/messages/\(id)", body: body)
  }

  /// The body of a successful answer.
  private func answer(_ method: String, _ path: String, body: Data?) throws -> Data {
    let head = """
      \(method) \(path) HTTP/1.1\r
      Host: localhost\r
      Connection: close\r
      Authorization: Bearer \(Self.token)\r
      Content-Type: application/json\r
      Content-Length: \(body?.count ?? 0)\r
      \r

      """
    guard let answer = exchange(Array(head.utf8) + (body.map(Array.init) ?? []), port) else {
      throw NoAnswer()
    }
    let text = String(decoding: answer, as: UTF8.self)
    guard text.hasPrefix("HTTP/1.1 200"), let end = text.range(of: "\r\n\r\n") else {
      throw Refused(answer: text)
    }
    return Data(text[end.upperBound...].utf8)
  }

  package struct Refused: Error { let answer: String }
}
