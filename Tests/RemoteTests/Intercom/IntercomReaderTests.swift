import Audiences
import HTTP
import JSON
import Testing

@testable import Remote

@Suite("The public API, which does not refuse what it has done already")
struct IntercomReaderTests {
  private func reader(_ remote: ScriptedRemote) -> IntercomReader {
    let environment = RetryEnvironment(
      now: { HTTP.Moment(elapsed: .zero, unixSeconds: 0) }, sleep: { _ in },
      chance: { 0 })
    return IntercomReader(
      sender: RetryingClient(remote, policy: RetryPolicy(), environment: environment),
      url: ScriptedRemote.url, token: Secret(ScriptedRemote.token), moment: { _ in nil })
  }

  @Test("whoever sends through it, by whatever way, sends once where the answer is lost")
  func lost() async {
    for way in [\IntercomReader.api, \.directory.api] {
      let remote = ScriptedRemote(.failure(ScriptedRemote.lost), .json([:]))
      await #expect(throws: RequestFailure.self) {
        try await reader(remote)[keyPath: way].send(
          .post, "/messages", ifMatch: nil, body: ["message_type": "in_app"])
      }
      #expect(remote.calls == ["POST /messages"])
    }
  }

  @Test("what only asks is asked again")
  func asked() async throws {
    let remote = ScriptedRemote(
      .failure(ScriptedRemote.lost), .json(["total_count": 7, "data": []]))
    #expect(
      try await IntercomSearch(reader(remote).directory).page(.everyone, size: 1, after: nil).total
        == 7)
    #expect(remote.calls == Array(repeating: "POST /contacts/search", count: 2))
  }
}
