public import HTTP
import JSON
public import Planning

/// A workspace behind the messages API, with the calls that write.
public struct MessagesClient: ReadingDestination {
  public let reader: MessagesReader

  /// `url` is the API's base, as `https://messages.acme.test`.
  public init(sender: any HTTPSender, url: String, token: Secret) {
    reader = MessagesReader(sender: sender, url: url, token: token)
  }

  public func perform(_ step: Step) async throws(RemoteError) -> StepResult {
    switch step {
    case .create(let draft): try await .written(create(draft))
    case .update(let id, let etag, let draft): try await .written(update(id, etag, draft))
    case .delete(let id, let etag): try await delete(id, etag)
    }
  }

  /// Creates a message once. When its id is taken, by a request perhaps whose answer was lost, what
  /// is there is compared with what was meant.
  private func create(_ draft: MessageDraft) async throws(RemoteError) -> RemoteMessage {
    let failure: RequestFailure
    do throws(RequestFailure) {
      return try await write(.post, "/messages", ifMatch: nil, draft)
    } catch {
      failure = error
    }
    if case .conflict(let holder) = failure.error {
      return try await settled(draft, failure, over: nil) { () throws(RemoteError) in
        try await find(draft, holder: holder)
      }
    }
    guard failure.error.mayHaveLanded else { throw failure.unsettled }
    return try await settled(draft, failure, over: nil) { () throws(RemoteError) in
      try await find(draft, holder: nil)
    }
  }

  private func update(
    _ id: String, _ etag: String, _ draft: MessageDraft
  ) async throws(RemoteError) -> RemoteMessage {
    let failure: RequestFailure
    do throws(RequestFailure) {
      return try await write(.put, Self.path(id), ifMatch: etag, draft)
    } catch {
      failure = error
    }
    if failure.error == .notFound { throw failure.of(.moved).unsettled }
    guard failure.error.mayHaveLanded || failure.error == .moved else { throw failure.unsettled }
    return try await settled(draft, failure, over: etag) { () throws(RemoteError) in
      try await reader.message(id)
    }
  }

  private func delete(_ id: String, _ etag: String) async throws(RemoteError) -> StepResult {
    let failure: RequestFailure
    do throws(RequestFailure) {
      _ = try await reader.api.send(.delete, Self.path(id), ifMatch: etag, body: nil)
      return .deleted
    } catch {
      failure = error
    }
    // What is refused as moved is there, whatever came of earlier attempts.
    if failure.error == .moved { throw .moved }
    if failure.error == .notFound { return .deleted }
    guard failure.error.mayHaveLanded else { throw failure.unsettled }
    do throws(RemoteError) {
      _ = try await reader.message(id)
    } catch {
      if error == .notFound { return .deleted }
      throw failure.unsettled
    }
    throw failure.withoutEffect
  }

  private func write(
    _ method: HTTPMethod, _ path: String, ifMatch: String?, _ draft: MessageDraft
  ) async throws(RequestFailure) -> RemoteMessage {
    let answer = try await reader.api.send(method, path, ifMatch: ifMatch, body: draft.wire)
    do throws(RemoteError) {
      return try reader.message(answer, isWrite: true)
    } catch {
      throw RequestFailure(error, doubt: .lost)
    }
  }

  private static func path(_ id: String) -> String { "/messages/\(percentEncoded(id))" }
}

// MARK: - Settling by reading

extension MessagesClient {
  /// What a write has made, when what is there is what it meant; otherwise its own error.
  ///
  /// Reading that fails leaves it open, and then the error says so.
  ///
  /// - Parameter etag: of the message that it was to change; nil where it was to make one.
  private func settled(
    _ draft: MessageDraft, _ failure: RequestFailure, over etag: String?,
    _ read: () async throws(RemoteError) -> RemoteMessage?
  ) async throws(RemoteError) -> RemoteMessage {
    let found: RemoteMessage?
    do throws(RemoteError) {
      found = try await read()
    } catch {
      let problem = failure.unsettled
      throw problem.mayHaveLanded ? problem : error.leavingWriteOpen ?? problem
    }
    if let found, draft.isKept(by: found) { return found }
    throw found?.etag == etag ? failure.withoutEffect : failure.unsettled
  }

  /// The message that has a draft's `external_id`.
  private func find(
    _ draft: MessageDraft, holder: String?
  ) async throws(RemoteError) -> RemoteMessage? {
    if let holder { return try await reader.message(holder) }
    let id = draft.externalID
    return try await reader.messages(withPrefix: id) { $0.utf8.elementsEqual(id.utf8) }.first
  }
}
