import JSON

/// An article for teammates, as Intercom's `/internal_articles` serves it.
struct InternalArticle: Sendable, Equatable {
  let id: Int64
  var title: String
  var body: String
  var ownerID: Int64
  var authorID: Int64
  var availability: Availability
  let createdAt: Int64
  var updatedAt: Int64

  /// Which of Intercom's agents may use it.
  struct Availability: Sendable, Equatable {
    var chatbot = false
    var copilot = false
    var salesAgent = false
  }

  /// Puts in what a draft says, and leaves what it does not.
  mutating func take(_ draft: InternalArticleDraft, at now: Int64) {
    title = draft.title ?? title
    body = draft.body ?? body
    ownerID = draft.ownerID ?? ownerID
    authorID = draft.authorID ?? authorID
    availability.chatbot = draft.chatbot ?? availability.chatbot
    availability.copilot = draft.copilot ?? availability.copilot
    availability.salesAgent = draft.salesAgent ?? availability.salesAgent
    updatedAt = now
  }

  var json: JSONValue {
    [
      "type": "internal_article", "id": .string(id.description), "title": .string(title),
      "body": .string(body), "owner_id": .integer(ownerID), "author_id": .integer(authorID),
      "created_at": .integer(createdAt), "updated_at": .integer(updatedAt), "locale": "en",
      "audience_ids": [], "ai_chatbot_availability": .boolean(availability.chatbot),
      "ai_copilot_availability": .boolean(availability.copilot),
      "ai_sales_agent_availability": .boolean(availability.salesAgent),
    ]
  }
}

/// What a request says of an article; a change says what is to be another way, and nothing else.
struct InternalArticleDraft: Sendable, Equatable {
  let title: String?
  let body: String?
  let ownerID: Int64?
  let authorID: Int64?
  let chatbot: Bool?
  let copilot: Bool?
  let salesAgent: Bool?

  init(reading body: RequestDocument, isNew: Bool) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    if isNew {
      for name in ["title", "owner_id", "author_id"] {
        reader.require(
          scope, name,
          orSay: "\(name) must be in the main body or default locale translated_content object")
      }
    }
    if reader.value(scope, "body_markdown") != nil {
      reader.malformed("body_markdown", "is not taken by the sandbox: send the body as HTML")
    }
    title = reader.text(scope, "title", atMost: PublicAPILimits.title)
    self.body = reader.html(scope, "body")
    ownerID = reader.number(scope, "owner_id")
    authorID = reader.number(scope, "author_id")
    chatbot = reader.boolean(scope, "ai_chatbot_availability")
    copilot = reader.boolean(scope, "ai_copilot_availability")
    salesAgent = reader.boolean(scope, "ai_sales_agent_availability")
    let audiences = reader.list(scope, "audience_ids", atMost: PublicAPILimits.labels) ?? []
    guard reader.problems.isEmpty else { throw Refusal(reader.problems) }
    // The sandbox has no audiences of agents.
    if !audiences.isEmpty { throw Refusal(Problem(.notFound, "Resource Not Found")) }
  }
}
