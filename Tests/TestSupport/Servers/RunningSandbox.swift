package import Foundation

/// `herald sandbox` in the background, over a database file of the workbench.
package final class RunningSandbox: Sendable {
  package struct DidNotStart: Error { let output: Output }

  package static let token = "sandbox-token-of-the-tests"

  package let port: UInt16
  private let process: ChildProcess

  package init(
    on bench: Workbench, port: UInt16 = 0, database: String = "server.sqlite",
    arguments: [String] = []
  ) async throws {
    process = try bench.start(
      ["sandbox", "--db", database, "--port", "\(port)", "--token", Self.token] + arguments)
    guard await process.output.says("\n"),
      let line = process.output.soFar.split(separator: "\n").first,
      let number = line.split(separator: ":").last.flatMap({ UInt16($0) })
    else {
      process.signal(SIGKILL)
      throw DidNotStart(output: await process.end())
    }
    self.port = number
  }

  deinit { process.signal(SIGKILL) }

  package func signal(_ number: Int32) { process.signal(number) }

  package func end() async -> Output { await process.end() }

  /// Every message that it holds, of herald's or not.
  package func messages() throws -> [HeldMessage] {
    let list = try JSONDecoder().decode(MessageList.self, from: get("/messages?per_page=150"))
    guard list.data.count == list.total_count else { throw NoAnswer() }
    return list.data
  }

  /// The body of what is at a path.
  package func get(_ path: String) throws -> Data {
    let request = """
      GET \(path) HTTP/1.1\r
      Host: localhost\r
      Connection: close\r
      Authorization: Bearer \(Self.token)\r
      \r

      """
    guard let answer = exchange(Array(request.utf8), port) else { throw NoAnswer() }
    let text = String(decoding: answer, as: UTF8.self)
    guard let body = text.range(of: "\r\n\r\n") else { throw NoAnswer() }
    return Data(text[body.upperBound...].utf8)
  }

  package struct NoAnswer: Error {}
}

package struct HeldMessage: Decodable, Sendable, Hashable {
  package let id: String
  package let external_id: String?
  package let state: String
  package let body: String?
}

private struct MessageList: Decodable {
  package let data: [HeldMessage]
  package let total_count: Int
}

// What people do in the workspace by hand.
extension RunningSandbox {
  /// Changes a message as somebody else would, through the API.
  package func change(
    _ externalID: String, _ edit: (inout [String: Any]) -> Void
  ) throws {
    guard let held = try messages().first(where: { $0.external_id == externalID }),
      var message = try JSONSerialization.jsonObject(with: ask("GET", "/messages/\(held.id)").body)
        as? [String: Any]
    else { throw NoAnswer() }
    edit(&message)
    let body = try JSONSerialization.data(withJSONObject: message)
    let answer = try ask("PUT", "/messages/\(held.id)", "If-Match: *\r\n", body)
    guard answer.status == 200 else { throw NoAnswer() }
  }

  /// Makes something as any client of the API.
  package func make(_ path: String, _ json: String) throws -> Data {
    let answer = try ask("POST", path, "", Data(json.utf8))
    guard answer.status == 200 else { throw NoAnswer() }
    return answer.body
  }

  /// Sends an object to the API, as any client of it.
  package func ask(
    _ method: String, _ path: String, _ body: some Encodable
  ) throws -> (status: Int, body: Data) {
    try ask(method, path, "", JSONEncoder().encode(body))
  }

  private func ask(
    _ method: String, _ path: String, _ headers: String = "", _ body: Data = Data()
  ) throws -> (status: Int, body: Data) {
    let head = """
      \(method) \(path) HTTP/1.1\r
      Host: localhost\r
      Connection: close\r
      Content-Type: application/json\r
      Content-Length: \(body.count)\r
      Authorization: Bearer \(Self.token)\r
      \(headers)\r

      """
    guard let answer = exchange(Array(head.utf8) + body, port),
      let end = answer.firstRange(of: Array("\r\n\r\n".utf8)),
      let status = String(decoding: answer, as: UTF8.self).split(separator: " ").dropFirst().first
    else { throw NoAnswer() }
    return (Int(status) ?? 0, Data(answer[end.upperBound...]))
  }
}
