import Archives
import HTTP
import JSON
import Synchronization
import Testing

@testable import Remote

@Suite("A content export")
struct ContentExportTests {
  private func archive(_ remote: ScriptedRemote) async throws(RemoteError) -> Archive? {
    let api = MessagesAPI(
      sender: remote, url: ScriptedRemote.url, token: Secret(ScriptedRemote.token),
      refusesRepetition: false)
    return try await ContentExport(api: api, sleep: { _ in }).archive(from: 100, to: 200)
  }

  private static func job(_ status: String) -> ScriptedRemote.Turn {
    .json([
      "job_identifier": "j1", "status": .string(status),
      "download_url": "https://elsewhere.test/steal", "download_expires_at": "",
    ])
  }

  private static let file = ScriptedRemote.Turn.answer(
    HTTPResponse(status: 200, headers: ["Content-Encoding": "zip"], body: ExportSample.usual))

  @Test("is begun, waited for and read, from the workspace alone")
  func whole() async throws {
    let remote = ScriptedRemote(
      Self.job("pending"), Self.job("pending"), Self.job("in_progress"), Self.job("completed"),
      Self.file)
    let archive = try await archive(remote)
    #expect(archive?.files.count == 7)
    #expect(
      remote.calls == [
        "POST /export/content/data", "GET /export/content/data/j1",
        "GET /export/content/data/j1", "GET /export/content/data/j1",
        "GET /download/content/data/j1",
      ])
    #expect(
      try JSONValue(parsing: try #require(remote.requests.first).body)
        == ["created_at_after": 100, "created_at_before": 200])
    let download = try #require(remote.requests.last)
    #expect(download.headers["Accept"] == "application/octet-stream")
    #expect(!download.decodesBody)
  }

  @Test("is nothing where nobody received anything")
  func nothing() async throws {
    let remote = ScriptedRemote(Self.job("pending"), Self.job("no_data"))
    #expect(try await archive(remote) == nil)
    #expect(remote.calls.count == 2)
  }

  @Test("waits for another one no longer than our patience, and says so")
  func underWay() async throws {
    let remote = ScriptedRemote(.refusal(429, ["code": "rate_limit_exceeded"]))
    await #expect(throws: RemoteError.noExport(.underWay)) { try await archive(remote) }
  }

  @Test(
    "that comes to nothing is an error, and is not left to stand in the way of the next",
    arguments: [
      ("failed", RemoteError.noExport(.failed)), ("canceled", .noExport(.canceled)),
      (
        "asleep",
        .badAnswer(
          reason: "the content export has an unknown status `asleep`", mayHaveLanded: false)
      ),
    ])
  func failed(status: String, error: RemoteError) async throws {
    let remote = ScriptedRemote(Self.job("pending"), Self.job(status))
    await #expect(throws: error) { try await archive(remote) }
    #expect(remote.calls.last == "POST /export/cancel/j1")
  }

  @Test("is not waited for without end")
  func slow() async throws {
    let remote = ScriptedRemote(Self.job("pending"))
    await #expect(throws: RemoteError.noExport(.tooSlow)) { try await archive(remote) }
    #expect(remote.calls.last == "POST /export/cancel/j1")
  }

  @Test("that is no archive is an error")
  func noArchive() async throws {
    let remote = ScriptedRemote(
      Self.job("pending"), Self.job("completed"), .text("<html>sign in</html>"))
    let error = RemoteError.noExport(
      .unreadable(reason: "it is neither a ZIP archive nor compressed by gzip"))
    await #expect(throws: error) { try await archive(remote) }
  }
}
