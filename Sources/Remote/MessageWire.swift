import Audiences
package import JSON
package import Planning

/// A message as the messages API has it.
extension RemoteMessage {
  /// Reads one message; the error says which field is not as expected.
  package init(wire: JSONValue) throws(SpecJSONError) {
    let fields = try SpecFields(wire, at: "")
    let state = try fields.choice("state", MessageState.self)
    let metadata = try Self.metadata(fields)
    var otherMetadata = metadata
    otherMetadata[Record.metadataName] = nil
    var record: Record?
    var problem: SpecJSONError?
    let kept = metadata[Record.metadataName]
    if let kept {
      do throws(SpecJSONError) {
        record = try Record(json: kept)
      } catch {
        problem = error
      }
    }
    // Nearly always the same as was last applied, and dear to read: read once.
    let audience = try fields.object("to").value("audience")
    let isAsApplied = kept?["last_applied"]?["audience"] == audience
    let known = isAsApplied ? record?.lastApplied.audience : nil
    let version = try fields.integer("version")
    self.init(
      id: try fields.text("id"), etag: "\"\(version)\"",
      externalID: try fields.optionalText("external_id"), name: try fields.optionalText("name"),
      state: state, spec: try MessageSpec(message: fields, state: state, knownAudience: known),
      record: record,
      recordProblem: problem, otherMetadata: otherMetadata,
      liveAt: try fields.optionalInteger("live_at"),
      shownAt: try fields.optionalInteger("shown_at"),
      audienceFrozenAt: try fields.optionalInteger("audience_frozen_at"),
      updatedAt: try fields.integer("updated_at"))
  }

  /// What is not an object would be lost with the next change.
  private static func metadata(_ fields: SpecFields) throws(SpecJSONError) -> JSONObject {
    guard let value = fields.optional("metadata") else { return [:] }
    guard let object = value.object else {
      throw SpecJSONError(fields.path("metadata"), .notA("an object"))
    }
    return object
  }
}

extension MessageSpec {
  fileprivate init(
    message fields: SpecFields, state: MessageState, knownAudience: Rule?
  ) throws(SpecJSONError) {
    let audience =
      if let knownAudience { knownAudience } else {
        try Rule(member: "audience", of: fields.object("to"))
      }
    try self.init(
      content: fields, status: state.status, sender: .id(fields.object("from").text("id")),
      audience: audience)
  }
}

extension MessageState {
  /// As a spec has it: an archived message has no other than a draft's.
  var status: Status {
    switch self {
    case .draft, .archived: .draft
    case .live: .live
    case .paused: .paused
    }
  }
}

extension MessageDraft {
  /// The body of a POST or PUT. Null is what an absent field is.
  package var wire: JSONValue {
    var metadata = otherMetadata
    metadata[Record.metadataName] = .object(record.json)
    let spec = spec.json
    return [
      "message_type": "inapp",
      "external_id": .string(externalID),
      "name": .string(name),
      "format": spec["format"] ?? .null,
      "state": .string(state.rawValue),
      "title": spec["title"] ?? .null,
      "body": spec["body"] ?? .null,
      "image_url": spec["image_url"] ?? .null,
      "cta": spec["cta"] ?? .null,
      "bot": spec["bot"] ?? .null,
      "from": ["type": "admin", "id": .string(self.spec.sender.text)],
      "to": ["type": "audience", "audience": spec["audience"] ?? .null],
      "display": spec["display"] ?? .null,
      "schedule": spec["schedule"] ?? .null,
      "goal": spec["goal"] ?? .null,
      "tags": spec["tags"] ?? .null,
      "metadata": .object(metadata),
    ]
  }

  /// Whether the remote's message is the one that this draft was to make, so that a request whose
  /// answer was lost counts as done.
  func isKept(by message: RemoteMessage) -> Bool {
    message.externalID == externalID && message.state == state && message.record == record
      && message.spec.saysTheSame(as: spec, state: state)
  }
}

extension MessageSpec {
  fileprivate func saysTheSame(as other: MessageSpec, state: MessageState) -> Bool {
    var left = self
    var right = other
    left.status = state.status
    right.status = state.status
    return left == right
  }
}
