public import HTTP
import JSON
public import Planning

/// A workspace behind the messages API, with the calls that write.
public struct MessagesClient: Destination {
  private let reader: MessagesReader

  /// `url` is the API's base, as `https://messages.acme.test`.
  public init(sender: any HTTPSender, url: String, token: Secret) {
    reader = MessagesReader(sender: sender, url: url, token: token)
  }

  public func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    try await reader.snapshot(of: projects)
  }

  public func bystanders() async throws(RemoteError) -> Bystanders {
    try await reader.bystanders()
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
    do throws(RemoteError) {
      return try await write(.post, "/messages", draft)
    } catch .conflict(let holder) {
      return try await settled(draft, .conflict(holder: holder)) { () throws(RemoteError) in
        try await find(draft, holder: holder)
      }
    } catch {
      guard error.mayHaveLanded else { throw error }
      return try await settled(draft, error) { () throws(RemoteError) in
        try await find(draft, holder: nil)
      }
    }
  }

  private func update(
    _ id: String, _ etag: String, _ draft: MessageDraft
  ) async throws(RemoteError) -> RemoteMessage {
    do throws(RemoteError) {
      return try await write(.put, Self.path(id), ifMatch: etag, draft)
    } catch .notFound {
      throw .moved
    } catch {
      guard error.mayHaveLanded || error == .moved else { throw error }
      return try await settled(draft, error) { () throws(RemoteError) in
        try await reader.message(id)
      }
    }
  }

  private func delete(_ id: String, _ etag: String) async throws(RemoteError) -> StepResult {
    do throws(RemoteError) {
      _ = try await reader.api.send(.delete, Self.path(id), ifMatch: etag)
    } catch .notFound {
      return .deleted
    } catch {
      guard error.mayHaveLanded, await isGone(id) else { throw error }
    }
    return .deleted
  }

  private func write(
    _ method: HTTPMethod, _ path: String, ifMatch: String? = nil, _ draft: MessageDraft
  ) async throws(RemoteError) -> RemoteMessage {
    let answer = try await reader.api.send(method, path, ifMatch: ifMatch, body: draft.wire)
    return try reader.message(answer, isWrite: true)
  }

  private static func path(_ id: String) -> String { "/messages/\(percentEncoded(id))" }
}

// MARK: - Settling by reading

extension MessagesClient {
  /// What a write has made, when what is there is what it meant; otherwise its own error.
  ///
  /// Reading that fails leaves it open, and then the error says so.
  private func settled(
    _ draft: MessageDraft, _ problem: RemoteError,
    _ read: () async throws(RemoteError) -> RemoteMessage?
  ) async throws(RemoteError) -> RemoteMessage {
    let found: RemoteMessage?
    do throws(RemoteError) {
      found = try await read()
    } catch {
      throw problem.mayHaveLanded ? problem : error.leavingWriteOpen ?? problem
    }
    guard let found, draft.isKept(by: found) else { throw problem }
    return found
  }

  /// The message that has a draft's `external_id`.
  private func find(
    _ draft: MessageDraft, holder: String?
  ) async throws(RemoteError) -> RemoteMessage? {
    if let holder { return try await reader.message(holder) }
    let id = draft.externalID
    return try await reader.messages(withPrefix: id) { $0.utf8.elementsEqual(id.utf8) }.first
  }

  private func isGone(_ id: String) async -> Bool {
    do throws(RemoteError) {
      _ = try await reader.message(id)
      return false
    } catch {
      return error == .notFound
    }
  }
}
