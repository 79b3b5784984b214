/// What a client says about a message: every field that it may set, read once.
struct MessageDraft: Sendable, Equatable {
  let externalID: String?
  let format: MessageFormat
  let state: MessageState
  let send: MessageSend
  let startsAt: Int64?
  let endsAt: Int64?
  /// The admin whom the message is from; whether there is one is the store's to say.
  let adminID: String
  /// The fields that people see, as members of a JSON object without its braces.
  let content: JSONText
  /// The other fields, in the same way.
  let settings: JSONText
}

/// A piece of JSON as text, compared byte by byte: Swift's strings are equal when they are
/// canonically equivalent, and a change from one form to the other would go unnoticed.
struct JSONText: Sendable, Equatable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: JSONText, right: JSONText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }
}
