import JSON

/// A message from an admin, as Intercom's `POST /messages` sends it: to one person, or to several who
/// then share one conversation.
struct OneToOneSend: Sendable, Equatable {
  /// How the person is named; a person has several names.
  enum RecipientKey: String, CaseIterable, Sendable {
    case id
    case userID = "user_id"
    case email
  }

  struct Recipient: Sendable, Equatable {
    let role: ContactRole
    let key: ContactKey
  }

  let adminID: String
  let recipients: [Recipient]
  let body: String
  /// When it is said to have been sent; nil for now.
  let createdAt: Int64?
  /// Whether there is a conversation before anybody replies.
  let opensConversation: Bool

  /// Whether a body asks for a send rather than for a targeted message.
  static func isMeant(by body: JSONObject) -> Bool {
    switch body["to"] {
    case .array(let people): !people.isEmpty
    case .object(let to): ContactRole.allCases.contains { .string($0.rawValue) == to["type"] }
    case nil, .null, .boolean, .integer, .number, .string: false
    }
  }

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    if reader.value(scope, "message_type") == nil { reader.missing("message_type") }
    _ = reader.choice(scope, "message_type", of: MessageKind.self)
    let adminID = reader.admin(scope)
    recipients = reader.recipients(scope)
    let text = reader.text(scope, "body", as: .verbatim, atMost: MessageLimits.body)
    if reader.value(scope, "body") == nil {
      // Intercom answers this one with 400, in these words.
      reader.add(Problem(.parameterInvalid, "Body is required", field: "body"))
    }
    createdAt = reader.integer(scope, "created_at", in: PeopleLimits.times)
    opensConversation =
      reader.boolean(scope, "create_conversation_without_contact_reply") ?? false
    guard reader.problems.isEmpty, let adminID, let text else { throw Refusal(reader.problems) }
    self.adminID = adminID
    self.body = text
  }
}

extension FieldReader {
  fileprivate mutating func admin(_ scope: Scope) -> String? {
    guard let from = object(scope, "from") else {
      if value(scope, "from") == nil { missing("from") }
      return nil
    }
    if let type = text(from, "type", atMost: MessageLimits.identifier) {
      if type != "admin" { wrong("from.type", "must be admin") }
    } else if value(from, "type") == nil {
      missing("from.type")
    }
    if value(from, "id") == nil { missing("from.id") }
    return identifier(from, "id")
  }

  fileprivate mutating func recipients(_ scope: Scope) -> [OneToOneSend.Recipient] {
    guard value(scope, "to")?.array != nil else {
      return object(scope, "to").flatMap { recipient($0) }.map { [$0] } ?? []
    }
    let list = list(scope, "to", atMost: PublicAPILimits.recipients) ?? []
    return list.enumerated().compactMap { index, value in
      object(value, at: "to.\(index)").flatMap { recipient($0) }
    }
  }

  private mutating func recipient(_ to: Scope) -> OneToOneSend.Recipient? {
    if value(to, "type") == nil { missing(to.path(to: "type")) }
    let role = choice(to, "type", of: ContactRole.self)
    let named = OneToOneSend.RecipientKey.allCases.filter { value(to, $0.rawValue) != nil }
    guard let key = named.first else {
      missing(to.path(to: "id"))
      return nil
    }
    if named.count > 1 { wrong(to.path, "must have one of id, user_id and email") }
    guard let name = identifier(to, key.rawValue), let role else { return nil }
    let contact: ContactKey =
      switch key {
      case .id: .id(Reference(text: name))
      case .userID: .externalID(name)
      case .email: .email(name)
      }
    return OneToOneSend.Recipient(role: role, key: contact)
  }
}
