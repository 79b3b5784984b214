import JSON

/// What a page says each time it wants to know what its person is to see.
struct Ping: Sendable {
  let contact: ContactKey
  /// The workspace that the page is made for; nil where it does not say.
  let appID: String?
  /// What the page knows of the person; whether it may say so is the store's to decide.
  let attributes: JSONObject
  let page: PageAddress
  /// One view of a page, as the page names it: whatever it asks during one counts once. Nil for one
  /// that is over with the ping.
  let view: String?
  let secondsOnPage: Int64
  /// What the person has just done.
  let event: PingEvent?
  let isSimulated: Bool
}

struct PingEvent: Sendable, Equatable {
  let name: String
  /// Nil for now. A page that says when can repeat itself, and the event is one.
  let createdAt: Int64?
  /// A JSON object, or nil.
  let metadata: String?
}

extension Ping {
  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(
      [
        "app_id", "user_id", "id", "email", "attributes", "url", "page_view", "seconds_on_page",
        "event", "simulated",
      ], in: scope)
    let contact = reader.contact(scope)
    appID = reader.text(scope, "app_id", atMost: MessageLimits.identifier)
    attributes = reader.object(scope, "attributes")?.object ?? [:]
    if attributes.members.count > PeopleLimits.attributes {
      reader.wrong("attributes", "must have at most \(PeopleLimits.attributes) members")
    }
    let page = reader.page(scope)
    view = reader.text(scope, "page_view", atMost: MessengerLimits.view)
    secondsOnPage =
      reader.integer(scope, "seconds_on_page", in: 0...MessengerLimits.viewLength) ?? 0
    event = reader.pingEvent(scope)
    isSimulated = reader.boolean(scope, "simulated") ?? false
    guard reader.problems.isEmpty, let contact, let page else { throw Refusal(reader.problems) }
    self.contact = contact
    self.page = page
  }
}

extension FieldReader {
  fileprivate mutating func page(_ scope: Scope) -> PageAddress? {
    guard let text = text(scope, "url", atMost: PeopleLimits.url) else {
      if value(scope, "url") == nil { missing("url") }
      return nil
    }
    let page = PageAddress(text)
    if page == nil { wrong("url", "must be a path or an http address") }
    return page
  }

  fileprivate mutating func pingEvent(_ scope: Scope) -> PingEvent? {
    guard let event = object(scope, "event") else { return nil }
    allow(["name", "created_at", "metadata"], in: event)
    if value(event, "name") == nil { missing("event.name") }
    guard let name = text(event, "name", atMost: PeopleLimits.eventName) else { return nil }
    return PingEvent(
      name: name, createdAt: integer(event, "created_at", in: PeopleLimits.times),
      metadata: eventMetadata(event))
  }
}
