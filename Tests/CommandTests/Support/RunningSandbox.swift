import Foundation

/// `herald sandbox` in the background, over a database file of the workbench.
final class RunningSandbox: Sendable {
  struct DidNotStart: Error { let output: Output }

  static let token = "sandbox-token-of-the-tests"

  let port: UInt16
  private let process: ChildProcess

  init(on bench: Workbench, port: UInt16 = 0) async throws {
    process = try bench.start([
      "sandbox", "--db", "server.sqlite", "--port", "\(port)", "--token", Self.token,
    ])
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

  func signal(_ number: Int32) { process.signal(number) }

  func end() async -> Output { await process.end() }

  /// Every message that it holds, of herald's or not.
  func messages() throws -> [RemoteMessage] {
    let request = """
      GET /messages?per_page=150 HTTP/1.1\r
      Host: localhost\r
      Connection: close\r
      Authorization: Bearer \(Self.token)\r
      \r

      """
    guard let answer = exchange(Array(request.utf8), port) else { throw NoAnswer() }
    let text = String(decoding: answer, as: UTF8.self)
    guard let body = text.range(of: "\r\n\r\n") else { throw NoAnswer() }
    let list = try JSONDecoder().decode(
      MessageList.self, from: Data(text[body.upperBound...].utf8))
    guard list.data.count == list.total_count else { throw NoAnswer() }
    return list.data
  }

  struct NoAnswer: Error {}
}

struct RemoteMessage: Decodable, Sendable, Hashable {
  let id: String
  let external_id: String?
  let state: String
  let body: String?
}

private struct MessageList: Decodable {
  let data: [RemoteMessage]
  let total_count: Int
}
