import JSON

/// A message from an admin to one person, as Intercom's `POST /messages` sends it.
struct OneToOneSend: Sendable, Equatable {
  /// How the person is named; a person has several names.
  enum RecipientKey: String, CaseIterable, Sendable {
    case id
    case userID = "user_id"
    case email
  }

  let adminID: String
  let recipientKey: RecipientKey
  let recipient: String
  let body: String

  /// Whether a body asks for a send rather than for a targeted message.
  static func isMeant(by body: JSONObject) -> Bool { body["to"]?["type"] == "user" }

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["message_type", "body", "from", "to"], in: scope)
    _ = reader.choice(scope, "message_type", of: MessageKind.self)
    if reader.value(scope, "message_type") == nil { reader.missing("message_type") }
    let adminID = reader.sender(scope)
    let recipient = reader.recipient(scope)
    let text = reader.text(scope, "body", as: .verbatim, atMost: MessageLimits.body)
    if reader.value(scope, "body") == nil {
      // Intercom answers this one with 400, in these words.
      reader.add(Problem(.parameterInvalid, "Body is required", field: "body"))
    }
    guard reader.problems.isEmpty, let adminID, let recipient, let text else {
      throw Refusal(reader.problems)
    }
    self.adminID = adminID
    recipientKey = recipient.key
    self.recipient = recipient.value
    self.body = text
  }
}

extension FieldReader {
  fileprivate mutating func recipient(
    _ scope: Scope
  ) -> (key: OneToOneSend.RecipientKey, value: String)? {
    guard let to = object(scope, "to") else { return nil }
    let keys = OneToOneSend.RecipientKey.allCases
    allow(["type"] + keys.map(\.rawValue), in: to)
    let named = keys.filter { value(to, $0.rawValue) != nil }
    guard let key = named.first else {
      missing("to.id")
      return nil
    }
    if named.count > 1 { wrong("to", "must have one of id, user_id and email") }
    guard let value = identifier(to, key.rawValue) else { return nil }
    return (key, value)
  }
}
