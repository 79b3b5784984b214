import FoundationEssentials
import Hummingbird
import JSON

/// `/events`.
struct EventRoutes: Sendable {
  let store: Store
  let clock: @Sendable () -> Int64

  func keep(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try await store.keep(try EventDraft(reading: await RequestBody.read(request)))
    return Response(status: .accepted)
  }

  /// One person's events of the last 90 days, or what there ever was of each name.
  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    var query = QueryReader(
      request, ["type", "user_id", "intercom_user_id", "email", "summary", "per_page", "before"])
    if query.text("type") != "user" { query.refuse("type", "must be user") }
    let contact = Self.contact(&query)
    let isSummary = query.boolean("summary") ?? false
    let limit = query.perPage()
    let before = query.text("before").flatMap(Occurrence.init(cursor:))
    if query.text("before") != nil, before == nil {
      query.refuse("before", "is no cursor that this server gave")
    }
    try query.check()
    guard let contact else { preconditionFailure("a list of nobody's events passed the check") }
    if isSummary { return try await summary(of: contact) }
    let found = try await store.occurrences(
      of: contact, from: clock() - PeopleLimits.listedEvents, before: before, limit: limit + 1)
    let page = found.occurrences.prefix(limit)
    let next =
      found.occurrences.count > limit
      ? page.last.map { request.link(to: found.contact, before: $0, limit) } : nil
    return .json([
      "type": "event.list",
      "events": .array(try page.map { try $0.json(of: found.contact) }),
      "pages": ["next": next.map(JSONValue.string) ?? .null],
    ])
  }

  private func summary(of contact: ContactKey) async throws -> Response {
    let found = try await store.summaries(of: contact)
    return .json([
      "type": "event.summary",
      "email": found.contact.email.map(JSONValue.string) ?? .null,
      "intercom_user_id": .string(found.contact.id.description),
      "user_id": found.contact.externalID.map(JSONValue.string) ?? .null,
      "events": .array(found.summaries.map(\.json)),
    ])
  }

  private static func contact(_ query: inout QueryReader) -> ContactKey? {
    let keys = [
      query.text("intercom_user_id").map { ContactKey.id(Reference(text: $0)) },
      query.text("user_id").map(ContactKey.externalID), query.text("email").map(ContactKey.email),
    ].compactMap(\.self)
    if keys.count != 1 {
      query.refuse("user_id", "or one of intercom_user_id and email must say whose events")
    }
    return keys.first
  }
}

extension Occurrence {
  fileprivate func json(of contact: ContactNames) throws -> JSONValue {
    let metadata = try metadata.map { try JSONValue(parsing: $0) }
    return [
      "type": "event",
      "id": .string("\(contact.id)-\(createdAt)-\(name)"),
      "created_at": .integer(createdAt),
      "event_name": .string(name),
      "user_id": contact.externalID.map(JSONValue.string) ?? .null,
      "email": contact.email.map(JSONValue.string) ?? .null,
      "intercom_user_id": .string(contact.id.description),
      "metadata": metadata ?? [:],
    ]
  }

  fileprivate var cursor: String { Base64Text.encode("events:\(createdAt):\(name)") }

  fileprivate init?(cursor: String) {
    guard let text = Base64Text.decode(cursor) else { return nil }
    let parts = text.split(separator: ":", maxSplits: 2)
    guard parts.count == 3, parts[0] == "events", let time = Int64(parts[1]) else { return nil }
    self.init(name: String(parts[2]), createdAt: time, metadata: nil)
  }
}

extension OccurrenceSummary {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "first": .string(Self.time(first)), "last": .string(Self.time(last)),
      "count": .integer(count),
    ]
  }

  private static func time(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: false)) + ".000+00:00"
  }
}

extension Request {
  fileprivate func link(to contact: ContactNames, before: Occurrence, _ limit: Int) -> String {
    "http://\(head.authority ?? "")\(uri.path)?type=user&intercom_user_id=\(contact.id)"
      + "&per_page=\(limit)&before=\(before.cursor)"
  }
}
