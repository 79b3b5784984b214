public import HTTP
import JSON
public import Planning

/// A workspace behind the messages API, as planning sees it: it has no call that writes.
public struct MessagesReader: WorkspaceReading {
  let api: MessagesAPI

  /// `url` is the API's base, as `https://messages.acme.test`.
  public init(sender: any HTTPSender, url: String, token: Secret) {
    api = MessagesAPI(sender: sender, url: url, token: token)
  }

  public func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    async let me = asResult { () throws(RemoteError) in try await api.send(.get, "/me") }
    async let admins = asResult { () throws(RemoteError) in try await api.send(.get, "/admins") }
    var messages: [RemoteMessage] = []
    for project in projects {
      let prefix = percentEncoded("\(project)/")
      let items = try await api.list("/messages", query: "&external_id_prefix=\(prefix)")
      for item in items { messages.append(try Self.message(item, isWrite: false)) }
    }
    return Snapshot(
      workspace: try Self.workspace(await me.get()), admins: try Self.admins(await admins.get()),
      messages: messages)
  }

  /// One message as it is now.
  func message(_ id: String) async throws(RemoteError) -> RemoteMessage {
    let answer = try await api.send(.get, "/messages/\(percentEncoded(id))")
    return try Self.message(answer, isWrite: false)
  }

  static func message(_ value: JSONValue, isWrite: Bool) throws(RemoteError) -> RemoteMessage {
    do throws(SpecJSONError) {
      return try RemoteMessage(wire: value)
    } catch {
      throw .badAnswer(reason: "a message: \(error)", mayHaveLanded: isWrite)
    }
  }

  private static func workspace(_ me: JSONValue) throws(RemoteError) -> Workspace {
    guard let app = me["app"], let id = app["id_code"]?.string else {
      throw .badAnswer(reason: "`GET /me` names no workspace", mayHaveLanded: false)
    }
    return Workspace(
      id: id, name: app["name"]?.string ?? id, timeZone: app["timezone"]?.string)
  }

  private static func admins(_ list: JSONValue) throws(RemoteError) -> [Admin] {
    guard let admins = list["admins"]?.array else {
      throw .badAnswer(reason: "`GET /admins` lists no admins", mayHaveLanded: false)
    }
    return admins.compactMap { admin in
      guard let id = admin["id"]?.string, let email = admin["email"]?.string else { return nil }
      return Admin(id: id, email: email, name: admin["name"]?.string ?? email)
    }
  }
}

/// `async let` cannot carry a typed error; a result can.
private func asResult<Value: Sendable>(
  _ work: () async throws(RemoteError) -> Value
) async -> Result<Value, RemoteError> {
  do throws(RemoteError) {
    return .success(try await work())
  } catch {
    return .failure(error)
  }
}

/// The same workspace, with the calls that write.
public struct MessagesClient: Destination {
  private let reader: MessagesReader

  public init(sender: any HTTPSender, url: String, token: Secret) {
    reader = MessagesReader(sender: sender, url: url, token: token)
  }

  public func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    try await reader.snapshot(of: projects)
  }

  public func perform(_ step: Step) async throws(RemoteError) -> StepResult {
    switch step {
    case .create(let draft): try await .written(create(draft))
    case .update(let id, let etag, let draft): try await .written(update(id, etag, draft))
    case .delete(let id, let etag): try await delete(id, etag)
    }
  }

  /// Creates a message once: when its id is taken, by a request whose answer was lost perhaps, what
  /// is there is compared with what was meant.
  private func create(_ draft: MessageDraft) async throws(RemoteError) -> RemoteMessage {
    do throws(RemoteError) {
      let answer = try await reader.api.send(.post, "/messages", body: draft.wire)
      return try MessagesReader.message(answer, isWrite: true)
    } catch .conflict(let holder) {
      if let found = try await find(draft) { return found }
      throw .conflict(holder: holder)
    } catch {
      guard error.mayHaveLanded,
        let found = await settled({ () throws(RemoteError) in try await find(draft) })
      else { throw error }
      return found
    }
  }

  /// The message that a draft was to make, when the remote has it.
  private func find(_ draft: MessageDraft) async throws(RemoteError) -> RemoteMessage? {
    let prefix = percentEncoded(draft.externalID)
    let items = try await reader.api.list("/messages", query: "&external_id_prefix=\(prefix)")
    for item in items {
      let message = try MessagesReader.message(item, isWrite: false)
      if draft.isKept(by: message) { return message }
    }
    return nil
  }

  private func update(
    _ id: String, _ etag: String, _ draft: MessageDraft
  ) async throws(RemoteError) -> RemoteMessage {
    do throws(RemoteError) {
      let answer = try await reader.api.send(
        .put, "/messages/\(percentEncoded(id))", ifMatch: etag, body: draft.wire)
      return try MessagesReader.message(answer, isWrite: true)
    } catch .moved {
      let message = try await reader.message(id)
      guard draft.isKept(by: message) else { throw .moved }
      return message
    } catch {
      guard error.mayHaveLanded,
        let message = await settled({ () throws(RemoteError) in try await reader.message(id) }),
        draft.isKept(by: message)
      else { throw error }
      return message
    }
  }

  private func delete(_ id: String, _ etag: String) async throws(RemoteError) -> StepResult {
    do throws(RemoteError) {
      _ = try await reader.api.send(.delete, "/messages/\(percentEncoded(id))", ifMatch: etag)
    } catch .notFound {
      return .deleted
    } catch {
      guard error.mayHaveLanded, await isGone(id) else { throw error }
    }
    return .deleted
  }

  private func isGone(_ id: String) async -> Bool {
    do throws(RemoteError) {
      _ = try await reader.message(id)
      return false
    } catch {
      return error == .notFound
    }
  }

  /// Reads to settle a write whose answer was lost; nil when reading fails too, and the write stays
  /// unsettled.
  private func settled<Value: Sendable>(
    _ read: () async throws(RemoteError) -> Value?
  ) async -> Value? {
    do throws(RemoteError) {
      return try await read()
    } catch {
      return nil
    }
  }
}
