public import Audiences
public import HTTP
import JSON
public import Planning

/// A workspace behind the messages API, as planning sees it: it has no call that writes.
public struct MessagesReader: WorkspaceReading {
  let api: MessagesAPI

  /// `url` is the API's base, as `https://messages.acme.test`.
  public init(sender: any HTTPSender, url: String, token: Secret) {
    self.init(MessagesAPI(sender: sender, url: url, token: token, refusesRepetition: true))
  }

  /// Reads through an API that keeps its own promises about what is sent twice.
  init(_ api: MessagesAPI) { self.api = api }

  public func snapshot(of projects: [String]) async throws(RemoteError) -> Snapshot {
    async let place = asResult { () throws(RemoteError) in try await workspace() }
    async let known = asResult { () throws(RemoteError) in try await admins() }
    var messages: [RemoteMessage] = []
    var read: Set<String> = []
    for project in projects where read.insert(project).inserted {
      messages += try await self.messages(withPrefix: "\(project)/") { _ in true }
    }
    return Snapshot(
      workspace: try await place.get(), admins: try await known.get(), messages: messages)
  }

  /// Who a message can come from.
  func admins() async throws(RemoteError) -> [Admin] { try Self.admins(await read("/admins")) }

  public func bystanders() async throws(RemoteError) -> Bystanders {
    var bystanders = Bystanders()
    for part in try await each(of: MessageList(externalIDPrefix: nil), { $0.map(Bystander.init) }) {
      bystanders.add(part)
    }
    return bystanders
  }

  /// A server that has no such call, or refuses the rule, has not counted.
  public func reach(of rule: Rule) async throws(RemoteError) -> PeopleCount {
    if let wider = rule.whateverTheyRead { return try await reach(of: wider).bound }
    let answer: JSONValue
    do throws(RemoteError) {
      answer = try await api.ask("/messages/reach", ["audience": rule.wire])
    } catch {
      switch error {
      case .notFound, .refused: return .uncounted
      case .unauthorized, .forbidden, .unreachable, .limited, .conflict, .moved, .serverFailed,
        .badAnswer, .damagedRecord, .newerRecord, .noExport, .lacking, .notSent, .cancelled:
        throw error
      }
    }
    guard let count = answer["count"]?.integer.flatMap(Int.init(exactly:)),
      let everyone = answer["of"]?.integer.flatMap(Int.init(exactly:)), 0 <= count,
      count <= everyone
    else { throw .badAnswer(reason: "`POST /messages/reach` counts nobody", mayHaveLanded: false) }
    return .people(count, of: everyone)
  }

  /// Those messages whose `external_id` begins so and is wanted; the others need not be understood.
  func messages(
    withPrefix prefix: String, where isWanted: @Sendable (String) -> Bool
  ) async throws(RemoteError) -> [RemoteMessage] {
    // A server that does not narrow its list is not relied on to.
    try await each(of: MessageList(externalIDPrefix: prefix)) { items throws(RemoteError) in
      try understood(items) { $0.utf8.starts(with: prefix.utf8) && isWanted($0) }
    }
  }

  /// Reads a list to its end; a page is understood while the next is fetched.
  func each<Item>(
    of list: MessageList, _ understand: ([JSONValue]) throws(RemoteError) -> [Item]
  ) async throws(RemoteError) -> [Item] {
    var list = list
    var found: [Item] = []
    guard let first = list.next else { return found }
    var page = try await read(first)
    while true {
      let items = try list.read(page)
      guard let following = list.next else { return found + (try understand(items)) }
      async let next = asResult { () throws(RemoteError) in try await read(following) }
      found += try understand(items)
      page = try await next.get()
    }
  }

  /// One message as it is now.
  func message(_ id: String) async throws(RemoteError) -> RemoteMessage {
    let answer = try await api.read("/messages/\(percentEncoded(id))")
    return try message(answer, isWrite: false)
  }

  func message(_ value: JSONValue, isWrite: Bool) throws(RemoteError) -> RemoteMessage {
    do throws(SpecJSONError) {
      return try RemoteMessage(wire: value)
    } catch {
      let id = value["id"]?.string.flatMap(api.words.word).map { "message \($0)" } ?? "a message"
      throw .badAnswer(reason: api.words.sentence("\(id): \(error)"), mayHaveLanded: isWrite)
    }
  }

  /// What is at a path that every such server has.
  func read(_ path: String) async throws(RemoteError) -> JSONValue {
    do throws(RemoteError) {
      return try await api.read(path)
    } catch .notFound {
      let place = path.prefix { $0 != "?" }
      throw .badAnswer(reason: "there is nothing at `\(place)` (404)", mayHaveLanded: false)
    }
  }

  private func understood(
    _ items: [JSONValue], where isWanted: (String) -> Bool
  ) throws(RemoteError) -> [RemoteMessage] {
    var messages: [RemoteMessage] = []
    messages.reserveCapacity(items.count)
    for item in items where item["external_id"]?.string.map(isWanted) ?? false {
      messages.append(try message(item, isWrite: false))
    }
    return messages
  }

  static func workspace(_ me: JSONValue) throws(RemoteError) -> Workspace {
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
package func asResult<Value: Sendable>(
  _ work: () async throws(RemoteError) -> Value
) async -> Result<Value, RemoteError> {
  do throws(RemoteError) {
    return .success(try await work())
  } catch {
    return .failure(error)
  }
}
