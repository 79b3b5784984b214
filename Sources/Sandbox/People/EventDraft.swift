import JSON

/// How a request names a person; a person has several names.
enum ContactKey: Sendable, Equatable {
  case id(Reference)
  case externalID(String)
  case email(String)
}

/// What somebody did, and when.
struct EventDraft: Sendable, Equatable {
  let name: String
  let createdAt: Int64
  let contact: ContactKey
  /// A JSON object, or nil.
  let metadata: String?

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["event_name", "created_at", "id", "user_id", "email", "metadata"], in: scope)
    for name in ["event_name", "created_at"] where reader.value(scope, name) == nil {
      reader.missing(name)
    }
    let name = reader.text(scope, "event_name", atMost: PeopleLimits.eventName)
    let createdAt = reader.integer(scope, "created_at", in: PeopleLimits.times)
    let contact = reader.contact(scope)
    let metadata = reader.eventMetadata(scope)
    guard reader.problems.isEmpty, let name, let createdAt, let contact else {
      throw Refusal(reader.problems)
    }
    self.name = name
    self.createdAt = createdAt
    self.contact = contact
    self.metadata = metadata
  }
}

extension FieldReader {
  /// Where a request gives several names, the surest counts.
  mutating func contact(_ scope: Scope) -> ContactKey? {
    let id = identifier(scope, "id").map { ContactKey.id(Reference(text: $0)) }
    let externalID = identifier(scope, "user_id").map(ContactKey.externalID)
    let email = text(scope, "email", atMost: PeopleLimits.text).map(ContactKey.email)
    let key = id ?? externalID ?? email
    if key == nil, ["id", "user_id", "email"].allSatisfy({ value(scope, $0) == nil }) {
      missing("user_id")
    }
    return key
  }

  /// The first ten values, as Intercom keeps them; links and amounts may be objects.
  mutating func eventMetadata(_ scope: Scope) -> String? {
    guard let metadata = object(scope, "metadata") else { return nil }
    for member in metadata.object.members {
      let path = metadata.path(to: member.name)
      switch member.value {
      case .null, .boolean, .integer, .number: break
      case .string(let text):
        if text.unicodeScalars.count > PeopleLimits.url {
          wrong(path, "must have at most \(PeopleLimits.url) characters")
        }
      case .array: malformed(path, "must not be an array")
      case .object(let object):
        let names = object.members.map(\.name).sorted()
        let isFlat = object.members.allSatisfy { $0.value.object == nil && $0.value.array == nil }
        if !isFlat || !Self.objects.contains(names) {
          malformed(path, "must be a value, a link {url, value} or an amount {amount, currency}")
        }
      }
    }
    let kept = JSONObject(Array(metadata.object.members.prefix(PeopleLimits.eventMetadata)))
    return JSONValue.object(kept).compactText
  }

  private static let objects = [["url", "value"], ["amount", "currency"]]
}
