import Archives
import HTTP
import JSON

/// A job of the workspace that writes down who received which content and what they did with it. There
/// is one at a time in a workspace, and it takes its time.
struct ContentExport: Sendable {
  let api: MessagesAPI
  /// Waits, and returns early when the task is cancelled.
  let sleep: @Sendable (Duration) async -> Void

  /// How long a job may take.
  private static let longestWait: Duration = .seconds(1_800)
  private static let longestPause: Duration = .seconds(10)

  /// What people received from one instant to another, both in Unix seconds; nil for nothing.
  ///
  /// - Throws: `noExport`, among others.
  func archive(from start: Int64, to end: Int64) async throws(RemoteError) -> Archive? {
    let job = try await begin(start, end)
    let hasData: Bool
    do throws(RemoteError) {
      hasData = try await wait(for: job)
    } catch {
      // The next who asks would have to wait for it. Where this fails, it ends by itself.
      _ = await asResult { () throws(RemoteError) in
        try await api.ask("/export/cancel/\(percentEncoded(job))", [:])
      }
      throw error
    }
    guard hasData else { return nil }
    // Whatever link it names, what is asked is this workspace, and nobody else gets the token.
    let bytes = try await api.download("/download/content/data/\(percentEncoded(job))")
    do throws(ArchiveError) {
      return try Archive(bytes)
    } catch {
      throw .noExport(.unreadable(reason: "\(error)"))
    }
  }

  private func begin(_ start: Int64, _ end: Int64) async throws(RemoteError) -> String {
    let answer: JSONValue
    do throws(RemoteError) {
      answer = try await api.ask(
        "/export/content/data",
        ["created_at_after": .integer(start), "created_at_before": .integer(end)])
    } catch .limited {
      throw .noExport(.underWay)
    }
    return try Self.text("job_identifier", in: answer)
  }

  /// Whether anything was written.
  private func wait(for job: String) async throws(RemoteError) -> Bool {
    var pause: Duration = .seconds(1)
    var waited: Duration = .zero
    while true {
      let answer = try await api.read("/export/content/data/\(percentEncoded(job))")
      switch try Self.text("status", in: answer) {
      case "completed", "complete": return true
      case "no_data": return false
      case "pending", "in_progress": break
      case "failed": throw .noExport(.failed)
      case "canceled": throw .noExport(.canceled)
      case let status:
        throw .badAnswer(
          reason: "the content export has an unknown status"
            + (api.words.word(status).map { " `\($0)`" } ?? ""), mayHaveLanded: false)
      }
      if Task.isCancelled { throw .cancelled(mayHaveLanded: false) }
      guard waited < Self.longestWait else { throw .noExport(.tooSlow) }
      await sleep(pause)
      waited += pause
      pause = min(pause * 2, Self.longestPause)
    }
  }

  private static func text(_ name: String, in answer: JSONValue) throws(RemoteError) -> String {
    guard let text = answer[name]?.string, !text.isEmpty else {
      throw .badAnswer(reason: "the content export has no `\(name)`", mayHaveLanded: false)
    }
    return text
  }
}
