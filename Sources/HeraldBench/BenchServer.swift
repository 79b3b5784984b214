import Foundation
import HTTP
import Sandbox

/// A sandbox in this process with a client in front of it, without the API's rate limit.
struct BenchServer {
  let sandbox: Sandbox
  let client: HTTPClient

  init(_ path: String, people: PeopleRecipe?, senders: Int) async throws {
    sandbox = try await Sandbox.start(
      SandboxConfiguration(
        databasePath: path, rateLimit: 1_000_000_000, people: people,
        clock: { Int64(Date().timeIntervalSince1970) }))
    var configuration = HTTPClient.Configuration()
    configuration.maximumConcurrency = senders
    client = try HTTPClient(configuration)
  }

  func stop() async {
    await client.shutDown()
    await sandbox.stop()
  }

  @discardableResult
  func send(
    _ method: HTTPMethod, _ path: String, _ body: String? = nil, status: Int = 200
  ) async throws -> [UInt8] {
    let answer = try await client.send(
      HTTPRequest(
        method, sandbox.baseURL + path,
        headers: body == nil ? [:] : ["Content-Type": "application/json"],
        body: body.map { Array($0.utf8) } ?? [], bearerToken: Secret(sandbox.token)))
    guard answer.status == status else {
      throw BenchError(
        what:
          "\(path) was answered \(answer.status): \(String(decoding: answer.body, as: UTF8.self))"
      )
    }
    return answer.body
  }
}
