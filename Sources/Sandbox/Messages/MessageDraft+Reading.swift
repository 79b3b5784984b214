import JSON

extension MessageDraft {
  /// Reads a message from a request's body, whose fields are all optional but those that say so.
  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(Self.fields + Self.fieldsOfTheServer, in: scope)
    _ = reader.choice(scope, "message_type", of: MessageKind.self)

    let format = reader.choice(scope, "format", of: MessageFormat.self)
    if reader.value(scope, "format") == nil { reader.missing("format") }
    let content = reader.content(scope, format: format)

    let externalID = reader.externalID(scope)
    let name = reader.text(scope, "name", atMost: MessageLimits.name)
    let state = reader.choice(scope, "state", of: MessageState.self) ?? .draft
    let adminID = reader.sender(scope)
    let audience = reader.audience(scope, body.verbatim)
    let schedule = reader.schedule(scope)
    let display = reader.display(scope, format: format, send: schedule.send)
    let goal = reader.goal(scope)
    let tags = reader.texts(
      scope, "tags", atMost: MessageLimits.tags, characters: MessageLimits.tag)
    let metadata = reader.metadata(scope, body.verbatim)
    guard reader.problems.isEmpty, let format, let adminID, let audience else {
      throw Refusal(reader.problems)
    }

    var settings = MembersWriter()
    settings.add("external_id", externalID)
    settings.add("name", name)
    settings.add("state", state.rawValue)
    settings.add("from", ["type": "admin", "id": .string(adminID)])
    settings.add("to", json: #"{"type":"audience","audience":\#(audience)}"#)
    settings.add("display", display)
    settings.add("schedule", schedule.json)
    settings.add("goal", goal)
    settings.add("tags", .array(tags.map(JSONValue.string)))
    settings.add("metadata", json: metadata)

    self.init(
      externalID: externalID, format: format, state: state, send: schedule.send,
      startsAt: schedule.startsAt, endsAt: schedule.endsAt, adminID: adminID,
      content: JSONText(content), settings: JSONText(settings.text))
  }

  private static let fields = [
    "external_id", "message_type", "format", "name", "state", "title", "body", "image_url", "cta",
    "bot", "from", "to", "display", "schedule", "goal", "tags", "metadata",
  ]

  /// Accepted and left alone, so that what was read can be sent back changed.
  private static let fieldsOfTheServer = [
    "id", "type", "version", "content_version", "audience_frozen_at", "live_at", "shown_at",
    "created_at", "updated_at", "updated_by",
  ]
}

extension FieldReader {
  fileprivate mutating func externalID(_ scope: Scope) -> String? {
    let text = text(scope, "external_id", as: .verbatim, atMost: MessageLimits.externalID)
    if let text, text.unicodeScalars.contains(where: \.isUnprintable) {
      wrong("external_id", "must hold no control characters")
    }
    return text
  }

  mutating func sender(_ scope: Scope) -> String? {
    guard let from = object(scope, "from") else {
      if value(scope, "from") == nil { missing("from") }
      return nil
    }
    allow(["type", "id"], in: from)
    if let type = text(from, "type", atMost: MessageLimits.identifier) {
      if type != "admin" { wrong("from.type", "must be admin") }
    } else if value(from, "type") == nil {
      missing("from.type")
    }
    if value(from, "id") == nil { missing("from.id") }
    return identifier(from, "id")
  }

  fileprivate mutating func goal(_ scope: Scope) -> JSONValue {
    guard let goal = object(scope, "goal") else { return .null }
    allow(["event", "within"], in: goal)
    if value(goal, "event") == nil { missing("goal.event") }
    let event = text(goal, "event", atMost: MessageLimits.identifier)
    return ["event": .string(event ?? ""), "within": span(goal, "within")]
  }

  private mutating func span(_ scope: Scope, _ name: String) -> JSONValue {
    guard let span = object(scope, name) else { return .null }
    allow(["amount", "unit"], in: span)
    for member in ["amount", "unit"] where value(span, member) == nil {
      missing(span.path(to: member))
    }
    let amount = integer(span, "amount", in: 0...MessageLimits.span) ?? 0
    let unit = choice(span, "unit", of: SpanUnit.self) ?? .second
    return ["amount": .integer(amount), "unit": .string(unit.rawValue)]
  }

  fileprivate mutating func metadata(_ scope: Scope, _ body: VerbatimJSON) -> String {
    guard object(scope, "metadata") != nil, let metadata = body["metadata"] else { return "{}" }
    if metadata.count > MessageLimits.metadata {
      wrong("metadata", "must be at most \(MessageLimits.metadata) bytes of JSON")
    }
    return metadata.text
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is a control character or none that text is exchanged with.
  fileprivate var isUnprintable: Bool {
    switch properties.generalCategory {
    case .control, .unassigned, .surrogate: true
    default: false
    }
  }
}
